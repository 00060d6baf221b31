"""A file is written beside its place and renamed into it: whole or not at all, and inside its folder."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from letterkit.files.inside import require_inside

# What is written beside its place is made new: nothing that stands there under that name is written to.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NEW |= sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def write_file(path: Path, content: bytes, inside: Path) -> None:
    """Write a file whole or not at all; what stood there before stays until then.

    Raises UnfitFileError where its folder, once links are followed, lies outside `inside`; any other
    OSError where the disk refuses. A link that stands in its place is replaced, and not followed.
    """
    beside = write_beside(path, content, inside)
    try:
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_beside(path: Path, content: bytes, inside: Path) -> Path:
    """Write what a file is to hold under a hidden name in its folder, and return that.

    It has the permissions of the file whose place it will take. Raises as `write_file` does, with nothing
    left behind, also where the disk does not give back what it took.
    """
    require_inside(path.parent, inside)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with suppress(FileNotFoundError):  # of an earlier process of that number, which was killed
            beside.unlink()
        with os.fdopen(os.open(beside, _NEW, 0o666), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if beside.read_bytes() != content:
            raise OSError(None, "the disk gave back something else than was written", str(beside))
        with suppress(FileNotFoundError):
            _take_over_permissions(path, beside)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    return beside


def _take_over_permissions(path: Path, beside: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        beside.chmod(stat.S_IMODE(mode))


def make_folder(folder: Path, inside: Path) -> None:
    """Make a folder, and those above it that are missing.

    Raises UnfitFileError where it would lie outside `inside`; any other OSError where the disk refuses.
    """
    require_inside(folder, inside)
    folder.mkdir(parents=True, exist_ok=True)
