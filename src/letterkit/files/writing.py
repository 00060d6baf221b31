"""A file is written beside its place and renamed into it: whole or not at all, and inside its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from letterkit.files.inside import require_inside

# What is written beside its place is made new: nothing that stands there under that name is written to.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_AT_ONCE = 32  # files that the disk is asked for
_NEW |= sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def write_file(path: Path, content: bytes, inside: Path) -> None:
    """Write a file whole or not at all, under a hidden name in its folder first; with its permissions.

    Raises UnfitFileError where its folder, once links are followed, lies outside `inside`; any other
    OSError where the disk refuses; what stood there before then stays. A link that stands in its place is
    replaced, and not followed. Of files that belong together it takes a `Plan`.
    """
    require_inside(path.parent, inside)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with suppress(FileNotFoundError):  # of an earlier process of that number, which was killed
            beside.unlink()
        write_through(beside, content)
        with suppress(FileNotFoundError):
            take_over_permissions(path, beside)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_through(path: Path, content: bytes, *, later: bool = False) -> None:
    """Write a file that is not there yet, to the disk, and read it back.

    What is to reach the disk only `later` does so by `sync`. Raises OSError, and leaves what there is of
    it, where the disk does not take it or give it back.
    """
    with os.fdopen(os.open(path, _NEW, 0o666), "wb") as stream:
        stream.write(content)
        stream.flush()
        if not later:
            os.fsync(stream.fileno())
    if path.read_bytes() != content:
        raise OSError(None, "the disk gave back something else than was written", str(path))


def sync(paths: Sequence[Path]) -> None:
    """Wait until the disk has these files: many at once, because it takes as long for one as for all that
    are asked for meanwhile. Raises OSError.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_sync, paths):
            pass


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def write_new(path: Path, content: bytes, beside: Path | None = None) -> None:
    """Write a file that must not be there yet, where a user wants it: whole or not at all, to the disk.

    It is written under a hidden name first, in the folder `beside` or its own. Raises FileExistsError
    where something stands there, any other OSError where the disk refuses.
    """
    draft = (beside or path.parent) / f".{path.name}.{os.getpid()}"
    with suppress(FileNotFoundError):
        draft.unlink()
    try:
        write_through(draft, content)
        os.link(draft, path)
    finally:
        with suppress(OSError):
            draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the disk have what a folder holds by name, so that it is there after a power cut.

    Raises OSError where the disk refuses. Windows has no such call, and keeps its names by itself.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_over_permissions(path: Path, beside: Path) -> None:
    """Give one file what everybody may do with another. Raises OSError."""
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        beside.chmod(stat.S_IMODE(mode))


def make_folder(folder: Path, inside: Path) -> None:
    """Make a folder, and those above it that are missing.

    Raises UnfitFileError where it would lie outside `inside`; any other OSError where the disk refuses.
    """
    require_inside(folder, inside)
    folder.mkdir(parents=True, exist_ok=True)
