"""kept: what is kept between runs holds what it was made from, and does not pile up."""

from __future__ import annotations

import atexit
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from letterkit.files import kept as keeping
from letterkit.files.kept import UNUSED, KeptAnswers, keep, kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache folder of a user of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    keeping.cache_folder.cache_clear()
    yield keeping.cache_folder()
    keeping.cache_folder.cache_clear()


def age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_what_is_kept_is_there_again() -> None:
    assert kept("fonts", "1f", "conf") is None
    path = keep("fonts", "1f", "conf", b"serif")
    assert path.name == "fonts-1f.conf"
    assert kept("fonts", "1f", "conf") == b"serif"


def test_what_was_damaged_is_written_again() -> None:
    keep("fonts", "1f", "conf", b"serif").write_bytes(b"ser")
    assert keep("fonts", "1f", "conf", b"serif").read_bytes() == b"serif"


def test_what_nobody_used_for_long_goes_when_another_is_written() -> None:
    used, unused, other = (
        keep("fonts", "1f", "conf", b"1"),
        keep("fonts", "2f", "conf", b"2"),
        keep("declarations", "1f", "json", b"3"),
    )
    for path in (used, unused, other):
        age(path, UNUSED + 60)
    assert kept("fonts", "1f", "conf") == b"1"
    keep("fonts", "3f", "conf", b"4")
    assert [path.exists() for path in (used, unused, other)] == [True, False, True]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    """Nobody else's file is read or changed."""
    other = tmp_path / "other"
    other.write_bytes(b"private")
    place = keep("fonts", "1f", "conf", b"serif")
    place.unlink()
    place.symlink_to(other)
    assert kept("fonts", "1f", "conf") is None
    assert not keep("fonts", "1f", "conf", b"serif").is_symlink()
    assert other.read_bytes() == b"private"


class Length(Struct, frozen=True):
    """An answer of a library in a test."""

    characters: int


def asked(text: str) -> Length:
    return Length(len(text))


def not_asked(text: str) -> Length:
    raise AssertionError(text)


def test_an_answer_is_asked_for_once_and_kept_when_the_process_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_exit: list[Callable[[], None]] = []
    monkeypatch.setattr(atexit, "register", at_exit.append)
    answers = KeptAnswers("lengths", "1f", Length)
    assert answers.answer("four", asked) == answers.answer("four", not_asked) == Length(4)
    assert len(at_exit) == 1
    at_exit[0]()
    assert KeptAnswers("lengths", "1f", Length).answer("four", not_asked) == Length(4)
    with pytest.raises(AssertionError):
        KeptAnswers("lengths", "2f", Length).answer("four", not_asked)


def test_no_more_answers_are_kept_than_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_ANSWERS", 0)
    answers = KeptAnswers("lengths", "1f", Length)
    assert answers.answer("four", asked) == Length(4)
    with pytest.raises(AssertionError):
        answers.answer("four", not_asked)
