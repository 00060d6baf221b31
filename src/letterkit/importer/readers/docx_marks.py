"""What a Word file has beside its text: tracked changes and comments, each with whose it is.

The text of an old letter is the newest: insertions and moves count as carried out, deletions too. Nothing
of them is lost: they are listed here with their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from letterkit.importer.parts import SourceMark
from letterkit.importer.readers.characters import cleaned
from letterkit.importer.readers.docx_parts import W, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = "word/comments.xml"
_KINDS: Mapping[str, Literal["inserted", "deleted", "moved"]] = {
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
    tracked = [mark for root in roots for mark in _tracked(root)]
    commented = parsed(parts[COMMENTS]) if COMMENTS in parts else None
    if commented is None:
        return tuple(tracked)
    about = {number: words for root in roots for number, words in _commented(root).items()}
    return (*tracked, *_comments(commented, about))


def _tracked(root: _Element) -> Iterator[SourceMark]:
    """The changes in their order; what Word divides at a change of type is one."""
    last: _Element | None = None
    kept: SourceMark | None = None
    for element in root.iter(*_KINDS):
        found = _mark(element)
        if kept is not None and last is not None and _goes_on(kept, found, last, element):
            kept = SourceMark(kept.kind, kept.author, kept.date, kept.words + found.words)
        else:
            yield from () if kept is None else (kept,)
            kept = found
        last = element
    yield from () if kept is None else (kept,)


def _mark(element: _Element) -> SourceMark:
    parent = element.getparent()
    holder = _WITHOUT_WORDS.get(str(parent.tag)) if parent is not None else None
    words = holder if holder is not None else _words(element)
    return SourceMark(_KINDS[str(element.tag)], *_whose(element), words)


def _goes_on(kept: SourceMark, found: SourceMark, last: _Element, element: _Element) -> bool:
    is_alike = (kept.kind, kept.author) == (found.kind, found.author)
    return is_alike and element.getprevious() is last


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


def _comments(root: _Element, about: Mapping[str, str]) -> Iterator[SourceMark]:
    for each in root.iter(f"{W}comment"):
        on = about.get(each.get(f"{W}id") or "", "")
        yield SourceMark("comment", *_whose(each), _words(each), on)


def _whose(element: _Element) -> tuple[str, str]:
    author, date = element.get(f"{W}author") or "", element.get(f"{W}date") or ""
    return _plain(author), _plain(date)[:10]


def _words(element: _Element) -> str:
    every = element.iter(*_WORDS, *_BETWEEN)
    return _plain("".join((each.text or "") if each.tag in _WORDS else " " for each in every))


def _plain(text: str) -> str:
    return " ".join(cleaned(text).split())
