"""What is no part of a letter: a page's head and foot, a web page's menus, a file's head, a mail's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import words
from letterkit.importer.parts import SourceParagraph, SourceRegion
from letterkit.importer.reading import Role, Sure

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
    _mark_front_matter(entries)
    _mark_forwarding(entries)


def _mark_front_matter(entries: Sequence[SourceParagraph]) -> None:
    """What a page's file says of itself between two lines of dashes, above all else."""
    if not entries or not _FRONT.match(entries[0].whole):
        return
    head = entries[:40]
    ends = (i for i, entry in enumerate(head) if _FRONT.search(entry.whole, 0 if i else 3))
    end = next(ends, None)
    if end is not None and _KEY.search(" ".join(entry.whole for entry in head)):
        for entry in head[: end + 1]:
            entry.take(Role.SKIP, Sure.SURE)


def _mark_forwarding(entries: Sequence[SourceParagraph]) -> None:
    """The head of a message that was sent on, and what its sender wrote above it."""
    fields = (words.HEAD_FIELD.match(entry.text) for entry in entries)
    meanings = [words.HEAD_FIELDS[field["field"].lower()] if field else "" for field in fields]
    begins = (i for i, meaning in enumerate(meanings) if i and meaning in ("from", "mail"))
    heads = ((i, (*meanings, "").index("", i)) for i in begins)
    end = next((end for i, end in heads if _is_mail(entries[i:end], meanings[i:end])), 0)
    for entry in entries[:end]:
        if entry.role is None:
            entry.take(Role.SKIP, Sure.LIKELY)


def _is_mail(head: Sequence[SourceParagraph], meanings: Sequence[str]) -> bool:
    by_address = any(words.EMAIL.search(entry.text) for entry in head)
    return len(head) >= 3 and ("mail" in meanings or by_address)
