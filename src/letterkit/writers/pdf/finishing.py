"""Pages → PDF: laid-out pages described, tagged and archivable in one file.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once. The file carries the document's tree, the
delivery data and a vCard for each addressee as attachments, and the addresses and fax numbers once more
in XMP, for a glance. The same document gives the same bytes: the dates in it are the document's own.
"""

from __future__ import annotations

import zlib
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

from letterkit.diagnostics import Severity
from letterkit.limits import TooMuchWorkError
from letterkit.writers import Written
from letterkit.writers.pdf import tags
from letterkit.writers.pdf.attachments import attachments
from letterkit.writers.pdf.glyphs import missing_glyphs
from letterkit.writers.pdf.layout import VARIANT, Laid, template_place, too_much
from letterkit.writers.pdf.limits import limited_pages
from letterkit.writers.pdf.messages import collected_messages
from letterkit.writers.pdf.metadata import described
from letterkit.writers.pdf.review import Review
from letterkit.writers.pdf.tags.elements import Element

if TYPE_CHECKING:
    from weasyprint import Document


LEVEL = 6
"""Of zlib's nine: the highest, pydyf's, takes more than twice the time for a sixtieth of the bytes."""
SECONDS = 8.0
"""Seconds of the processor's that it may take to draw the pages and write the file: twenty take one."""


def finish(laid: Laid, review: Review | None = None, *, strip_metadata: bool = False) -> Written:
    """Make a PDF of laid-out pages, which stay as they are.

    With `review` it is a review draft (see `draft`), whose lines and pages break as they do without. With
    `strip_metadata` the file names only title and language: no attachments, no contact data, no author,
    for a copy to publish. A redline begins with the list of its changes, and has no contact data: what
    was deleted must never be taken for what holds.
    """
    if laid.document is None:
        return None, list(laid.problems)
    try:
        with limited_pages(SECONDS):
            return _finished(laid, laid.document, review, strip_metadata)
    except (TooMuchWorkError, RecursionError):
        return None, [*laid.problems, too_much(laid.tree)]


def _finished(laid: Laid, laid_out: Document, review: Review | None, strip_metadata: bool) -> Written:
    tree = laid.tree
    strip_metadata = strip_metadata or tree.comparison is not None
    with collected_messages(template_place(tree)) as messages:
        document, sheets = with_sheets(laid, laid_out, review)
        document = described(document, tree, strip_metadata)
        structure = tags.structure_of(document)
        bookmarks = (
            tags.line_outline(document, laid.lines, sheets)
            if review is not None or tree.comparison is not None
            else tags.outline(structure.root, document)
        )
        document = tags.with_outline(tags.with_marks(document, structure), bookmarks)
        content = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[] if strip_metadata else list(attachments(tree)),
            finisher=partial(_complete, sheets, structure.root),
        )
    problems = [*missing_glyphs(document, tree), *laid.problems, *messages]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return cast(bytes, content), problems


def with_sheets(laid: Laid, document: Document, review: Review | None) -> tuple[Document, int]:
    """The document with the sheets that go before it, a redline's or a draft's, and how many they are."""
    if laid.tree.comparison is not None:
        from letterkit.writers.pdf.changes import with_changes  # loaded for redlines alone

        return with_changes(laid, document, laid.tree.comparison)
    if review is not None:
        from letterkit.writers.pdf.draft import with_review  # and this for drafts

        return with_review(laid, document, review)
    return document, 0


def _complete(sheets: int, root: Element, document: Document, pdf: Any) -> None:
    complete(sheets, root, pdf)
    pdf.objects[:] = map(finished_object, pdf.objects)


def complete(sheets: int, root: Element, pdf: Any) -> None:
    """What WeasyPrint leaves out: the structure, metadata for any reader, the pages' labels."""
    tags.write_structure(root, pdf)
    # A program that knows no PDF may look for it (ISO 16684-1, 7.1; PDF/A-1 demands it).
    pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False
    _label_pages(sheets, pdf)
    _tell_ends_of_streams(pdf)


def _tell_ends_of_streams(pdf: Any) -> None:
    """Let no stream seem shorter than it says, which validators tell."""
    write = pdf.write_line

    def write_line(content: bytes, output: Any) -> None:
        write(with_clear_end(content), output)

    pdf.write_line = write_line


def with_clear_end(written: bytes) -> bytes:
    """An object as it is written, of which nobody can mistake where its stream ends.

    A line end after it is no part of it (ISO 19005-3, 6.1.7.1); where a line feed follows a last byte
    that is a carriage return, the two look like one.
    """
    end = b"\nendstream\nendobj"
    return written.removesuffix(end) + b"\r" + end if written.endswith(b"\r" + end) else written


def finished_object(made: Any) -> Any:
    """An object of a PDF as it is now: pydyf asks twice for the data of all, which compresses twice, and
    as hard as can be. Once is for the file, and once for its identifier, which PDF/A needs.
    """
    finished = _finished_type()()
    finished.number, finished.generation, finished.free = made.number, made.generation, made.free
    finished.compressible = made.compressible
    finished.data = _data(made) if made.free != "f" else b""
    return finished


def _data(made: Any) -> bytes:
    import pydyf

    if not isinstance(made, pydyf.Stream) or not made.compress:
        return bytes(made.data)
    plain = pydyf.Stream(made.stream, made.extra).data
    content = plain.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    packed = pydyf.Stream([zlib.compress(content, LEVEL)], {**made.extra, "Filter": "/FlateDecode"})
    return bytes(packed.data)


@cache
def _finished_type() -> Any:
    import pydyf

    class Finished(pydyf.Object):  # type: ignore[misc]  # without types
        """An object whose data changes no more."""

        data = b""
        compressible = True

    return Finished


def _label_pages(sheets: int, pdf: Any) -> None:
    """Let viewers count the pages as the letter does: the review sheet's are i, ii, and so on."""
    import pydyf

    if sheets:
        roman, arabic = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, roman, sheets, arabic])})
