"""Which words of a reading print: looked for in the rendered documents, never in their files.

What does not print is listed, word for word. So the words that print and those that are listed are the
words of the source, by construction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many words of a file print, and how many are listed as not printed."""

    printed: int = 0
    listed: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.printed + self.listed


class _Printed:
    """Printed texts; what was found in them once is not found again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.pieces = [piece for text in texts for piece in pieces_of(text)]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, piece in enumerate(self.pieces):
            self.places[piece].append(place)
        self.taken = [False] * len(self.pieces)

    def take(self, wanted: Sequence[str]) -> bool:
        """Take these pieces where they stand in a row; whether they do."""
        if not wanted:
            return True
        for place in self.places.get(wanted[0], ()):
            end = place + len(wanted)
            if self.pieces[place:end] == list(wanted) and not any(self.taken[place:end]):
                self.taken[place:end] = [True] * len(wanted)
                return True
        return False


def sorted_by_print(reading: LetterReading, texts: Iterable[str]) -> tuple[Counts, str]:
    """How many words of a reading print in the texts, and the list of those that do not.

    What is printed once counts once.
    """
    there = _Printed(texts)
    order = sorted(range(len(reading.rows)), key=lambda i: reading.rows[i].role not in BODY)
    missing = {i: _missing(reading.rows[i], there) for i in order}
    lines = [_line(row, missing[i]) for i, row in enumerate(reading.rows) if missing[i]]
    listed = sum(map(len, missing.values()))
    total = sum(len(row.words) for row in reading.rows)
    return Counts(total - listed, listed), "".join(f"{line}\n" for line in lines)


def _line(row: ReadRow, words: Sequence[str]) -> str:
    where = f"{row.first}-{row.last}" if row.last > row.first else f"{row.first}"
    return f"{where:<9} {row.role:<10} {' '.join(words)}"


def _missing(row: ReadRow, there: _Printed) -> list[str]:
    """The words of a row that do not print: of fields those that are none, else all, or each for
    itself.
    """
    words = row.words
    if row.role in _NEVER:
        return words
    if row.role not in WITH_FIELDS and there.take([p for word in words for p in pieces_of(word)]):
        return []
    fields = fields_of(row.text) if row.role in WITH_FIELDS else []
    if fields:
        found = [
            piece for field in fields if there.take(list(pieces_of(field))) for piece in pieces_of(field)
        ]
        return [word for word in words if not _all_of(list(pieces_of(word)), found)]
    in_body = row.role in BODY
    return [word for word in words if not (in_body and there.take(list(pieces_of(word))))]


def _all_of(pieces: Sequence[str], found: list[str]) -> bool:
    """Take the pieces of a word from those that were found; whether all are there. A mark goes with
    them.
    """
    if any(piece not in found for piece in pieces):
        return False
    for piece in pieces:
        found.remove(piece)
    return True
