"""What partners send back, without a Word file: the words of the letter with others in their place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from conftest import Small
from letterkit.foreign.word_changes import By
from letterkit.letter import Letter
from letterkit.letter.agreed import agreed
from letterkit.partners.received.changes import TextChange, WordCounts, compared
from letterkit.partners.received.record import (
    FOLDER,
    Received,
    ReceivedChange,
    ReceivedComment,
    SentPlace,
    to_text,
)
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.partners.received.word import Character, WordFile


def answer(
    small: Small,
    sender: str,
    edits: Mapping[str, str] | None = None,
    *,
    comments: Mapping[str, str] | None = None,
    by: str = "",
    campaign: str = "talks",
) -> Received:
    """The record of a letter in which these words were replaced, kept in the campaign.

    `comments` have the words that each is on. A line feed in the new words ends a paragraph.
    """
    letter, _ = small.assemble(campaign)
    assert letter is not None
    places = places_of(letter)
    text = "\n".join(place.text for place in places)
    for old, new in (edits or {}).items():
        assert text.count(old) == 1, f"{text.count(old)} times: {old}"
        text = text.replace(old, new)
    made = Received(
        f"{sender}.docx",
        hashlib.sha256(sender.encode()).hexdigest(),
        "2020-05-04",
        sender,
        "letter",
        agreed(letter).digest,
        WordCounts(0, 0, 0, 0),
        tuple(received(each, places, by) for each in changes(places, text)),
        tuple(_comments(places, comments or {}, by)),
        (),
    )
    small.write(f"campaigns/{campaign}/{FOLDER}/{made.name}.json", to_text(made))
    return made


def places_of(letter: Letter) -> list[SentPlace]:
    """The paragraphs of a letter as they are sent."""
    return [each.place for each in paragraphs_sent(letter)]


def changes(places: Sequence[SentPlace], text: str) -> Sequence[TextChange]:
    """What makes this text of the paragraphs."""
    file = WordFile([Character(sign) for sign in f"{text}\n"])
    return compared([place.text for place in places], file).changes


def received(change: TextChange, places: Sequence[SentPlace], by: str = "") -> ReceivedChange:
    """A change as a record has it."""
    is_added = change.kind == "paragraph added"
    place = places[change.paragraph] if change.paragraph >= 0 and not is_added else None
    behind = places[change.behind] if change.behind is not None and change.behind >= 0 else None
    marks = (By(by, "2020-05-04T10:00:00Z"),) if by else ()
    at, glued = change.at + 1, change.glued
    return ReceivedChange(change.kind, place, at, change.went, change.came, behind, marks, glued)


def _comments(places: Sequence[SentPlace], comments: Mapping[str, str], by: str) -> list[ReceivedComment]:
    return [
        ReceivedComment(
            str(number),
            next(place for place in places if words in place.text),
            words,
            by or "Ana Example",
            "2020-05-04T10:00:00Z",
            text,
            None,
            resolved=False,
        )
        for number, (words, text) in enumerate(comments.items())
    ]
