"""Pages that many copies of a letter have alike: laid out for two of them, and then kept.

A copy for one of sixty addressees has that one's address in the list of all; the other pages are the
next copy's too, as soon as they begin at the same place. What is on a page follows from where it begins,
from what the document says from there to the place where WeasyPrint stopped looking, and from how that is
styled. Where these are the same for a third copy, it gets the page that came out alike, box for box, for
two. Documents in which a page may depend on more, such as notes, running elements or numbers of other
pages, are laid out whole. What stands in the margins follows from the page's number, its size and the
strings that the document has set.

WeasyPrint has no place to ask: its functions for one page and for its margins are exchanged while such a
document is laid out.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct

from letterkit.values import replace
from letterkit.writers.pdf.kept_paint import KeptPaint

Made: TypeAlias = tuple[Any, Any, Any]
"""What WeasyPrint's function gives: the page's box, where the next one begins, and how it breaks."""
Begins: TypeAlias = tuple[bytes, str]
"""The style sheets, and how and where a page begins."""


MOST = 100
"""Pages: those of many copies, and no more than memory bears while somebody writes for a day."""


class KeptPages:
    """The pages of copies that are laid out one after the other, with the same templates and fonts.

    The drafts of a letter are copies too, as far as they are alike. The last `MOST` pages that two copies
    had are kept. `laid_out` and `taken` count the pages that were, and those that were kept from another.
    """

    def __init__(self) -> None:
        self.laid_out = self.taken = 0
        self._seen: dict[tuple[Begins, bytes], bytes] = {}
        self._kept: dict[Begins, list[_Kept]] = {}
        self._ages: deque[tuple[Begins, _Kept]] = deque()
        self._margins: dict[tuple[bytes, str], list[Any]] = {}
        self.paint = KeptPaint()

    @contextmanager
    def used(self, styles: Sequence[str]) -> Iterator[None]:
        """Lay out one document meanwhile, which has these style sheets."""
        from weasyprint import layout
        from weasyprint.layout import page as pages

        made, margins = pages.make_page, layout.make_margin_boxes
        looks = hashlib.sha256("\0".join(styles).encode()).digest()
        pages.make_page = partial(self._make, made, looks, [])
        layout.make_margin_boxes = partial(self._make_margins, margins, looks)
        try:
            yield
        finally:
            pages.make_page, layout.make_margin_boxes = made, margins

    def _make(
        self, original: Callable[..., Made], looks: bytes, documents: list[_SourceDocument], *given: Any
    ) -> Made:
        """What stands for WeasyPrint's `make_page`, with what it is `given`."""
        context, root, kind, at, number, state = given
        if not _is_plain(context):
            self.laid_out += 1
            return original(*given)
        document = documents[0] if documents else _SourceDocument(root, context.style_for)
        documents[:] = [document]
        beginning = document.beginning(at)
        begins = looks, repr((at, kind, number, state, context.forced_break))
        for kept in self._kept.get(begins, ()):
            if (elements := kept.span.found_at(beginning)) is not None:
                self.taken += 1
                _set(state, kept.state)
                context.style_for.initial_page_sizes.update(kept.sizes)
                return _copied(kept.page, elements), deepcopy(kept.next_at), dict(kept.next_page)
        page, next_at, next_page = original(*given)
        self.laid_out += 1
        if _is_plain(context) and _is_alone(page):
            sizes = dict(context.style_for.initial_page_sizes)
            made = _Kept(page, next_at, next_page, state, sizes, beginning.span(next_at))
            self._look_at(begins, made)
        return page, next_at, next_page

    def _look_at(self, begins: Begins, made: _Kept) -> None:
        """Keep a page that came out the same a second time."""
        key, seen = (begins, made.span.digest), made.fingerprint
        if self._seen.setdefault(key, b"") == seen:
            # WeasyPrint goes on working on the boxes: with margins, backgrounds and bookmarks.
            kept = made.copied()
            self._kept.setdefault(begins, []).append(kept)
            self._ages.append((begins, kept))
            if len(self._ages) > MOST:
                where, oldest = self._ages.popleft()
                self._kept[where].remove(oldest)
        self._seen[key] = self._seen[key] or seen

    def _make_margins(
        self, original: Callable[..., Iterator[Any]], looks: bytes, context: Any, page: Any, state: Any
    ) -> list[Any]:
        """What stands for WeasyPrint's `make_margin_boxes`."""
        if not _is_plain(context):
            return list(original(context, page, state))
        strings = {name: dict(found) for name, found in context.string_set.items()}
        sizes = [getattr(page, name) for name in _SIZES]
        around = _told(page.children[0].element)
        told = repr((page.page_type, state, context.current_page, strings, sizes, around))
        if (kept := vars(page).get("kept")) is not None and len(page.children[0].children) == kept[1]:
            page.alike = kept, looks, told
        if (looks, told) not in self._margins:
            made = list(original(context, page, state))
            if len(self._margins) > MOST:
                self._margins.clear()
            self._margins[looks, told] = [_copied(box, {}) for box in made]
            return made
        return [_copied(box, {}) for box in self._margins[looks, told]]


_SIZES = (
    "width",
    "height",
    *(f"margin_{side}" for side in ("top", "right", "bottom", "left")),
    *(f"padding_{side}" for side in ("top", "right", "bottom", "left")),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
)


def _is_plain(context: Any) -> bool:
    """Whether a page depends on nothing but its beginning: no notes, nothing that runs on, no counts."""
    return not (
        context.footnotes
        or context.reported_footnotes
        or context.current_page_footnotes
        or context.broken_out_of_flow
        or any(context.running_elements.values())
        or context.target_collector.counter_lookup_items
    )


def _is_alone(page: Any) -> bool:
    """Whether a page prints nothing but the part of the document that it is of."""
    _, footnotes, notes = page.children
    content = notes.style["content"]  # as it comes, elements that run on: there are none
    is_empty = isinstance(content, str) or all(kind == "element()" for kind, _ in content)
    return is_empty and not (page.fixed_boxes or footnotes.children or notes.children)


def _first(root: Any, at: Any) -> Any:
    """The box with which a page begins: its first words, or the smallest part around them."""
    box = root
    while at is not None and getattr(box, "children", None):
        place, at = min(at.items())
        box = box.children[place]
    return box


class _SourceDocument:
    """The elements and boxes of a document before it is laid out, in their order, and what each says."""

    def __init__(self, root: Any, style_for: Any) -> None:
        html = root.element
        self.root = root
        self.styles = style_for.get_computed_styles()
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.elements = list(html.iter())
        self.places = {element: place for place, element in enumerate(self.elements)}
        depths: dict[Any, int] = {}
        for element in self.elements:
            parent = self.parents.get(element)
            depths[element] = depths[parent] + 1 if parent is not None else 0
        self.told = [(depths[each], *_told(each), each.text, each.tail) for each in self.elements]
        self.boxes: list[Any] = []
        self.around: list[tuple[int, ...]] = []
        self.ends: list[int] = []
        self._add(root, ())
        # A style sheet may print words of its own, and of other parts.
        self.printed = [
            (type(box).__name__, len(around), *(getattr(box, name, None) for name in _PRINTED))
            for box, around in zip(self.boxes, self.around, strict=True)
        ]
        self.box_places = {id(box): place for place, box in enumerate(self.boxes)}

    def _add(self, box: Any, around: tuple[int, ...]) -> None:
        """Add a box with all in it: the places of the boxes around it, and of the first after it."""
        place = len(self.boxes)
        self.boxes.append(box)
        self.around.append(around)
        self.ends.append(0)
        for child in getattr(box, "children", ()):
            self._add(child, (*around, place))
        self.ends[place] = len(self.boxes)

    def beginning(self, at: Any) -> _Beginning:
        """Where a page begins that WeasyPrint begins there."""
        first = _first(self.root, at)
        around = []
        parent = self.parents.get(first.element)
        while parent is not None:
            around.append(parent)
            parent = self.parents.get(parent)
        return _Beginning(self, self.places[first.element], self.box_places[id(first)], around)

    def looked_at(self, next_at: Any) -> int:
        """The place of the first box that no page made so far can depend on.

        WeasyPrint places each box before it looks at it, and stops where a page is full. What it has
        begun counts whole, but for a block in the flow, which it goes through child by child.
        """
        if next_at is None:
            return len(self.boxes)
        placed = (i for i in reversed(range(len(self.boxes))) if "position_y" in vars(self.boxes[i]))
        last = max(next(placed, 0), self.box_places[id(_first(self.root, next_at))])
        end = self.ends[last]
        around = self.around[end] if end < len(self.boxes) else ()
        return next((self.ends[i] for i in around if not _is_gone_through(self.boxes[i])), end)


_PRINTED = ("element_tag", "text", "bookmark_label", "string_set")


def _is_gone_through(box: Any) -> bool:
    """Whether a box is laid out child by child, and is as wide as it is whatever its children are."""
    from weasyprint.formatting_structure import boxes

    width, style = box.style["width"], box.style
    return (
        type(box) is boxes.BlockBox
        and box.is_in_normal_flow()
        and (width == "auto" or not isinstance(width, str))
        and (style["column_width"], style["column_count"]) == ("auto", "auto")
        and (style["max_lines"], style["continue"]) == ("none", "auto")
    )


def _told(element: Any) -> tuple[str, list[tuple[str, str]]]:
    return str(element.tag), sorted(element.attrib.items())


_PSEUDO = (None, "before", "after", "marker", "first-line", "first-letter", "footnote-call")


class _Beginning(Struct, frozen=True):
    """Where a page begins: the places of its first element and box, and the elements around it."""

    document: _SourceDocument
    element: int
    box: int
    around: list[Any]

    def span(self, next_at: Any) -> _Span:
        """What was looked at for a page that begins here; the next one begins `next_at`."""
        document, end = self.document, self.document.looked_at(next_at)
        last = max(document.places[box.element] for box in document.boxes[self.box : end])
        if end == len(document.boxes):
            last = len(document.elements) - 1
        return self._span(last + 1 - self.element, end - self.box)

    def like(self, other: _Span) -> _Span:
        """As much from here on as another span has."""
        return self._span(len(other.told), len(other.printed))

    def _span(self, elements: int, boxes: int) -> _Span:
        document = self.document
        end = self.element + elements
        return _Span(
            [*self.around, *document.elements[self.element : end]],
            document.styles,
            document.told[self.element : end],
            document.printed[self.box : self.box + boxes],
            list(map(_told, self.around)),
            is_to_the_end=self.box + boxes == len(document.boxes) and end == len(document.elements),
        )


class _Span(Struct, frozen=True):
    """A part of a document: its elements and those around it, the styles, what is said and printed."""

    elements: list[Any]
    styles: Any
    told: list[Any]
    printed: list[Any]
    around: list[Any]
    is_to_the_end: bool

    @property
    def digest(self) -> bytes:
        """A digest of what it says."""
        said = self.told, self.printed, self.around, self.is_to_the_end
        return hashlib.sha256(repr(said).encode()).digest()

    def alone(self) -> _Span:
        """The same without the styles of the rest of the document, which would stay in memory with it."""
        names = ((element, pseudo) for element in self.elements for pseudo in _PSEUDO)
        own = {name: self.styles[name] for name in names if name in self.styles}
        return replace(self, styles=own)

    def found_at(self, beginning: _Beginning) -> dict[Any, Any] | None:
        """For each element of this one that of another document, which says the same from there on and is
        styled alike; None where it does not.
        """
        other = beginning.like(self)
        is_said = (self.told, self.printed, self.around, self.is_to_the_end) == (
            other.told,
            other.printed,
            other.around,
            other.is_to_the_end,
        )
        if not is_said or not self._is_styled_as(other):
            return None
        return dict(zip(self.elements, other.elements, strict=True))

    def _is_styled_as(self, other: _Span) -> bool:
        """Whether the style sheets say the same of the elements: they may ask what goes before these."""
        pairs = {
            (id(own), id(its)): (own, its)
            for element, its_element in zip(self.elements, other.elements, strict=True)
            for pseudo in _PSEUDO
            if (own := self.styles.get((element, pseudo)))
            is not (its := other.styles.get((its_element, pseudo)))
        }
        return all(
            own is not None and its is not None and own.cascaded == its.cascaded
            for own, its in pairs.values()
        )


class _Kept(Struct, eq=False):
    """A page as it was made, what the next one begins with, the paper's size, and what it was made of."""

    page: Any
    next_at: Any
    next_page: Any
    state: Any
    sizes: dict[str, Any]
    span: _Span

    def copied(self) -> _Kept:
        """The same, whatever becomes of its boxes."""
        rest = deepcopy((self.next_at, self.next_page, self.state))
        page = _copied(self.page, {})
        page.kept = object(), len(page.children[0].children)
        return _Kept(page, *rest, self.sizes, self.span.alone())

    @property
    def fingerprint(self) -> bytes:
        """A digest of all boxes, with their words, places and sizes, and of what comes next."""
        told = hashlib.sha256(repr((self.next_at, self.next_page, self.state)).encode())
        for box in _boxes(self.page):
            said = [getattr(box, name, None) for name in _SAID]
            told.update(repr((type(box).__name__, len(getattr(box, "children", ())), said)).encode())
        return told.digest()


_SAID = (
    "element_tag",
    "text",
    "position_x",
    "position_y",
    "width",
    "height",
    "baseline",
    "margin_top",
    "margin_bottom",
    "padding_left",
    "padding_top",
)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _copied(box: Any, elements: dict[Any, Any]) -> Any:
    """A box with all in it; what was set in type, which nothing changes any more, is the same."""
    made = box.copy()
    if (element := elements.get(box.element)) is not None:
        made.element = element
    if hasattr(box, "children"):
        made.children = [_copied(child, elements) for child in box.children]
    return made


def _set(state: Any, to: Any) -> None:
    """Let the state of WeasyPrint's counters, a tuple of lists and a dictionary, be another."""
    for part, other in zip(state, deepcopy(to), strict=True):
        part.clear()
        part.update(other) if isinstance(part, dict) else part.extend(other)
