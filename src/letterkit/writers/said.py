"""Which names and titles a document prints: what a file says besides its pages is one of these.

A name counts where its words stand whole, in capitals or not: "Gao Yu" is not said by "Gao Yuan".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from msgspec import Struct

from letterkit import letter as lt
from letterkit.language.names import one_apostrophe
from letterkit.language.unbroken import stands_whole
from letterkit.writers.text import to_text

Node_co = TypeVar("Node_co", bound=lt.Node, covariant=True)


def said_on_pages(words: Iterable[str], document: lt.Document) -> tuple[str, ...]:
    """Those of the names or titles that the document's pages say, in their order."""
    if not (asked := tuple(words)):
        return ()
    text = _text(Same(document))
    return tuple(each for each in asked if each and stands_whole(one_apostrophe(each).casefold(), text))


_DOCUMENTS = 64
"""Documents whose words are remembered: copies of one letter are written so many at once."""


class Same(Struct, Generic[Node_co], frozen=True, eq=False):
    """A document, or a part of one, to remember something by: itself, and none that is equal to it."""

    node: Node_co

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.node is self.node

    def __hash__(self) -> int:
        return id(self.node)


@lru_cache(_DOCUMENTS)
def _text(document: Same[lt.Document]) -> str:
    """What a document's pages say; it is asked for several times while one is written."""
    return one_apostrophe(to_text(document.node)).casefold()
