"""Lines that say to whom a letter goes, or who signs → the same in the order in which they are read.

One column comes after the other, the cells of a table's row stay together. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from letterkit.importer.columns import one_after_other, to_their_ends
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import Role
from letterkit.importer.seen_words import NamingLine
from letterkit.importer.shapes import is_place


def naming_lines(lines: Sequence[SourceLine], role: Role) -> list[NamingLine]:
    """The lines that name somebody, and which stand apart: below a blank line, in another cell."""
    filled = [line for line in lines if line.whole]
    tabled = role is Role.SIGNS and any(map(_cells, filled))
    if role is Role.SIGNS and not tabled:
        filled = to_their_ends(one_after_other(filled))
    return [
        _naming_line(line, role, _cells(line) if tabled else (), apart=apart)
        for line, apart in zip(filled, _apart(filled), strict=True)
    ]


def _apart(lines: Sequence[SourceLine]) -> list[bool]:
    """Which lines stand apart from the one above."""
    held = Counter(line.paragraph for line in lines)
    several = max(held.values(), default=0) > 1 and None not in held
    found = [True] * bool(lines)
    for above, line in pairwise(lines):
        elsewhere = line.cell != above.cell or not 0 <= line.number - above.number < 2
        found.append(elsewhere or (several and line.paragraph != above.paragraph))
    return found


def _naming_line(line: SourceLine, role: Role, cells: tuple[str, ...], *, apart: bool) -> NamingLine:
    number = cells[0] if cells and cells[0].strip(" .)").isdigit() else ""
    named = cells[bool(number) :]
    # '7. juni-plassen 1' is a street; a number before who signs is the list's.
    listed = bool(line.text) and (role is Role.SIGNS or not any(map(str.isalnum, line.marker)))
    text, mark = (line.text, line.marker) if listed else (line.whole, "")
    column = line.cell[2] if line.cell else 0
    return NamingLine(" ".join(named) or text, line.number, apart, mark, column, named, number)


def _cells(line: SourceLine) -> tuple[str, ...]:
    """The cells of a row that is a table's: parted by strokes, or begun by its number or ended by a
    place.
    """
    text = line.text.strip("| ")
    if "|" in text:
        return tuple(filter(None, map(str.strip, text.split("|"))))
    wide = list(filter(None, re.split(r"\s{2,}|\t+", text)))
    numbered = 1 < len(wide) < 6 and (wide[0].isdigit() or line.marker)
    placed = len(wide) == 2 and is_place(wide[1]) and not is_place(wide[0])
    return tuple(wide) if numbered or placed else ()
