"""What a Word file has beside its text: tracked changes and comments, each with whose it is.

The text of an old letter is the newest: insertions and moves count as carried out, deletions too. Nothing
of them is lost: they are listed here with their words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from letterkit.importer.parts import MarkKind, SourceMark
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.docx_parts import W, parsed
from letterkit.values import replace

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = "word/comments.xml"
_KINDS: Mapping[str, MarkKind] = {
    f"{W}ins": "inserted",
    f"{W}del": "deleted",
    f"{W}moveTo": "moved",
}
_WORDLESS = ("word/numbering.xml", "word/styles.xml")
_WORDS = (f"{W}t", f"{W}delText")
_BETWEEN = (f"{W}tab", f"{W}br", f"{W}cr", f"{W}p")
_WITHOUT_WORDS = {f"{W}rPr": "the end of a paragraph", f"{W}trPr": "a row of a table"}


def marks(parts: Mapping[str, bytes]) -> tuple[SourceMark, ...]:
    """The tracked changes of a file's parts, and its comments. Raises DocxError."""
    roots = [parsed(parts[name]) for name in sorted(parts) if name not in (COMMENTS, *_WORDLESS)]
    about = {number: words for root in roots for number, words in _commented(root).items()}
    comments = parsed(parts[COMMENTS]).iter(f"{W}comment") if COMMENTS in parts else ()
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
