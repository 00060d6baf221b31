"""A file is written beside its place and renamed into it: whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError; what stood there before then stays."""
    beside = write_beside(path, content)
    try:
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_beside(path: Path, content: bytes) -> Path:
    """Write what a file is to hold under a hidden name in its folder, and return that.

    It has the permissions of the file whose place it will take. Raises OSError, with nothing left
    behind, where the disk does not take it or does not give back what it took.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if beside.read_bytes() != content:
            raise OSError(None, "the disk gave back something else than was written", str(beside))
        with suppress(FileNotFoundError):
            shutil.copymode(path, beside)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    return beside
