"""Which names and titles a document prints: what a file says besides its pages is one of these.

A name counts where its words stand whole, in capitals or not: "Gao Yu" is not said by "Gao Yuan".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from letterkit import letter as lt
from letterkit.language.names import one_apostrophe
from letterkit.language.unbroken import whole_name
from letterkit.writers.text import to_text


def said_on_pages(words: Iterable[str], document: lt.Document) -> tuple[str, ...]:
    """Those of the names or titles that the document's pages say, in their order."""
    if not (asked := tuple(words)):
        return ()
    text = one_apostrophe(to_text(document)).casefold()
    return tuple(
        each for each in asked if each and re.search(whole_name(one_apostrophe(each).casefold()), text)
    )
