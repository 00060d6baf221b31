"""The pages of a fax, each drawn, looked at and coded once however many copies have it.

The copies of a letter differ on the page with the addressee's own address; the others are the same. What
a page shows follows from its content and from what that draws with (ISO 32000-1, 7.8): two pages in which
these are alike are one. Of a font its name is compared: WeasyPrint makes it of the whole font's digest,
and a subset keeps the numbers of its glyphs.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

from letterkit.delivery.fax.dots import Resolution, lost_ink, page_of
from letterkit.delivery.fax.tiff import Coding, EncodedPage
from letterkit.diagnostics import Diagnostic

if TYPE_CHECKING:
    from letterkit.writers.pdf.lines import PrintedLine

_SHOWN = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Annots")
_DEEPEST = 20  # levels of what a page draws with: a picture within a pattern within a picture
Sent: TypeAlias = tuple[EncodedPage, tuple[Diagnostic, ...]]
"""A page as it is sent, and what of it does not arrive."""


class FaxMachine(Struct, frozen=True):
    """Makes faxes in one resolution and one coding, and keeps what it has coded."""

    resolution: Resolution
    coding: Coding
    _sent: dict[tuple[object, ...], Sent] = field(default_factory=dict)

    def cover(self, pdf: bytes) -> list[EncodedPage]:
        """The pages of a cover sheet, of which nothing is kept: each has a number of its own."""
        import pypdfium2

        with pypdfium2.PdfDocument(pdf) as document:
            return [EncodedPage(page_of(page, self.resolution).dots, self.coding) for page in document]

    def letter(
        self, pdf: bytes, lines: Iterable[PrintedLine]
    ) -> tuple[list[EncodedPage], list[Diagnostic]]:
        """The pages of a letter with those printed lines, and what of them is lost on the way (LK621,
        LK622).
        """
        import pikepdf
        import pypdfium2

        lines = tuple(lines)
        sent = []
        with pypdfium2.PdfDocument(pdf) as drawn, pikepdf.open(io.BytesIO(pdf)) as read:
            for number, page in enumerate(read.pages, 1):
                on_page = tuple(line for line in lines if line.page == number)
                key = (_digest_of(page.obj), number, on_page)
                if key not in self._sent:
                    self._sent[key] = self._page(drawn[number - 1], number, on_page)
                sent.append(self._sent[key])
        return [page for page, _ in sent], [each for _, found in sent for each in found]

    def _page(self, drawn: Any, number: int, lines: Sequence[PrintedLine]) -> Sent:
        page = page_of(drawn, self.resolution)
        lost = tuple(lost_ink(page, number, lines, self.resolution))
        return EncodedPage(page.dots, self.coding), lost


def _digest_of(page: Any) -> bytes:
    """SHA-256 of what a page shows: its content, its size, and what its content draws with.

    A page that draws with what refers to itself is like no other.
    """
    told = hashlib.sha256()
    try:
        for key in _SHOWN:
            _tell(told, page.get(key), _DEEPEST)
    except RecursionError:
        return secrets.token_bytes()
    return told.digest()


def _tell(told: Any, value: Any, levels: int) -> None:
    """Add a value of a PDF to a digest, with everything that it refers to."""
    import pikepdf

    if levels == 0:
        raise RecursionError("what the page draws with refers to itself")
    if isinstance(value, pikepdf.Stream):
        told.update(b"stream" + hashlib.sha256(value.read_raw_bytes()).digest())
    if isinstance(value, pikepdf.Stream | pikepdf.Dictionary):
        is_font = value.get("/Type") == "/Font" and value.get("/Subtype") == "/Type0"
        for key in ("/BaseFont",) if is_font else sorted(value.keys()):
            told.update(key.encode())
            if key not in ("/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/A"):
                _tell(told, value[key], levels - 1)
        told.update(b"end")
    elif isinstance(value, pikepdf.Array):
        for each in value:
            _tell(told, each, levels - 1)
        told.update(b"end")
    else:
        told.update(repr(value).encode())
