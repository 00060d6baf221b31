"""What lies in a folder: listed without following a link out of the workspace, or into a circle."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from letterkit.files.inside import lies_inside
from letterkit.files.reading import outside


def entries(folder: Path, inside: Path) -> list[Path]:
    """What is in a folder, sorted by name; nothing where there is no folder.

    Raises UnfitFileError where the folder does not lie in `inside`, once links are followed; any other
    OSError where it may not be read.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208  # quicker, of folders that are large
    except (FileNotFoundError, NotADirectoryError):
        return []
    if not lies_inside(folder, inside):
        raise outside(folder)
    return [folder / name for name in sorted(names)]


def files_below(folder: Path, inside: Path) -> Iterator[Path]:
    """All that is in a folder and in those below it and is no folder itself, sorted.

    A link to a folder is not gone into, and told as what it is. Nothing is told of a folder that lies
    outside or cannot be read: see `entries`.
    """
    if lies_inside(folder, inside):
        yield from (Path(path) for path in sorted(_below(os.fspath(folder)), key=_by_folder))


def folders_below(folder: Path, inside: Path) -> list[Path]:
    """The folder and all those below it, links to others left out; none where it lies outside."""
    if not (folder.is_dir() and lies_inside(folder, inside)):
        return []
    found, waiting = [folder], [os.fspath(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as there_are:
            below = [entry.path for entry in there_are if entry.is_dir(follow_symlinks=False)]
            found += map(Path, below)
            waiting += below
    return sorted(found)


def _below(folder: str) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as there_are:
            for entry in there_are:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path


def _by_folder(path: str) -> str:
    """What sorts a folder's files together."""
    return path.replace(os.sep, "\0")
