"""The numbering part: bullets, dashes, and each ordered list, which counts for itself.

Word counts the items, so that a partner who adds an ask sees the numbers that the letter will have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letterkit.writers.docx.blocks import Numbering
from letterkit.writers.docx.markup import root, serialised, w

BULLETS, DASHES = 1, 2
_FIRST_ORDERED = 3
_LEVELS = 9
"""How many levels Word numbers (ECMA-376, part 1, 17.9.6)."""
STEP = 420
"""How far a list is set in, in twentieths of a point, as in letter.css."""
_MARKS = {0: ("decimal", "%{level}."), 1: ("bullet", "•"), 2: ("bullet", "–")}


class Lists:
    """The lists of one document."""

    def __init__(self) -> None:
        self.ordered: list[tuple[int, int]] = []

    def new_ordered(self, start: int, level: int) -> int:
        """The number of a list that begins with `start`, so many levels deep."""
        self.ordered.append((start, level))
        return _FIRST_ORDERED + len(self.ordered) - 1

    def part(self) -> bytes:
        """The part word/numbering.xml."""
        part = root("numbering")
        part.extend(_kind(number, *marks) for number, marks in _MARKS.items())
        part.extend(w("num", w("abstractNumId", val=n), numId=n) for n in (BULLETS, DASHES))
        for number, (start, level) in enumerate(self.ordered, _FIRST_ORDERED):
            begin = w("lvlOverride", w("startOverride", val=start), ilvl=level)
            part.append(w("num", w("abstractNumId", val=0), begin, numId=number))
        return serialised(part)


def numbering(of: int, level: int) -> Numbering:
    """The place of an item in a list of that number, so many lists deep, from 0."""
    return Numbering(of, min(level, _LEVELS - 1))


def _kind(number: int, form: str, mark: str) -> Any:
    levels = _levels(form, mark)
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=number)


def _levels(form: str, mark: str) -> Iterator[Any]:
    for level in range(_LEVELS):
        indent = w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP if form == "decimal" else 300))
        yield w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=form),
            w("lvlText", val=mark.format(level=level + 1) if form == "decimal" else mark),
            w("lvlJc", val="left"),
            indent,
            ilvl=level,
        )
