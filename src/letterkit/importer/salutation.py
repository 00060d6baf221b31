"""The salutation, the hinge of a letter: above it is the head, below it the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import memo, words
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, divided, is_prose
from letterkit.importer.parts import Role

_INLINE = re.compile(
    r"^(?P<salutation>(?:Dear|Your\s+Excellency|Excellency|Your\s+Majesty|Estimad[oa]s?|"
    r"Sehr\s+geehrte[rsn]?)\b[^.;!?:]{0,110}?:)\s+(?=[A-ZÀ-Ž“\"«])"
)
_DEAR = re.compile(r"(?:Dear|Estimad|Distinguid|Sehr\s+geehrte|Cher|Chère|尊敬的|To\s+Whom)")
# Forms of address that are a salutation without a 'Dear'.
_BARE = re.compile(
    r"(?:Your\s+)?Excellenc(?:y|ies)|Your\s+Majesty|Excelencias?|Excellences?|Exzellenz(?:en)?|"
    r"Monsieur\s+le\s+\w+(?:\s+\w+){0,4}|Madame\s+la\s+\w+(?:\s+\w+){0,4}",
    re.IGNORECASE,
)
_MOST_LINES = 6  # of one salutation: a line for each addressee


def parted(entry: ParagraphEntry) -> list[ParagraphEntry]:
    """A salutation and the paragraph that begins in its line, each for itself."""
    match = _INLINE.match(entry.text)
    if match and len(entry.text) - match.end() > 60:
        return list(divided(entry, match.end()))
    return [entry]


def find_salutation(entries: Sequence[ParagraphEntry]) -> int | None:
    """Where the first salutation stands that has a letter below it."""
    for i, entry in enumerate(entries):
        if entry.free and is_salutation(entry.text) and not entry.paragraph.marker:
            below = [e for e in entries[i + 1 : i + 12] if e.free][:6]
            if any(is_prose(e.text) or len(e.text) > 100 for e in below):
                return i
    return None


def is_salutation(text: str) -> bool:
    """Whether a line is a salutation: 'Dear …', or a form of address that ends with a comma or colon."""
    if len(text) > 160 or text.count(".") > 6:
        return False
    if _DEAR.match(text):
        return len(text) <= 80 or text.endswith((",", ":", "，", "："))
    if _BARE.fullmatch(text.rstrip(",:. ")):
        return True
    ended = text.endswith((",", ":", "，", "：", "!"))
    called = words.SALUTATION.match(text) is not None or words.CALLED.match(text) is not None
    return ended and called and not memo.is_field(text)


def read_salutation(found: FoundDocument, start: int) -> int:
    """Take the salutation's lines; where the body begins."""
    at = start
    said = []
    for entry in found.entries[start : start + _MOST_LINES]:
        furniture = at > start and entry.role is Role.CHROME
        if at > start and not furniture and not _goes_on(entry.text):
            break
        if not furniture:
            entry.take(Role.SALUTATION, 0.95)
            said.append(entry.text)
        at += 1
    found.salutation = " ".join(said)
    return at


def _goes_on(text: str) -> bool:
    """Whether a line below a salutation is one more line of it."""
    short = len(text) < 90 and text.endswith((",", ":"))
    return is_salutation(text) or (short and not is_prose(text))
