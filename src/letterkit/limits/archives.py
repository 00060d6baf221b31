"""What an archive may unpack to: a zip of a few kilobytes can hold gigabytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence


class LargeArchiveError(ValueError):
    """An archive has more parts, or says that they unpack to more, than whoever reads it allows."""


def require_small(archive: zipfile.ZipFile, names: Iterable[str], parts: int, size: int) -> None:
    """Raises LargeArchiveError where those are more than `parts`, or unpack to more than `size` bytes."""
    sizes = [archive.getinfo(name).file_size for name in names]
    if len(sizes) > parts or sum(sizes) > size:
        raise LargeArchiveError("large")


def unpacked(archive: zipfile.ZipFile, names: Sequence[str], parts: int, size: int) -> dict[str, bytes]:
    """What those hold. What the archive says of their sizes may be wrong: no more is read than `size`.

    Raises LargeArchiveError, and what zipfile and zlib raise where it is damaged or has a password.
    """
    require_small(archive, names, parts, size)
    contents: dict[str, bytes] = {}
    for name in names:
        with archive.open(name) as file:
            contents[name] = file.read(size + 1)
        size -= len(contents[name])
        if size < 0:
            raise LargeArchiveError("large")
    return contents
