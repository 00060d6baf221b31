"""Runs letterkit's commands with a fault in them: killed, refused or delayed at a call that writes.

Started as a program it loads letterkit once and then answers jobs, one JSON a line, each in a child of
its own (fork). A call counts if it writes below the job's folder. Python tells of it before it happens
(PEP 578), so that a kill leaves the state between two calls; what it does not tell is wrapped in `os`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ERRORS = ("ENOSPC", "EACCES", "EROFS", "EIO", "EMFILE")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_TOLD = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "os.truncate"}
_WRAPPED = ("write", "ftruncate", "fsync")


@dataclass(frozen=True)
class Job:
    """A command line to run in a folder, and what happens at which call: how, or a delay in seconds.

    `torn` is a kill in the middle of writing a file: half is lost of what the disk was not waited for.
    """

    folder: str
    words: tuple[str, ...]
    point: int = 0
    how: str = ""
    delay: float = 0.0


@dataclass(frozen=True)
class Ran:
    """What came of it: the exit status (-9 where it was killed), what it said, how many calls it made."""

    status: int
    out: str
    err: str
    calls: int


class Runner:
    """A process that runs jobs, one after the other."""

    def __init__(self, scratch: Path) -> None:
        scratch.mkdir(exist_ok=True)
        self._scratch = scratch
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(scratch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, job: Job) -> None:
        """Give it a job."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(job)) + "\n")
        self._process.stdin.flush()

    def end(self) -> Ran:
        """Wait for the job."""
        assert self._process.stdout is not None
        status = int(self._process.stdout.readline())
        out, err = ((self._scratch / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return Ran(status, out, err, int((self._scratch / "calls").read_text(encoding="utf-8") or 0))

    def run(self, job: Job) -> Ran:
        """Give it a job and wait."""
        self.begin(job)
        return self.end()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


class _Fault:
    """Counts the calls that write below a folder, and does at one of them what the job says."""

    def __init__(self, job: Job, calls: Path) -> None:
        self.job = job
        self.below = os.path.realpath(job.folder)
        self.count = 0
        self._calls = os.open(calls, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._wrapped = {name: getattr(os, name) for name in _WRAPPED}
        self._on_disk: dict[
            int, int
        ] = {}  # bytes by the file's number: what fsync(2) has waited for stays

    def begin(self) -> None:
        """From now on."""
        sys.addaudithook(self._told)
        for name in _WRAPPED:
            setattr(os, name, self._wrapping(name))

    def _told(self, event: str, args: tuple[object, ...]) -> None:
        is_opening = event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITING)
        if not is_opening and event not in _TOLD:
            return
        paths = args[:1] if is_opening else args[:2]
        if any(isinstance(a, str | bytes | os.PathLike) and self._is_below(a) for a in paths):
            self._called(str(args[0]))

    def _is_below(self, path: str | bytes | os.PathLike[str]) -> bool:
        return str(Path.cwd() / os.fsdecode(path)).startswith(self.below)

    def _wrapping(self, name: str) -> object:
        def call(descriptor: int, *words: object) -> object:
            try:
                path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            except OSError:
                path = ""
            if path.startswith(self.below):
                self._called(path, descriptor)
            done = self._wrapped[name](descriptor, *words)
            if name == "fsync":
                found = os.fstat(descriptor)
                self._on_disk[found.st_ino] = found.st_size
            return done

        return call

    def _called(self, path: str, descriptor: int | None = None) -> None:
        self.count += 1
        self._wrapped["ftruncate"](self._calls, 0)
        os.pwrite(self._calls, str(self.count).encode(), 0)
        if self.job.delay:
            time.sleep(self.job.delay)
        if self.count == self.job.point:
            self._fail(path, descriptor)

    def _fail(self, path: str, descriptor: int | None) -> None:
        if self.job.how == "torn" and descriptor is not None:
            found = os.fstat(descriptor)
            kept = min(self._on_disk.get(found.st_ino, 0), found.st_size)
            self._wrapped["ftruncate"](descriptor, (kept + found.st_size) // 2)
        if self.job.how in ("kill", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.job.how:
            number = getattr(errno, self.job.how)
            raise OSError(number, os.strerror(number), path)


# What a child of this process finds done: every module loaded, patterns, templates and fonts made ready.
_WARMING = (
    ("init", "."),
    ("new", "--dialogue", "2013", "--campaign", "warm"),
    ("render", "warm", "--format", "pdf,txt,json"),
    ("schema", "--write"),
)


def _load() -> None:
    """Do once what every job would do before its first call that writes, in a folder that goes."""
    from letterkit.campaign import dialogues, finalize
    from letterkit.cli import main
    from letterkit.importer import reading
    from letterkit.proposals import intake

    del dialogues, finalize, reading, intake
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        before = Path.cwd()
        os.chdir(folder)
        for words in _WARMING:
            sys.argv = ["letterkit", "--quiet", *words]
            with contextlib.redirect_stdout(nowhere), contextlib.suppress(SystemExit):
                main()
        os.chdir(before)


def _child(job: Job, scratch: Path) -> None:
    """Run the job in this process, and end it."""
    for name, descriptor in (("out", 1), ("err", 2)):
        os.dup2(os.open(scratch / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(job.folder)
    sys.argv = ["letterkit", *job.words]
    fault = _Fault(job, scratch / "calls")
    from letterkit.cli import main

    status = 0
    try:
        fault.begin()
        main()
    except SystemExit as stop:
        status = int(stop.code or 0)
    except BaseException:  # noqa: BLE001  # as Python would: a traceback, and 1
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _serve(scratch: Path) -> None:
    _load()
    for line in sys.stdin:
        words = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(Job(**{**words, "words": tuple(words["words"])}), scratch)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
