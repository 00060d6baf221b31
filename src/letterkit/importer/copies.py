"""The copy notation: who else gets the letter, below the signatures or in the head."""

from __future__ import annotations

from letterkit.importer import names, words
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, is_prose
from letterkit.importer.parts import Role


def read_copies(found: FoundDocument, i: int, end: int) -> int:
    """Take a copy notation that begins in entry `i`, `end` characters into it; where it ends."""
    entries = found.entries
    entries[i].take(Role.CC, 0.95)
    first = entries[i].text[end:].strip()
    found.cc += _receivers(first)
    i += 1
    bare = not first
    while i < len(entries) and not _ends(entries[i], bare):
        text = entries[i].text
        entries[i].take(Role.CC, 0.85)
        if found.cc and names.title(text) >= 0.8 and names.person(found.cc[-1]) >= 0.7:
            found.cc[-1] += f", {text}"
        else:
            match = words.COPY.match(text) or words.COPY_BARE.match(text)
            found.cc += _receivers(text[match.end() if match else 0 :])
            bare = False
        i += 1
    return i


def _receivers(text: str) -> list[str]:
    return [piece.strip(" ;") for piece in text.split(";") if piece.strip(" ;")]


def _ends(entry: ParagraphEntry, bare: bool) -> bool:
    """Whether a copy notation ends above a paragraph; `bare`: nobody is named yet."""
    apart = entry.paragraph.blank_before > 0 and not bare
    return not entry.free or apart or is_prose(entry.text) or bool(words.ENCLOSURE.match(entry.text))
