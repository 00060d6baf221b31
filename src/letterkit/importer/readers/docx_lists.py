"""The marks of list items in a Word file: counted as Word counts them, for they stand nowhere in it.

ECMA-376, part 1, 17.9: a paragraph, or its style, refers to a list and a level (`numPr`); the numbering
part says how each level's numbers look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from letterkit.importer.readers.docx_parts import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_BULLET = "•"
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_LONGEST = 30  # characters of a Roman number, or of the pattern of a mark
_DEEPEST = 8  # levels below the first: ECMA-376, part 1, 17.9.3


class ListLevel(NamedTuple):
    """The list that a paragraph belongs to, and the level within it; both as Word writes them."""

    number: str
    level: str


class NumberFormat(NamedTuple):
    """How a level's numbers look: their kind ('lowerRoman'), and the pattern they stand in ('(%1)')."""

    kind: str
    pattern: str


@dataclass(slots=True)
class ListCounter:
    """How each level of each list looks, and how far the lists have counted."""

    formats: Mapping[ListLevel, NumberFormat]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_mark(self, item: ListLevel) -> str:
        """The mark of the next item of a list; what is below its level begins anew."""
        kind, pattern = self.formats.get(item, NumberFormat("bullet", _BULLET))
        if kind in ("bullet", "none"):
            return _BULLET
        depth = _depth(item.level)
        counts = self._count(item.number, depth)
        shown = pattern
        for i in range(depth + 1):
            figure = _figure(counts.get(i, 1), kind if i == depth else "decimal")
            shown = shown.replace(f"%{i + 1}", figure)
        return shown.strip()

    def _count(self, number: str, depth: int) -> Mapping[int, int]:
        """How far each level of a list has counted, with one more at this depth and none below."""
        counts = self.counts.setdefault(number, {})
        counts[depth] = counts.get(depth, 0) + 1
        for below in range(depth + 1, _DEEPEST + 1):
            counts.pop(below, None)
        return counts


def _depth(level: str) -> int:
    """A level's depth; 0 where it is no level that Word knows."""
    return int(level) if len(level) == 1 and "0" <= level <= str(_DEEPEST) else 0


def list_level(element: _Element) -> ListLevel:
    """What a `numPr` refers to; an empty number where it names no list."""
    return ListLevel(value(element, "numId") or "", value(element, "ilvl") or "0")


def number_formats(numbering: _Element) -> dict[ListLevel, NumberFormat]:
    """How the numbers of each list and level look, as the numbering part says."""
    abstract = {
        definition.get(f"{W}abstractNumId") or "": _levels(definition)
        for definition in numbering.iter(f"{W}abstractNum")
    }
    return {
        ListLevel(one.get(f"{W}numId") or "", level): form
        for one in numbering.iter(f"{W}num")
        for level, form in abstract.get(value(one, "abstractNumId") or "", {}).items()
    }


def _levels(definition: _Element) -> dict[str, NumberFormat]:
    return {
        level.get(f"{W}ilvl") or "0": NumberFormat(
            value(level, "numFmt") or "bullet", (value(level, "lvlText") or "%1.")[:_LONGEST]
        )
        for level in definition.iter(f"{W}lvl")
    }


def _figure(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if kind == "lowerRoman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for one, letters in _ROMAN.items():
        while number >= one and len(text) < _LONGEST:
            text, number = text + letters, number - one
    return text
