"""Where an address stands so that the window shows it, whatever way the folded sheet has slipped.

A window is given as its envelope's maker does, from the left and the bottom; a sheet by where it is
folded first. The folded sheet is smaller than the envelope and lies anywhere in it: what every position
shows is the area in which an address may stand. Lengths in millimetres.

Sources: USPS Publication 25 (No. 10 envelope, its standard window); DIN 680 (windows) and DIN 5008
(forms A and B: where the sheet is folded, and the field of the address).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

INCH = 25.4


class Area(Struct, frozen=True):
    """A part of a sheet, from its top left corner."""

    left: float
    top: float
    width: float
    height: float


class Window(Struct, frozen=True):
    """An envelope's size, its window from the left and the bottom, the sheet's paper and its folds.

    `folds` are from the sheet's top; the panel above the first one carries the address, and the fold lies
    at the envelope's bottom. `panel` is how high and wide the folded sheet is.
    """

    name: str
    title: str
    envelope: tuple[float, float]
    left: float
    bottom: float
    size: tuple[float, float]
    paper: Literal["letter", "a4"]
    folds: tuple[float, float]
    panel: tuple[float, float]
    field: Area | None = None
    """Where the standard has the address, in which the area is cut to."""

    @property
    def visible(self) -> Area:
        """What of the sheet every position of it shows."""
        slip_across = self.envelope[0] - self.panel[0]
        slip_up = self.envelope[1] - self.panel[1]
        fold = self.folds[0]
        left, right = self.left, self.left + self.size[0] - slip_across
        top, end = fold - self.bottom - self.size[1] + slip_up, fold - self.bottom
        if self.field is not None:
            left, right = max(left, self.field.left), min(right, self.field.left + self.field.width)
            top, end = max(top, self.field.top), min(end, self.field.top + self.field.height)
        return Area(left, top, right - left, end - top)


WINDOWS: dict[str, Window] = {
    each.name: each
    for each in (
        Window(
            "us-10",
            "No. 10, window 4½ × 1⅛ in",
            (9.5 * INCH, 4.125 * INCH),
            0.875 * INCH,
            0.5 * INCH,
            (4.5 * INCH, 1.125 * INCH),
            "letter",
            # Not in thirds: the higher panel leaves the sheet less room to slip.
            (4.0 * INCH, 7.5 * INCH),
            (8.5 * INCH, 4.0 * INCH),
        ),
        Window(
            "din-5008-a",
            "DIN lang, form A",
            (220, 110),
            20,
            15,
            (90, 45),
            "a4",
            (87, 192),
            (210, 105),
            Area(20, 27, 85, 45),
        ),
        Window(
            "din-5008-b",
            "DIN lang, form B",
            (220, 110),
            20,
            15,
            (90, 45),
            "a4",
            (105, 210),
            (210, 105),
            Area(20, 45, 85, 45),
        ),
        Window(
            "c5-6",
            "C6/5, form B",
            (229, 114),
            20,
            15,
            (90, 45),
            "a4",
            (105, 210),
            (210, 105),
            Area(20, 45, 85, 45),
        ),
    )
}


def window_for(name: str | None, paper: str) -> Window:
    """The window that is set, or the one that is usual with that paper."""
    return WINDOWS[name or ("us-10" if paper == "letter" else "din-5008-b")]
