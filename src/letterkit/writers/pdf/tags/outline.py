"""The outline of a PDF: ISO 32000-1, 12.3.3.

A letter's has its headings and each ask, in the words of the page. A draft's has its blocks, and every
line by its number, so that whoever listens finds "page 2, line 14" as the others see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from letterkit.writers.pdf.lines import NO_WIDTH, POINT, PrintedLine
from letterkit.writers.pdf.places import place_of
from letterkit.writers.pdf.tags import kinds
from letterkit.writers.pdf.tags.elements import Element

if TYPE_CHECKING:
    from weasyprint import Document

Bookmark: TypeAlias = tuple[str, tuple[int, float, float], list[Any], str]
"""As WeasyPrint has it: its words, the page and the place on it, what is below, 'open' or 'closed'."""
_LONGEST = 60  # characters of a bookmark


def with_outline(document: Document, bookmarks: list[Bookmark]) -> Document:
    """The document with this outline in the place of the one that WeasyPrint makes of the headings."""
    document = document.copy()
    document.make_bookmark_tree = lambda *_, **__: bookmarks
    return document


def outline(root: Element, document: Document) -> list[Bookmark]:
    """The headings, each with the asks below it."""
    found: list[Bookmark] = []
    open_: list[tuple[int, list[Bookmark]]] = [(0, found)]
    for element, level in _entries(root):
        while level is not None and open_[-1][0] >= level:
            open_.pop()
        below: list[Bookmark] = []
        printed = next(element.printed())
        place = _place(document, printed.page, printed.box.position_x, printed.box.position_y)
        words = kinds.words(element) if level is not None else _ask(element)
        open_[-1][1].append((_shortened(words), place, below, "open"))
        if level is not None:
            open_.append((level, below))
    return found


def _entries(element: Element) -> Iterator[tuple[Element, int | None]]:
    """What the outline lists: headings with their level, and asks that have none."""
    for kid in element.kids:
        if not isinstance(kid, Element):
            continue
        entries = list(_entries(kid))
        if kid.kind in kinds.HEADINGS and any(kid.printed()):
            yield kid, int(kid.kind[1:])
        elif _is_ask(kid) and any(kid.printed()) and not any(level for _, level in entries):
            yield kid, None
        yield from entries


def _is_ask(element: Element) -> bool:
    if element.kind == "LI" and element.parent is not None:
        return "asks" in kinds.classes(element.parent.source)
    return element.kind == "Sect"


def _ask(element: Element) -> str:
    """An ask's number, and its first paragraph."""
    inside = [kid for kid in element.walk() if isinstance(kid, Element)]
    label = next((kinds.words(each) for each in inside if each.kind == "Lbl"), "")
    text = next((each for each in inside if each.kind == "P"), element)
    return f"{label if label[:1].isalnum() else ''} {kinds.words(text)}"


def line_outline(document: Document, lines: Iterable[PrintedLine], before: int) -> list[Bookmark]:
    """The blocks, and then each page with its numbered lines; so many pages come before the lines'."""
    blocks: list[Bookmark] = [
        (name, _place(document, number, *at), [], "open")
        for number, page in enumerate(document.pages)
        for _, name, at, _ in page.bookmarks
    ]
    numbered = [line for line in lines if line.number is not None]
    return blocks + [
        _page(document, list(on_page), before) for _, on_page in groupby(numbered, lambda line: line.page)
    ]


def _page(document: Document, lines: Sequence[PrintedLine], before: int) -> Bookmark:
    entries: dict[str, Bookmark] = {}
    for line in lines:
        place = _place(document, line.page - 1 + before, line.left / POINT, line.top / POINT)
        name = place_of(line)
        entries.setdefault(name, (_shortened(f"{name}: {line.text}"), place, [], "open"))
    last = max(line.number or 0 for line in lines)
    name = f"page {lines[0].page}, lines 1–{last}"
    return name, next(iter(entries.values()))[1], list(entries.values()), "closed"


def _place(document: Document, page: int, x: float, y: float) -> tuple[int, float, float]:
    """A place on a page, counted from 0, in points from its bottom left; given in CSS pixels."""
    return page, x * POINT, (document.pages[page].height - y) * POINT


def _shortened(words: str) -> str:
    words = " ".join(words.replace(NO_WIDTH, "").split())
    if len(words) <= _LONGEST:
        return words
    return words[: words.rfind(" ", 0, _LONGEST)].rstrip(" ,;:–—") + "…"
