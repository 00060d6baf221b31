"""transaction: what a run that was killed has begun is taken back by the next one."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.files import transaction as working
from letterkit.files.journal import JOURNAL
from letterkit.files.lock import AREA, LOCK
from letterkit.files.plan import Plan
from letterkit.files.transaction import digest_of, settle, transaction


class KilledError(BaseException):
    """Stands for the end of the process: nothing is cleared up."""


@contextmanager
def killed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What raises KilledError leaves things as a process does that is killed."""
    with monkeypatch.context() as spoilt:
        spoilt.setattr(working.Transaction, "take_back", lambda self, to=0: None)
        spoilt.setattr(working.Transaction, "clear", lambda self: None)
        with pytest.raises(KilledError):
            yield


def die() -> None:
    """In the middle of the work."""
    raise KilledError


def held(folder: Path) -> dict[str, str | None]:
    """Everything below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, and a folder with another."""
    root = tmp_path / "workspace"
    (root / "old").mkdir(parents=True)
    for name in ("a.txt", "old/b.txt"):
        (root / name).write_bytes(b"before")
    return root


def broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that has done all its work, and is killed before it says so."""
    plan = Plan(
        folder,
        {folder / "new/c.txt": "ours", folder / "a.txt": "ours"},
        {folder / "a.txt": b"before"},
        {folder / "old": digest_of(folder / "old")},
    )
    with killed(monkeypatch), transaction(folder):
        plan.write()
        assert set(held(folder)) >= {"new/c.txt", "a.txt"}
        die()


@pytest.mark.parametrize("by", ["a reader", "a writer"])
def test_the_next_run_takes_it_back(folder: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    before = held(folder)
    broken_off(folder, monkeypatch)
    if by == "a reader":
        assert settle(folder)
    else:
        with transaction(folder):
            assert not (folder / "new").exists()
    assert held(folder) == before
    assert not settle(folder)


def test_what_was_saved_since_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(folder, monkeypatch)
    (folder / "a.txt").write_text("theirs")
    (folder / "new/theirs.txt").write_text("theirs")
    (folder / "old").mkdir()
    (folder / "old/theirs.txt").write_text("theirs")
    assert settle(folder)
    assert held(folder) == {
        "a.txt": "theirs",
        "new": None,
        "new/theirs.txt": "theirs",
        "old": None,
        "old/theirs.txt": "theirs",
        "old-2": None,
        "old-2/b.txt": "before",
    }


def test_a_journal_that_was_cut_off_is_right_as_far_as_it_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(folder)
    broken_off(folder, monkeypatch)
    journal = folder / AREA / JOURNAL
    journal.write_bytes(journal.read_bytes() + b'{"kind": "fol')
    assert settle(folder)
    assert held(folder) == before


def test_one_that_is_at_work_is_left_alone(folder: Path) -> None:
    with transaction(folder):
        Plan(folder, {folder / "c.txt": "ours"}).write()
        assert not settle(folder)
        assert (folder / "c.txt").read_text() == "ours"
    assert (folder / "c.txt").read_text() == "ours"


def test_what_cannot_be_taken_back_stops_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(folder)
    broken_off(folder, monkeypatch)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "a.txt":
            raise OSError(errno.EACCES, "Permission denied", str(target))
        return replace(self, target)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(Path, "replace", refuse)
        with pytest.raises(LetterkitError, match=r"a\.txt: Permission denied") as told:
            settle(folder)
    assert "the next run goes on with it" in str(told.value)
    assert settle(folder)
    assert held(folder) == before


def test_what_was_left_after_the_end_is_cleared(folder: Path) -> None:
    before = held(folder)
    (folder / AREA / "3.away").mkdir(parents=True)
    (folder / AREA / "3.away/b.txt").write_bytes(b"of a dead run")
    (folder / AREA / LOCK).write_bytes(b"*\n")
    assert not settle(folder)  # nothing was begun that is to be taken back
    assert held(folder) == before


def test_a_disk_in_the_middle_of_a_workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, link, replace = folder / "mounted", os.link, Path.replace
    other.mkdir()
    (other / "a.txt").write_bytes(b"before")

    def is_across(one: Path, two: Path) -> bool:
        return one.is_relative_to(other) != two.is_relative_to(other)

    def linked(source: Path, target: Path) -> None:
        if is_across(source, target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        link(source, target)

    def replaced(self: Path, target: Path) -> Path:
        if is_across(self, target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(os, "link", linked)
    monkeypatch.setattr(Path, "replace", replaced)
    plan = Plan(folder, {other / "a.txt": "ours", other / "c.txt": "ours"}, {other / "a.txt": b"before"})
    before = held(folder)
    with transaction(folder) as work:
        plan.write()
        assert held(other) == {"a.txt": "ours", "c.txt": "ours"}
        work.take_back()
    assert held(folder) == before
    plan.write()
    assert held(other) == {"a.txt": "ours", "c.txt": "ours"}


HOSTILE = [
    {"kind": "beside", "path": "../theirs.txt"},
    {"kind": "beside", "path": "a.txt"},
    {"kind": "beside", "path": ".git/hooks/.x.letterkit"},
    {"kind": "beside", "path": "link/.x.letterkit"},
    {"kind": "file", "path": "../theirs.txt", "digest": "DIGEST"},
    {"kind": "file", "path": "/etc/hosts", "digest": "DIGEST"},
    {"kind": "file", "path": "link/theirs.txt", "digest": "DIGEST"},
    {"kind": "file", "path": ".git/config", "digest": "DIGEST"},
    {"kind": "file", "path": ".GIT/config", "digest": "DIGEST", "kept": ".letterkit/1.old"},
    {"kind": "away", "path": "stolen.txt", "kept": "../theirs.txt"},
    {"kind": "away", "path": "stolen.txt", "kept": "a.txt"},
    {"kind": "away", "path": ".git/hooks/post-commit", "kept": ".letterkit/1.old"},
    {"kind": "away", "path": "../stolen.txt", "kept": ".letterkit/1.old"},
    {"kind": "folder", "path": "../empty"},
    {"kind": "unknown", "path": "a.txt"},
    {"path": "a.txt"},
    ["a.txt"],
    {"kind": "file", "path": "", "digest": "DIGEST"},
]


@pytest.mark.parametrize("step", HOSTILE, ids=json.dumps)
def test_a_journal_that_came_from_a_stranger_touches_nothing_else(folder: Path, step: object) -> None:
    outside = folder.parent
    (outside / "theirs.txt").write_bytes(b"theirs")
    (outside / "empty").mkdir()
    (folder / ".git/hooks").mkdir(parents=True)
    (folder / ".git/config").write_bytes(b"theirs")
    (folder / ".git/hooks/.x.letterkit").write_bytes(b"theirs")
    (outside / ".x.letterkit").write_bytes(b"theirs")
    (folder / "link").symlink_to(outside)
    before = held(outside)
    area = folder / AREA
    area.mkdir()
    (area / "1.old").write_bytes(b"#!/bin/sh\ntouch STARTED\n")
    digest = digest_of(outside / "theirs.txt")
    (area / JOURNAL).write_text(json.dumps(step).replace("DIGEST", digest) + "\n", encoding="utf-8")
    assert settle(folder)
    assert held(outside) == before
