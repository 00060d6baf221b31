"""Pages that many copies of a letter have alike: laid out for two of them, and then kept.

A copy for one of sixty addressees has that one's address in the list of all; the pages below are the
next copy's too, as soon as they begin at the same place. What is on a page follows from where it begins,
from all that the document says from there on, and from how that is styled. Where these are the same for
a third copy, it gets the page that came out alike, box for box, for two. Documents in which a page may
depend on more, such as notes, running elements or numbers of other pages, are laid out whole.

WeasyPrint has no place to ask: its function for one page is exchanged while such a document is laid out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct

Made: TypeAlias = tuple[Any, Any, Any]
"""What WeasyPrint's function gives: the page's box, where the next one begins, and how it breaks."""
Key: TypeAlias = tuple[bytes, bytes, str]
"""The style sheets, all that is said from the page's beginning on, and how it begins."""


class KeptPages:
    """The pages of copies that are laid out one after the other, with the same templates and fonts.

    `laid_out` and `taken` count the pages that were, and those that were kept from another copy.
    """

    def __init__(self) -> None:
        self.laid_out = self.taken = 0
        self._seen: dict[Key, bytes] = {}
        self._kept: dict[Key, _Kept] = {}

    @contextmanager
    def used(self, styles: Sequence[str]) -> Iterator[None]:
        """Lay out one document meanwhile, which has these style sheets."""
        from weasyprint.layout import page as weasyprint

        original = weasyprint.make_page
        looks = hashlib.sha256("\0".join(styles).encode()).digest()
        weasyprint.make_page = partial(self._make, original, looks, [])
        try:
            yield
        finally:
            weasyprint.make_page = original

    def _make(
        self, original: Callable[..., Made], looks: bytes, documents: list[_SourceDocument], *given: Any
    ) -> Made:
        """What stands for WeasyPrint's `make_page`, with what it is `given`."""
        context, root, kind, at, number, state = given
        beginning = key = None
        if _is_plain(context) and at is not None:
            document = documents[0] if documents else _SourceDocument(root, context.style_for)
            documents[:] = [document]
            beginning = document.beginning(_first(root, at))
            begins = (at, kind, number, state, context.forced_break)
            key = looks, beginning.digest, repr(begins)
            kept = self._kept.get(key)
            if kept is not None and kept.beginning.is_styled_as(beginning):
                self.taken += 1
                _set(state, kept.state)
                return _with_elements(kept, beginning), deepcopy(kept.next_at), dict(kept.next_page)
        page, next_at, next_page = original(*given)
        self.laid_out += 1
        if key is not None and beginning is not None and _is_plain(context) and _is_alone(page):
            self._look_at(key, _Kept(page, next_at, next_page, state, beginning))
        return page, next_at, next_page

    def _look_at(self, key: Key, made: _Kept) -> None:
        """Keep a page that came out the same a second time."""
        seen = made.fingerprint
        if key not in self._seen:
            self._seen[key] = seen
        elif self._seen[key] == seen and key not in self._kept:
            # WeasyPrint goes on working on the boxes: with margins, backgrounds and bookmarks.
            self._kept[key] = made.copied()


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
    """The elements and boxes of a document, and a digest of all that follows each."""

    def __init__(self, root: Any, style_for: Any) -> None:
        html = root.element
        self.styles = style_for.get_computed_styles()
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.elements = list(html.iter())
        self.places = {element: place for place, element in enumerate(self.elements)}
        depths: dict[Any, int] = {}
        for element in self.elements:
            parent = self.parents.get(element)
            depths[element] = depths[parent] + 1 if parent is not None else 0
        tags = [(depths[each], *_told(each), each.text, each.tail) for each in self.elements]
        self.tags = _digests(tags)
        # A style sheet may print words of its own, and of other parts.
        boxes = list(_boxes(root))
        printed = ([getattr(box, name, None) for name in _PRINTED] for box in boxes)
        self.printed = dict(zip(map(id, boxes), _digests(printed), strict=True))

    def beginning(self, box: Any) -> _Beginning:
        """All from a box on, with the elements around it."""
        element, around = box.element, []
        parent = self.parents.get(element)
        while parent is not None:
            around.append(parent)
            parent = self.parents.get(parent)
        place = self.places[element]
        told = repr([_told(each) for each in around]).encode()
        digest = hashlib.sha256(self.tags[place] + self.printed[id(box)] + told).digest()
        return _Beginning(digest, [*around, *self.elements[place:]], self.styles)


_PRINTED = ("element_tag", "text", "bookmark_label", "string_set")


def _digests(told: Iterable[object]) -> list[bytes]:
    """For each a digest of it and of all that come after it."""
    digests = [b""]
    for each in reversed(list(told)):
        digests.append(hashlib.sha256(digests[-1] + repr(each).encode()).digest())
    return digests[:0:-1]


def _told(element: Any) -> tuple[str, list[tuple[str, str]]]:
    return str(element.tag), sorted(element.attrib.items())


_PSEUDO = (None, "before", "after", "marker", "first-line", "first-letter", "footnote-call")


class _Beginning(Struct, frozen=True):
    """Where a page begins: all elements from there on, with those around, and a document's styles."""

    digest: bytes
    elements: list[Any]
    styles: Any

    def is_styled_as(self, other: _Beginning) -> bool:
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


class _Kept(Struct):
    """A page as it was made, what the next one begins with, and where it began."""

    page: Any
    next_at: Any
    next_page: Any
    state: Any
    beginning: _Beginning

    def copied(self) -> _Kept:
        """The same, whatever becomes of its boxes."""
        rest = deepcopy((self.next_at, self.next_page, self.state))
        return _Kept(_copied(self.page, {}), *rest, self.beginning)

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


def _with_elements(kept: _Kept, beginning: _Beginning) -> Any:
    """A kept page as the page of another copy: its boxes are of that copy's elements."""
    return _copied(kept.page, dict(zip(kept.beginning.elements, beginning.elements, strict=True)))


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
