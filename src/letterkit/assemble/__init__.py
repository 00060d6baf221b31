"""Library + campaign → a document's tree: a letter, or a press release about one.

Resolves every reference of a document's file, asks each block what is true on the document's date and
fills in the merge fields. It goes on past problems to report them all, but returns a document only where
there is no error: half a letter is never made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from letterkit import letter as lt
from letterkit.assemble.assembly import Alike, Assembly
from letterkit.assemble.letter import assemble_letter
from letterkit.assemble.names import NamesOfParts, with_names
from letterkit.assemble.release import assemble_release
from letterkit.blocks.documents import DocumentFile, LetterFile, ReleaseFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.diagnostics import Diagnostic, has_errors
from letterkit.library.index import Library
from letterkit.limits import TooMuchWorkError, limited_work

_SECONDS = 4  # of the processor's; a letter of fifty pages takes half of one

_MAKERS: Mapping[type[DocumentFile], Callable[[Assembly[Any]], lt.Document | None]] = {
    LetterFile: assemble_letter,
    ReleaseFile: assemble_release,
}


def assemble_document(
    library: Library, campaign: str, name: str, alike: Alike | None = None
) -> tuple[lt.Document | None, list[Diagnostic]]:
    """Make the document of a campaign; `name` is that of its kind, `alike` what the copies of a mailing
    share: the first fills it.

    None where it has an error. The diagnostics are told once each, in the order in which they were met.
    """
    kind = DOCUMENT_KINDS[name]
    block, problems = library.document(kind, campaign)
    if block is None:
        return None, problems
    assembly = Assembly.of(library, block, alike)
    try:
        with limited_work(_SECONDS):
            made = _MAKERS[kind.model](assembly)
            made = None if made is None or has_errors(assembly.problems) else _named(made, assembly)
    except TooMuchWorkError as error:
        made = None
        message = f"{kind.title} takes more work or memory to make than any letter"
        assembly.report("LK219", message, error.place or block.location(), "shorten what stands here")
    problems = list(dict.fromkeys([*problems, *assembly.problems]))
    return (None if has_errors(problems) else made), problems


def _named(made: lt.Document, assembly: Assembly[Any]) -> lt.Document:
    parts = assembly.shared("names", lambda: NamesOfParts(assembly.alike_parts()))
    return with_names(made, assembly.made_from, parts)
