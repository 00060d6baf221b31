"""A Word file that came back → its characters with their marks, its comments, and what is no text.

Our own tracked changes count as carried out. A file that holds more than any letter does is refused.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from letterkit.foreign import UnreadableError
from letterkit.foreign.word_changes import (
    COMMENTS,
    LINE_BREAK,
    By,
    Remark,
    TrackedText,
    tracked_text,
    words_of,
)
from letterkit.foreign.word_parts import MARGINS, parsed, unpacked

MOST_PARAGRAPHS, MOST_CHARACTERS, MOST_COMMENTS = 2_000, 300_000, 2_000
"""No letter has so many; comparing takes the paragraphs sent times those that came back."""
MOST_BYTES = 12_000_000
"""Bytes of the text's part: a letter of three pages has a quarter of a million."""
LINE_END = "⏎"
"""What stands for the end of a line within a paragraph."""
_TEXT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_LOOKS = ("word/numbering.xml", "word/styles.xml")


class Character(Struct):
    """A character, or a paragraph's end; what tracked it as come, and as gone."""

    text: str
    came: By | None = None
    went: By | None = None


class WordFile(Struct):
    """A file: its characters in order, its comments by number, and the rest as (kind, words).

    The places of comments are those of characters.
    """

    characters: list[Character] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def identity(data: bytes) -> str | None:
    """The digest of the text that the file says it has, or its first eight characters; None where it
    says none. Raises UnreadableError.
    """
    parts = unpacked(data, (_PROPERTIES,))
    if found := re.search(rb"urn:letterkit:text:([0-9a-f]{64})", parts.get(_PROPERTIES, b"")):
        return found[1].decode()
    feet = (words_of(parsed(part)) for name, part in sorted(parts.items()) if "footer" in name)
    said = (re.search(r"· text ([0-9a-f]{8})", foot) for foot in feet)
    return next((match[1] for match in said if match), None)


def read_word(data: bytes, own: By) -> WordFile:
    """Read the file. `own` are the marks that we sent with it, which count as carried out.

    Raises UnreadableError, with "large" too where it has more than any letter has.
    """
    parts = unpacked(data, COMMENTS)
    if len(parts[_TEXT]) > MOST_BYTES:
        raise UnreadableError("large")
    roots = {name: parsed(part) for name, part in sorted(parts.items()) if name not in _LOOKS}
    text = tracked_text(roots, _TEXT)
    _require_letter(text)
    margins = [words_of(root) for name, root in roots.items() if name.startswith(MARGINS)]
    return WordFile(_carried_out(text, own), text.remarks, text.others, margins)


def _require_letter(text: TrackedText) -> None:
    """Raises UnreadableError where a text holds more than any letter does."""
    running = [run.text for run in text.runs if not run.fate.is_aside]
    counted = (
        (running.count("\n"), MOST_PARAGRAPHS),
        (sum(map(len, running)), MOST_CHARACTERS),
        (len(text.remarks), MOST_COMMENTS),
    )
    if any(count > most for count, most in counted):
        raise UnreadableError("large")


def _carried_out(text: TrackedText, own: By) -> list[Character]:
    """The characters of a text, our own marks taken as they were meant; the places of comments move
    along.
    """
    kept: list[Character] = []
    places: list[int] = []
    for run in text.runs:
        places.append(len(kept))
        fate = run.fate
        if not fate.is_aside and not _is_own(fate.went, own):
            came = None if _is_own(fate.came, own) else fate.came
            signs = run.text.replace(LINE_BREAK, LINE_END)
            kept += [Character(sign, came, fate.went) for sign in signs]
    places.append(len(kept))
    for remark in text.remarks.values():
        if remark.start >= 0:
            remark.start, remark.end = places[remark.start], places[remark.end]
    return kept


def _is_own(mark: By | None, own: By) -> bool:
    """Whether a mark is of those that were sent: by their author, of their day where it has one."""
    return mark is not None and mark.author == own.author and mark.date[:19] in ("", own.date[:19])
