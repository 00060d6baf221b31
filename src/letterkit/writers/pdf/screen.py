"""Pages → a PDF to draw pictures from: the same paint, without what nobody sees.

No structure, no attachments, no metadata, nothing compressed: it never leaves the machine, and its
pictures are those of the file that `finish` makes. Of each page a digest tells whether it is to be drawn
again: of what is painted on it, and of every picture in the file.
"""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Severity
from letterkit.limits import TooMuchWorkError
from letterkit.writers.pdf.finishing import SECONDS, with_sheets
from letterkit.writers.pdf.glyphs import missing_glyphs
from letterkit.writers.pdf.kept_pages import KeptPages
from letterkit.writers.pdf.layout import Laid, template_place, too_much
from letterkit.writers.pdf.limits import limited_pages
from letterkit.writers.pdf.lines import POINT
from letterkit.writers.pdf.messages import collected_messages
from letterkit.writers.pdf.review import Review


class PaintedPage(Struct, frozen=True):
    """A page: its width and height in points, and a digest of what is painted on it."""

    width: float
    height: float
    digest: str


class PaintedDocument(Struct, frozen=True):
    """A PDF, the document's own pages in it, and how many sheets stand before them."""

    pdf: bytes
    pages: tuple[PaintedPage, ...]
    sheets: int


def paint(
    laid: Laid, review: Review | None = None, kept: KeptPages | None = None
) -> tuple[PaintedDocument | None, list[Diagnostic]]:
    """Paint laid-out pages as `finish` does, with the same problems; the pages stay as they are.

    What was painted of pages that other copies have too may be `kept` from those.
    """
    if laid.document is None:
        return None, list(laid.problems)
    try:
        with limited_pages(SECONDS), collected_messages(template_place(laid.tree)) as messages:
            # A draft's margins are printed over what is kept: they say more than the page does.
            document = kept.paint.used(laid.document) if kept is not None else laid.document
            document, sheets = with_sheets(laid, document, review)
            digests: list[str] = []
            content = document.write_pdf(
                uncompressed_pdf=True, finisher=lambda _, pdf: digests.extend(_digests(pdf))
            )
    except (TooMuchWorkError, RecursionError):
        return None, [*laid.problems, too_much(laid.tree)]
    problems = [*missing_glyphs(document, laid.tree), *laid.problems, *messages]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    pages = tuple(
        PaintedPage(page.width * POINT, page.height * POINT, digest)
        for page, digest in zip(document.pages, digests, strict=True)
    )
    return PaintedDocument(content or b"", pages[sheets:], sheets), problems


def _digests(pdf: Any) -> list[str]:
    """A digest for each page. Glyphs keep their numbers, and fonts their names, from file to file."""
    pictures = hashlib.sha256()
    for each in pdf.objects:
        if getattr(each, "extra", {}).get("Type") == "/XObject":
            pictures.update(each.data)
    pages = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    streams = (pdf.objects[int(page["Contents"].split()[0])] for page in pages)
    return [hashlib.sha256(pictures.digest() + stream.data).hexdigest()[:16] for stream in streams]
