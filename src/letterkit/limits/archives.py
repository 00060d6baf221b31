"""What an archive may unpack to: a zip of a few kilobytes can hold gigabytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable


class LargeArchiveError(ValueError):
    """An archive has more parts, or says that they unpack to more, than whoever reads it allows."""


def require_small(archive: zipfile.ZipFile, names: Iterable[str], parts: int, size: int) -> None:
    """Raises LargeArchiveError where those are more than `parts`, or unpack to more than `size` bytes."""
    sizes = [archive.getinfo(name).file_size for name in names]
    if len(sizes) > parts or sum(sizes) > size:
        raise LargeArchiveError("large")
