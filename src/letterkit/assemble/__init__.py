"""Library + campaign → a document's tree: a letter, or a press release about one.

Resolves every reference of a document's file, asks each block what is true on the document's date and
fills in the merge fields. It goes on past problems to report them all, but returns a document only where
there is no error: half a letter is never made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.letter import assemble_letter
from letterkit.assemble.names import names_in, people_among
from letterkit.assemble.release import assemble_release
from letterkit.blocks.documents import DocumentFile, LetterFile, ReleaseFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.diagnostics import Diagnostic, has_errors
from letterkit.library.index import Library

_MAKERS: Mapping[type[DocumentFile], Callable[[Assembly[Any]], lt.Document | None]] = {
    LetterFile: assemble_letter,
    ReleaseFile: assemble_release,
}


def assemble_document(
    library: Library, campaign: str, name: str
) -> tuple[lt.Document | None, list[Diagnostic]]:
    """Make the document of a campaign; `name` is that of its kind.

    None where it has an error. The diagnostics are told once each, in the order in which they were met.
    """
    kind = DOCUMENT_KINDS[name]
    block, problems = library.document(kind, campaign)
    if block is None:
        return None, problems
    assembly = Assembly.of(library, block)
    made = _MAKERS[kind.model](assembly)
    problems = list(dict.fromkeys([*problems, *assembly.problems]))
    if made is None or has_errors(problems):
        return None, problems
    names = names_in(made, assembly.made_from)
    people = people_among(names, assembly.made_from)
    return lt.numbered(replace(made, names=names, people_named=people)), problems
