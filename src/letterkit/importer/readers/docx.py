"""A Word file (Office Open XML, ECMA-376) → lines: paragraphs, list numbers, tables, text boxes, notes.

Read from the XML itself, because text boxes and notes are nobody's paragraphs. What was deleted under
tracking and what is hidden is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from letterkit.importer.parts import MAX_LINES, SourceLine, SourceRegion, SourceText
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.docx_lists import ListCounter, ListLevel, list_level, number_formats
from letterkit.importer.readers.docx_marks import COMMENTS, marks
from letterkit.importer.readers.docx_parts import MARGINS, MC, W, parsed, unpacked, value
from letterkit.importer.readers.text import marked

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "delText")
) | {f"{MC}Fallback"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# What holds paragraphs without being a part of the text's structure.
_HOLDERS = frozenset(f"{W}{name}" for name in ("sdt", "customXml", "ins", "moveTo"))
_HEADING = re.compile(r"heading ([0-9]{1,2})")
_LONG_CELL = 120  # characters: a cell as long is a text of its own
_BLANK = SourceLine(0, "", 0)


@dataclass(slots=True)
class _WordFile:
    """What the paragraphs refer to, by the names of their styles, and how far they have been counted."""

    lists: ListCounter
    headings: Mapping[str, int]
    list_styles: Mapping[str, ListLevel]
    tables: int = 0
    paragraph: int = 0


def read_docx(name: str, data: bytes) -> SourceText:
    """The lines of a Word file. Raises DocxError."""
    parts = unpacked(data, (COMMENTS,))
    document = parsed(parts["word/document.xml"])
    word = _word_file(parts)
    body = document.find(f"{W}body")
    lines = list(islice(_block(word, body), MAX_LINES + 1)) if body is not None else []
    for part in sorted(parts):
        if "footnotes" in part or "endnotes" in part:
            lines += _notes(parts[part])
    margins = [
        replace(line, region=SourceRegion.MARGIN)
        for part in sorted(parts)
        if part.startswith(MARGINS)
        for line in _block(word, parsed(parts[part]))
        if line.text
    ]
    numbered = (replace(line, number=n) for n, line in enumerate([*margins, *lines], 1))
    return SourceText(name, "docx", tuple(numbered), marks=marks(parts))


def _word_file(parts: Mapping[str, bytes]) -> _WordFile:
    headings: dict[str, int] = {}
    lists: dict[str, ListLevel] = {}
    styles = parsed(parts["word/styles.xml"]) if "word/styles.xml" in parts else None
    for style in styles.iter(f"{W}style") if styles is not None else ():
        identifier = style.get(f"{W}styleId") or ""
        level = _heading_level((value(style, "name") or "").lower())
        if level is not None:
            headings[identifier] = level
        if (numbered := style.find(f"{W}pPr/{W}numPr")) is not None:
            lists[identifier] = list_level(numbered)
    numbering = parts.get("word/numbering.xml")
    formats = number_formats(parsed(numbering)) if numbering is not None else {}
    return _WordFile(ListCounter(formats), headings, lists)


def _heading_level(style: str) -> int | None:
    """The level of the headings that have a style; None where it is none of headings."""
    if level := _HEADING.fullmatch(style):
        return min(int(level[1]), 6)
    return 1 if style == "title" else None


# The text


def _block(word: _WordFile, parent: _Element) -> Iterator[SourceLine]:
    """The lines of what holds paragraphs: the body, a cell, a text box."""
    for child in _parts(parent):
        if child.tag == f"{W}p":
            yield from _paragraph(word, child)
        elif child.tag == f"{W}tbl":
            word.tables += 1
            yield from _table(word, child)


def _parts(parent: _Element) -> Iterator[_Element]:
    """What an element consists of, each part once: what only holds parts is passed over."""
    for child in parent:
        if child.tag in _HOLDERS:
            content = child.find(f"{W}sdtContent")
            yield from _parts(child if content is None else content)
        else:
            yield child


def _paragraph(word: _WordFile, element: _Element) -> Iterator[SourceLine]:
    word.paragraph += 1
    properties = element.find(f"{W}pPr")
    style = (value(properties, "pStyle") if properties is not None else None) or ""
    marker = _marker(word, properties, style)
    heading = word.headings.get(style, 0)
    indent = 2 if marker else 0
    boxes: list[_Element] = []
    texts = "".join(_runs(element, boxes)).split("\n")
    for box in boxes:
        yield from _block(word, box)
        yield _BLANK
    for text in texts:
        plain = "\t".join(" ".join(cell.split()) for cell in cleaned(text).split("\t")).strip()
        found, plain = (marker, plain) if marker or heading else marked(plain)
        yield SourceLine(0, plain, word.paragraph, found if plain else "", heading, indent)
        marker = ""


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """The characters of a paragraph; text boxes in it are put aside."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(child):
            continue
        if tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{W}t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        else:
            yield from _runs(child, boxes)


def _is_hidden(element: _Element) -> bool:
    return element.tag == f"{W}r" and element.find(f"{W}rPr/{W}vanish") is not None


def _marker(word: _WordFile, properties: _Element | None, style: str) -> str:
    """The mark of a list item; a heading has none."""
    own = properties.find(f"{W}numPr") if properties is not None else None
    item = list_level(own) if own is not None else word.list_styles.get(style)
    if item is None or item.number in ("", "0") or style in word.headings:
        return ""
    return word.lists.next_mark(item)


def _table(word: _WordFile, table: _Element) -> Iterator[SourceLine]:
    """A table's rows, one line each; where a cell has several lines, cell by cell."""
    yield _BLANK
    for row in (part for part in _parts(table) if part.tag == f"{W}tr"):
        parts = (part for part in _parts(row) if part.tag == f"{W}tc")
        cells = [[line for line in _block(word, cell) if line.text] for cell in parts]
        yield from _row(cells) if all(map(_is_short, cells)) else _cells(cells)
    yield _BLANK


def _is_short(cell: list[SourceLine]) -> bool:
    return len(cell) <= 1 and all(len(line.text) < _LONG_CELL for line in cell)


def _row(cells: list[list[SourceLine]]) -> Iterator[SourceLine]:
    """Short cells as one line."""
    filled = [cell[0] for cell in cells if cell]
    if filled:
        yield replace(filled[0], text=" | ".join(line.text for line in filled), indent=0)


def _cells(cells: list[list[SourceLine]]) -> Iterator[SourceLine]:
    """Cells one below the other, apart."""
    for cell in cells:
        yield from cell
        yield _BLANK


def _notes(data: bytes) -> Iterator[SourceLine]:
    root = parsed(data)
    for note in root:
        if note.get(f"{W}type") not in (None, "normal"):
            continue
        text = " ".join("".join(_runs(note, [])).split())
        if text:
            yield SourceLine(0, cleaned(text), 0, note.get(f"{W}id") or "", region=SourceRegion.NOTE)
