"""Each note at the foot of the page that its call is on.

WeasyPrint 70 sets some notes a page late, and loses some, where what follows a call leaves no room for
its note. So the pages are looked at once they are laid out; where a note is not with its call, the
paragraph begins a new page and all is laid out again. What cannot be helped so is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from weasyprint import Document

Render: TypeAlias = Callable[[Sequence[str]], "tuple[Document, list[Diagnostic]]"]
"""Lays a document out with these style sheets besides its own, and says what was met."""

# How often a document is laid out again at most: once or twice serve nearly always.
_MOST = 12
_BREAK = "{ break-before: page }"


def with_notes_in_place(
    render: Render, notes: Sequence[lt.Footnote]
) -> tuple[Document, list[Diagnostic]]:
    """The document laid out, and what was met: LK508 for each note that is not where its call is.

    It is an error where the note is on no page, and a warning where it is on a later one.
    """
    document, messages = render(())
    breaks: list[str] = []
    while notes and len(breaks) < _MOST:
        style = next((style for style in _helps(document, notes) if style not in breaks), None)
        if style is None:
            break
        breaks.append(style)
        document, messages = render(breaks)
    return document, [*messages, *_misplaced(document, notes)]


def _helps(document: Document, notes: Iterable[lt.Footnote]) -> Sequence[str]:
    """What may bring the first misplaced note to its call: a break before the smallest part that holds
    the call, else before the parts around it too.
    """
    calls, feet = _pages(document)
    for note in notes:
        if calls.get(note.number) != feet.get(note.number):
            call = f":has(#call-{note.number})"
            smallest = f"p{call}, tr{call}, li{call}:not(:has(li{call}))"
            around = f"li{call}, table{call}"
            return f"{smallest} {_BREAK}", f"{smallest}, {around} {_BREAK}"
    return ()


def _misplaced(document: Document, notes: Iterable[lt.Footnote]) -> Iterable[Diagnostic]:
    calls, feet = _pages(document) if notes else ({}, {})
    for note in notes:
        called, found = calls.get(note.number), feet.get(note.number)
        if called == found:
            continue
        place = Location(note.origin.file, note.origin.line, note.origin.column)
        where = (
            f"stands on page {found}, its call on page {called}" if found else "has no room on any page"
        )
        severity = Severity.WARNING if found else Severity.ERROR
        hint = "shorten it, or move its call to another place"
        yield Diagnostic("LK508", f"note {note.label} {where}", place, hint, severity)


def _pages(document: Document) -> tuple[dict[int, int], dict[int, int]]:
    """The pages, from 1, on which each call and each note begins, by the note's number.

    A note that is higher than its page stands on none.
    """
    calls: dict[int, int] = {}
    feet: dict[int, int] = {}
    for number, page in enumerate(document.pages, 1):
        box = page._page_box  # noqa: SLF001  # as in `lines`
        for each in box.descendants(placeholders=True):
            calls.setdefault(_number(each, "call-"), number)
        for each in _feet(box):
            if each.position_y >= box.content_box_y():
                feet.setdefault(_number(each, "note-"), number)
    return calls, feet


def _feet(page: Any) -> Iterator[Any]:
    """The boxes at a page's foot, from the outside in."""
    from weasyprint.formatting_structure import boxes

    for area in page.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            yield from area.descendants()


def _number(box: Any, prefix: str) -> int:
    """The number in a box's id; 0 where it has none of this kind."""
    name = str(box.element.get("id") or "") if box.element is not None else ""
    digits = name.removeprefix(prefix)
    return int(digits) if name.startswith(prefix) and digits.isdigit() else 0
