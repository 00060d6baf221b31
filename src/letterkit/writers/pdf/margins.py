"""Drawn into the margins of pages that are laid out already: line numbers, names of blocks, DRAFT.

It is printed over the finished pages, so that it can't move a word of them, and as artifacts of their
kinds, outside the structure tree (ISO 32000-1, 14.8.2.2). Nothing is drawn over what the page has
printed, nor over another mark. Each word is set once and then printed as often as it is needed. Lengths
are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from letterkit.writers.pdf import fonts
from letterkit.writers.pdf.lines import POINT, PrintedLine, Rectangle, occupied
from letterkit.writers.pdf.loading import let_go_at_exit
from letterkit.writers.pdf.tags.elements import Artifact
from letterkit.writers.pdf.tags.painting import artifact

if TYPE_CHECKING:
    from weasyprint import Page
    from weasyprint.text.fonts import FontConfiguration

_SET_AT = 7.5  # the size at which words are set; they are printed larger or smaller
_NUMBER, _NAME, _FOOT, _BAND = 7.5, 6.5, 7.5, 9.0
_LEADING = 1.15
_ABOVE, _BELOW = 0.8, 0.3  # how far letters reach from the baseline, as parts of their size
_INK, _PALE = 0.4, 0.93  # greys: 5.7 to 1 on white paper, and a band just darker than it
_GAP = 9.0  # between the text and its numbers or names
_EDGE = 14.0  # what many printers can't reach
_BAND_TOP, _BAND_HEIGHT = 18.0, 14.0
_FOOT_ABOVE_EDGE = 28.0
_SMALLER = 0.93
_SMALLEST, _TINY = 4.5, 1.5
_AWAY = 12.0
_SHOW = b"] TJ"
_WATERMARK = "Watermark"


class BlockName(Struct, frozen=True):
    """A block's name, and the line that it stands beside, in the left margin or the right."""

    text: str
    line: PrintedLine
    left: bool = False


class PageMargins(Struct, frozen=True):
    """What the margins of a page get: numbers for its lines, names of blocks, what stands at the left and
    right of its foot, and the word in the band at its head.
    """

    lines: Sequence[PrintedLine]
    names: Sequence[BlockName]
    foot: tuple[str, str]
    band: str


def with_margins(
    pages: Sequence[Page], margins: Sequence[PageMargins], configuration: FontConfiguration
) -> list[MarkedPage]:
    """The pages with their margins printed, in the same order; the pages given stay as they are."""
    type_ = _Type(list(_words(margins)), configuration)
    return [
        MarkedPage(page, type_, *_Planner(page, type_).planned(margin))
        for page, margin in zip(pages, margins, strict=True)
    ]


def _words(margins: Iterable[PageMargins]) -> dict[str, None]:
    """Everything there is to set, once each."""
    words = dict.fromkeys(("0", *"123456789"))
    for margin in margins:
        words |= dict.fromkeys((*margin.foot, margin.band))
        words |= dict.fromkeys(piece for name in margin.names for piece in _pieces(name.text))
    return words


def _pieces(name: str) -> list[str]:
    """What a name may be divided into: after a slash or hyphen, and inside a long word."""
    return re.findall(r"[^/-]{1,18}[/-]?|[/-]", name)


class _Words(Struct, frozen=True):
    """Words to print side by side: the left end of their baseline, and their size."""

    words: Sequence[str]
    x: float
    baseline: float
    size: float


# Setting and printing

# How many words are kept that were set in the same fonts: of a letter that is printed again and again,
# most stay.
_MOST_KNOWN = 5_000


@let_go_at_exit
@lru_cache(2)
def _known(_: FontConfiguration) -> dict[str, Any]:
    """The words that were set in these fonts, each with its box."""
    return {}


def _set(words: Iterable[str], configuration: FontConfiguration) -> Iterator[Any]:
    """The boxes of words, each set by WeasyPrint's own function, without a page around them."""
    from weasyprint.css import InitialStyle
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.inline import split_text_box

    style = InitialStyle(configuration)
    style |= {
        "font_family": (fonts.SERIF, "serif"),
        "font_size": _SET_AT / POINT,
        "white_space": "pre",
        "lang": "en",
    }
    for word in words:
        box = boxes.TextBox("p", style, None, word)
        box.position_x = box.position_y = 0  # nobody asks where it is, but its painting has to know
        yield split_text_box(None, box, None, 0)[0]


class _Type:
    """Words set by WeasyPrint, to be printed anywhere at any size."""

    def __init__(self, words: Sequence[str], configuration: FontConfiguration) -> None:
        known = _known(configuration)
        if len(known) > _MOST_KNOWN:
            known.clear()
        if new := [word for word in words if word not in known]:
            known.update(zip(new, _set(new, configuration), strict=True))
        self.boxes: dict[str, Any] = {word: known[word] for word in words}
        self.strokes: dict[str, list[bytes]] = {}

    def width(self, words: Iterable[str], size: float) -> float:
        """How wide words are, side by side, at a size."""
        return float(sum(self.boxes[word].width for word in words)) * POINT * size / _SET_AT

    def print(self, stream: Any, words: _Words) -> None:
        """Print words into the open text object of a stream whose unit is the point.

        They are joined into one string, because a reader of the text layer may take two for two words.
        """
        scale = words.size * POINT / _SET_AT
        stream.set_text_matrix(scale, 0, 0, -scale, words.x, words.baseline)
        font = None
        for operator in (operator for word in words.words for operator in self._shown(stream, word)):
            if operator.endswith(b" Tf"):
                if operator != font:
                    font = operator
                    stream.stream.append(operator)
            elif operator.endswith(_SHOW) and stream.stream[-1].endswith(_SHOW):
                stream.stream[-1] = stream.stream[-1].removesuffix(_SHOW) + operator.removeprefix(b"[")
            else:
                stream.stream.append(operator)

    def _shown(self, stream: Any, word: str) -> list[bytes]:
        """The operators that show a word, from WeasyPrint's own drawing of it."""
        if word not in self.strokes:
            from weasyprint.draw.text import draw_text

            scratch = stream.clone(tags=None)
            draw_text(scratch, self.boxes[word], 0, "clip", "none")
            shown = (b" Tf", b" TJ", b" Ts")
            self.strokes[word] = [line for line in scratch.stream if line.endswith(shown)]
        return self.strokes[word]


class MarkedPage:
    """A page that prints its margins after itself, with bookmarks and anchors of its own; in all else it
    is the page. Their form is that of WeasyPrint's `Page`.
    """

    def __init__(
        self, page: Page, type_: _Type, band: Rectangle, words: Mapping[str, Sequence[_Words]]
    ) -> None:
        self._page, self._type, self._band, self._words = page, type_, band, words
        self.bookmarks: list[tuple[int, str, tuple[float, float], str]] = list(page.bookmarks)
        self.anchors: dict[str, tuple[float, ...]] = dict(page.anchors)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page into a PDF's stream; `scale` is points for a CSS pixel."""
        self._page.paint(stream, scale)
        for role, marks in self._words.items():
            artifact(stream, Artifact("Pagination", role))
            with stream.stacked():
                stream.transform(a=scale / POINT, d=scale / POINT)
                if role == _WATERMARK:
                    self._paint_band(stream)
                stream.set_color_rgb(_INK, _INK, _INK)
                stream.begin_text()
                for words in marks:
                    self._type.print(stream, words)
                stream.end_text()
            stream.end_marked_content()

    def _paint_band(self, stream: Any) -> None:
        band = self._band
        stream.set_color_rgb(_PALE, _PALE, _PALE)
        stream.rectangle(band.left, band.top, band.right - band.left, band.bottom - band.top)
        stream.fill()


# Where everything goes


class _Planner:
    """Finds each mark its place on one page, clear of what is printed there already."""

    def __init__(self, page: Any, type_: _Type) -> None:
        box = page._page_box  # noqa: SLF001
        self.type = type_
        self.width, self.height = page.width * POINT, page.height * POINT
        self.left = box.content_box_x() * POINT
        self.right = self.left + box.width * POINT
        self.taken = occupied(page)

    def planned(self, margins: PageMargins) -> tuple[Rectangle, dict[str, list[_Words]]]:
        """The band, and every mark with its place, by what it is on a page."""
        band, name = self.band(margins.band)
        foot, numbers = list(self.foot(*margins.foot)), list(self.numbers(margins.lines))
        beside = numbers + self.names(margins.names)
        words = {_WATERMARK: [name], "Footer": foot, "LineNum": beside}
        return band, {role: marks for role, marks in words.items() if marks}

    def band(self, name: str) -> tuple[Rectangle, _Words]:
        """The pale band at the page's head, and what stands in it."""
        band = self.free(_BAND_TOP, _BAND_HEIGHT)
        width = self.type.width((name,), _BAND)
        baseline = (band.top + band.bottom + (_ABOVE - _BELOW / 2) * _BAND) / 2
        return band, _Words((name,), (self.left + self.right - width) / 2, baseline, _BAND)

    def foot(self, left: str, right: str) -> Iterator[_Words]:
        """One line at the page's foot; it is set smaller where it would be too wide."""
        room = self.right - self.left
        size = min(_FOOT, _FOOT * room / (self.type.width((left, right), _FOOT) + 2 * _FOOT))
        top = self.height - _FOOT_ABOVE_EDGE - _ABOVE * size
        baseline = self.free(top, (_ABOVE + _BELOW) * size).top + _ABOVE * size
        yield _Words((left,), self.left, baseline, size)
        yield _Words((right,), self.right - self.type.width((right,), size), baseline, size)

    def free(self, top: float, height: float) -> Rectangle:
        """A strip as wide as the text that is free, as near as can be to where it should begin."""
        for away in range(40):
            for at in (top - away / 2, top + away / 2):
                strip = Rectangle(self.left, at, self.right, at + height)
                if 0 <= at <= self.height - height and not any(map(strip.meets, self.taken)):
                    self.taken.append(strip)
                    return strip
        return Rectangle(self.left, top, self.right, top + height)

    def numbers(self, lines: Sequence[PrintedLine]) -> Iterator[_Words]:
        """The number of each line of the body, on its baseline, left of the text."""
        first: dict[int, PrintedLine] = {}
        for line in lines:
            if line.number is not None:
                first.setdefault(line.number, line)
        for number, line in first.items():
            digits = tuple(str(number))
            right = min(self.left, line.left) - _GAP
            x = right - self.type.width(digits, _NUMBER)
            top, bottom = line.baseline - _ABOVE * _NUMBER, line.baseline + _BELOW * _NUMBER
            self.taken.append(Rectangle(x, top, right, bottom))
            yield _Words(digits, x, line.baseline, _NUMBER)

    def names(self, names: Sequence[BlockName]) -> list[_Words]:
        """The names of blocks, all of one size.

        It is the largest at which each stands by its line, else at which all are on the page. Where that
        has no margin to speak of there is none.
        """
        size, on_page = _NAME, None
        while size > (_SMALLEST if on_page else _TINY):
            placed = self.names_at(size, names)
            if placed is not None and _are_beside(placed, names):
                return _flat(placed)
            on_page = on_page or placed
            size *= _SMALLER
        return _flat(on_page or ())

    def names_at(self, size: float, names: Sequence[BlockName]) -> list[list[_Words]] | None:
        """The names at a size, each in its rows; None where one of them has no place."""
        taken = list(self.taken)
        placed = [self.name(name, size, taken) for name in names]
        return placed if all(placed) else None

    def name(self, name: BlockName, size: float, taken: list[Rectangle]) -> list[_Words]:
        """A name beside its line, or further down where that place is taken; none if it has no place."""
        left, right = (_EDGE, self.left - _GAP) if name.left else (self.right + _GAP, self.width - _EDGE)
        rows = self.rows(_pieces(name.text), right - left, size)
        top, height = name.line.baseline - _ABOVE * size, len(rows) * _LEADING * size
        place = Rectangle(left, top, right, top + height)
        while meets := [other.bottom for other in taken if place.meets(other)]:
            place = Rectangle(left, max(meets), right, max(meets) + height)
        if not rows or place.bottom > self.height - _EDGE:
            return []
        taken.append(place)
        return [
            _Words(
                row,
                right - self.type.width(row, size) if name.left else left,
                place.top + (_ABOVE + number * _LEADING) * size,
                size,
            )
            for number, row in enumerate(rows)
        ]

    def rows(self, pieces: Sequence[str], width: float, size: float) -> list[Sequence[str]]:
        """A name's pieces in rows no wider than the margin; none where one piece alone is wider.

        The kind of block stands on a row of its own where that takes no more rows.
        """
        rows = self.filled(pieces, width, size)
        after = next((n for n, piece in enumerate(pieces, 1) if piece.endswith("/")), 0)
        apart = [*self.filled(pieces[:after], width, size), *self.filled(pieces[after:], width, size)]
        return apart if 1 < len(rows) == len(apart) else rows

    def filled(self, pieces: Sequence[str], width: float, size: float) -> list[Sequence[str]]:
        """The pieces in as few rows as they go into."""
        rows: list[list[str]] = [[]]
        for piece in pieces:
            if self.type.width((piece,), size) > width:
                return []
            if self.type.width((*rows[-1], piece), size) > width:
                rows.append([])
            rows[-1].append(piece)
        return list(rows)


def _are_beside(placed: Sequence[Sequence[_Words]], names: Sequence[BlockName]) -> bool:
    """Whether each name stands by its line, and not further down."""
    pairs = zip(placed, names, strict=True)
    return all(rows[0].baseline - name.line.baseline < _AWAY for rows, name in pairs)


def _flat(placed: Iterable[Sequence[_Words]]) -> list[_Words]:
    return [words for rows in placed for words in rows]
