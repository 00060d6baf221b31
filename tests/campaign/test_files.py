"""The output folder: nothing is lost in it, whatever goes wrong, and nobody else's file is touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Letterkit, Small, files_below
from letterkit.campaign import render as rendering
from letterkit.campaign.files import OutputFolder
from letterkit.campaign.render import Order, render

OPENING = "seeds/framing/opening.yaml"
PDF = "campaigns/talks/out/letter.pdf"


def test_a_folder_that_cannot_be_made_is_said(letterkit: Letterkit, small: Small) -> None:
    small.write("notes", "a file, not a folder\n")
    folder = small.root / "notes" / "out"
    answer = letterkit.refuses("render", "talks", "--output", str(folder), status=3)
    assert "a file stands where a folder must be" in answer.words


def test_a_read_only_folder_is_said(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = small.root / "campaigns/talks/out"
    out.mkdir()
    link, replace = os.link, Path.replace

    def deny(where: Path, do: Callable[..., object], *words: object) -> object:
        if where.parent == out:
            raise PermissionError(errno.EACCES, "Permission denied", str(where))
        return do(*words)

    monkeypatch.setattr(os, "link", lambda a, b: deny(b, link, a, b))
    monkeypatch.setattr(Path, "replace", lambda a, b: deny(b, replace, a, b))
    answer = letterkit("render", "talks")
    assert answer.status == 3
    assert "Permission denied you may not do that there: ask whoever" in answer.words
    assert _out(small) == []


_ON_A_FULL_DISK = """
import resource
from letterkit.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
main()
"""


def _on_a_full_disk(small: Small, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that may write no file over 4 kB: the state fits, the PDF does not."""
    command = [sys.executable, "-c", _ON_A_FULL_DISK, "-w", str(small.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_full_disk_leaves_the_old_pdf(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    done = _on_a_full_disk(small, "render", "talks")
    assert done.returncode == 3
    assert "the disk takes no file of this size" in done.stderr
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    assert (small.root / PDF).read_bytes() == old
    letterkit.renders()
    assert (small.root / PDF).read_bytes() != old


def test_a_full_disk_leaves_nothing_of_a_new_campaign(letterkit: Letterkit, small: Small) -> None:
    before = files_below(small.root)
    done = _on_a_full_disk(small, "new", "--dialogue", "2020")
    assert done.returncode == 3
    assert "the disk takes no file of this size" in done.stderr
    assert files_below(small.root) == before
    assert letterkit("new", "--dialogue", "2020").status == 0


def test_an_interrupted_write_leaves_the_old_pdf(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, "letter.pdf")
        with pytest.raises(KeyboardInterrupt):
            render(Order(small.workspace, "talks"))
    assert (small.root / PDF).read_bytes() == old
    assert _out(small) == [".letterkit.json", "letter.pdf"]


@pytest.mark.parametrize("name", [".letterkit.json", "letter.pdf"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_an_interruption_locks_nobody_out(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch, name: str, first: bool
) -> None:
    if not first:
        letterkit.renders()
        small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, name)
        with pytest.raises(KeyboardInterrupt):
            render(Order(small.workspace, "talks"))
    letterkit.renders()
    made = (small.root / PDF).read_bytes()
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    letterkit.renders("--force")
    assert (small.root / PDF).read_bytes() == made


def test_what_was_saved_while_it_was_rendered_is_rendered_the_next_time(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, count = rendering.make, [0]

    def make(*words: Any, **named: Any) -> rendering.Made:
        found = made(*words, **named)
        if not count[0]:
            small.change(OPENING, "we write", "we all write")
        count[0] += 1
        return found

    monkeypatch.setattr(rendering, "make", make)
    letterkit.renders()
    assert letterkit.renders().out.strip().endswith("letter.pdf")
    assert letterkit.renders().out == ""


def test_two_runs_that_looked_at_the_folder_at_once_keep_both_files(small: Small) -> None:
    out = small.root / "campaigns/talks/out"
    first, second = (OutputFolder(out, small.workspace) for _ in range(2))
    assert first.write({out / "letter.pdf": b"pdf"}).written == (out / "letter.pdf",)
    assert second.write({out / "letter.txt": b"txt"}).written == (out / "letter.txt",)
    assert OutputFolder(out, small.workspace).foreign([out / "letter.pdf", out / "letter.txt"]) == []


_KILLED = """
import os, signal
from pathlib import Path
from letterkit.cli import main
rename = Path.replace
def replace(self, target):
    if Path(target).name == "letter.pdf":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.replace = replace
main()
"""


def test_a_killed_write_leaves_the_old_pdf(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    command = [sys.executable, "-c", _KILLED, "-w", str(small.root), "render", "talks"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode < 0
    assert (small.root / PDF).read_bytes() == old
    letterkit.renders()
    assert (small.root / PDF).read_bytes() != old


@pytest.mark.parametrize("name", ["letter.pdf", "letter.txt"])
def test_a_foreign_file_is_left_alone(letterkit: Letterkit, small: Small, name: str) -> None:
    file = small.write(f"campaigns/talks/out/{name}", "somebody's own\n")
    form = file.suffix.removeprefix(".")
    answer = letterkit.refuses("render", "talks", "--format", form)
    assert answer.findings == [("LK503", f"campaigns/talks/out/{name}:1:1")]
    letterkit.renders("--format", form, "--force")
    assert b"somebody's own" not in file.read_bytes()


def test_one_foreign_file_stops_all_formats(letterkit: Letterkit, small: Small) -> None:
    small.write("campaigns/talks/out/letter.txt", "somebody's own\n")
    answer = letterkit.refuses("render", "talks", "--format", "pdf,txt,json")
    assert answer.findings == [("LK503", "campaigns/talks/out/letter.txt:1:1")]


def test_an_output_changed_by_hand_is_left_alone(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    with (small.root / PDF).open("ab") as stream:
        stream.write(b"% signed\n")
    assert letterkit.refuses("render", "talks").findings == [("LK503", f"{PDF}:1:1")]
    letterkit.renders("--force")
    assert not (small.root / PDF).read_bytes().endswith(b"% signed\n")


def test_an_output_that_was_deleted_is_made_again(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    (small.root / PDF).unlink()
    assert letterkit.renders().out.strip().endswith("letter.pdf")


@pytest.mark.parametrize("state", ["", "[]", "{", '{"letter.pdf": 3}', '{"letter.pdf": {"key": ""}}'])
def test_a_spoilt_state_overwrites_nothing(letterkit: Letterkit, small: Small, state: str) -> None:
    letterkit.renders()
    small.write("campaigns/talks/out/.letterkit.json", state)
    assert letterkit.refuses("render", "talks").findings == [("LK503", f"{PDF}:1:1")]


def _out(small: Small) -> list[str]:
    return sorted(path.name for path in (small.root / PDF).parent.iterdir())


def _interrupt_at(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Ctrl-C where a file of that name is about to come into its place."""
    link, replace = os.link, Path.replace

    def interrupted(target: Path, do: Callable[..., object], *words: object) -> object:
        if target.name == name:
            raise KeyboardInterrupt
        return do(*words)

    monkeypatch.setattr(os, "link", lambda a, b: interrupted(b, link, a, b))
    monkeypatch.setattr(Path, "replace", lambda a, b: interrupted(b, replace, a, b))
