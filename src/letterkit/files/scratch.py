"""Files of letterkit's own in a folder that is gone afterwards: written as they come, and not kept."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from letterkit.diagnostics import LetterkitError
from letterkit.files.lock import AREA, locked
from letterkit.files.writing import make_folder

_PREFIX = "letterkit-"
_YOUNG = 60  # seconds: a run that has just begun may not hold its lock yet


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that nobody else may enter, until the end of the `with`; its path has no link in it.

    Its lock tells whether its run is alive: the folders of dead runs are taken away first.
    """
    _clear(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
    try:
        with locked(folder):
            (folder / "files").mkdir()
            yield folder / "files"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(place: Path) -> None:
    """Take away this user's folders of dead runs: those that have a lock which nobody holds."""
    for area in place.glob(f"{_PREFIX}*/{AREA}"):
        with suppress(LetterkitError, OSError):
            found = area.parent.lstat()
            is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == _user()
            if is_ours and time.time() - found.st_mtime > _YOUNG:
                with locked(area.parent, patience=0):
                    shutil.rmtree(area.parent, ignore_errors=True)


def _user() -> int:
    """The number of the user who runs this; Windows has none, and gives 0 for every file's."""
    return 0 if sys.platform == "win32" else os.getuid()


def lasting_folder() -> Path:
    """A folder like that, which stays until the system clears it away."""
    return Path(tempfile.mkdtemp(prefix=_PREFIX))


def write_scratch(path: Path, content: bytes, inside: Path) -> None:
    """Write a file, and the folders that it lies in. Raises OSError: see `make_folder`."""
    make_folder(path.parent, inside)
    path.write_bytes(content)


def remove_scratch(path: Path, folders: Iterable[Path]) -> None:
    """Remove a file where there is one, and then these folders, as far as they are empty."""
    path.unlink(missing_ok=True)
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
