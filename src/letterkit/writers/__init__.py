"""The formats a document can be written in, one file each: Document → bytes.

A writer is pure: it is given the document and the assets (templates and fonts), and opens no file to
write and no socket. It returns what it could make and the diagnostics it met. The modules are loaded
when they are asked for, because the PDF's is heavy.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from letterkit.diagnostics import Diagnostic
from letterkit.letter import Document
from letterkit.library.workspace import Workspace, packaged


@dataclass(frozen=True, slots=True)
class Assets:
    """The folders a writer may read: templates, the workspace's before the packaged ones, and fonts."""

    templates: tuple[Path, ...]
    fonts: Path

    @classmethod
    def of(cls, workspace: Workspace) -> Assets:
        """The assets of a workspace."""
        return cls((workspace.root / "templates", packaged("templates")), workspace.root / "fonts")


Written = tuple[bytes | None, list[Diagnostic]]
Writer = Callable[..., Written]

FORMATS: dict[str, str] = {"pdf": "pdf.layout", "html": "html", "txt": "text", "json": "json"}


def writer(name: str) -> Writer:
    """The writer of a format: `write(document, assets) -> (bytes, diagnostics)`."""
    module = importlib.import_module(f"letterkit.writers.{FORMATS[name]}")
    write: Writer = module.write
    return write


def write(name: str, document: Document, assets: Assets) -> Written:
    """Write the document in the format of that name, one of `FORMATS`."""
    return writer(name)(document, assets)
