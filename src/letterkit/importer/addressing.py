"""The lines that say to whom a letter goes → a row for each addressee, its fields parted."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.importer.parting import party_rows
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import ReadRow, Role
from letterkit.importer.seen_words import NamingLine


def address_rows(lines: Sequence[SourceLine]) -> list[ReadRow]:
    """The rows of lines that stand below each other, in the order in which they are read."""
    return party_rows(address_lines(lines), Role.TO)


def address_lines(lines: Sequence[SourceLine]) -> list[NamingLine]:
    """The lines, with which of them stand apart: below a blank line, or in another cell."""
    found: list[NamingLine] = []
    above: SourceLine | None = None
    for line in lines:
        if not line.whole:
            continue
        listed = bool(line.text) and not any(map(str.isalnum, line.marker))  # else '7. juni-plassen 1'
        text, mark = (line.text, line.marker) if listed else (line.whole, "")
        apart = above is None or line.cell != above.cell or line.number - above.number > 1
        column = line.cell[2] if line.cell else 0
        found.append(NamingLine(text, line.number, line.number, apart, mark, column, line.indent))
        above = line
    return found
