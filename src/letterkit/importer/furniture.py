"""What is no part of a letter: a page's head and foot, a web page's menus, a file's head, a mail's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer.parts import SourceParagraph, SourceRegion
from letterkit.importer.reading import Role, Sure
from letterkit.language import words

_FRONT = re.compile(r"-{3,}|\+{3,}")
_KEY = re.compile(r"[\w-]{2,30}\s?:(?:\s|$)")
_LONGEST = 140  # characters of what says itself that it is furniture
_SURE = {SourceRegion.MARGIN: Role.SKIP, SourceRegion.CHROME: Role.SKIP, SourceRegion.NOTE: Role.NOTE}


def mark_furniture(entries: Sequence[SourceParagraph]) -> None:
    """What is furniture by where it stands, or says itself that it is; nothing else is."""
    for entry in entries:
        if role := _SURE.get(entry.region):
            entry.take(role, Sure.SURE)
        elif len(entry.text) < _LONGEST and words.FURNITURE.match(entry.text):
            entry.take(Role.SKIP, Sure.SURE)
    for entry in entries[: _end_of_front_matter([entry.whole for entry in entries[:40]])]:
        entry.take(Role.SKIP, Sure.SURE)
    for entry in entries[: _end_of_forwarding([entry.text for entry in entries])]:
        if entry.role is None:
            entry.take(Role.SKIP, Sure.LIKELY)


def _end_of_front_matter(texts: Sequence[str]) -> int:
    """Behind what a page's file says of itself between two lines of dashes, above all else; else 0."""
    begins = texts and _FRONT.match(texts[0]) and _KEY.search(" ".join(texts))
    ends = (i for i, text in enumerate(texts, 1) if _FRONT.search(text, 3 if i == 1 else 0))
    return next(ends, 0) if begins else 0


def _end_of_forwarding(texts: Sequence[str]) -> int:
    """Behind the head of a message that was sent on, its sender's own words above it; else 0."""
    fields = map(words.HEAD_FIELD.match, texts)
    meanings = [words.HEAD_FIELDS[field["field"].lower()] if field else "" for field in fields]
    for i in (i for i, meaning in enumerate(meanings) if i and meaning in ("from", "mail")):
        end = (*meanings, "").index("", i)
        by_address = "mail" in meanings[i:end] or any(map(words.EMAIL.search, texts[i:end]))
        if end - i >= 3 and by_address:
            return end
    return 0
