"""What is never written, whoever proposes it: it is told with its file and line instead.

That is facts (an address, a signer, a case's name, what somebody said), the words that a merge field
printed, what the library says of a person, and what letterkit sets itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct

from letterkit.blocks.yaml import Steps
from letterkit.library.strays import OWN_BLOCKS
from letterkit.library.workspace import SEEDS
from letterkit.partners.decided.present import PresentParagraph
from letterkit.partners.received.record import ReceivedChange, SentPlace

# What holds prose: the folders of the kinds, and the keys in them; the keys of a document's own file. The
# words of a quotation are somebody's, and whom a copy goes to is a fact.
_PROSE = ("framing", "issues", "case-lists")
_PROSE_KEYS = ("text", "title", "ask", "lead_in", "closing")
_OWN_KEYS = ("subject", "close", "enclosures", "headline")


class Handling(StrEnum):
    """What can be done about a change."""

    WRITTEN = "written"
    SAID = "in the letter already"
    FACT = "a fact"
    FIELD = "a merge field"
    ACCOUNT = "what the library says of a person"
    OWN_COPY = "in the campaign's own copy"
    BY_HAND = "by hand"
    GONE = "what it is about has changed since"


# Of several reasons the one that tells most.
_BY_WEIGHT = (Handling.FACT, Handling.ACCOUNT, Handling.OWN_COPY, Handling.BY_HAND)


class PlacedHandling(Struct, frozen=True):
    """What can be done about a change, or was: at which file and line, 0 where no line is known.

    `field` is the merge field that printed the words.
    """

    how: Handling
    file: str = ""
    line: int = 0
    field: str = ""


def by_hand(place: SentPlace | None, how: Handling = Handling.BY_HAND) -> PlacedHandling:
    """What is left to the officer, at the place that was sent."""
    return PlacedHandling(how, place.file, place.line) if place is not None else PlacedHandling(how)


class Protection(Struct, frozen=True):
    """The rule for a campaign, whose folder is given from the workspace's root.

    With `everywhere` the library's blocks are to be changed, else the campaign's own copies.
    """

    campaign_folder: PurePosixPath
    everywhere: bool

    def of(
        self, change: ReceivedChange, paragraph: PresentParagraph, start: int, end: int
    ) -> PlacedHandling | None:
        """Why a change of these words is not written; None where it may be tried."""
        is_inserted = start == end and change.kind != "paragraph added"
        first, last = (start - 1, start + 1) if is_inserted else (start, end)
        is_beside_typed = is_inserted and paragraph.has_typed(first, last)
        if change.kind == "words changed" and not is_beside_typed:
            printed = paragraph.field_at(first, last)
            if printed is not None:
                return PlacedHandling(Handling.FIELD, *printed)
        place = paragraph.place_at(start, end)
        how = self._weightiest(_values(paragraph, first, last) or {(place[0], ())})
        return PlacedHandling(how, *place) if how is not None else None

    def _weightiest(self, values: Iterable[tuple[str, Steps]]) -> Handling | None:
        """Of the reasons why values are not written the one that tells most; None where there is none."""
        reasons = {self._reason(PurePosixPath(file), path) for file, path in values}
        return next((how for how in _BY_WEIGHT if how in reasons), None)

    def _reason(self, file: PurePosixPath, path: Steps) -> Handling | None:
        """Why what stands at a path of a file is not written; None where it may be."""
        keys = [key for key in path if isinstance(key, str)]
        if file.parent == self.campaign_folder:
            return _of_document(keys)
        if file.is_relative_to(self.campaign_folder / OWN_BLOCKS):
            return Handling.OWN_COPY if self.everywhere else _of_block(file.parent.name, keys)
        if not file.is_relative_to(SEEDS):
            return Handling.BY_HAND
        how = _of_block(file.parent.name, keys)
        return None if how is Handling.ACCOUNT and self.everywhere else how


def _of_document(keys: list[str]) -> Handling | None:
    """A line of a document's own file; without a key one that letterkit makes where the file has none."""
    if not keys:
        return Handling.BY_HAND
    return None if keys[0] in _OWN_KEYS else Handling.FACT


def _of_block(folder: str, keys: list[str]) -> Handling | None:
    if folder == "people" and "accounts" in keys:
        return Handling.ACCOUNT
    is_prose = folder in _PROSE and bool(keys) and keys[-1] in _PROSE_KEYS
    return None if is_prose else Handling.FACT


def _values(paragraph: PresentParagraph, start: int, end: int) -> set[tuple[str, Steps]]:
    """The values that these words were typed in; else those of the nearest, or all of the paragraph's."""
    typed = [paragraph.typed[k] for k in range(start, end) if k in paragraph.typed]
    near = typed or [place for place in [paragraph.nearest(start, end)] if place is not None]
    return {(each.file, each.path) for each in near} or {(r.file, r.path) for r in paragraph.regions}
