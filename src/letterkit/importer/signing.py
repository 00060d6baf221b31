"""The lines below a close → the rows of those who sign, their fields parted.

Lines are taken in reading order: one column after the other, the cells of a table's row together. What
no signature can be gets a row of its own; of the rest `fields` finds who is named. No line is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.importer import shapes, words
from letterkit.importer.columns import column_starts, split_columns
from letterkit.importer.dates import find_date
from letterkit.importer.parting import party_rows
from letterkit.importer.parts import SourceLine
from letterkit.importer.reading import ReadRow, Role, Sure
from letterkit.importer.seen_words import NamingLine
from letterkit.values import replace


def signing_rows(lines: Sequence[SourceLine]) -> list[ReadRow]:
    """The rows of the lines of a signature block."""
    items = signing_lines(lines)
    rows: list[ReadRow] = []
    for headed, group in groupby(_headings(items), key=lambda pair: pair[0]):
        found = [item for _, item in group]
        if headed:
            rows += [ReadRow(Role.GROUP, item.whole, item.first, item.last) for item in found]
        else:
            rows += _block_rows(found)
    return rows


# Lines and columns


def signing_lines(lines: Sequence[SourceLine]) -> list[NamingLine]:
    """Lines of those who sign, in the order in which they are read."""
    return list(_items(lines))


def _items(lines: Sequence[SourceLine]) -> Iterator[NamingLine]:
    """The lines in reading order: one column after the other, the cells of a table's row together."""
    filled = [line for line in lines if line.text or line.marker]
    numbers = {line.number for line in filled}
    starts = column_starts(filled)
    by_column: dict[int, list[NamingLine]] = {}
    held = Counter(line.paragraph for line in filled)
    several = max(held.values(), default=0) > 1 and None not in held
    last = None
    for line in filled:
        apart = line.number - 1 not in numbers or (several and line.paragraph != last)
        last = line.paragraph
        cells = _cells(line)
        if cells or len(starts) < 2:
            number = cells[0] if cells and cells[0].strip(" .)").isdigit() else ""
            cells = cells[bool(number) :]
            text = " ".join(cells) if cells else line.text
            item = NamingLine(text, line.number, line.number, apart, line.marker, 0, line.indent)
            by_column.setdefault(0, []).append(replace(item, cells=cells, beside=number))
            continue
        for column, text in split_columns(replace(line, text=_marked_line(line)), starts):
            by_column.setdefault(column, []).append(
                NamingLine(text, line.number, line.number, apart, "", column, starts[column])
            )
    for column in sorted(by_column):
        yield from _apart_in_column(by_column[column])


def _apart_in_column(items: Sequence[NamingLine]) -> Iterator[NamingLine]:
    """What stands apart where the column has no line in between."""
    last = None
    for item in items:
        yield replace(item, apart=item.apart or last is None or item.first - last > 1)
        last = item.first


def _marked_line(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _cells(line: SourceLine) -> tuple[str, ...]:
    """The cells of a row that is a table's: parted by strokes, or begun by its number or ended by a
    place.
    """
    text = line.text.strip("| ")
    if "|" in text:
        return tuple(shapes.outside(text.split("|")))
    wide = shapes.outside(re.split(r"\s{2,}|\t+", text))
    if len(wide) > 1 and (wide[0].isdigit() or line.marker) and len(wide) < 6:
        return tuple(wide)
    if len(wide) == 2 and shapes.is_place(wide[1]) and not shapes.is_place(wide[0]):
        return tuple(wide)
    return ()


# Headings among those who sign


def _headings(items: Sequence[NamingLine]) -> Iterator[tuple[bool, NamingLine]]:
    marked = sum(bool(item.mark or item.cells) for item in items) > len(items) // 2
    for i, item in enumerate(items):
        below = items[i + 1] if i + 1 < len(items) else None
        yield _is_heading(item, below, marked=marked), item


def _is_heading(item: NamingLine, below: NamingLine | None, *, marked: bool) -> bool:
    """Whether a line is a heading: by its words, or because the entries below have marks and it has
    none.
    """
    if item.cells:
        return all(len(cell) < 20 and _is_column_name(cell) for cell in item.cells)
    if shapes.heads_signatures(item.text) or (item.text.endswith((":", "：")) and below is not None):
        return True
    if below and item.text.isupper() and not below.text.isupper() and len(item.text.split()) > 2:
        return True
    if below is None or item.mark or not item.apart or len(item.text.split()) > 6:
        return False
    if item.text.isupper() and below.apart and not below.text.isupper() and " " in item.text:
        return True
    return marked and bool(below.mark) and len(item.text.split()) < 6


def _is_column_name(cell: str) -> bool:
    plain = cell.strip(" *#.").lower()
    return plain in words.COLUMN_NAMES or shapes.heads_signatures(plain)


# Lines that are no signatures


def _block_rows(lines: Sequence[NamingLine]) -> list[ReadRow]:
    """The rows of lines without a heading between them."""
    others = {line: row for line in lines if (row := _other_row(line))}
    named = [line for line in lines if line not in others]
    rows = [*others.values(), *party_rows(named, Role.SIGNS)]
    return sorted(rows, key=lambda row: row.first) if others else rows


def _other_row(line: NamingLine) -> ReadRow | None:
    """The row of a line that is no signature: how to reach somebody, a date, a sentence."""
    text, role, sure = line.whole, None, Sure.LIKELY
    where = any(c.isdigit() for c in text) and (words.STREET.search(text) or words.POSTCODE.search(text))
    dated = find_date(text)
    small = sum(word[0].islower() for word in text.split())
    if not any(map(str.isalnum, text)) or (text.isdigit() and not line.cells):
        role = Role.SKIP  # where somebody signed by hand, or a page's number
    elif text[0] in ">→»":
        role = Role.SKIP  # a link
    elif shapes.is_contact(text) or (where and not line.mark and not line.cells):
        role = Role.CONTACT
    elif dated and dated[1] < 12 and dated[2] >= len(text) - 1:
        role = Role.DATE
    elif small > 2 and small * 2 >= len(line.text.split()) and not re.search(r"[;|]", text):
        told = text.endswith(".") or words.URL.search(text) or re.match(rf"(?:{words.AND})\s", text)
        role, sure = (Role.NOTE, Sure.LOOK) if told else (None, sure)
    return ReadRow(role, text, line.first, line.last, sure) if role else None
