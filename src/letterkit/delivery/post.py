"""A letter by post: the copy for a window envelope, envelopes and labels.

The copy begins with a sheet that shows the address where the window is and nothing else: so it does
whatever the letter's own template looks like, and no word of the letter can slip into the window.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from letterkit.consent import Register
from letterkit.delivery.windows import INCH, Area, Window
from letterkit.diagnostics import Diagnostic, Location
from letterkit.writers import Assets

_SIZES = (11.0, 10.0, 9.0, 8.0)
"""Points: USPS Publication 28 asks for 10 to 12; below 8 no machine reads an address."""
_LEADING = 1.2
_POINT = 72 / INCH  # points a millimetre
_PAPERS = {"letter": (8.5 * INCH, 11 * INCH), "a4": (210.0, 297.0)}


class LabelSheet(Struct, frozen=True):
    """A sheet of labels, in millimetres: where the first is, how large, how far to the next across."""

    name: str
    paper: Literal["letter", "a4"]
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    across: float

    @property
    def page_height(self) -> float:
        """How high the paper is."""
        return _PAPERS[self.paper][1]


LABELS = {
    # Source: Avery's template 5160, 1 × 2⅝ in, 30 a sheet.
    "avery-5160": LabelSheet(
        "avery-5160", "letter", 3, 10, 0.1875 * INCH, 0.5 * INCH, 2.625 * INCH, INCH, 2.75 * INCH
    ),
    # Source: Avery Zweckform's template L7163, 99.1 × 38.1 mm, 14 a sheet.
    "l7163": LabelSheet("l7163", "a4", 2, 7, 4.65, 15.15, 99.1, 38.1, 101.6),
}


class WindowPaper(Struct, frozen=True):
    """For which window, whether with marks to fold by, and where the address stands in the workspace."""

    window: Window
    folds: bool
    place: Location


def window_copy(
    letter: bytes, lines: Sequence[str], paper: WindowPaper, assets: Assets, register: Register
) -> tuple[bytes | None, list[Diagnostic]]:
    """The letter's PDF with its address sheet before it; LK641 where the address is more than the window
    shows.
    """
    from letterkit.writers.pdf.pages import page_to_pdf

    window, area = paper.window, paper.window.visible
    folds = window.folds if paper.folds else ()
    values = {"paper": window.paper, "area": area, "lines": lines, "folds": folds}
    for size in _SIZES:
        if size * _LEADING * len(lines) > area.height * _POINT and size != _SIZES[-1]:
            continue
        sheet, problems = page_to_pdf(
            "address-sheet.html.jinja", {**values, "size": size}, assets, register
        )
        if sheet is None:
            return None, problems
        if _lies_in(text_box(sheet), area):
            return _joined(sheet, letter), problems
    message = f"the address has more or longer lines than the window of a {window.title} envelope shows"
    hint = "shorten the office's name or address, or take another window in delivery.yaml"
    return None, [Diagnostic("LK641", message, paper.place, hint)]


def text_box(pdf: bytes) -> Area:
    """The box around the words on the first page, in millimetres from its top left corner."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        rectangles = [words.get_rect(i) for i in range(words.count_rects())]
        height = page.get_height()
    if not rectangles:
        return Area(0, 0, 0, 0)
    left, right = min(r[0] for r in rectangles), max(r[2] for r in rectangles)
    bottom, top = min(r[1] for r in rectangles), max(r[3] for r in rectangles)
    return Area(left / _POINT, (height - top) / _POINT, (right - left) / _POINT, (top - bottom) / _POINT)


def envelopes(
    addresses: Sequence[Sequence[str]],
    sender: Sequence[str],
    window: Window,
    assets: Assets,
    register: Register,
) -> tuple[bytes | None, list[Diagnostic]]:
    """Envelopes without a window, of the same size, one a page."""
    from letterkit.writers.pdf.pages import page_to_pdf

    width, height = window.envelope
    values = {"width": width, "height": height, "sender": sender, "envelopes": addresses, "size": 12}
    return page_to_pdf("envelopes.html.jinja", values, assets, register)


def labels(
    addresses: Sequence[Sequence[str]], sheet: LabelSheet, assets: Assets, register: Register
) -> tuple[bytes | None, list[Diagnostic]]:
    """Sheets of labels, as small as the longest address needs."""
    from letterkit.writers.pdf.pages import page_to_pdf

    most = max(map(len, addresses))
    room = (sheet.height - 4) * _POINT
    size = next((size for size in _SIZES if size * _LEADING * most <= room), _SIZES[-1])
    values = {"sheet": sheet, "labels": addresses, "size": size}
    return page_to_pdf("labels.html.jinja", values, assets, register)


def label_problems(
    addresses: Sequence[tuple[Sequence[str], Location]], sheet: LabelSheet
) -> Iterator[Diagnostic]:
    """LK642 for each address that has more lines than a label holds."""
    most = int((sheet.height - 4) * _POINT / (_SIZES[-1] * _LEADING))
    for lines, place in addresses:
        if len(lines) > most:
            message = f"the address has {len(lines)} lines; a label of {sheet.name} holds {most}"
            yield Diagnostic("LK642", message, place, "take other labels in delivery.yaml")


def _lies_in(box: Area, area: Area) -> bool:
    return (
        box.left >= area.left - 0.1
        and box.top >= area.top - 0.1
        and box.left + box.width <= area.left + area.width
        and box.top + box.height <= area.top + area.height
    )


def _joined(sheet: bytes, letter: bytes) -> bytes:
    """One file of both, for a printer: the same bytes for the same files."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as whole, pikepdf.open(io.BytesIO(sheet)) as first:
        # What is read aloud is the letter; this copy is for paper.
        for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata", "/OutputIntents", "/PageLabels"):
            if key in whole.Root:
                del whole.Root[key]
        whole.pages.insert(0, first.pages[0])
        whole.save(stream, deterministic_id=True)
    return stream.getvalue()
