"""plan: several files made, replaced and taken away, all of it or nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan
from letterkit.files.transaction import digest_of, settle, transaction


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files, and a folder with one."""
    (tmp_path / "old").mkdir()
    for name in ("a.txt", "b.txt", "old/c.txt"):
        (tmp_path / name).write_bytes(f"{name} before\r\n".encode())
    return tmp_path


def found(folder: Path) -> dict[str, bytes | None]:
    """Everything below the folder: files with what they hold, folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def plan_for(folder: Path) -> Plan:
    """A plan that does everything that one can do."""
    replaced = {folder / name: f"{name} before\r\n".encode() for name in ("a.txt", "b.txt")}
    files: dict[Path, str | bytes] = {
        folder / "new/deep/d.txt": "dé\r\n",
        folder / "a.txt": b"\xff",
        folder / "b.txt": "b after",
    }
    return Plan(folder, files, replaced, {folder / "old": digest_of(folder / "old")})


AFTER = {
    "new": None,
    "new/deep": None,
    "new/deep/d.txt": "dé\r\n".encode(),
    "a.txt": b"\xff",
    "b.txt": b"b after",
}


def fail_at(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int, error: BaseException
) -> None:
    """Let the nth call of that function fail, and no other."""
    function, count = getattr(owner, name), [0]

    def failing(*words: object, **named: object) -> object:
        count[0] += 1
        if count[0] == call:
            raise error
        return function(*words, **named)

    monkeypatch.setattr(owner, name, failing)


def test_a_plan_is_carried_out(folder: Path) -> None:
    plan_for(folder).write()
    assert found(folder) == AFTER


STEPS: list[tuple[object, str, int]] = [
    (Path, "replace", 1),
    (Path, "replace", 2),
    (Path, "rename", 1),
    (Path, "mkdir", 2),
]
STEPS += [(Path, "mkdir", 3), (Path, "open", 2), (os, "fsync", 4), (os, "link", 2)]


@pytest.mark.parametrize(("owner", "name", "call"), STEPS)
@pytest.mark.parametrize("error", [OSError(28, "no space"), KeyboardInterrupt()])
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    call: int,
    error: BaseException,
) -> None:
    before, plan = found(folder), plan_for(folder)
    with monkeypatch.context() as spoilt:
        fail_at(spoilt, owner, name, call, error)
        if name == "link" and isinstance(error, OSError):  # a disk without links
            plan.write()
            assert found(folder) == AFTER
            return
        with pytest.raises((LetterkitError, KeyboardInterrupt)) as told:
            plan.write()
    assert found(folder) == before
    assert isinstance(told.value, KeyboardInterrupt) or "no space" in str(told.value)


def test_a_file_that_somebody_made_meanwhile_stays(folder: Path) -> None:
    plan = Plan(folder, {folder / "new.txt": "ours", folder / "a.txt": "ours"})
    before = found(folder)
    with pytest.raises(LetterkitError, match=r"a\.txt exists; nothing was changed"):
        plan.write()
    assert found(folder) == before


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"theirs"), Path.unlink])
def test_a_file_that_somebody_changed_meanwhile_stays(folder: Path, change: object) -> None:
    plan = plan_for(folder)
    assert callable(change)
    change(folder / "b.txt")
    before = found(folder)
    with pytest.raises(LetterkitError, match=r"b\.txt "):
        plan.write()
    assert found(folder) == before


def test_what_was_written_can_be_taken_back(folder: Path) -> None:
    before = found(folder)
    (folder / "kept").mkdir()
    plan = Plan(
        folder,
        {folder / "a.txt": "after", folder / "new/d.txt": "d", folder / "kept/e.txt": "e"},
        {folder / "a.txt": b"a.txt before\r\n"},
    )
    with transaction(folder) as work:
        plan.write()
        work.take_back()
    assert found(folder) == before | {"kept": None}  # it was there before, though it is empty


def test_a_folder_that_something_else_was_put_into_stays(folder: Path) -> None:
    with transaction(folder) as work:
        Plan(folder, {folder / "new/d.txt": "d"}).write()
        (folder / "new/theirs.txt").write_bytes(b"")
        work.take_back()
    assert {path.name for path in (folder / "new").iterdir()} == {"theirs.txt"}


@pytest.mark.parametrize("name", ["a.txt", "new.txt"])
def test_what_somebody_saved_over_it_is_not_taken_back(folder: Path, name: str) -> None:
    before = found(folder)
    replaced = {folder / name: b"a.txt before\r\n"} if name == "a.txt" else {}
    with transaction(folder) as work:
        Plan(folder, {folder / name: "ours", folder / "other.txt": "ours"}, replaced).write()
        (folder / name).write_bytes(b"theirs")
        work.take_back()
    assert found(folder) == before | {name: b"theirs"}


def test_a_file_that_appears_at_the_last_moment_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(folder)
    link = os.link

    def linked(source: Path, target: Path) -> None:
        target.write_bytes(b"theirs")
        link(source, target)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(os, "link", linked)
        with pytest.raises(LetterkitError, match=r"new\.txt exists; nothing was changed"):
            Plan(folder, {folder / "new.txt": "theirs"}).write()  # even where it holds the same
    assert found(folder) == before | {"new.txt": b"theirs"}


def test_a_folder_that_is_changed_while_it_is_taken_away_stays(folder: Path) -> None:
    plan = Plan(folder, {}, removed={folder / "old": digest_of(folder / "old")})
    (folder / "old/c.txt").write_bytes(b"theirs")
    before = found(folder)
    with pytest.raises(LetterkitError, match="old was changed meanwhile"):
        plan.write()
    assert found(folder) == before


def test_a_link_that_leads_out_is_not_written_through(folder: Path, tmp_path_factory: Any) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (folder / "out").symlink_to(elsewhere)
    with pytest.raises(LetterkitError, match="a link out of the workspace"):
        Plan(folder, {folder / "out/a.txt": "a"}).write()
    assert list(elsewhere.iterdir()) == []


def test_what_cannot_be_put_back_is_named_and_the_next_run_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, plan = found(folder), plan_for(folder)
    replace, count = Path.replace, [0]

    def failing(self: Path, target: Path) -> Path:
        count[0] += target.name == "b.txt" or count[0] > 0
        if count[0] in (1, 2):  # the second file's, and the first one's way back
            raise OSError(13, "no", str(target))
        return replace(self, target)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(Path, "replace", failing)
        with pytest.raises(LetterkitError, match=r"could not all be put back:\n.*a\.txt: no"):
            plan.write()
    assert settle(folder)
    assert found(folder) == before
    assert not settle(folder)


def test_a_file_takes_the_place_of_a_link(folder: Path) -> None:
    link = folder / "link.txt"
    link.symlink_to("a.txt")
    Plan(folder, {link: "new"}, removed={link: digest_of(link)}).write()
    assert not link.is_symlink()
    assert link.read_text(encoding="utf-8") == "new"
    assert (folder / "a.txt").read_bytes() == b"a.txt before\r\n"


def test_a_link_stays_where_the_work_cannot_be_done(folder: Path) -> None:
    link = folder / "link.txt"
    link.symlink_to("nowhere")
    kept = digest_of(link)
    calls = []

    def check() -> None:  # the second time, when all is in its place
        calls.append(link.is_symlink())
        if len(calls) == 2:
            raise LetterkitError("something was saved")

    with pytest.raises(LetterkitError, match="something was saved"):
        Plan(folder, {link: "new"}, removed={link: kept}, check=check).write()
    assert calls == [True, False]
    assert digest_of(link) == kept


def test_of_many_files_each_reaches_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are asked for together; where the disk does not take one, there is none."""
    before, synced, fsync = found(folder), [], os.fsync
    many: dict[Path, str | bytes] = {folder / f"many/{n}.txt": f"{n}" for n in range(100)}

    def counted(number: int) -> None:
        synced.append(os.fstat(number).st_ino)
        fsync(number)

    def refused(number: int) -> None:
        if os.fstat(number).st_size == 1:
            raise OSError(errno.EIO, "the disk is broken")

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(LetterkitError, match="broken"):
        Plan(folder, many).write()
    assert found(folder) == before
    monkeypatch.setattr(os, "fsync", counted)
    Plan(folder, many).write()
    assert {path.stat().st_ino for path in many} <= set(synced)
    assert {path.read_text(encoding="utf-8") for path in many} == {f"{n}" for n in range(100)}
