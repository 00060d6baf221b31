"""A Word file (Office Open XML, ECMA-376) → lines: paragraphs, list numbers, tables, text boxes, notes.

Read from the XML itself, because text boxes and notes are nobody's paragraphs. What was deleted under
tracking and what is hidden is no text. A file that unpacks to more than `MAX_BYTES` is refused.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from letterkit.importer.parts import Region, SourceLine, SourceText
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.text import marked

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 60_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_MC}Fallback",
        f"{_W}instrText",
        f"{_W}pPr",
        f"{_W}rPr",
        f"{_W}delText",
    )
)


class DocxError(Exception):
    """The file is no Word file that can be read; the reason as `args[0]`: damaged, encrypted or large."""


@dataclass(slots=True)
class _Word:
    """What the paragraphs refer to, and how far the lists have counted."""

    formats: Mapping[tuple[str, str], tuple[str, str]]
    headings: Mapping[str, int]
    lists: Mapping[str, tuple[str, str]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    tables: int = 0
    paragraph: int = 0


def read_docx(name: str, data: bytes) -> SourceText:
    """The lines of a Word file. Raises DocxError."""
    parts = _parts(data)
    document = _xml(parts["word/document.xml"])
    word = _word(parts)
    body = document.find(f"{_W}body")
    lines = list(_block(word, body)) if body is not None else []
    lines += [
        line
        for part in sorted(parts)
        if "footnotes" in part or "endnotes" in part
        for line in _notes(parts[part])
    ]
    margins = [
        replace(line, region=Region.MARGIN)
        for part in sorted(parts)
        if part.startswith(("word/header", "word/footer"))
        for line in _block(word, _xml(parts[part]))
        if line.text
    ]
    return SourceText(
        name, "docx", tuple(replace(line, number=n) for n, line in enumerate([*margins, *lines], 1))
    )


def _parts(data: bytes) -> dict[str, bytes]:
    wanted = (
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [
                n
                for n in archive.namelist()
                if n in wanted or n.startswith(("word/header", "word/footer"))
            ]
            if "word/document.xml" not in names:
                raise DocxError("damaged")
            if sum(archive.getinfo(n).file_size for n in names) > MAX_BYTES or len(names) > 200:
                raise DocxError("large")
            return {n: _unpacked(archive, n) for n in names}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise DocxError("damaged") from error
    except RuntimeError as error:
        raise DocxError("encrypted") from error


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive; what its directory says of its size may be wrong."""
    import zlib

    try:
        with archive.open(name) as file:
            data = file.read(MAX_BYTES + 1)
    except zlib.error as error:
        raise DocxError("damaged") from error
    if len(data) > MAX_BYTES:
        raise DocxError("large")
    return data


def _xml(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocxError("damaged") from error


def _word(parts: Mapping[str, bytes]) -> _Word:
    styles = _xml(parts["word/styles.xml"]) if "word/styles.xml" in parts else None
    headings: dict[str, int] = {}
    lists: dict[str, tuple[str, str]] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        identifier = style.get(f"{_W}styleId") or ""
        title = style.find(f"{_W}name")
        called = (title.get(f"{_W}val") or "").lower() if title is not None else ""
        if called.startswith("heading ") and called[8:].isdigit():
            headings[identifier] = min(int(called[8:]), 6)
        elif called == "title":
            headings[identifier] = 1
        if (numbered := style.find(f"{_W}pPr/{_W}numPr")) is not None:
            lists[identifier] = _reference(numbered)
    return _Word(_numbering(parts), headings, lists)


def _reference(element: _Element) -> tuple[str, str]:
    """The list and the level that a paragraph belongs to."""
    number, level = element.find(f"{_W}numId"), element.find(f"{_W}ilvl")
    return (
        (number.get(f"{_W}val") or "") if number is not None else "",
        (level.get(f"{_W}val") or "0") if level is not None else "0",
    )


def _numbering(parts: Mapping[str, bytes]) -> dict[tuple[str, str], tuple[str, str]]:
    """List and level → the kind of its numbers, and their pattern ('%1.')."""
    if "word/numbering.xml" not in parts:
        return {}
    root = _xml(parts["word/numbering.xml"])
    abstract: dict[str, dict[str, tuple[str, str]]] = {}
    for definition in root.iter(f"{_W}abstractNum"):
        levels = {
            level.get(f"{_W}ilvl") or "0": (
                _value(level, "numFmt") or "bullet",
                _value(level, "lvlText") or "%1.",
            )
            for level in definition.iter(f"{_W}lvl")
        }
        abstract[definition.get(f"{_W}abstractNumId") or ""] = levels
    return {
        (one.get(f"{_W}numId") or "", level): form
        for one in root.iter(f"{_W}num")
        for level, form in abstract.get(_value(one, "abstractNumId") or "", {}).items()
    }


def _value(element: _Element, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val") if child is not None else None


# The text


def _block(word: _Word, parent: _Element) -> Iterator[SourceLine]:
    """The lines of what holds paragraphs: the body, a cell, a text box."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(word, child)
        elif child.tag == f"{_W}tbl":
            word.tables += 1
            yield from _table(word, child)
        elif child.tag in (f"{_W}sdt", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            content = child.find(f"{_W}sdtContent")
            yield from _block(word, child if content is None else content)


def _paragraph(word: _Word, element: _Element) -> Iterator[SourceLine]:
    word.paragraph += 1
    properties = element.find(f"{_W}pPr")
    style = _value(properties, "pStyle") if properties is not None else None
    marker = _marker(word, properties, style)
    heading = word.headings.get(style or "", 0)
    indent = 2 if marker else 0
    boxes: list[_Element] = []
    texts = "".join(_runs(element, boxes)).split("\n")
    bold = _is_bold(element)
    for box in boxes:
        yield from _block(word, box)
        yield SourceLine(0, "", 0)
    for text in texts:
        plain = "\t".join(" ".join(cell.split()) for cell in cleaned(text).split("\t")).strip()
        found, plain = (marker, plain) if marker or heading else marked(plain)
        yield SourceLine(0, plain, word.paragraph, found if plain else "", heading, bold, indent)
        marker = ""


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """The characters of a paragraph; text boxes in it are put aside."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        else:
            yield from _runs(child, boxes)


def _is_bold(element: _Element) -> bool:
    runs = [run for run in element.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _is_on(toggle: _Element | None) -> bool:
    return toggle is not None and toggle.get(f"{_W}val") not in ("0", "false", "off")


def _marker(word: _Word, properties: _Element | None, style: str | None) -> str:
    """The mark of a list item, counted as Word counts it."""
    own = properties.find(f"{_W}numPr") if properties is not None else None
    reference = _reference(own) if own is not None else word.lists.get(style or "")
    if reference is None or reference[0] in ("", "0") or style in word.headings:
        return ""
    number, level = reference
    kind, pattern = word.formats.get((number, level), ("bullet", "•"))
    if kind in ("bullet", "none"):
        return "•"
    depth = int(level) if level.isdigit() else 0
    word.counts[number, depth] = word.counts.get((number, depth), 0) + 1
    for key in [key for key in word.counts if key[0] == number and key[1] > depth]:
        del word.counts[key]
    shown = pattern
    for i in range(depth + 1):
        shown = shown.replace(
            f"%{i + 1}", _figure(word.counts.get((number, i), 1), kind if i == depth else "decimal")
        )
    return shown.strip()


def _figure(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if kind == "lowerRoman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    values = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, letters in values:
        while number >= value and len(text) < 30:
            text, number = text + letters, number - value
    return text


def _table(word: _Word, table: _Element) -> Iterator[SourceLine]:
    """A table's rows, one line each; where a cell has several lines, cell by cell."""
    yield SourceLine(0, "", 0)
    for row in table.iter(f"{_W}tr"):
        cells = [[line for line in _block(word, cell) if line.text] for cell in row.findall(f"{_W}tc")]
        if all(len(cell) <= 1 and (not cell or len(cell[0].text) < 120) for cell in cells):
            filled = [cell[0] for cell in cells if cell]
            if filled:
                yield replace(filled[0], text=" | ".join(line.text for line in filled), indent=0)
            continue
        for cell in cells:
            yield from cell
            yield SourceLine(0, "", 0)
    yield SourceLine(0, "", 0)


def _notes(data: bytes) -> Iterator[SourceLine]:
    root = _xml(data)
    for note in root:
        if note.get(f"{_W}type") not in (None, "normal"):
            continue
        text = " ".join("".join(_runs(note, [])).split())
        if text:
            yield SourceLine(0, cleaned(text), 0, note.get(f"{_W}id") or "", region=Region.NOTE)
