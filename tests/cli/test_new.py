"""What `new` asks at the prompt of a dialogue that nobody has entered yet."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from letterkit.cli import main

if TYPE_CHECKING:
    from conftest import Small

DIALOGUE = "seeds/dialogues/2022-talks.yaml"


class Keyboard(io.StringIO):
    """A terminal in which the answers are typed already."""

    def isatty(self) -> bool:
        return True


def new(small: Small, monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> int:
    """Run the command with somebody at the terminal; its exit status."""
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    command = ["letterkit", "-w", str(small.root), "new", "--dialogue", "2022", *words]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


def test_what_is_missing_is_asked_and_enter_takes_what_is_likely(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "New Talks\n2022-05-03\n2022-05-04\n\n\n"
    assert new(small, monkeypatch, typed, "--city", "Vienna") == 0
    said = capsys.readouterr()
    assert "A new dialogue, begun from 2020-talks." in said.err
    assert "Offices to write to" in said.err
    assert "Host city" not in said.err
    assert DIALOGUE in said.out.splitlines()[0]
    text = (small.root / DIALOGUE).read_text(encoding="utf-8")
    assert "name: New Talks\n" in text
    assert "host_city: Vienna\n" in text
    assert "  to:\n  - minister\n" in text


def test_an_answer_that_does_not_fit_writes_nothing(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "New Talks\nVienna\n2022-05-03\n2022-05-04\nnobody\n\n"
    assert new(small, monkeypatch, typed) == 2
    assert "unknown: nobody" in capsys.readouterr().err
    assert not (small.root / DIALOGUE).exists()
