"""Where something is printed, in the words of a reader: 'page 2, lines 6–10'; and what was printed from
a place in a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from letterkit import letter as lt
from letterkit.diagnostics import Location
from letterkit.writers.pdf.lines import PrintedLine

# A file, and a line in it.
_Source: TypeAlias = tuple[str, int]


def place_of(line: PrintedLine) -> str:
    """'page 2, line 14'; outside the body 'page 1, date'."""
    return f"page {line.page}, {f'line {line.number}' if line.number else line.part}"


def places_of(lines: Sequence[PrintedLine]) -> str:
    """'page 2, lines 6–10', or 'page 1, line 14, to page 2, line 2', of lines in a row."""
    first, last = lines[0], lines[-1]
    if first.page != last.page:
        return f"{place_of(first)}, to {place_of(last)}"
    if first.number and last.number and first.number != last.number:
        return f"page {first.page}, lines {first.number}–{last.number}"
    return place_of(first)


def anchor_of(line: PrintedLine) -> str:
    """The name of a line's place in the PDF, to be linked to."""
    return place_of(line).replace(", ", "-").replace(" ", "-")


class PrintedPlaces:
    """Tells which lines of a document were printed from a place in a file."""

    def __init__(self, tree: lt.Document, lines: Sequence[PrintedLine]) -> None:
        self._passages = _passages(tree)
        self._at = defaultdict[_Source, list[PrintedLine]](list)
        self._of_block = defaultdict[str, list[PrintedLine]](list)
        self._of_file = defaultdict[str, list[PrintedLine]](list)
        for line in lines:
            if line.file and line.line:
                self._at[line.file, line.line].append(line)
            if line.block:
                self._of_block[line.block].append(line)
                self._of_file[line.file or ""].append(line)

    def lines_from(self, location: Location) -> Sequence[PrintedLine]:
        """The lines printed from a place: those of its passage; else of its block; else of its file.

        A campaign's file has a word on everything, so there only the very line counts.
        """
        place = location.file, location.line
        passage = self._at.get(self._passages.get(place, place), [])
        return passage or self._from_block(location.file) or self._of_file.get(location.file, [])

    def _from_block(self, file: str) -> list[PrintedLine]:
        blocks = (block for block in self._of_block if file.endswith(f"/{block}.yaml"))
        return [line for block in blocks for line in self._of_block[block]]


def _passages(tree: lt.Document) -> dict[_Source, _Source]:
    """The place that a passage says in print that it is from, by the place of everything in it."""
    found: dict[_Source, _Source] = {}
    for node in lt.walk(tree):
        if isinstance(node, lt.WithWords):
            # A case says in print where its words are from, not the list that names it.
            printed = node.children[-1] if isinstance(node, lt.Case) else node
            for inside in lt.walk(node):
                found.setdefault(_source(inside), _source(printed))
    return found


def _source(node: lt.Node) -> _Source:
    return node.origin.file, node.origin.line
