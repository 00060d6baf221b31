"""Which words of a reading print: looked for in the rendered documents, never in their files.

What does not print is listed, word for word. So the words that print and those that are listed are the
words of the source, by construction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from letterkit.importer.reading import (
    BODY,
    WITH_FIELDS,
    LetterReading,
    ReadRow,
    Role,
    fields_of,
    pieces_of,
)

NOT_PRINTED_FILE = "not-printed.txt"
_NEVER = (Role.SKIP, Role.NOTE, Role.GROUP)
"""Roles that never print, whatever else the letter says."""


class _Printed:
    """Printed texts; what was found in them once is not found again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = f" {' '.join(piece for text in texts for piece in pieces_of(text))} "
        self.left = [(0, len(self.text))]  # the spans that nothing was found in

    def take(self, text: str) -> bool:
        """Take the words of a text where they stand in a row; whether they do."""
        wanted = f" {' '.join(pieces_of(text))} "
        for number, (start, end) in enumerate(self.left):
            if (at := self.text.find(wanted, start, end)) >= 0:
                around = ((start, at + 1), (at + len(wanted) - 1, end))
                self.left[number : number + 1] = [(i, j) for i, j in around if j - i > 1]
                return True
        return not wanted.strip()


def not_printed(reading: LetterReading, texts: Iterable[str]) -> tuple[int, str]:
    """How many words of a reading do not print in the texts, and the list of them.

    What is printed once counts once, and first for the body.
    """
    there = _Printed(texts)
    order = sorted(range(len(reading.rows)), key=lambda i: reading.rows[i].role not in BODY)
    missing = {i: _missing(reading.rows[i], there) for i in order}
    rows = ((row, missing[i]) for i, row in enumerate(reading.rows) if missing[i])
    lines = (f"{row.at.lines:<9} {row.role:<10} {' '.join(words)}\n" for row, words in rows)
    return sum(map(len, missing.values())), "".join(lines)


def _missing(row: ReadRow, there: _Printed) -> list[str]:
    """The words of a row that do not print: of fields those that are none, else all or each by itself."""
    if row.role in _NEVER:
        return row.words
    if row.role in WITH_FIELDS:
        found = (field for field in fields_of(row.text) if there.take(field))
        pieces = Counter(piece for field in found for piece in pieces_of(field))
        return [word for word in row.words if not _take(word, pieces)]
    if there.take(" ".join(row.words)):
        return []
    return [word for word in row.words if not (row.role in BODY and there.take(word))]


def _take(word: str, found: Counter[str]) -> bool:
    """Take a word's pieces from those that were found; whether all are there. A mark goes with them."""
    pieces = Counter(pieces_of(word))
    if there := pieces <= found:
        found.subtract(pieces)
    return there
