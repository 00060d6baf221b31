"""A reading that was corrected gives its blocks anew, and loses nothing that somebody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import OLD_LETTER
from letterkit.campaign.render import Order, render
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, make_again, take_in, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an imported letter, in a workspace of its own."""
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    workspace = Workspace(tmp_path)
    (taken,) = take_in([Input("2011.txt", OLD_LETTER.encode())], workspace, tmp_path / SEEDS)
    _, (made,) = write(taken, workspace, tmp_path / SEEDS)
    return made


def workspace_of(folder: Path) -> Workspace:
    return Workspace(folder.parent.parent.parent)


def correct(folder: Path, old: str, new: str) -> None:
    reading = folder / "reading.txt"
    text = reading.read_text(encoding="utf-8")
    assert old in text
    reading.write_text(text.replace(old, new, 1), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_reading_that_is_right_changes_nothing(folder: Path) -> None:
    before = files(folder)
    assert make_again(workspace_of(folder), folder.name)[1] == []
    assert files(folder) == before


def test_one_word_at_the_left_makes_an_ask_a_text(folder: Path) -> None:
    before = [name for name in files(folder) if "/issues/" in name]
    correct(folder, " ask          |", " text         |")
    made, _ = make_again(workspace_of(folder), folder.name)
    assert made.problems == []
    assert len([name for name in files(folder) if "/issues/" in name]) == len(before) - 1
    done = render(Order(workspace_of(folder), folder.name, formats=("txt",)))
    assert done.written
    assert make_again(workspace_of(folder), folder.name)[1] == []


def test_a_mistake_in_it_leaves_the_blocks(folder: Path) -> None:
    before = files(folder)
    correct(folder, " ask          |", " akk          |")
    made, _ = make_again(workspace_of(folder), folder.name)
    assert [problem.code for problem in made.problems] == ["LK725"]
    after = files(folder)
    assert {name for name in after if after[name] != before[name]} == {"reading.txt"}


@pytest.mark.parametrize("file", ["campaign.yaml", "mine.txt"])
def test_what_somebody_changed_by_hand_is_not_lost(folder: Path, file: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write("# mine\n")
    correct(folder, " ask          |", " text         |")
    before = files(folder)
    made, _ = make_again(workspace_of(folder), folder.name)
    assert [problem.code for problem in made.problems] == ["LK726"]
    assert made.problems[0].location.file.endswith(file)
    assert files(folder) == before
