"""Files are read each for itself, under names that do not clash, and written whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import OLD_LETTER
from letterkit.diagnostics import LetterkitError, has_errors
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, Taken, take_in, write
from letterkit.values import replace

SECOND = OLD_LETTER.replace("the Red Cross", "the press")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path)


def taken(workspace: Workspace, *texts: str) -> list[Taken]:
    inputs = [Input(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return list(take_in(inputs, workspace, workspace.root / SEEDS))


def run(workspace: Workspace, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "letterkit", *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=workspace.root,
    )


def test_letters_of_one_name_are_told_apart(workspace: Workspace) -> None:
    first, second = taken(workspace, OLD_LETTER, SECOND)
    assert not has_errors([*first.problems, *second.problems])
    assert second.proposals[0].name == f"{first.proposals[0].name}-2"
    assert second.proposals[0].problems == ()
    for one in (first, second):
        _, (folder,) = write(one, workspace, workspace.root / SEEDS)
        assert f"dialogue: {folder.name}" in (folder / "campaign.yaml").read_text(encoding="utf-8")


def test_the_same_file_is_not_imported_twice(workspace: Workspace) -> None:
    (first,) = taken(workspace, OLD_LETTER)
    write(first, workspace, workspace.root / SEEDS)
    (again,) = taken(workspace, OLD_LETTER)
    assert [problem.code for problem in again.problems] == ["LK723"]
    assert write(again, workspace, workspace.root / SEEDS)[1] == []


def test_files_are_read_ahead_in_their_order(workspace: Workspace) -> None:
    texts = [OLD_LETTER.replace("6, 2011", f"{day}, 2011") for day in range(1, 6)]
    alone = [taken(workspace, text)[0].proposals[0].name for text in texts]
    assert [one.proposals[0].name for one in taken(workspace, *texts)] == alone


def test_a_folder_that_cannot_be_made_leaves_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = taken(workspace, OLD_LETTER)

    def refuse(*_: object) -> None:
        raise OSError(28, "no space")

    for module, name in ((os, "link"), (Path, "replace")):
        monkeypatch.setattr(module, name, refuse)
    with pytest.raises(LetterkitError, match="no space"):
        write(one, workspace, workspace.root / SEEDS)
    assert not (workspace.root / SEEDS / "imported").exists()


def test_a_name_that_another_run_has_taken_meanwhile_is_left_to_it(workspace: Workspace) -> None:
    (ours,), (theirs,) = taken(workspace, OLD_LETTER), taken(workspace, "\n" + SECOND)
    theirs = replace(theirs, name="another.txt")
    _, (first,) = write(ours, workspace, workspace.root / SEEDS)
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    written, folders = write(theirs, workspace, workspace.root / SEEDS)
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before
    if not written.problems:
        assert [folder.name for folder in folders] == [f"{first.name}-2"]


def test_a_name_that_was_asked_for_is_not_given_up(workspace: Workspace) -> None:
    (one,) = taken(workspace, OLD_LETTER)
    name = one.proposals[0].name
    write(one, workspace, workspace.root / SEEDS)
    with pytest.raises(LetterkitError, match=f"{name} exists; nothing was imported"):
        write(one, workspace, workspace.root / SEEDS, wanted=name)


def test_errors_of_one_file_do_not_lose_the_others(workspace: Workspace) -> None:
    (workspace.root / "old.txt").write_text(OLD_LETTER, encoding="utf-8")
    done = run(workspace, "import", "missing.txt", "old.txt")
    assert done.returncode == 1
    assert "missing.txt:1:1: error LK701" in done.stderr
    assert done.stdout == "seeds/imported/2011-05-06-letter-ministry-state\n"


def test_standard_input_and_another_folder(workspace: Workspace) -> None:
    done = run(workspace, "import", "--into", "elsewhere", "--campaign", "mine", "-", text=OLD_LETTER)
    assert (done.returncode, done.stdout) == (0, "elsewhere/imported/mine\n")
    assert (workspace.root / "elsewhere/imported/mine/campaign.yaml").is_file()


def test_a_dry_run_needs_no_workspace_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(OLD_LETTER, encoding="utf-8")
    done = run(Workspace(tmp_path), "import", "--dry-run", "--format", "json", "old.txt")
    (document,) = json.loads(done.stdout)
    assert document["kind"] == "letter"
    assert {"kind": "campaign", "name": "2011-05-06-letter-ministry-state"}.items() <= {
        **document["blocks"][-2]
    }.items()
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]


def test_the_editor_gets_the_reading_and_what_it_breaks_is_said(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "old.txt").write_text(OLD_LETTER, encoding="utf-8")
    editor = workspace.root / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "assert file.name == 'reading.txt'\n"
        "text = file.read_text(encoding='utf-8')\n"
        "file.write_text(text.replace(' dear ', ' deer '), encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    done = run(workspace, "import", "--edit", "old.txt")
    assert done.returncode == 1
    assert "LK725: no role is called 'deer'" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "--format", "xml", "x"], "choose text or json"),
        (["import", "--edit", "--dry-run", "x"], "nothing is written"),
        (["import", "--edit", "--into", "a", "x"], "anew in seeds"),
        (["import", "--edit", "x"], "set VISUAL or EDITOR"),
        (["import", "--campaign", "a", "x", "y"], "one file"),
        (["import", "--campaign", "../a", "x"], "one file"),
        (["import"], "name the files"),
        (["import", "--again", "a", "x"], "name the files"),
        (["import", "--again", "a", "--dry-run"], "--edit alone"),
        (["import", "--again", "a"], "no imported letter is named 'a'"),
    ],
)
def test_calls_that_cannot_be_understood(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    done = run(workspace, *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_name_that_is_in_use_is_refused(workspace: Workspace) -> None:
    (workspace.root / "campaigns" / "mine").mkdir()
    (workspace.root / "old.txt").write_text(OLD_LETTER, encoding="utf-8")
    done = run(workspace, "import", "--campaign", "mine", "old.txt")
    assert done.returncode == 1
    assert "mine exists" in done.stderr


def test_an_imported_letter_is_not_finalized_before_it_is_adopted(workspace: Workspace) -> None:
    (one,) = taken(workspace, OLD_LETTER)
    write(one, workspace, workspace.root / SEEDS)
    done = run(workspace, "finalize", one.proposals[0].name)
    assert done.returncode == 1
    assert "letterkit adopt" in done.stderr
