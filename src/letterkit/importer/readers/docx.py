"""A Word file (Office Open XML, ECMA-376) → lines, by way of a page: what `html` reads.

Made of the XML itself, because the marks of lists stand nowhere in it: they are counted as Word counts
them (part 1, 17.9). mammoth, which makes HTML of such files, knows neither these marks nor headers, shows
hidden text, and takes five to twenty times as long. The text is the newest: insertions and moves count as
carried out, deletions too, and what is hidden is no text. Tracked changes and comments are listed beside
it, each with whose it is and its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from letterkit.foreign.characters import cleaned
from letterkit.foreign.word_changes import COMMENTS, By, Change, final_words, tracked_text
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
_WORDLESS = (*COMMENTS, "word/numbering.xml", "word/styles.xml")

_BULLET = "•"
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_LONGEST = 30  # characters of a Roman number, or of the pattern of a mark
_DEEPEST = 8  # levels below the first: ECMA-376, part 1, 17.9.3

# The list that a paragraph belongs to, and the level within it; both as Word writes them.
_LIST = f"{W}pPr/{W}numPr"
_Level = tuple[str | None, str]


class _WordFile(Struct):
    """What the paragraphs refer to, and how far their lists have been counted."""

    styles: dict[str | None, _Element]
    levels: dict[_Level, _Element]
    counts: dict[str | None, list[int]] = field(default_factory=dict)


def read_docx(name: str, data: bytes) -> SourceText:
    """The lines of a Word file. Raises UnreadableError."""
    from lxml.etree import TreeBuilder

    parts = {name: parsed(part) for name, part in sorted(unpacked(data, COMMENTS[:1]).items())}
    word = _word_file(parts)
    page = TreeBuilder()
    page.start("body", {})
    for margin in (name for name in parts if name.startswith(MARGINS)):
        _add_aside(page, word, parts[margin], {REGION: SourceRegion.MARGIN})
    _add(page, word, parts["word/document.xml"])
    for note in (note for name in _NOTES for note in parts.get(name, ())):
        if note.get(f"{W}type") in (None, "normal"):
            said = {REGION: SourceRegion.NOTE, MARK: note.get(f"{W}id") or ""}
            _add_aside(page, word, note, said)
    page.end("body")
    return SourceText(name, lines_of(page.close()), marks=tuple(_marks(parts)))


def _add_aside(page: TreeBuilder, word: _WordFile, element: _Element, said: dict[str, str]) -> None:
    page.start("figure", said)
    _add(page, word, element)
    page.end("figure")


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


def _word_file(parts: Mapping[str, _Element]) -> _WordFile:
    nothing = parsed(b"<none/>")
    styles, numbering = (parts.get(f"word/{name}.xml", nothing) for name in ("styles", "numbering"))
    lists = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    levels = {
        (one.get(f"{W}numId"), level.get(f"{W}ilvl") or "0"): level
        for one in numbering.iter(f"{W}num")
        for level in lists.get(value(one, "abstractNumId"), nothing).iter(f"{W}lvl")
    }
    return _WordFile({style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}, levels)


def _look(word: _WordFile, paragraph: _Element) -> dict[str, str]:
    """What is said of a paragraph by its own properties, and by its style."""
    style = word.styles.get(value(paragraph, f"pPr/{W}pStyle"), paragraph)
    if heading := _HEADING.fullmatch((value(style, "name") or "").lower()):
        return {HEADING: str(min(int(heading[1] or 1), 6))}
    listed = paragraph.find(_LIST)
    listed = style.find(_LIST) if listed is None else listed
    marker = _marker(word, listed) if listed is not None else ""
    return {MARK: marker} if marker else {}


def _marker(word: _WordFile, listed: _Element) -> str:
    """The mark of the next item of a list; what is below its level begins anew."""
    number, level = value(listed, "numId"), value(listed, "ilvl") or "0"
    if number in (None, "", "0"):
        return ""
    look = word.levels.get((number, level))
    kind = value(look, "numFmt") if look is not None else None  # such as lowerRoman
    if look is None or kind in (None, "bullet", "none"):
        return _BULLET
    pattern = (value(look, "lvlText") or "%1.")[:_LONGEST]  # such as (%1)
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


def _marks(parts: Mapping[str, _Element]) -> Iterator[SourceMark]:
    """The tracked changes of a file's parts, and its comments."""
    text = tracked_text(parts, *(name for name in parts if name not in _WORDLESS))
    for change in _whole(text.changes):
        words = change.of or "".join(run.text for run in text.runs[change.start : change.end])
        yield _mark(change.kind, change.by, words)
    for remark in text.remarks.values():
        about = final_words(text.runs[remark.start : remark.end])
        yield _mark("comment", remark.by, remark.text, about)


def _whole(changes: Iterable[Change]) -> list[Change]:
    """The changes that the newest text shows; what Word divides at a change of type is one."""
    found: list[Change] = []
    for each in changes:
        last = found[-1] if found else None
        is_alike = last and (last.kind, last.by.author, last.of) == (each.kind, each.by.author, "")
        if last and is_alike and last.end == each.start:
            found[-1] = replace(last, end=each.end)
        elif each.kind != "moved away":
            found.append(each)
    return found


def _mark(kind: MarkKind, by: By, words: str, about: str = "") -> SourceMark:
    return SourceMark(kind, _plain(by.author), _plain(by.date)[:10], _plain(words), _plain(about))


def _plain(text: str) -> str:
    return " ".join(cleaned(text).split())
