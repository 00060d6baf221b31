"""A Word file (Office Open XML, ECMA-376) → lines: paragraphs, list numbers, tables, text boxes, notes.

Read from the XML itself, because text boxes and notes are nobody's paragraphs, and because the marks of
lists stand nowhere in it: they are counted as Word counts them (part 1, 17.9). mammoth, which makes HTML
of such files, knows neither these marks nor headers, shows hidden text, and takes five to twenty times as
long. What was deleted under tracking and what is hidden is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from letterkit.importer.parts import SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.docx_marks import COMMENTS, marks
from letterkit.importer.readers.docx_parts import MARGINS, MC, W, parsed, unpacked, value
from letterkit.importer.readers.tables import numbered
from letterkit.importer.readers.text import marked
from letterkit.values import replace

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "delText")
) | {f"{MC}Fallback"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# What holds paragraphs without being a part of the text's structure.
_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_HEADING = re.compile(r"heading ([1-9])|(title)")
_NOTES = ("word/endnotes.xml", "word/footnotes.xml")
_BLANK = SourceLine(0, "", 0)

_BULLET = "•"
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_LONGEST = 30  # characters of a Roman number, or of the pattern of a mark
_DEEPEST = 8  # levels below the first: ECMA-376, part 1, 17.9.3

# The list that a paragraph belongs to, and the level within it; both as Word writes them.
_Level = tuple[str, str]


class _WordFile(Struct):
    """What the paragraphs refer to, by the names of their styles and lists, and how far they have been
    counted. The look of a list's number is its kind ('lowerRoman') and its pattern ('(%1)').
    """

    headings: dict[str, int] = field(default_factory=dict)
    styled: dict[str, _Level] = field(default_factory=dict)
    looks: dict[_Level, tuple[str, str]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    tables: int = 0
    paragraph: int = 0


def read_docx(name: str, data: bytes) -> SourceText:
    """The lines of a Word file. Raises UnreadableError."""
    parts = unpacked(data, (COMMENTS,))
    return SourceText(name, "docx", numbered(_lines(parts)), marks=marks(parts))


def _lines(parts: Mapping[str, bytes]) -> Iterator[SourceLine]:
    """Heads and feet of its pages, its text, and its notes."""
    word = _word_file(parts)
    for part in sorted(name for name in parts if name.startswith(MARGINS)):
        filled = (line for line in _block(word, parsed(parts[part])) if line.text)
        yield from (replace(line, region=SourceRegion.MARGIN) for line in filled)
    for body in parsed(parts["word/document.xml"]).iterchildren(f"{W}body"):
        yield from _block(word, body)
    for note in (note for part in _NOTES if part in parts for note in parsed(parts[part])):
        text = " ".join(cleaned("".join(_runs(note, []))).split())
        if text and note.get(f"{W}type") in (None, "normal"):
            yield SourceLine(0, text, 0, note.get(f"{W}id") or "", region=SourceRegion.NOTE)


def _word_file(parts: Mapping[str, bytes]) -> _WordFile:
    word = _WordFile()
    for style in parsed(parts.get("word/styles.xml", b"<none/>")).iter(f"{W}style"):
        identifier = style.get(f"{W}styleId") or ""
        if level := _HEADING.fullmatch((value(style, "name") or "").lower()):
            word.headings[identifier] = min(int(level[1] or 1), 6)
        if (own := style.find(f"{W}pPr/{W}numPr")) is not None:
            word.styled[identifier] = _level(own)
    numbering = parsed(parts.get("word/numbering.xml", b"<none/>"))
    levels = {
        definition.get(f"{W}abstractNumId"): list(definition.iter(f"{W}lvl"))
        for definition in numbering.iter(f"{W}abstractNum")
    }
    for one in numbering.iter(f"{W}num"):
        for level in levels.get(value(one, "abstractNumId"), ()):
            place = (one.get(f"{W}numId") or "", level.get(f"{W}ilvl") or "0")
            pattern = (value(level, "lvlText") or "%1.")[:_LONGEST]
            word.looks[place] = (value(level, "numFmt") or "bullet", pattern)
    return word


# The text


def _block(word: _WordFile, parent: _Element) -> Iterator[SourceLine]:
    """The lines of what holds paragraphs: the body, a cell, a text box."""
    for child in _parts(parent):
        if child.tag == f"{W}p":
            yield from _paragraph(word, child)
        elif child.tag == f"{W}tbl":
            yield from (_BLANK, *_table(word, child), _BLANK)


def _parts(parent: _Element) -> Iterator[_Element]:
    """What an element consists of, each part once: what only holds parts is passed over."""
    for child in parent:
        if child.tag in _HOLDERS:
            yield from _parts(child)
        else:
            yield child


def _table(word: _WordFile, table: _Element) -> Iterator[SourceLine]:
    word.tables += 1
    number = word.tables
    for row, cells in enumerate(part for part in _parts(table) if part.tag == f"{W}tr"):
        for column, cell in enumerate(part for part in _parts(cells) if part.tag == f"{W}tc"):
            filled = (line for line in _block(word, cell) if line.text)
            yield from (replace(line, cell=(number, row, column)) for line in filled)


def _paragraph(word: _WordFile, element: _Element) -> Iterator[SourceLine]:
    word.paragraph += 1
    number = word.paragraph
    properties = element.find(f"{W}pPr")
    style = (value(properties, "pStyle") if properties is not None else None) or ""
    heading = word.headings.get(style, 0)
    marker = "" if heading else _marker(word, properties, style)
    indent = 2 if marker else 0
    boxes: list[_Element] = []
    texts = "".join(_runs(element, boxes)).split("\n")
    for box in boxes:
        yield from (*_block(word, box), _BLANK)
    for text in texts:
        plain = "\t".join(" ".join(cell.split()) for cell in cleaned(text).split("\t")).strip()
        found, plain = (marker, plain) if marker or heading else marked(plain)
        yield SourceLine(0, plain, number, found if plain else "", heading, indent)
        marker = ""


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """The characters of a paragraph; text boxes in it are put aside."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        if tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        else:
            yield from _runs(child, boxes)


# The marks of lists


def _level(element: _Element) -> _Level:
    """What a `numPr` refers to; an empty number where it names no list."""
    return value(element, "numId") or "", value(element, "ilvl") or "0"


def _marker(word: _WordFile, properties: _Element | None, style: str) -> str:
    """The mark of the next item of a list; what is below its level begins anew."""
    own = properties.find(f"{W}numPr") if properties is not None else None
    number, level = _level(own) if own is not None else word.styled.get(style, ("", "0"))
    if number in ("", "0"):
        return ""
    kind, pattern = word.looks.get((number, level), ("bullet", ""))
    if kind in ("bullet", "none"):
        return _BULLET
    depth = int(level) if re.fullmatch(f"[0-{_DEEPEST}]", level) else 0
    counts = [*word.counts.get(number, ()), *[0] * (depth + 1)][: depth + 1]
    counts[depth] += 1
    word.counts[number] = counts
    for i, count in enumerate(counts):
        figure = _figure(max(count, 1), kind if i == depth else "decimal")
        pattern = pattern.replace(f"%{i + 1}", figure)
    return pattern.strip()


def _figure(number: int, kind: str) -> str:
    text = str(number)
    if kind.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26)
    elif kind.endswith("Roman"):
        text = ""
        for one, letters in _ROMAN.items():
            text, number = text + letters * (number // one), number % one
    return (text.upper() if kind.startswith("upper") else text)[:_LONGEST]
