"""Files of letterkit's own in a folder that is gone afterwards: written as they come, and not kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from letterkit.files.writing import make_folder


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that nobody else may enter, until the end of the `with`; its path has no link in it."""
    with tempfile.TemporaryDirectory(prefix="letterkit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


def lasting_folder() -> Path:
    """A folder like that, which stays until the system clears it away."""
    return Path(tempfile.mkdtemp(prefix="letterkit-"))


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
