"""The lines of a laid-out letter in which its copies differ, and the same lines in another copy's words.

They are broken by WeasyPrint's own function for one text, with the style and the room of the line that is
there: no HTML, no style sheet. Who uses them proves first that they give the letter's own lines again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from letterkit.writers.pdf.skeleton import MARK, PageSkeleton, words

if TYPE_CHECKING:
    from weasyprint import Document

# Parts of a letter whose texts stand alone on their lines, and are in no outline.
_ALONE = frozenset(("p", "span"))
_TOLD = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "img", "table"))
_PLAIN_SPACE = frozenset(("normal", "nowrap"))
_STATE = (
    "text",
    "width",
    "height",
    "position_x",
    "baseline",
    "margin_top",
    "margin_bottom",
    "pango_layout",
)
_BETWEEN = 8.0  # CSS pixels between words in a margin, at least
_NEXT = 40  # octets behind a line: the word that did not fit any more ends among these
_NEAR = 0.001  # CSS pixels that rounding may make


class UnlikeError(Exception):
    """Copies cannot share this layout: a text stands otherwise than can be done here."""


class Slot(Struct, eq=False):
    """The lines of one text: the text boxes that print it, and how much room each line has.

    `number` is that of the text in the skeleton; None for the running head, which each page prints anew.
    `known` are the lines of texts that were broken, `begun` those that texts begin or go on with: where
    a line ends follows from its words and the next one, which many copies have alike.
    """

    number: int | None
    boxes: list[Any]
    width: float
    indent: float
    known: dict[str, list[SlotLine]] = field(default_factory=dict)
    begun: dict[tuple[bool, int], dict[bytes, tuple[SlotLine, int]]] = field(default_factory=dict)

    def text(self, copy: PageSkeleton) -> str:
        """The words of a copy."""
        return words(copy.texts[self.number]) if self.number is not None else words(copy.head)

    def begun_with(self, is_first: bool, text: bytes) -> tuple[SlotLine, int] | None:
        """The line that a text, or what is left of it, begins with, and its octets, where it is known."""
        for (first, length), lines in self.begun.items():
            if first is is_first and (found := lines.get(text[:length])):
                return found
        return None

    def keep(self, is_first: bool, text: bytes, line: SlotLine, octets: int) -> None:
        """Keep the line that a text begins with, where the word that follows is whole."""
        if b" " in text[octets:]:
            self.begun.setdefault((is_first, len(text)), {})[text] = line, octets


class SlotLine(Struct, frozen=True):
    """A line as it is set: what differs from one text box to another of the same style."""

    state: tuple[Any, ...]

    @property
    def look(self) -> tuple[Any, ...]:
        """What tells its picture from that of another line in its place: words, and where they are."""
        return self.state[:-1]

    @property
    def shape(self) -> tuple[float, ...]:
        """What moves other lines: height, baseline and margins."""
        return tuple(round(each, 3) for each in (self.state[2], *self.state[4:7]))


def find_slots(
    document: Document, copy: PageSkeleton, numbers: Sequence[int], *, head: bool
) -> list[Slot]:
    """Where the texts of these numbers are printed. Raises UnlikeError where one cannot be replaced."""

    lines: dict[Any, list[tuple[Any, Any, Any]]] = {}
    for page in document.pages:
        for block, line in _lines(page._page_box):  # noqa: SLF001  # as in `lines`
            inside = _texts(line)
            for box in inside:
                lines.setdefault(box.element, []).append((block, line, box if len(inside) == 1 else None))
    elements = list(_elements(document, copy))
    if not all(copy.elements[n] for n in numbers):
        raise UnlikeError("a text follows another element")
    slots = [_slot(lines, elements[copy.elements[n] - 1], n) for n in numbers]
    for page in document.pages if head else ():
        slots += _running_heads(page._page_box, copy.head)  # noqa: SLF001
    return slots


# Its branches are those of what a margin can hold; each is one line.
def _running_heads(page: Any, head: str) -> Iterator[Slot]:
    """The running head of a page, with the room that the other words beside it leave."""
    from weasyprint.formatting_structure import boxes

    areas = [each for each in page.children if isinstance(each, boxes.MarginBox)]
    texts = {area: [text for _, line in _lines(area) for text in _texts(line)] for area in areas}
    room = page.width - sum(text.width for found in texts.values() for text in found) - _BETWEEN
    for area, found in texts.items():
        said = " ".join(text.text for text in found)
        if len(found) == 1 and said == words(head):
            if found[0].position_x != area.content_box_x():
                raise UnlikeError("the running head is not flush left")
            yield Slot(None, found, room + found[0].width, 0.0)
        elif words(head) and words(head) in said:
            raise UnlikeError("the running head stands beside other words")


# It is four steps in a row; what counts as branches are its comprehensions.
def _elements(document: Document, copy: PageSkeleton) -> Iterator[Any]:
    """The page's elements in order, as the parser has made them of these tags."""
    boxes = document.pages[0]._page_box.descendants()  # noqa: SLF001
    body = next((b.element for b in boxes if b.element is not None and b.element.tag == "body"), None)
    found = [each for each in body.iter() if isinstance(each.tag, str)] if body is not None else []
    begin = copy.names.index("body")
    tags = [MARK if each.get("class") == "separator" else each.tag for each in found]
    if tags != list(copy.names[begin:]):
        raise UnlikeError("the parser made other elements than the page has tags")
    told = {each for part in found if _is_told(part) for each in part.iter()}
    return iter([*[None] * begin, *(None if each in told else each for each in found)])


def _is_told(element: Any) -> bool:
    """Whether a PDF says the words of an element besides: in its outline, or at a link."""
    return element.tag in _TOLD or element.get("role") == "heading"


def _lines(box: Any) -> Iterator[tuple[Any, Any]]:
    """Every line below a box, with the block that it is in."""
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield box, child
        elif not isinstance(child, boxes.MarginBox):
            yield from _lines(child)


def _texts(line: Any) -> list[Any]:
    from weasyprint.formatting_structure import boxes

    return [each for each in line.descendants() if isinstance(each, boxes.TextBox)]


def _slot(lines: dict[Any, Any], element: Any, number: int) -> Slot:
    found = lines.get(element, [])
    if element is None or element.tag not in _ALONE or len(element) or not found:
        raise UnlikeError("a text stands among others")
    if any(box is None for _, _, box in found):
        raise UnlikeError("a text shares its line")
    block, _, first = found[0]
    _require_flush_left(first)
    return Slot(
        number, [box for _, _, box in found], block.width, first.position_x - block.content_box_x()
    )


def _require_flush_left(first: Any) -> None:
    style = first.style
    alignment = {style["text_align_all"], style["text_align_last"]}
    if not alignment <= {"start", "left", "auto"} or style["white_space"] not in _PLAIN_SPACE:
        raise UnlikeError("a text is not set flush left")
    if first.pango_layout.first_line_direction % 2:
        raise UnlikeError("a text runs from right to left")
    if first.justification_spacing:
        raise UnlikeError("a text is justified")


def broken(slot: Slot, text: str) -> list[SlotLine]:
    """The lines of another text in the place of a slot's. Raises UnlikeError where it does not fit."""
    if text not in slot.known:
        slot.known[text] = _broken(slot, text)
    return slot.known[text]


def _broken(slot: Slot, text: str) -> list[SlotLine]:
    whole = slot.boxes[0].copy()
    whole.text = text
    encoded = text.encode()
    made: list[SlotLine] = []
    skip: int | None = 0
    while skip is not None:
        if known := slot.begun_with(not made, encoded[skip:]):
            line, octets = known
            skip += octets
        else:
            begin, is_first = skip, not made
            line, skip = _line(slot, whole, begin, slot.indent if is_first else 0.0)
            if skip is not None and not encoded[:skip].endswith(b" "):
                # What a reader is told of that is not kept here.
                raise UnlikeError("a line ends within a word")
            if skip is not None:
                slot.keep(is_first, encoded[begin : skip + _NEXT], line, skip - begin)
        made.append(line)
    return made


def _line(slot: Slot, whole: Any, skip: int, indent: float) -> tuple[SlotLine, int | None]:
    """The line of a text that begins with that octet, and with which the next one begins."""
    from weasyprint.layout.inline import split_text_box

    room = slot.width - indent
    box, after, preserved = split_text_box(None, whole, room, skip)
    if box is None or preserved or box.width > room + _NEAR:
        raise UnlikeError("a text does not break like the others")
    box = _without_end(box)
    box.position_x = slot.boxes[0].position_x - slot.indent + indent
    return SlotLine(tuple(getattr(box, name) for name in _STATE)), after


def _without_end(box: Any) -> Any:
    """The text box without the space at its line's end, as WeasyPrint leaves it."""
    from weasyprint.layout.inline import split_text_box

    text = box.text.rstrip(" ")
    if text == box.text:
        return box
    box.text = text
    shorter, _, _ = split_text_box(None, box, None, 0)
    box.width = shorter.width
    return box


def of_boxes(slot: Slot) -> list[tuple[Any, ...]]:
    """The lines that are there, to compare with: what they say, where they begin and how they stand."""
    return [_told(tuple(getattr(box, name) for name in _STATE)) for box in slot.boxes]


def told(lines: Sequence[SlotLine]) -> list[tuple[Any, ...]]:
    """The same of lines that were broken here."""
    return [_told(line.state) for line in lines]


def _told(state: tuple[Any, ...]) -> tuple[Any, ...]:
    return (state[0], *(round(each, 3) for each in state[1:7]))


class swapped:  # noqa: N801  # it is used as a statement
    """Meanwhile a text box is another copy's line."""

    def __init__(self, box: Any, line: SlotLine) -> None:
        self._box, self._line = box, line

    def __enter__(self) -> None:
        box = self._box
        self._before = [getattr(box, name) for name in _STATE]
        for name, value in zip(_STATE, self._line.state, strict=True):
            setattr(box, name, value)

    def __exit__(self, *_: object) -> None:
        for name, value in zip(_STATE, self._before, strict=True):
            setattr(self._box, name, value)


def require_like(own: Document, other: Document, lines: Mapping[Any, SlotLine]) -> None:
    """Raises UnlikeError where another copy, laid out whole, has any word elsewhere or otherwise than
    this letter with that copy's `lines` in the place of its own.

    So nothing that a template prints of a name, wherever it prints it, stays another's.
    """
    if list(_printed(own, lines)) != list(_printed(other, {})):
        raise UnlikeError("the last copy has other words than those that are replaced")


def _printed(
    document: Document, lines: Mapping[Any, SlotLine]
) -> Iterator[tuple[int, str, float, float]]:
    """Each text on the pages: its page, its words, where it is."""
    from weasyprint.formatting_structure import boxes

    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():  # noqa: SLF001
            if isinstance(box, boxes.TextBox):
                state = lines[box].state if box in lines else tuple(getattr(box, n) for n in _STATE)
                yield number, state[0], round(state[3], 2), round(box.position_y, 2)
