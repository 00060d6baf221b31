"""The formats a document can be written in, one module or folder each: Document → bytes.

A writer takes what the gate of the room `consent` has released, and nothing else. It is pure: it is given
the document and the assets (templates and fonts), and opens no file to write and no socket. It returns
what it could make and the diagnostics it met. It knows the tree and nothing of the library it was made
from. The modules are loaded when they are asked for, because the PDF's is heavy.
"""

from __future__ import annotations

import errno
import importlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct

from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic
from letterkit.files.reading import FileKind, read_file
from letterkit.letter import Document


class Assets(Struct, frozen=True):
    """The folders a writer may read: those of templates, the first that has a file before the others,
    and that of the workspace's own fonts. The last of `templates` is the packaged one; of all others
    nothing is read that does not lie in `root`, the workspace.
    """

    templates: tuple[Path, ...]
    fonts: Path
    root: Path

    def inside(self, folder: Path) -> Path:
        """The folder that a file must lie in that was found in one of those of templates."""
        return folder if folder == self.templates[-1] else self.root

    def find(self, name: str, kind: FileKind) -> tuple[Path, bytes]:
        """The first file of that name in the folders of templates, and what it holds.

        Raises FileNotFoundError where none has one; UnfitFileError, or another OSError, where the first
        that is there cannot be read: then no other takes its place.
        """
        for folder in self.templates:
            with suppress(FileNotFoundError):
                return folder / name, read_file(folder / name, self.inside(folder), kind)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)


Written: TypeAlias = tuple[bytes | None, list[Diagnostic]]
"""The file's content, None where it could not be made, and what was met in making it."""


class Writer(Protocol):
    """What every format offers: the document as a file's content."""

    def __call__(self, document: Released[Document], assets: Assets, /) -> Written:
        """Write the document with these templates and fonts."""


# The name of each format, which is also the end of its files' names, and its module in this room.
FORMATS: Mapping[str, str] = {
    "pdf": "pdf",
    "html": "html",
    "txt": "text",
    "docx": "docx",
    "json": "json",
}


def writer(name: str) -> Writer:
    """The writer of a format, one of `FORMATS`."""
    module = importlib.import_module(f"letterkit.writers.{FORMATS[name]}")
    write: Writer = module.write
    return write


def write(name: str, document: Released[Document], assets: Assets) -> Written:
    """Write the document in the format of that name, one of `FORMATS`."""
    return writer(name)(document, assets)
