"""plan: several files made, replaced and taken away, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan


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
    return Plan(folder, files, replaced, (folder / "old",))


AFTER = {
    "new": None,
    "new/deep": None,
    "new/deep/d.txt": "dé\r\n".encode(),
    "a.txt": b"\xff",
    "b.txt": b"b after",
}


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, call: int, error: BaseException) -> None:
    """Let the nth call of that method of Path fail, and no other."""
    method, count = getattr(Path, name), [0]

    def failing(self: Path, *words: object, **named: object) -> object:
        count[0] += 1
        if count[0] == call:
            raise error
        return method(self, *words, **named)

    monkeypatch.setattr(Path, name, failing)


def test_a_plan_is_carried_out(folder: Path) -> None:
    plan_for(folder).write()
    assert found(folder) == AFTER


@pytest.mark.parametrize(
    ("method", "call"), [("replace", n) for n in (1, 2, 3)] + [("rename", 1), ("mkdir", 1), ("open", 2)]
)
@pytest.mark.parametrize("error", [OSError(28, "no space"), KeyboardInterrupt()])
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, method: str, call: int, error: BaseException
) -> None:
    before, plan = found(folder), plan_for(folder)
    with monkeypatch.context() as spoilt:
        fail_at(spoilt, method, call, error)
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


def test_what_was_written_can_be_undone(folder: Path) -> None:
    before = found(folder)
    (folder / "kept").mkdir()
    plan = Plan(
        folder,
        {folder / "a.txt": "after", folder / "new/d.txt": "d", folder / "kept/e.txt": "e"},
        {folder / "a.txt": b"a.txt before\r\n"},
    )
    plan.write()
    plan.undo()
    assert found(folder) == before | {"kept": None}  # it was there before, though it is empty
    plan.undo()
    assert found(folder) == before | {"kept": None}


def test_a_folder_that_something_else_was_put_into_stays(folder: Path) -> None:
    plan = Plan(folder, {folder / "new/d.txt": "d"})
    plan.write()
    (folder / "new/theirs.txt").write_bytes(b"")
    plan.undo()
    assert {path.name for path in (folder / "new").iterdir()} == {"theirs.txt"}


def test_what_cannot_be_put_back_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, plan = found(folder), plan_for(folder)
    replace, count = Path.replace, [0]

    def failing(self: Path, target: Path) -> Path:
        count[0] += target.name == "b.txt" or count[0] > 0
        if count[0] in (1, 2):  # the second file's, and the first one's way back
            raise OSError(13, "no", str(target))
        return replace(self, target)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(Path, "replace", failing)
        with pytest.raises(LetterkitError, match=r"not all could be put back:\n.*b\.txt: no"):
            plan.write()
    assert found(folder) == before
