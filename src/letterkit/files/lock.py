"""One lock a folder for all that write there: who holds it says so, and a dead run's lock is no lock.

The system keeps the lock and drops it with the process (flock(2); on Windows LockFile), so that nothing
is ever stale. It is taken on `.letterkit/.gitignore`, whose first line is `*`: the folder holds what is
being written, and git sees nothing of it. Whoever holds the lock writes below that line who it is, and
takes file and folder away at the end.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, structs

from letterkit.diagnostics import LetterkitError
from letterkit.files.refusal import refusal

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

AREA = ".letterkit"
"""The folder of what is being written, within the folder that is locked."""
LOCK = ".gitignore"
PATIENCE = 10.0
"""How long one waits for another run to end, in seconds: a long letter is made in less."""
_AGAIN = 0.05
_FIRST_LINE = b"*\n"
_LONGEST = 1000  # of what a holder says of itself, in bytes
# O_NOFOLLOW and O_NONBLOCK: what stands there may have come with somebody else's folder.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FAR = 1 << 30  # Windows lets nobody read a byte that is locked: one is taken that is never written


class BusyError(LetterkitError):
    """Another run holds the lock."""


class LockHolder(Struct, frozen=True):
    """Who holds a lock, and since when (ISO 8601, with the zone)."""

    user: str
    host: str
    pid: int
    command: str
    since: str

    def __str__(self) -> str:
        return (
            f"{self.command} is at work here: {self.user} on {self.host}, process {self.pid},"
            f" since {_moment(self.since)}"
        )


_command = ["letterkit"]


def announce(command: str) -> None:
    """Say what this run is called in the lock: a command alone; what follows may name a person."""
    _command[0] = command


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[Path]:
    """Hold the lock of a folder, which is made where it is missing; gives the folder for unfinished work.

    Raises BusyError where another run still holds it after so many seconds, and LetterkitError where the
    folder cannot be written to.
    """
    area = folder / AREA
    made: list[Path] = []
    try:
        lock = _acquired(area, made, time.monotonic() + patience)
    except OSError as error:
        _remove_folders(made)
        raise refusal(error, f"{folder} cannot be written to") from None
    try:
        yield area
    finally:
        _release(lock, area)
        _remove_folders(made)


def _acquired(area: Path, made: list[Path], until: float) -> int:
    """The open lock. Raises OSError and BusyError."""
    while True:
        lock = _opened(area, made)
        if lock is None:
            continue
        if _try(lock):
            if _is_in_place(lock, area / LOCK):
                _introduce(lock, area)
                return lock
            os.close(lock)  # of a run that has just ended, and took it away
            continue
        holder = _holder(lock)
        os.close(lock)
        if time.monotonic() >= until:
            told = str(holder) if holder else "another run of letterkit is at work here"
            hint = "nothing was changed; wait until that is done, and try again"
            raise BusyError(f"{area.parent} is in use\n  {told}", hint)
        time.sleep(_AGAIN)


def _opened(area: Path, made: list[Path]) -> int | None:
    """The lock's file, made where it is missing; None where its folder is just being taken away."""
    _make_folder(area, made)
    try:
        lock = os.open(area / LOCK, _FLAGS, 0o666)
    except FileNotFoundError:
        return None
    except OSError as error:
        if (area / LOCK).is_symlink() or (area / LOCK).is_dir():
            raise _foreign(area) from None
        raise error from None
    if not stat.S_ISREG(os.fstat(lock).st_mode):
        os.close(lock)
        raise _foreign(area)
    return lock


def _make_folder(area: Path, made: list[Path]) -> None:
    """Make the folder, and those above it, as open to others as the one above it is."""
    if not area.parent.is_dir():
        missing = [folder for folder in area.parent.parents if not folder.exists()]
        for folder in (*reversed(missing), area.parent):
            with suppress(FileExistsError):
                folder.mkdir()
                made.append(folder)
    try:
        area.mkdir()
    except FileExistsError:
        with suppress(FileNotFoundError):  # just taken away
            if not stat.S_ISDIR(area.lstat().st_mode):
                raise _foreign(area) from None
    else:
        with suppress(OSError):
            area.chmod(stat.S_IMODE(area.parent.stat().st_mode))


def _foreign(area: Path) -> LetterkitError:
    return LetterkitError(f"{area} is not letterkit's own folder", "look at it, and delete it", status=1)


def _try(lock: int) -> bool:
    """Take the lock if it is free. Raises OSError where the disk has no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(lock, _FAR, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter on Windows
        return False
    return True


def _is_in_place(lock: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except FileNotFoundError:
        return False


def _introduce(lock: int, area: Path) -> None:
    """Write down who holds the lock. Raises OSError, with the lock given back, where that fails."""
    try:
        _write_holder(lock)
    except BaseException:
        _release(lock, area)
        raise


def _write_holder(lock: int) -> None:
    holder = LockHolder(
        user=next((os.environ[key] for key in ("USER", "LOGNAME", "USERNAME") if key in os.environ), "?"),
        host=platform.node() or "?",
        pid=os.getpid(),
        command=_command[0],
        since=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    said = b"# " + json.dumps(structs.asdict(holder)).encode() + b"\n"
    os.lseek(lock, 0, os.SEEK_SET)
    os.write(lock, _FIRST_LINE + said)
    os.ftruncate(lock, len(_FIRST_LINE + said))


def _holder(lock: int) -> LockHolder | None:
    """Who says to hold the lock; None where that cannot be read, or is just being written."""
    try:
        os.lseek(lock, len(_FIRST_LINE), os.SEEK_SET)
        told = json.loads(os.read(lock, _LONGEST).removeprefix(b"# "))
        words = {name: _plain(told[name]) for name in LockHolder.__struct_fields__ if name != "pid"}
        return LockHolder(pid=int(told["pid"]), **words)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(text: object) -> str:
    """One short line: somebody else wrote it."""
    return "".join(c if c.isprintable() else "?" for c in str(text))[:80]


def _moment(since: str) -> str:
    """The time of day here, with the day where it is another."""
    try:
        then = dt.datetime.fromisoformat(since).astimezone()
    except ValueError:
        return since
    today = dt.datetime.now().astimezone().date()
    return f"{then:%H:%M:%S}" if then.date() == today else f"{then:%H:%M:%S on %Y-%m-%d}"


def _release(lock: int, area: Path) -> None:
    """Give the lock back. What a failure left in the folder is the next run's to clear."""
    is_empty = _is_empty(area)
    if sys.platform == "win32":  # which removes no open file, so that the next run's is safe
        os.lseek(lock, _FAR, os.SEEK_SET)
        msvcrt.locking(lock, msvcrt.LK_UNLCK, 1)
        os.close(lock)
    with suppress(OSError):
        if is_empty:
            (area / LOCK).unlink()
    if sys.platform != "win32":
        os.close(lock)
    with suppress(OSError):
        area.rmdir()


def _is_empty(area: Path) -> bool:
    try:
        return [path.name for path in area.iterdir()] == [LOCK]
    except OSError:
        return False


def _remove_folders(made: list[Path]) -> None:
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()
