"""The output folder: nothing is lost in it, whatever goes wrong, and nobody else's file is touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Answer, Letterkit, Small, files_below
from letterkit.campaign.render import Order, render

OPENING = "seeds/framing/opening.yaml"
PDF = "campaigns/talks/out/letter.pdf"


def test_a_folder_that_cannot_be_made_is_said(letterkit: Letterkit, small: Small) -> None:
    small.write("notes", "a file, not a folder\n")
    answer = letterkit.refuses("render", "talks", "--output", str(small.root / "notes" / "out"))
    assert answer.findings == [("LK502", "notes/out/.letterkit.json:1:1")]


def test_a_read_only_folder_is_said(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = small.root / "campaigns/talks/out"
    out.mkdir()
    opened = os.open

    def deny(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if Path(path).parent == out and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", deny)
    answer = letterkit("render", "talks")
    assert answer.status == 1
    assert answer.findings == [("LK502", "campaigns/talks/out/.letterkit.json:1:1")]
    assert "Permission denied" in answer.err
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
    assert done.returncode == 1
    assert Answer(done.returncode, done.stdout, done.stderr).findings == [("LK502", f"{PDF}:1:1")]
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    assert (small.root / PDF).read_bytes() == old
    letterkit.renders()
    assert (small.root / PDF).read_bytes() != old


def test_a_full_disk_leaves_nothing_of_a_new_campaign(letterkit: Letterkit, small: Small) -> None:
    before = files_below(small.root)
    done = _on_a_full_disk(small, "new", "--dialogue", "2020")
    assert done.returncode == 1
    assert "LK502" in done.stderr
    assert files_below(small.root) == before
    assert letterkit("new", "--dialogue", "2020").status == 0


def test_an_interrupted_write_leaves_the_old_pdf(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, "letter.pdf", 1)
        with pytest.raises(KeyboardInterrupt):
            render(Order(small.workspace, "talks"))
    assert (small.root / PDF).read_bytes() == old
    assert _out(small) == [".letterkit.json", "letter.pdf"]


@pytest.mark.parametrize(
    ("name", "time_of_name"),
    [(".letterkit.json", 1), ("letter.pdf", 1), (".letterkit.json", 2)],
    ids=["at the first state", "at the file", "at the last state"],
)
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_crash_locks_nobody_out(
    letterkit: Letterkit,
    small: Small,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    time_of_name: int,
    first: bool,
) -> None:
    if not first:
        letterkit.renders()
        small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, name, time_of_name)
        with pytest.raises(KeyboardInterrupt):
            render(Order(small.workspace, "talks"))
    letterkit.renders()
    made = (small.root / PDF).read_bytes()
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    letterkit.renders("--force")
    assert (small.root / PDF).read_bytes() == made


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


def _interrupt_at(monkeypatch: pytest.MonkeyPatch, name: str, time_of_name: int) -> None:
    """Ctrl-C where a file of that name is about to be renamed into its place for the nth time."""
    rename, count = Path.replace, [0]

    def replace(self: Path, target: Path) -> Path:
        count[0] += target.name == name
        if target.name == name and count[0] == time_of_name:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)
