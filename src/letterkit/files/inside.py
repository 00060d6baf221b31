"""What lies inside: the rule for every path that is listed or written to."""

from __future__ import annotations

import os
from pathlib import Path

from letterkit.files.reading import outside


def lies_inside(path: Path, inside: Path) -> bool:
    """Whether a path, once links are followed, is that of the folder `inside` or below it.

    The path need not exist.
    """
    real, root = os.path.realpath(path), os.path.realpath(inside)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def require_inside(folder: Path, inside: Path) -> None:
    """Raises UnfitFileError where a folder that is to be written to lies outside `inside`."""
    if not lies_inside(folder, inside):
        raise outside(folder)


def is_utf8(path: Path) -> bool:
    """Whether a name can be shown: file systems of Unix take any bytes for one."""
    try:
        os.fspath(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def shown_bytes(path: str) -> str:
    """A path as text, with `\\xff` for each byte of its name that is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
