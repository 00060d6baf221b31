"""The document as it prints, in each of the forms one may look at: clean, as a draft, as a redline.

The pages are painted as the PDF's are, so that what is discussed is what is sent; where the words stand
on them comes from the same layout. A picture is made when it is asked for, and named by what is painted
on its page: a page that has not changed keeps its picture.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.changes import ListedChange
from letterkit.review.passages import Passages
from letterkit.writers.pdf.lines import PrintedLine

if TYPE_CHECKING:
    from PIL.Image import Image

    from letterkit.writers.pdf.screen import PaintedDocument

DOTS_PER_INCH = 144
# Sixteen greys are enough for black type, and make a third less of a file than 256 do.
_GREYS = 16
# How hard zlib tries.
_QUICK, _SMALL = 1, 6
# PDFium is not made for several threads.
_pdfium = threading.Lock()


class PrintedPage(Struct, frozen=True):
    """A page: its number from 1, its width and height in points, and a name for its picture."""

    number: int
    width: float
    height: float
    name: str


class PrintedDocument(Struct, frozen=True):
    """A document as it was printed, and the lines on its own pages."""

    painted: PaintedDocument
    lines: tuple[PrintedLine, ...]

    def pages(self) -> tuple[PrintedPage, ...]:
        """The document's own pages."""
        return tuple(
            PrintedPage(number, page.width, page.height, f"{page.digest}-{number}")
            for number, page in enumerate(self.painted.pages, 1)
        )

    def picture(self, number: int, *, quickly: bool = False) -> bytes:
        """The picture of a page, in greys, as PNG; one that is made `quickly` is a third larger."""
        import pypdfium2

        with _pdfium, pypdfium2.PdfDocument(self.painted.pdf) as document:
            page = document[self.painted.sheets + number - 1]
            image = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
        return _png(image, _QUICK if quickly else _SMALL)


def _png(image: Image, level: int) -> bytes:
    from PIL import Image

    step = 255 // (_GREYS - 1)
    few = Image.new("P", image.size)
    few.putpalette([grey * step for grey in range(_GREYS) for _ in "rgb"])
    few.frombytes(image.point([(grey + step // 2) // step for grey in range(256)]).tobytes())
    stream = io.BytesIO()
    few.save(stream, "PNG", bits=4, compress_level=level)
    return stream.getvalue()


class View(Struct, frozen=True):
    """One way to look at the document: as it was printed, what it is made of, and what changed.

    `name` tells it from the others of a page. `since` is the revision that a redline compares with; where
    that cannot be done `explanation` says why, and nothing is printed.
    """

    name: str
    label: str
    passages: Passages
    printed: PrintedDocument | None = None
    since: str | None = None
    changes: Sequence[ListedChange] = ()
    explanation: str | None = None
