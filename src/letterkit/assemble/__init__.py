"""Library + campaign → a document's tree: a letter, or a press release about one.

It goes on past problems to report them all, but returns a document only where there is no error: half a
letter is never made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from letterkit import letter as lt
from letterkit.assemble.letter import assemble_letter
from letterkit.assemble.release import assemble_release
from letterkit.blocks.documents import DocumentFile, LetterFile, ReleaseFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.diagnostics import Diagnostic, has_errors
from letterkit.library.index import Block, Library

Assembled = tuple[lt.Document | None, list[Diagnostic]]

_MAKERS: Mapping[type[DocumentFile], Callable[[Library, Block[Any]], Assembled]] = {
    LetterFile: assemble_letter,
    ReleaseFile: assemble_release,
}


def assemble_document(library: Library, campaign: str, name: str) -> Assembled:
    """Make the document of a campaign. None, with the diagnostics, where it has an error."""
    kind = DOCUMENT_KINDS[name]
    block = library.document(kind, campaign)
    if block is None:
        return None, list(library.diagnostics)
    made, problems = _MAKERS[kind.model](library, block)
    problems = [*library.diagnostics, *problems]
    return (None if has_errors(problems) else made), problems
