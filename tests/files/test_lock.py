"""lock: one run at a time, who it is, and no lock of a dead one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conftest import Letterkit, Small, run
from letterkit.diagnostics import LetterkitError
from letterkit.files import lock as locking
from letterkit.files.lock import AREA, LOCK, BusyError, locked

_HOLD = """
import sys, time
from pathlib import Path
from letterkit.files.lock import announce, locked
announce("letterkit finalize")
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(small: Small) -> subprocess.Popen[str]:
    """Another run, which holds the small workspace's lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(small.root)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "USER": "ada"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    """Kill it, as the system does when there is no memory left."""
    process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    process.communicate()


def test_who_holds_it_and_since_when_is_said(
    letterkit: Letterkit, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    try:
        answer = letterkit("new", "--dialogue", "2020", "--campaign", "spring")
    finally:
        end(holder)
    assert answer.status == 3
    assert "is in use letterkit finalize is at work here: ada on " in answer.words
    assert f", process {holder.pid}, since " in answer.words
    assert "nothing was changed; wait until that is done, and try again" in answer.words
    assert not (letterkit.small.root / "campaigns/spring").exists()


@pytest.mark.parametrize(
    "words",
    [("check",), ("list", "blocks"), ("show", "opening"), ("status",), ("import", "--dry-run", "a")],
)
def test_who_only_reads_needs_none(
    letterkit: Letterkit, holder: subprocess.Popen[str], words: tuple[str, ...]
) -> None:
    try:
        answer = letterkit(*words)
    finally:
        end(holder)
    assert "in use" not in answer.err


def test_a_dead_run_holds_nothing(letterkit: Letterkit, holder: subprocess.Popen[str]) -> None:
    end(holder)
    assert (letterkit.small.root / AREA / LOCK).is_file()
    letterkit.renders()
    assert not (letterkit.small.root / AREA).exists()


def test_a_run_waits_for_one_that_ends_soon(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


def test_many_runs_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def work() -> None:
        for _ in range(20):
            with locked(tmp_path, patience=60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                assert (tmp_path / AREA / LOCK).read_bytes().startswith(b"*\n")
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "link", "lock is a link", "lock is a pipe", "lock is a folder"])
def test_what_is_not_ours_is_not_touched(tmp_path: Path, kind: str) -> None:
    theirs, area = tmp_path / "theirs", tmp_path / "ws" / AREA
    theirs.mkdir()
    (theirs / "file").write_bytes(b"theirs")
    area.parent.mkdir()
    if kind == "file":
        area.write_bytes(b"")
    elif kind == "link":
        area.symlink_to(theirs)
    else:
        area.mkdir()
        make = {"link": lambda p: p.symlink_to(theirs / "file"), "pipe": os.mkfifo, "folder": os.mkdir}
        make[kind.rpartition(" ")[2]](area / LOCK)
    with pytest.raises(LetterkitError, match="is not letterkit's own folder"), locked(area.parent):
        pass
    assert [path.name for path in theirs.iterdir()] == ["file"]
    assert (theirs / "file").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "said", [b"", b"*\n", b"*\n# {", b"*\n# []", b'*\n# {"pid": "x"}', b"*\n\xff\x00"]
)
def test_a_holder_that_says_nothing_of_use_is_another_run(tmp_path: Path, said: bytes) -> None:
    with locked(tmp_path):
        (tmp_path / AREA / LOCK).write_bytes(said)
        with pytest.raises(BusyError, match="another run of letterkit is at work here"):  # noqa: SIM117
            with locked(tmp_path, patience=0):
                pass


def test_what_a_holder_says_cannot_disturb_the_terminal(tmp_path: Path) -> None:
    with locked(tmp_path):
        told = '*\n# {"user": "\\u001b[2J", "host": "h\\u202e", "pid": 1, "command": "c", "since": "?"}\n'
        (tmp_path / AREA / LOCK).write_text(told, encoding="utf-8")
        with pytest.raises(BusyError) as busy:  # noqa: SIM117
            with locked(tmp_path, patience=0):
                pass
    assert "c is at work here: ?[2J on h?, process 1, since ?" in str(busy.value)


def test_a_folder_that_cannot_be_written_to_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(tmp_path / AREA))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(LetterkitError, match=r"cannot be written to: .*Read-only file system") as told:  # noqa: SIM117
        with locked(tmp_path):
            pass
    assert told.value.status == 3
    assert "copy the folder to one that can be written to" in str(told.value)


def test_git_sees_nothing_of_it(repository: object, small: Small) -> None:
    from conftest import Repository

    assert isinstance(repository, Repository)
    with locked(small.root) as area:
        (area / "1.new").write_bytes(b"a draft")
        assert repository.git("status", "--porcelain", "--untracked-files=all") == ""
        repository.git("add", "--all")
    assert repository.git("diff", "--cached", "--name-only") == ""


def test_a_folder_that_was_made_for_it_goes_with_it(tmp_path: Path) -> None:
    with locked(tmp_path / "new/deep"):
        assert (tmp_path / "new/deep" / AREA / LOCK).is_file()
    assert list(tmp_path.iterdir()) == []


def test_two_renders_of_different_formats_at_once(small: Small) -> None:
    threads = [
        threading.Thread(target=run, args=(small, "render", "talks", "--format", form))
        for form in ("txt", "json", "html")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert run(small, "render", "talks", "--format", "txt,json,html").returncode == 0
