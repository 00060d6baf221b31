"""A file's bytes → the documents in it: which reader reads it, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from letterkit.diagnostics import Diagnostic
from letterkit.importer.characters import cleaned, decode
from letterkit.importer.parse import parse
from letterkit.importer.parts import Imported
from letterkit.importer.text import read_text


def read_documents(
    data: Path | bytes, name: str, people: Mapping[str, str] | None = None
) -> tuple[list[Imported], list[Diagnostic]]:
    """The letters and press releases in a file, and what is to be said of it."""
    raw = data if isinstance(data, bytes) else data.read_bytes()
    text = decode(raw)
    if text is None:
        return [], []
    return parse(read_text(name, cleaned(text)), people), []
