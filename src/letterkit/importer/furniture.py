"""What is no part of a letter: a page's head and foot, a web page's menus, a file's head, a mail's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import words
from letterkit.importer.entry import ParagraphEntry
from letterkit.importer.parts import SourceRegion, SourceText
from letterkit.importer.reading import Role, Sure

_PICTURE = re.compile(r"\W*\[?(?:IMG|image|logo|photo)\w*\]?\W*", re.IGNORECASE)
_FRONT = re.compile(r"-{3,}|\+{3,}")
_KEY = re.compile(r"[\w-]{2,30}\s?:(?:\s|$)")


def mark_furniture(entries: Sequence[ParagraphEntry], source: SourceText) -> None:
    """What is furniture by where it stands: a page's head and foot, a web page's menus, a file's head."""
    for entry in entries:
        region = entry.paragraph.region
        if region in (SourceRegion.MARGIN, SourceRegion.CHROME):
            entry.take(Role.SKIP, Sure.SURE)
        elif region is SourceRegion.NOTE:
            entry.take(Role.NOTE, Sure.SURE)
        elif _PICTURE.fullmatch(entry.text) or _is_furniture(entry):
            entry.take(Role.SKIP, Sure.LIKELY)
    _mark_front_matter(entries)
    _mark_forwarding(entries)


def _is_furniture(entry: ParagraphEntry) -> bool:
    """Whether a line has the words of a web page's furniture, or is a cloud of tags in Chinese."""
    if words.FURNITURE.match(entry.text) and len(entry.text) < 140:
        return True
    tags = entry.text.split()
    return len(tags) > 3 and all(re.fullmatch(r"[\u3400-\u9fff“”！!0-9-]{2,12}", tag) for tag in tags)


def _mark_front_matter(entries: Sequence[ParagraphEntry]) -> None:
    """What a page's file says of itself between two lines of dashes, above all else."""
    if not entries or not _FRONT.match(entries[0].whole):
        return
    text = " ".join(entry.whole for entry in entries[:40])
    end = next(
        (i for i in range(len(entries[:40])) if _FRONT.search(entries[i].whole.rpartition(" ")[2]) and i),
        None,
    )
    if end is None and _FRONT.match(entries[0].whole) and _FRONT.search(entries[0].whole[3:]):
        end = 0
    if end is not None and _KEY.search(text):
        for entry in entries[: end + 1]:
            entry.take(Role.SKIP, Sure.SURE)


def _mark_forwarding(entries: Sequence[ParagraphEntry]) -> None:
    """The head of a message that was sent on, and what its sender wrote above it."""
    for i, entry in enumerate(entries):
        match = words.HEAD_FIELD.match(entry.text)
        if match is None or words.HEAD_FIELDS[match["field"].lower()] not in ("from", "mail"):
            continue
        end = i
        while end < len(entries) and words.HEAD_FIELD.match(entries[end].text):
            end += 1
        fields = {
            words.HEAD_FIELDS[m["field"].lower()]
            for e in entries[i:end]
            if (m := words.HEAD_FIELD.match(e.text))
        }
        mailed = "mail" in fields or any(words.EMAIL.search(entry.text) for entry in entries[i:end])
        if end - i >= 3 and mailed:
            for one in entries[:end]:
                if one.free:
                    one.take(Role.SKIP, Sure.LIKELY)
            return
