"""Which names and titles a document prints: what a file says besides its pages is one of these.

A name counts where its words stand whole, in capitals or not: "Gao Yu" is not said by "Gao Yuan".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from letterkit import letter as lt
from letterkit.language.names import one_apostrophe
from letterkit.language.unbroken import whole_name
from letterkit.writers.text import to_text


def said_on_pages(words: Iterable[str], document: lt.Document) -> tuple[str, ...]:
    """Those of the names or titles that the document's pages say, in their order."""
    if not (asked := tuple(words)):
        return ()
    text = _text(SameDocument(document))
    return tuple(
        each for each in asked if each and re.search(whole_name(one_apostrophe(each).casefold()), text)
    )


_DOCUMENTS = 64
"""Documents whose words are remembered: copies of one letter are written so many at once."""


class SameDocument(Struct, frozen=True, eq=False):
    """A document to remember something by: itself, and no other that is equal to it."""

    document: lt.Document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameDocument) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(_DOCUMENTS)
def _text(document: SameDocument) -> str:
    """What a document's pages say; it is asked for several times while one is written."""
    return one_apostrophe(to_text(document.document)).casefold()
