"""The text of a Word file with whatever was tracked in it, its comments, and what is no running text.

Read from the XML itself (ECMA-376, part 1): no library knows whose a change is and where it ends. Content
controls, fields and links are read through; what a reader of the page would not see as running text
(notes, boxes, pictures, hidden words, looks) is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from letterkit.foreign.word_parts import MC, W, is_hidden
from letterkit.values import replace

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = ("word/comments.xml", "word/commentsExtended.xml")
"""The parts of a file with its comments, and with what answers what."""
LINE_BREAK = "\v"
"""What ends a line within a paragraph; a paragraph ends with a newline."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ChangeKind = Literal["inserted", "moved", "deleted", "moved away"]
_KINDS: Mapping[str, ChangeKind] = {
    f"{W}ins": "inserted",
    f"{W}moveTo": "moved",
    f"{W}del": "deleted",
    f"{W}moveFrom": "moved away",
}
_SKIPPED = frozenset(f"{W}{n}" for n in ("pPr", "trPr", "sdtPr", "instrText", "delInstrText")) | {
    f"{MC}Fallback"
}
_WORDS = (f"{W}t", f"{W}delText", f"{_M}t")
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": LINE_BREAK,
    f"{W}cr": LINE_BREAK,
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


class By(Struct, frozen=True):
    """Who made a tracked change, and when, as the file says it."""

    author: str
    date: str


class Fate(Struct, frozen=True):
    """What tracked some words as come, and as gone; whether they stand aside from the running text."""

    came: By | None = None
    went: By | None = None
    is_aside: bool = False


class Run(Struct, frozen=True):
    """Characters in a row, or a paragraph's end."""

    text: str
    fate: Fate


class Change(Struct):
    """A tracked change of the runs from `start` up to `end`; or `of` something that has no words."""

    kind: ChangeKind
    by: By
    start: int
    end: int
    of: str = ""


class Remark(Struct):
    """A comment: on which runs, from `start` up to `end`, and the number of the one that it answers.

    Both are -1 where it is on nothing.
    """

    by: By
    text: str
    answers: str | None = None
    is_done: bool = False
    start: int = -1
    end: int = -1


class TrackedText(Struct):
    """A text: its runs and changes in their order, comments by number, and the rest as (kind, words)."""

    runs: list[Run] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)


def tracked_text(parts: Mapping[str, _Element], *names: str) -> TrackedText:
    """The text of the parts with these names, one behind the other, of a file with these parts."""
    found = TrackedText(remarks=_remarks(parts))
    reader = _Reader(found, _notes(parts))
    for name in names:
        reader.walk(parts[name], Fate())
    return found


def words_of(element: _Element) -> str:
    """The words in an element as they stand when every change is accepted, in one line."""
    found = TrackedText()
    _Reader(found, {}).walk(element, Fate())
    return final_words(found.runs)


def final_words(runs: Iterable[Run]) -> str:
    """The words of some runs when every change is accepted, in one line."""
    return " ".join("".join(run.text for run in runs if run.fate.went is None).split())


def _notes(parts: Mapping[str, _Element]) -> dict[tuple[str, str], str]:
    """The words of each note, by the part's kind and the note's number."""
    return {
        (kind, note.get(f"{W}id") or ""): words_of(note)
        for kind in _NOTES.values()
        for note in parts.get(f"word/{kind}s.xml", ())
    }


def _remarks(parts: Mapping[str, _Element]) -> dict[str, Remark]:
    """The comments by their numbers."""
    found: dict[str, Remark] = {}
    numbers: dict[str, str] = {}  # of a comment, by the identifier of each of its paragraphs
    for each in _elements(parts, COMMENTS[0], f"{W}comment"):
        number = each.get(f"{W}id") or ""
        found[number] = Remark(_by(each), words_of(each))
        numbers |= {p.get(f"{_W14}paraId") or "": number for p in each.iter(f"{W}p")}
    for each in _elements(parts, COMMENTS[1], f"{_W15}commentEx"):
        remark = found.get(numbers.get(each.get(f"{_W15}paraId") or "-", ""))
        if remark is not None:
            remark.is_done = each.get(f"{_W15}done") in ("1", "true")
            remark.answers = numbers.get(each.get(f"{_W15}paraIdParent") or "-")
    return found


def _elements(parts: Mapping[str, _Element], name: str, tag: str) -> Iterable[_Element]:
    return parts[name].iter(tag) if name in parts else ()


def _by(element: _Element) -> By:
    return By(element.get(f"{W}author") or "", element.get(f"{W}date") or "")


class _Reader:
    """Walks through elements, each with the fate of what it holds."""

    def __init__(self, found: TrackedText, notes: Mapping[tuple[str, str], str]) -> None:
        self.found = found
        self.notes = notes

    def walk(self, parent: _Element, fate: Fate) -> None:
        """What an element holds."""
        for child in parent:
            # Comments of XML's and instructions have no tag.
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._read(child, child.tag, fate)

    def _read(self, element: _Element, tag: str, fate: Fate) -> None:
        if tag in _WORDS:
            self._add((element.text or "").replace("\n", " "), fate)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], fate)
        elif tag in _KINDS:
            self._tracked(element, fate)
        elif tag == f"{W}p":
            self._paragraph(element, fate)
        elif tag == f"{W}tr":
            self.walk(element, self._marked(element.find(f"{W}trPr"), fate, "a row of a table"))
        elif tag in _ASIDE or is_hidden(element):
            self._aside(element, fate, _ASIDE.get(tag, "hidden words"))
        else:
            self._point(element, tag)
            self._list(element, tag, fate)
            self.walk(element, fate)

    def _add(self, text: str, fate: Fate) -> None:
        self.found.runs.append(Run(text, fate))

    def _tracked(self, element: _Element, fate: Fate) -> None:
        fate = self._changed(element, fate)
        change = self.found.changes[-1]
        self.walk(element, fate)
        change.end = len(self.found.runs)

    def _changed(self, element: _Element, fate: Fate, of: str = "") -> Fate:
        """Note the change that an element begins; the fate of what it is of."""
        kind, by, at = _KINDS[str(element.tag)], _by(element), len(self.found.runs)
        self.found.changes.append(Change(kind, by, at, at, of))
        is_new = kind in ("inserted", "moved")
        return replace(fate, came=by) if is_new else replace(fate, went=by)

    def _marked(self, properties: _Element | None, fate: Fate, of: str) -> Fate:
        """The fate of a row or of a paragraph's end with these properties, in what has that fate."""
        for child in properties if properties is not None else ():
            if child.tag in _KINDS:
                fate = self._changed(child, fate, of)
        return fate

    def _paragraph(self, element: _Element, fate: Fate) -> None:
        end = self._marked(element.find(f"{W}pPr/{W}rPr"), fate, "the end of a paragraph")
        if element.find(f"{W}pPr/{W}pPrChange") is not None:
            self._other("look of a paragraph", "", fate)
        if fate.is_aside:  # the words of another paragraph may go before
            self._add(" ", fate)
        self.walk(element, fate)
        self._add("\n", end)

    def _aside(self, element: _Element, fate: Fate, kind: str) -> None:
        """Read what is no running text; of a symbol its number in its font."""
        at = len(self.found.runs)
        self.walk(element, replace(fate, is_aside=True))
        words = "".join(run.text for run in self.found.runs[at:]).split()
        self._other(kind, " ".join(words) or element.get(f"{W}char") or "", fate)

    def _list(self, element: _Element, tag: str, fate: Fate) -> None:
        """List what has no words in the text."""
        if tag in _NOTES and fate.went is None:
            self._other("note", self.notes.get((_NOTES[tag], element.get(f"{W}id") or ""), ""), fate)
        elif tag in _EMBEDDED and fate.went is None:
            self._other(_EMBEDDED[tag], "", fate)
        elif tag in _UNREAD:
            self._other(_UNREAD[tag], "", fate)
        if element.find(f"{W}rPrChange") is not None:
            self._other("look of words", "", fate)

    def _other(self, kind: str, words: str, fate: Fate) -> None:
        if not fate.is_aside:
            self.found.others.append((kind, words))

    def _point(self, element: _Element, tag: str) -> None:
        """What stands between words: where a comment begins and ends."""
        remark, at = self.found.remarks.get(element.get(f"{W}id") or ""), len(self.found.runs)
        if remark is None:
            return
        is_alone = tag == f"{W}commentReference" and remark.start < 0
        if is_alone or tag == f"{W}commentRangeStart":
            remark.start = remark.end = at
        elif tag == f"{W}commentRangeEnd" and remark.start >= 0:
            remark.end = at
