"""A Word file that came back → its characters with their marks, its comments, and what is no text.

Read from the XML itself (ECMA-376, part 1): no library knows whose a change is and where it ends. Content
controls, fields and links are read through; what a reader of the page would not see as running text
(notes, boxes, pictures, hidden words, looks) is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from letterkit.foreign import UnreadableError
from letterkit.foreign.word_parts import MARGINS, MC, W, is_hidden, parsed, unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = ("word/comments.xml", "word/commentsExtended.xml", "docProps/core.xml")
MOST_PARAGRAPHS, MOST_CHARACTERS, MOST_COMMENTS = 2_000, 300_000, 2_000
"""No letter has so many; comparing takes the paragraphs sent times those that came back."""
MOST_BYTES = 12_000_000
"""Bytes of the text's part: a letter of three pages has a quarter of a million."""
DEEPEST = 100
LINE_END = "⏎"
"""What stands for the end of a line within a paragraph."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CAME = (f"{W}ins", f"{W}moveTo")
_WENT = (f"{W}del", f"{W}moveFrom")
_HOLDERS = frozenset(f"{W}{n}" for n in ("tbl", "tc", "sdt", "sdtContent", "customXml", "smartTag"))
_SKIPPED = frozenset(f"{W}{n}" for n in ("pPr", "instrText", "delInstrText", "sdtPr")) | {f"{MC}Fallback"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": LINE_END,
    f"{W}cr": LINE_END,
    f"{W}noBreakHyphen": "\u2011",
}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_ASIDE = {
    f"{W}txbxContent": "text box",
    f"{W}rt": "reading aid",  # small letters above others
    f"{W}sym": "symbol",
    f"{_M}oMath": "formula",
    f"{_M}oMathPara": "formula",
}
"""What stands aside from the running text: its words are listed."""
_EMBEDDED = {f"{W}drawing": "picture", f"{W}pict": "picture", f"{W}object": "embedded object"}
_UNREAD = {f"{W}altChunk": "embedded document", f"{W}subDoc": "embedded document"}


class Mark(Struct, frozen=True):
    """Who made a tracked change, and when, as the file says it."""

    author: str
    date: str


class Character(Struct):
    """A character, or a paragraph's end; what tracked it as come, and as gone."""

    text: str
    came: Mark | None = None
    went: Mark | None = None


class Remark(Struct):
    """A comment: from which character to which, and the number of the one that it answers."""

    author: str
    date: str
    text: str
    answers: str | None = None
    is_done: bool = False
    start: int = -1
    end: int = -1


class WordFile(Struct):
    """A file: its characters in order, its comments by number, and the rest as (kind, words)."""

    characters: list[Character] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def identity(data: bytes) -> str | None:
    """The digest of the text that the file says it has, or its first eight characters; None where it
    says none. Raises UnreadableError.
    """
    parts = unpacked(data, COMMENTS)
    if found := re.search(rb"urn:letterkit:text:([0-9a-f]{64})", parts.get("docProps/core.xml", b"")):
        return found[1].decode()
    feet = (_words(parsed(part)) for name, part in sorted(parts.items()) if "footer" in name)
    said = (re.search(r"· text ([0-9a-f]{8})", foot) for foot in feet)
    return next((match[1] for match in said if match), None)


def read_word(data: bytes, own: Mark) -> WordFile:
    """Read the file. `own` are the marks that we sent with it, which count as carried out.

    Raises UnreadableError, with "large" too where it has more than any letter has, or is nested too deep.
    """
    parts = unpacked(data, COMMENTS)
    if len(parts["word/document.xml"]) > MOST_BYTES:
        raise UnreadableError("large")
    found = WordFile(remarks=_remarks(parts))
    body = parsed(parts["word/document.xml"]).find(f"{W}body")
    if body is None:
        raise UnreadableError("damaged")
    _BodyReader(found, _notes(parts)).blocks(body, None, None, 0)
    for name in sorted(parts):
        if name.startswith(MARGINS):
            found.margins.append(_words(parsed(parts[name])))
    _carry_out(found, own)
    return found


def _carry_out(found: WordFile, own: Mark) -> None:
    """Take our own marks as they were meant; the places of comments move along."""
    kept: list[Character] = []
    places: list[int] = []
    for each in found.characters:
        places.append(len(kept))
        if _is_own(each.went, own):
            continue
        if _is_own(each.came, own):
            each.came = None
        kept.append(each)
    places.append(len(kept))
    found.characters = kept
    for remark in found.remarks.values():
        if remark.start >= 0:
            remark.start, remark.end = places[remark.start], places[max(remark.start, remark.end)]


def _is_own(mark: Mark | None, own: Mark) -> bool:
    """Whether a mark is of those that were sent: by their author, of their day where it has one."""
    return mark is not None and mark.author == own.author and mark.date[:19] in ("", own.date[:19])


def _words(element: _Element) -> str:
    return " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p")).strip()


def _notes(parts: Mapping[str, bytes]) -> dict[tuple[str, str], str]:
    """The words of each note, by the part's kind and the note's number."""
    return {
        (kind, note.get(f"{W}id") or ""): _words(note)
        for kind in ("footnote", "endnote")
        if f"word/{kind}s.xml" in parts
        for note in parsed(parts[f"word/{kind}s.xml"])
    }


def _remarks(parts: Mapping[str, bytes]) -> dict[str, Remark]:
    """The comments by their numbers. Raises UnreadableError where there are too many."""
    found: dict[str, Remark] = {}
    numbers: dict[str, str] = {}  # of a comment, by the identifier of each of its paragraphs
    for each in _elements(parts, "word/comments.xml", f"{W}comment"):
        number, mark = each.get(f"{W}id") or "", _mark(each)
        found[number] = Remark(mark.author, mark.date, _words(each))
        numbers |= {p.get(f"{_W14}paraId") or "": number for p in each.iter(f"{W}p")}
        if len(found) > MOST_COMMENTS:
            raise UnreadableError("large")
    for each in _elements(parts, "word/commentsExtended.xml", f"{_W15}commentEx"):
        remark = found.get(numbers.get(each.get(f"{_W15}paraId") or "-", ""))
        if remark is not None:
            remark.is_done = each.get(f"{_W15}done") in ("1", "true")
            remark.answers = numbers.get(each.get(f"{_W15}paraIdParent") or "-")
    return found


def _elements(parts: Mapping[str, bytes], part: str, tag: str) -> Iterator[_Element]:
    if part in parts:
        yield from parsed(parts[part]).iter(tag)


def _mark(element: _Element) -> Mark:
    return Mark(element.get(f"{W}author") or "", element.get(f"{W}date") or "")


def _marked(
    properties: _Element | None, mark: tuple[Mark | None, Mark | None]
) -> tuple[Mark | None, ...]:
    """What came and went by these properties of a row or of a paragraph's end, in what did."""
    came, went = mark
    for child in properties if properties is not None else ():
        if child.tag in _CAME:
            came = _mark(child)
        elif child.tag in _WENT:
            went = _mark(child)
    return came, went


class _BodyReader:
    """Walks the body; `came` and `went` are the marks around."""

    def __init__(self, found: WordFile, notes: Mapping[tuple[str, str], str]) -> None:
        self.found = found
        self.notes = notes
        self.paragraphs = 0

    def blocks(self, parent: _Element, came: Mark | None, went: Mark | None, depth: int) -> None:
        """What holds paragraphs."""
        for child, tag in _children(parent, depth):
            if tag == f"{W}p":
                self._paragraph(child, came, went, depth)
            elif tag == f"{W}tr":
                row = _marked(child.find(f"{W}trPr"), (came, went))
                self.blocks(child, row[0], row[1], depth + 1)
            elif tag in _HOLDERS:
                self.blocks(child, came, went, depth + 1)
            elif tag in _CAME:
                self.blocks(child, _mark(child), went, depth + 1)
            elif tag in _WENT:
                self.blocks(child, came, _mark(child), depth + 1)
            else:
                self._point(child)

    def _paragraph(self, element: _Element, came: Mark | None, went: Mark | None, depth: int) -> None:
        end = _marked(element.find(f"{W}pPr/{W}rPr"), (came, went))
        if element.find(f"{W}pPr/{W}pPrChange") is not None:
            self.found.others.append(("look of a paragraph", ""))
        self._inline(element, came, went, depth + 1)
        self.found.characters.append(Character("\n", end[0], end[1]))
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise UnreadableError("large")

    def _inline(self, parent: _Element, came: Mark | None, went: Mark | None, depth: int) -> None:
        for child, tag in _children(parent, depth):
            if tag in _SKIPPED:
                continue
            if tag in _CAME:
                self._inline(child, _mark(child), went, depth + 1)
            elif tag in _WENT:
                self._inline(child, came, _mark(child), depth + 1)
            elif tag in (f"{W}t", f"{W}delText"):
                text = (child.text or "").replace("\n", " ")
                if len(self.found.characters) + len(text) > MOST_CHARACTERS:
                    raise UnreadableError("large")
                self.found.characters.extend(Character(sign, came, went) for sign in text)
            elif tag in _SIGNS:
                self.found.characters.append(Character(_SIGNS[tag], came, went))
            elif not self._listed(child, tag, is_gone=went is not None):
                self._point(child)
                self._inline(child, came, went, depth + 1)

    def _listed(self, child: _Element, tag: str, *, is_gone: bool) -> bool:
        """List what is no running text; whether its content is not to be read as such."""
        if tag in _NOTES:
            if not is_gone:
                words = self.notes.get((_NOTES[tag], child.get(f"{W}id") or ""), "")
                self.found.others.append(("note", words))
            return True
        if tag in _ASIDE or is_hidden(child):
            self.found.others.append((_ASIDE.get(tag, "hidden words"), _words_within(child)))
            return True
        if tag in _EMBEDDED and not is_gone:
            self.found.others.append((_EMBEDDED[tag], ""))
        if child.find(f"{W}rPrChange") is not None:
            self.found.others.append(("look of words", ""))
        return False

    def _point(self, child: _Element) -> None:
        """What stands between characters: where a comment begins and ends."""
        at, tag = len(self.found.characters), child.tag
        if tag in _UNREAD:
            self.found.others.append((_UNREAD[tag], ""))
        remark = self.found.remarks.get(child.get(f"{W}id") or "")
        if remark is None:
            return
        if tag == f"{W}commentRangeStart":
            remark.start = at
        elif tag == f"{W}commentRangeEnd":
            remark.end = at
        elif tag == f"{W}commentReference":
            remark.start = at if remark.start < 0 else remark.start
            remark.end = max(remark.end, remark.start)


def _children(parent: _Element, depth: int) -> Iterator[tuple[_Element, str]]:
    if depth > DEEPEST:
        raise UnreadableError("large")
    for child in parent:
        if isinstance(child.tag, str):  # no comment of XML's, no instruction
            yield child, child.tag


def _words_within(element: _Element) -> str:
    """The words of what stands aside; of a symbol its number in its font."""
    said = (f"{W}t", f"{W}delText", f"{_M}t")
    words = "".join(" " if e.tag == f"{W}p" else e.text or "" for e in element.iter(f"{W}p", *said))
    return words.strip() or element.get(f"{W}char") or ""
