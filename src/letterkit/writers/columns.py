"""A table in plain text: its columns side by side, each cell on as many lines as it needs.

Where the columns would be too narrow to read, each row is a few lines of its own: the column's name, and
what the row says of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from letterkit import letter as lt
from letterkit.writers.filling import fill, width_of

_GAP = 2
# A column narrower than this, in characters, breaks most words.
_NARROW = 8


def table(node: lt.Table, rows: Sequence[Sequence[str]], indent: str, width: int) -> str:
    """The table, its lines indented and at most `width` characters long; `rows` are its cells' words."""
    room = width - len(indent)
    widths = _widths(rows, room - _GAP * (len(rows[0]) - 1))
    lines = _side_by_side(node, rows, widths) if widths else _one_by_one(rows, room)
    return "\n".join((indent + line).rstrip() for line in lines)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The columns' widths: those of their words, or less for the widest; none if that is too narrow."""
    widths = [max(1, *map(width_of, _lines(column))) for column in zip(*rows, strict=True)]
    while sum(widths) > room:
        widest = widths.index(max(widths))
        if widths[widest] <= _NARROW:
            return []
        widths[widest] -= 1
    return widths


def _lines(cells: Iterable[str]) -> list[str]:
    return "\n".join(cells).split("\n")


def _side_by_side(node: lt.Table, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    header, *others = (_row(node, row, widths) for row in rows)
    lines = [*header, (" " * _GAP).join("-" * width for width in widths)]
    # Rows of several lines are told apart by an empty one.
    between = [""] if any(len(row) > 1 for row in others) else []
    for number, row in enumerate(others):
        lines += [*(between if number else []), *row]
    return lines


def _row(node: lt.Table, row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of a row."""
    cells = (_wrapped(cell, width) for cell, width in zip(row, widths, strict=True))
    return [_line(node, line, widths) for line in zip_longest(*cells, fillvalue="")]


def _wrapped(cell: str, width: int) -> list[str]:
    lines: list[str] = []
    for part in cell.split("\n"):
        # What fits is never divided: a mark of a redline has no width.
        fits = width_of(part) <= width
        lines += [part] if fits else fill(part, width, divide_words=True)
    return lines


def _line(node: lt.Table, cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(
        _aligned(cell, width, alignment)
        for cell, width, alignment in zip(cells, widths, node.alignment, strict=True)
    )


def _aligned(cell: str, width: int, alignment: lt.Alignment) -> str:
    space = max(0, width - width_of(cell))
    before = {"left": 0, "center": space // 2, "right": space}[alignment]
    return " " * before + cell + " " * (space - before)


def _one_by_one(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each row as lines of its own, with an empty line between."""
    names, *others = rows
    lines: list[str] = []
    for number, row in enumerate(others):
        lines += [""] if number else []
        for name, cell in zip(names, row, strict=True):
            words = " ".join(f"{name}: {cell}".split())
            lines += fill(words, width, rest="  ", divide_words=True)
    return lines
