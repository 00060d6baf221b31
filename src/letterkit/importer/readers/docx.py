"""A Word file (Office Open XML, ECMA-376) → lines, by way of a page: what `html` reads.

Made of the XML itself, because the marks of lists stand nowhere in it: they are counted as Word counts
them (part 1, 17.9). mammoth, which makes HTML of such files, knows neither these marks nor headers, shows
hidden text, and takes five to twenty times as long. The text is the newest: insertions and moves count as
carried out, deletions too, and what is hidden is no text. Tracked changes and comments are listed beside
it, each with whose it is and its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from letterkit.foreign.characters import cleaned
from letterkit.foreign.word_parts import MARGINS, MC, W, is_hidden, parsed, unpacked, value
from letterkit.importer.parts import MarkKind, SourceMark, SourceRegion, SourceText
from letterkit.importer.readers.html import HEADING, MARK, REGION, lines_of
from letterkit.values import replace

if TYPE_CHECKING:
    from lxml.etree import TreeBuilder, _Element

_SKIPPED = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "delText")
) | {f"{MC}Fallback"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# What of a file is a part of a page, and how a page calls it; a text box stands by itself.
_ON_A_PAGE = {
    f"{W}p": "pre",
    f"{W}tbl": "table",
    f"{W}tr": "tr",
    f"{W}tc": "td",
    f"{W}txbxContent": "section",
}
_HEADING = re.compile(r"heading ([1-9])|(title)")
_NOTES = ("word/endnotes.xml", "word/footnotes.xml")

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


def read_docx(name: str, data: bytes) -> SourceText:
    """The lines of a Word file. Raises UnreadableError."""
    from lxml.etree import TreeBuilder

    parts = unpacked(data, (_COMMENTS,))
    word = _word_file(parts)
    page = TreeBuilder()
    page.start("body", {})
    for part in sorted(name for name in parts if name.startswith(MARGINS)):
        page.start("figure", {REGION: SourceRegion.MARGIN})
        _add(page, word, parsed(parts[part]))
        page.end("figure")
    _add(page, word, parsed(parts["word/document.xml"]))
    for note in (note for part in _NOTES if part in parts for note in parsed(parts[part])):
        if note.get(f"{W}type") in (None, "normal"):
            page.start("figure", {REGION: SourceRegion.NOTE, MARK: note.get(f"{W}id") or ""})
            _add(page, word, note)
            page.end("figure")
    page.end("body")
    return SourceText(name, lines_of(page.close()), marks=_marks(parts))


def _add(page: TreeBuilder, word: _WordFile, element: _Element) -> None:
    """What an element holds, as a page has it: paragraphs whose spaces count, tables, text boxes."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or is_hidden(child):
            continue
        if tag == f"{W}t":
            page.data(child.text or "")
        elif tag in _SIGNS:
            page.data(_SIGNS[tag])
        elif tag in _ON_A_PAGE:
            page.start(_ON_A_PAGE[tag], _look(word, child) if tag == f"{W}p" else {})
            _add(page, word, child)
            page.end(_ON_A_PAGE[tag])
        else:
            _add(page, word, child)


def _look(word: _WordFile, paragraph: _Element) -> dict[str, str]:
    """What is said of a paragraph by its own properties, and by its style."""
    properties = paragraph.find(f"{W}pPr")
    style = (value(properties, "pStyle") if properties is not None else None) or ""
    if heading := word.headings.get(style):
        return {HEADING: str(heading)}
    marker = _marker(word, properties, style)
    return {MARK: marker} if marker else {}


def _word_file(parts: Mapping[str, bytes]) -> _WordFile:
    word = _WordFile()
    for style in parsed(parts.get("word/styles.xml", b"<none/>")).iter(f"{W}style"):
        identifier = style.get(f"{W}styleId") or ""
        if level := _HEADING.fullmatch((value(style, "name") or "").lower()):
            word.headings[identifier] = min(int(level[1] or 1), 6)
        if (own := style.find(f"{W}pPr/{W}numPr")) is not None:
            word.styled[identifier] = _level(own)
    _add_looks(word, parsed(parts.get("word/numbering.xml", b"<none/>")))
    return word


def _add_looks(word: _WordFile, numbering: _Element) -> None:
    """How the numbers of each list and level look."""
    levels = {
        definition.get(f"{W}abstractNumId"): list(definition.iter(f"{W}lvl"))
        for definition in numbering.iter(f"{W}abstractNum")
    }
    for one in numbering.iter(f"{W}num"):
        for level in levels.get(value(one, "abstractNumId"), ()):
            place = (one.get(f"{W}numId") or "", level.get(f"{W}ilvl") or "0")
            pattern = (value(level, "lvlText") or "%1.")[:_LONGEST]
            word.looks[place] = (value(level, "numFmt") or "bullet", pattern)


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


# Tracked changes and comments

_COMMENTS = "word/comments.xml"
_KINDS: Mapping[str, MarkKind] = {
    f"{W}ins": "inserted",
    f"{W}del": "deleted",
    f"{W}moveTo": "moved",
}
_WORDLESS = ("word/numbering.xml", "word/styles.xml")
_WORDS = (f"{W}t", f"{W}delText")
_BETWEEN = (f"{W}tab", f"{W}br", f"{W}cr", f"{W}p")
_WITHOUT_WORDS = {f"{W}rPr": "the end of a paragraph", f"{W}trPr": "a row of a table"}


def _marks(parts: Mapping[str, bytes]) -> tuple[SourceMark, ...]:
    """The tracked changes of a file's parts, and its comments. Raises UnreadableError."""
    roots = [parsed(parts[name]) for name in sorted(parts) if name not in (_COMMENTS, *_WORDLESS)]
    about = {number: words for root in roots for number, words in _commented(root).items()}
    comments = parsed(parts[_COMMENTS]).iter(f"{W}comment") if _COMMENTS in parts else ()
    return (
        *(mark for root in roots for mark in _tracked(root)),
        *(_mark(each, "comment", about.get(each.get(f"{W}id") or "", "")) for each in comments),
    )


def _tracked(root: _Element) -> list[SourceMark]:
    """The changes in their order; what Word divides at a change of type is one."""
    found: list[SourceMark] = []
    last: _Element | None = None
    for element in root.iter(*_KINDS):
        mark = _mark(element, _KINDS[str(element.tag)])
        alike = found and (found[-1].kind, found[-1].author) == (mark.kind, mark.author)
        if alike and element.getprevious() is last:
            found[-1] = replace(found[-1], words=found[-1].words + mark.words)
        else:
            found.append(mark)
        last = element
    return found


def _mark(element: _Element, kind: MarkKind, about: str = "") -> SourceMark:
    parent = element.getparent()
    words = _WITHOUT_WORDS.get(str(parent.tag)) if parent is not None else None
    if words is None:
        every = element.iter(*_WORDS, *_BETWEEN)
        words = _plain("".join((each.text or "") if each.tag in _WORDS else " " for each in every))
    author, date = element.get(f"{W}author") or "", element.get(f"{W}date") or ""
    return SourceMark(kind, _plain(author), _plain(date)[:10], words, about)


def _commented(root: _Element) -> dict[str, str]:
    """The words that each comment is on, by its number."""
    open_: set[str] = set()
    found: dict[str, list[str]] = {}
    for element in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t", f"{W}p"):
        number = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            open_.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            open_.discard(number)
        for each in open_ if element.tag in (f"{W}t", f"{W}p") else ():
            found.setdefault(each, []).append(element.text or " " if element.tag == f"{W}t" else " ")
    return {number: _plain("".join(words)) for number, words in found.items()}


def _plain(text: str) -> str:
    return " ".join(cleaned(text).split())
