"""A PDF → the dots of a fax, page by page, and which of its ink is lost.

A fax has 1,728 dots across 215 mm, which is 204 an inch; down the page 196 an inch, or 98 in the standard
mode (ITU-T T.4). Pages are drawn in greys, four dots for one, and cut at a threshold: a dithered page
keeps a grey and costs the edges of every letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from PIL.Image import Image

    from letterkit.writers.pdf.lines import PrintedLine

Resolution: TypeAlias = Literal["fine", "standard"]
WIDTH = 1728
"""Dots across."""
ACROSS = 204
"""Dots an inch across."""
DOWN: dict[Resolution, int] = {"fine": 196, "standard": 98}
"""Dots an inch down."""
TAG_ROWS = 30
"""Rows at the top that the sending machine prints its tag line over."""
_FINER = 2
_BLACK = 160  # of 255: what is darker prints
_INK = 250  # of 255: what is darker is seen on paper
_KEPT = 0.25  # the share of a line's ink that must arrive
_SPECK = 12  # dots of ink that are no line's
_BAND = 18  # points, a quarter of an inch
_POINT = 72


class FaxPage(Struct, frozen=True, dict=True):
    """A page as dots, black where the value is 0; and as it was drawn, in greys, twice as fine."""

    dots: Image
    drawn: Image
    left: int
    """Where the sheet's left edge lies, in dots: a page is narrower or wider than a fax."""

    @cached_property
    def greys(self) -> Image:
        """In greys at 204 dots an inch. Ink is looked for in every one of them, several times: a quarter
        of what was drawn serves.
        """
        return self.drawn.reduce(_FINER)


def page_of(page: Any, resolution: Resolution) -> FaxPage:
    """A page of a PDF, which is one of pypdfium2's, as a fax has it."""
    greys = page.render(scale=_FINER * ACROSS / _POINT, grayscale=True).to_pil()
    return _page(greys, resolution)


def _page(greys: Image, resolution: Resolution) -> FaxPage:
    from PIL import Image

    wide = round(greys.width / _FINER)
    high = round(greys.height / (_FINER * ACROSS) * DOWN[resolution])
    # Two dots into one are the same either way; a third of the time is saved.
    narrow = greys.reduce((_FINER, 1)) if greys.width == wide * _FINER else greys
    small = narrow.resize((wide, high), Image.Resampling.BOX)
    dots = Image.new("L", (WIDTH, high), 255)
    left = (WIDTH - wide) // 2
    dots.paste(small, (left, 0))
    black = dots.point([0] * _BLACK + [255] * (256 - _BLACK))
    return FaxPage(black.convert("1", dither=Image.Dither.NONE), greys, left)


def lost_ink(
    page: FaxPage, number: int, lines: Sequence[PrintedLine], resolution: Resolution
) -> Iterator[Diagnostic]:
    """LK621, a warning, for each printed line of a page most of whose ink would not arrive; LK622 for
    other ink that would not, such as a thin rule, or for ink where the tag line goes. `number` is the
    page's.
    """
    yield from _lost_lines(page, lines, resolution)
    yield from _lost_rules(page, lines, number, resolution)
    yield from _below_tag_line(page, number)


def _lost_lines(
    page: FaxPage, lines: Sequence[PrintedLine], resolution: Resolution
) -> Iterator[Diagnostic]:
    for line in lines:
        box = (line.left, line.top, line.right, line.bottom)
        seen = _seen(page.greys, box, resolution)
        if seen > _SPECK and _arrives(page, box, resolution) < _KEPT * seen:
            which = f"line {line.number}" if line.number else f"“{line.text[:40]}”"
            message = f"by fax {which} of page {line.page} is lost: too pale or too thin"
            place = Location(line.file or "templates/letter.css", line.line or 1, 1)
            yield _warning("LK621", message, place, "print it black, in 10 points or more")


def _lost_rules(
    page: FaxPage, lines: Sequence[PrintedLine], number: int, resolution: Resolution
) -> Iterator[Diagnostic]:
    """Ink between the lines of text, in bands, of which nothing arrives."""
    from PIL import ImageDraw

    greys = page.greys.copy()
    draw = ImageDraw.Draw(greys)
    scale = ACROSS / _POINT
    for line in lines:
        draw.rectangle([scale * x for x in (line.left, line.top, line.right, line.bottom)], fill=255)
    ink = greys.point([255] * _INK + [0] * (256 - _INK)).getbbox()
    if ink is None:
        return
    for top in range(0, round(greys.height / scale), _BAND):
        if not ink[1] - _BAND * scale <= top * scale <= ink[3]:
            continue
        box = (0.0, float(top), greys.width / scale, float(top + _BAND))
        if _seen(greys, box, resolution) > _SPECK * 4 and not _arrives(page, box, resolution):
            message = f"by fax something {top / _POINT:.2f} inch from the top of page {number} is lost"
            place = Location("templates/letter.css", 1, 1)
            yield _warning("LK622", message, place, "draw rules 0.75 points thick, in black")


def _below_tag_line(page: FaxPage, number: int) -> Iterator[Diagnostic]:
    if _count(page.dots.convert("L").crop((0, 0, WIDTH, TAG_ROWS))):
        message = f"at the top of page {number} the sending machine prints its line over the letter"
        hint = "leave half an inch empty at the top of each page"
        yield _warning("LK622", message, Location("templates/letter.css", 1, 1), hint)


def _seen(greys: Image, box: tuple[float, float, float, float], resolution: Resolution) -> float:
    """How many dots of ink are in a box on paper; the box in points."""
    left, top, right, bottom = (each * ACROSS / _POINT for each in box)
    return sum(_cut(greys, left, top, right, bottom).histogram()[:_INK]) * DOWN[resolution] / ACROSS


def _arrives(page: FaxPage, box: tuple[float, float, float, float], resolution: Resolution) -> int:
    """How many dots of ink in a box arrive; the box in points."""
    left, top, right, bottom = box
    across, down = ACROSS / _POINT, DOWN[resolution] / _POINT
    ends = page.left + left * across, page.left + right * across
    return _count(_cut(page.dots, ends[0], top * down, ends[1], bottom * down).convert("L"))


def _cut(image: Image, left: float, top: float, right: float, bottom: float) -> Image:
    """What of a box lies on the image: beyond its edges Pillow would add black, which is no ink."""
    left, top = max(0, round(left)), max(0, round(top))
    right, bottom = min(image.width, int(right) + 1), min(image.height, int(bottom) + 1)
    return image.crop((left, top, max(left, right), max(top, bottom)))


def _count(dots: Image) -> int:
    return dots.histogram()[0]


def _warning(code: str, message: str, place: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, message, place, hint, Severity.WARNING)
