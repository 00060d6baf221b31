"""The characters that no font has, each at the first place that uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from weasyprint import Document


def missing_glyphs(document: Document, tree: lt.Document) -> Iterator[Diagnostic]:
    """A diagnostic for each character that was painted without a glyph."""
    missing = {chr(codepoint) for font in document.fonts.values() for codepoint in font.missing}
    for character in sorted(missing):
        origin = _first_use(tree, character)
        message = f"no font has the character '{character}' (U+{ord(character):04X})"
        where = Location(origin.file, origin.line, origin.column)
        yield Diagnostic("LK501", message, where, "`letterkit doctor` names the fonts to install")


def _first_use(tree: lt.Document, character: str) -> lt.Origin:
    users = (node for node in lt.walk(tree) if any(character in text for text in _texts(node)))
    return next(users, tree).origin


def _texts(node: lt.Node) -> Iterable[str]:
    return (value for _, value in lt.values_of(node) if isinstance(value, str))
