"""Laid-out pages → the printed lines, and where each stands.

Read from WeasyPrint's boxes once the pages are laid out; nothing is laid out here. Margin boxes are not
lines of the document, but are looked at where words could stand outside; the lines of notes are, but have
no number. What a line was made from is told by the attributes that `to_html(…, paged=True)` gives its
elements: `data-block`, `data-at` and, in a redline, `data-change`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from letterkit.values import replace
from letterkit.writers.unbroken import JOINER

if TYPE_CHECKING:
    from weasyprint import Document, Page

BODY = "body"
NOTES = "note"
ADDRESSEE = "addressee"
# The classes of the templates' elements, and the parts of a document that they are.
_PARTS = {
    "letterhead": "letterhead",
    "embargo": "embargo",
    "headline": "headline",
    "date": "date",
    "inside-addresses": ADDRESSEE,
    "reference": "reference",
    "salutation": "salutation",
    "close": "close",
    "signatures": "signatures",
    "notation": "notation",
    "learn-more": "learn more",
    "about": "about",
}
POINT = 0.75  # WeasyPrint counts in CSS pixels, 1/96 inch
# Two lines whose baselines are nearer than this, in points, stand side by side.
_SAME = 1.0
# The top quarter inch, where the sending fax machine prints its own line, in points.
_FAX_LINE = 18.0
NO_WIDTH = "\u200b"
"""The character that stands for `<wbr>`: a line may end at it, and nobody sees it."""
_UNSEEN = str.maketrans("", "", NO_WIDTH + JOINER)


class PrintedLine(Struct, frozen=True):
    """One line as it is printed; lengths in points (1/72 inch) from the page's top left corner.

    `number` counts the lines of the body on their page from 1, and is None outside the body. `left` and
    `right` are the ends of the words, a list mark included; `top` and `bottom` those of the line box.
    `file` and `line` are the origin of the paragraph or part that it belongs to. `change` is the first
    change of a redline that begins on the line, else the first that it holds.
    """

    page: int
    number: int | None
    left: float
    right: float
    top: float
    baseline: float
    bottom: float
    text: str
    block: str | None
    file: str | None
    line: int | None
    change: int | None
    part: str


def printed_lines(document: Document) -> tuple[PrintedLine, ...]:
    """Every printed line, page by page, in the order of the content."""
    if document not in _READ:
        _READ[document] = tuple(met.line for met in _all(document))
    return _READ[document]


# Of documents that are still in use what was found on their pages, and their lines: who lays one out asks
# for them, and who prints it.
_FOUND: WeakKeyDictionary[Document, tuple[list[_FoundLine], ...]] = WeakKeyDictionary()
_READ: WeakKeyDictionary[Document, tuple[PrintedLine, ...]] = WeakKeyDictionary()


def anchors(document: Document) -> dict[str, tuple[int, int | None]]:
    """The page and the line's number where each element with an `id` begins."""
    places: dict[str, tuple[int, int | None]] = {}
    for met in _all(document):
        for name in met.ids:
            places.setdefault(name, (met.line.page, met.line.number))
    return places


class StrayLine(Struct, frozen=True):
    """A line with words outside its column, or outside the page's text, and by how much, in points.

    What stands in the page's margins may stand anywhere on the paper, but for the quarter inch at the top
    that a fax machine prints on.
    """

    line: PrintedLine
    beyond: float


def stray_lines(document: Document) -> list[StrayLine]:
    """The lines that do not fit, page by page, those in margins and footnotes included."""
    return [
        StrayLine(met.line, met.beyond)
        for on_page in _found(document)
        for met in on_page
        if met.beyond > _SAME
    ]


def line_ends(document: Document) -> Iterator[Any]:
    """The element of the first words and that of the last words of each line."""
    from weasyprint.formatting_structure import boxes

    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001  # see `_found`
            if isinstance(box, boxes.LineBox):
                texts = [piece.element for piece, _ in _pieces(box, _Around()) if _is_printed(piece)]
                yield from texts[:1] + texts[-1:]


class Rectangle(Struct, frozen=True):
    """Four sides, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        """Whether the two cover something in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def occupied(page: Page) -> list[Rectangle]:
    """Where a page has words or pictures, those in its margins and footnotes included."""
    from weasyprint.formatting_structure import boxes

    inside = page._page_box.descendants(placeholders=True)  # noqa: SLF001  # see `_found`
    printed = (box for box in inside if _is_printed(box) or isinstance(box, boxes.ReplacedBox))
    return [
        Rectangle(
            box.position_x * POINT,
            box.position_y * POINT,
            (box.position_x + box.width) * POINT,
            (box.position_y + box.height) * POINT,
        )
        for box in printed
    ]


class _Around(Struct, frozen=True):
    """What the elements around a box say of it."""

    block: str | None = None
    at: str | None = None
    change: int | None = None
    part: str = "other"
    ids: tuple[str, ...] = ()

    def inside(self, box: Any) -> _Around:
        """The same, as the box's own element tells it more closely."""
        element = box.element
        if element is None:
            return self
        at = element.get("data-at", self.at)
        change = element.get("data-change")
        name = element.get("id")
        return _Around(
            element.get("data-block", self.block),
            at,
            int(change) if change else self.change,
            self._part(element),
            (*self.ids, name) if name else self.ids,
        )

    def _part(self, element: Any) -> str:
        if element.tag == "main":
            return BODY
        if self.part != "other":
            return self.part
        names = element.get("class", "").split()
        return next((_PARTS[name] for name in names if name in _PARTS), self.part)


class _FoundLine(Struct, frozen=True):
    """A line found on the way through a page, with the changes it holds and the ids open around it.

    `beyond` is by how many points it stands outside its column or the page. `furniture` says that it is
    in a margin.
    """

    line: PrintedLine
    changes: tuple[int, ...]
    ids: tuple[str, ...]
    beyond: float
    furniture: bool


class _On(Struct, frozen=True):
    """The page that is being looked through: its number, where its words may stand, and its paper."""

    number: int
    limits: Rectangle
    paper: Rectangle
    furniture: bool = False


def _all(document: Document) -> list[_FoundLine]:
    found: list[_FoundLine] = []
    for on_page in _found(document):
        found += _numbered(met for met in on_page if not met.furniture)
    return list(_with_changes(found))


def _found(document: Document) -> tuple[list[_FoundLine], ...]:
    """What is found on each page, in its margins too."""
    if document not in _FOUND:
        _FOUND[document] = tuple(
            # The box's name since version 43, and no other way in.
            list(_walk(page._page_box, _Around(), _on(page, number)))  # noqa: SLF001
            for number, page in enumerate(document.pages, 1)
        )
    return _FOUND[document]


def _on(page: Page, number: int) -> _On:
    box: Any = page._page_box  # noqa: SLF001  # see `_found`
    left, top = box.content_box_x() * POINT, box.content_box_y() * POINT
    limits = Rectangle(left, top, left + box.width * POINT, top + box.height * POINT)
    return _On(number, limits, Rectangle(0, 0, page.width * POINT, page.height * POINT))


def _numbered(lines: Iterable[_FoundLine]) -> list[_FoundLine]:
    """The page's lines with the numbers of those in the body, from the top."""
    lines = list(lines)
    numbers: dict[int, int] = {}
    number, last = 0, -_SAME
    body = (i for i, met in enumerate(lines) if met.line.part == BODY)
    for i in sorted(body, key=lambda i: lines[i].line.baseline):
        if (baseline := lines[i].line.baseline) - last >= _SAME:
            number, last = number + 1, baseline
        numbers[i] = number
    return [replace(met, line=replace(met.line, number=numbers.get(i))) for i, met in enumerate(lines)]


def _with_changes(lines: Iterable[_FoundLine]) -> Iterator[_FoundLine]:
    seen: set[int] = set()
    for met in lines:
        new = [change for change in met.changes if change not in seen]
        seen.update(new)
        change = next(iter((*new, *met.changes)), None)
        yield replace(met, line=replace(met.line, change=change))


def _walk(box: Any, around: _Around, on: _On) -> Iterator[_FoundLine]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        inside = around.inside(child)
        if isinstance(child, boxes.LineBox):
            yield from _line(child, box, inside, on)
        elif isinstance(child, boxes.MarginBox):
            limits = replace(on.paper, top=_FAX_LINE)
            yield from _walk(child, inside, replace(on, limits=limits, furniture=True))
        elif isinstance(child, boxes.FootnoteAreaBox):
            yield from _walk(child, _Around(part=NOTES), on)
        else:
            # What is taken out of the flow may stand anywhere on the paper.
            on_it = on if child.is_in_normal_flow() else replace(on, limits=on.paper)
            yield from _walk(child, inside, on_it)


def _line(box: Any, column: Any, around: _Around, on: _On) -> Iterator[_FoundLine]:
    """The line, unless nothing is printed on it, and the lines of what floats beside it."""
    pieces = list(_pieces(box, around))
    texts = [(piece, inside) for piece, inside in pieces if _is_printed(piece)]
    if texts:
        changes = dict.fromkeys(inside.change for _, inside in texts if inside.change is not None)
        ids = dict.fromkeys(name for _, inside in pieces for name in inside.ids)
        printed = _printed(box, [piece for piece, _ in texts], around, on.number)
        beyond = _beyond(printed, column, on.limits)
        yield _FoundLine(printed, tuple(changes), tuple(ids), beyond, on.furniture)
    for child in _out_of_flow(box):
        yield from _walk(child, around.inside(child), replace(on, limits=on.paper))


def _beyond(line: PrintedLine, column: Any, limits: Rectangle) -> float:
    """By how many points words stand outside their column at the end, or outside the limits."""
    left: float = column.content_box_x() * POINT
    width: float = column.width * POINT
    is_rtl = column.style["direction"] == "rtl"
    across = left - line.left if is_rtl else line.right - left - width
    outside = (limits.left - line.left, line.right - limits.right)
    return max(across, *outside, limits.top - line.top, line.bottom - limits.bottom)


def _printed(box: Any, texts: Sequence[Any], around: _Around, page: int) -> PrintedLine:
    """The line of a line box, whose words stand in these boxes; it has no number yet and no change."""
    file, _, line = (around.at or "").rpartition(":")
    top = box.position_y * POINT
    return PrintedLine(
        page=page,
        number=None,
        left=min(piece.position_x for piece in texts) * POINT,
        right=max(piece.position_x + piece.width for piece in texts) * POINT,
        top=top,
        baseline=top + box.baseline * POINT,
        bottom=top + box.height * POINT,
        text=re.sub(" +", " ", "".join(_words(box)).translate(_UNSEEN)).strip(" "),
        block=around.block,
        file=file or None,
        line=int(line) if line else None,
        change=None,
        part=around.part,
    )


def _pieces(box: Any, around: _Around) -> Iterator[tuple[Any, _Around]]:
    """The boxes on one line, each with what is around it; those of an inline block belong to the line."""
    for child in getattr(box, "children", ()):
        if child.is_in_normal_flow():
            inside = around.inside(child)
            yield child, inside
            yield from _pieces(child, inside)


def _is_printed(box: Any) -> bool:
    """Whether a box is words that are seen."""
    words = getattr(box, "text", "").strip()
    return bool(words) and box.width > 0 and box.style["visibility"] == "visible"


def _words(box: Any) -> Iterator[str]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif child.is_in_normal_flow():
            yield from _words(child)
            # A mark stands apart from the words by its width, without a space.
            yield " " if isinstance(child, boxes.InlineBlockBox) else ""


def _out_of_flow(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            yield child
        else:
            yield from _out_of_flow(child)
