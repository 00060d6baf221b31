"""What becomes of a letter's pictures on a fax: black or white, at the size that they print.

A fax has 204 dots an inch across (ITU-T T.4: 1,728 in 215 mm), each of them black or white. A picture is
drawn four times as fine, in its colours, then as the dots, and the two are compared. Some faxes dither,
which spares a grey and costs the edges: what holds without holds with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.writers.pdf.drawing import drawn

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS = 204
"""Dots an inch."""
_FINER = 4
_SEEN = 38
"""Of 255: what differs so much from white is seen on paper."""
_OTHER = 64
"""Of 255: two colours that differ so much are seen as two."""
_GAPS = 38
"""Of 255: so much white in a square is a gap."""
# Shares of a picture. At its edges a good one loses and gains less.
_VANISHED = 0.25
_FILLED = 0.15
_MERGED = 0.08


def unfit_pictures(tree: lt.Document) -> Iterator[Diagnostic]:
    """LK513, a warning, for each picture of a letter that a fax would lose or blot, at its name."""
    if not isinstance(tree, lt.Letter):
        return
    seen: set[str] = set()
    for node in lt.walk(tree):
        if isinstance(node, lt.Image) and node.content not in seen:
            seen.add(node.content)
            if what := _fate(node):
                place = Location(node.origin.file, node.origin.line, node.origin.column)
                hint = "draw it in black on white, with lines of a point or more"
                yield Diagnostic("LK513", f"by fax {node.file} {what}", place, hint, Severity.WARNING)


def _fate(node: lt.Image) -> str | None:
    """What becomes of a picture; None where it stays what it is."""
    from PIL import Image, ImageChops

    fine = drawn(node, DOTS * _FINER)
    grey = fine.convert("L")
    size = (max(1, fine.width // _FINER), max(1, fine.height // _FINER))
    dots = grey.resize(size, Image.Resampling.BOX).point(lambda value: 255 * (value < 128))
    black = dots.resize(fine.size, Image.Resampling.NEAREST)
    seen = _apart(fine, (255, 255, 255), _SEEN)
    if not _count(seen):
        return "is white on white"
    if _count(ImageChops.subtract(seen, black)) > _VANISHED * _count(seen):
        return "would vanish, or a part of it"
    ink = _count(black)
    white = grey.point(lambda value: 255 * (value >= 255 - _SEEN))
    if _filled(white, black) > _FILLED:
        return "would fill up with black"
    dark = grey.point(lambda value: 255 * (value < 128))
    other = _apart(fine, _commonest(fine, black), _OTHER)
    merged = ImageChops.multiply(ImageChops.multiply(dark, other), black)
    return (
        "would run together: its dark colours are all black" if _count(merged) > _MERGED * ink else None
    )


def _filled(white: Image, black: Image) -> float:
    """The share of the black squares, four dots wide, in which there were gaps."""
    from PIL import Image, ImageChops

    size = (max(1, white.width // 16), max(1, white.height // 16))
    gaps = white.resize(size, Image.Resampling.BOX).point(lambda value: 255 * (value > _GAPS))
    full = black.resize(size, Image.Resampling.BOX).point(lambda value: 255 * (value == 255))
    some = black.resize(size, Image.Resampling.BOX).point(lambda value: 255 * (value > 127))
    return _count(ImageChops.multiply(gaps, full)) / max(1, _count(some))


def _apart(image: Image, colour: tuple[int, ...], by: int) -> Image:
    """Where the image differs from a colour by more than that in red, green or blue."""
    from PIL import Image, ImageChops

    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return ImageChops.lighter(red, ImageChops.lighter(green, blue)).point(
        lambda value: 255 * (value > by)
    )


def _commonest(image: Image, where: Image) -> tuple[int, ...]:
    """The colour that most of the image has there."""
    few = image.quantize(16)
    counts = few.histogram(where)[:16]
    first = 3 * counts.index(max(counts))
    return tuple((few.getpalette() or [0, 0, 0])[first : first + 3])


def _count(mask: Image) -> int:
    return mask.histogram()[255]
