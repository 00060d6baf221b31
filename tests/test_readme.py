"""README's tour runs as it stands, from top to bottom, in a fresh clone.

What is left out: installing (`make draft` stands for its last step), activating the environment, and the
commands in the running text, of which one opens a browser and one never ends.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
TOUR = README.partition("## Ten minutes\n")[2].partition("\n## ")[0]
CAMPAIGN = "campaigns/2016-sed/campaign.yaml"
RELIGION = "seeds/issues/religious-freedom.yaml"
# What the tour asks the reader to change: the words that say so, the file, its old words, the new ones.
EDITS = {
    f"Open `{RELIGION}`, change a word of the text": (RELIGION, "Say in public", "Say openly"),
    "Write `paper: a4` into the campaign": (CAMPAIGN, "paper: letter", "paper: a4"),
    "Write `religious-fredom` in the campaign": (CAMPAIGN, "- religious-freedom", "- religious-fredom"),
    "Mend the name": (CAMPAIGN, "- religious-fredom", "- religious-freedom"),
}


class Step(NamedTuple):
    """An edit that the text asks for, or a command with what the README shows of its output."""

    edit: tuple[str, str, str] | None = None
    command: str = ""
    shown: str | None = None


def _steps() -> Iterator[Step]:
    for part in re.split(r"\n\n", TOUR):
        text = " ".join(part.split())
        if not part.startswith("    "):
            yield from (Step(edit) for words, edit in EDITS.items() if words in text)
            continue
        lines = [line.removeprefix("    ") for line in part.splitlines()]
        if lines[0].startswith("$ "):
            yield Step(None, lines[0].removeprefix("$ "), "\n".join(lines[1:]))
        else:
            yield from (Step(None, line) for line in lines if not line.startswith(". "))


STEPS = list(_steps())


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The checkout's files as a repository of their own, with the command `letterkit` of this code."""
    folder = tmp_path / "clone"
    folder.mkdir()
    named = subprocess.run(
        ["git", "ls-files", "-z", "seeds", "templates", "docs", "schemas", ".gitignore", "campaigns"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for name in filter(None, named.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)
    program = tmp_path / "bin" / "letterkit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m letterkit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    _run("git init -q && git add . && git commit -qm Begin", folder)
    return folder


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(REPOSITORY / "src"),
        **{
            f"GIT_{role}_{key}": "a@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for key in ("NAME", "EMAIL")
        },
    }
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )


def test_every_edit_is_asked_for_where_the_test_makes_it() -> None:
    assert [step.edit for step in STEPS if step.edit] == list(EDITS.values())


def test_every_file_that_the_readme_leads_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


def test_the_tour_runs_from_top_to_bottom(clone: Path) -> None:
    made = _run("letterkit new --dialogue 2016", clone)  # what `make draft` does
    assert made.returncode == 0, made.stdout
    for step in STEPS:
        if step.edit is not None:
            file, old, new = clone / step.edit[0], *step.edit[1:]
            text = file.read_text(encoding="utf-8")
            assert text.count(old) == 1, step.edit
            file.write_text(text.replace(old, new), encoding="utf-8")
            continue
        done = _run(step.command, clone)
        is_refused = step.shown is not None and "error" in step.shown
        assert done.returncode == int(is_refused), f"{step.command}\n{done.stdout}"
        if step.shown is not None:
            assert done.stdout.strip() == step.shown, step.command
    for name in ("letter-redline.pdf", "review.html", "letter-clean.pdf", "letter-public.pdf"):
        assert (clone / "campaigns/2016-sed/out" / name).exists(), name
