"""Pages → PDF: laid-out pages described, tagged and archivable in one file.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once. The file carries the document's tree, the
delivery data and a vCard for each addressee as attachments, and the addresses and fax numbers once more
in XMP, for a glance. The same document gives the same bytes: the dates in it are the document's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from letterkit.diagnostics import Severity
from letterkit.writers import Written
from letterkit.writers.pdf.attachments import attachments
from letterkit.writers.pdf.changes import with_changes
from letterkit.writers.pdf.draft import Review, with_review
from letterkit.writers.pdf.glyphs import missing_glyphs
from letterkit.writers.pdf.languages import SpeakingPage, with_languages, write_languages
from letterkit.writers.pdf.layout import VARIANT, Laid, template_place
from letterkit.writers.pdf.messages import collected_messages
from letterkit.writers.pdf.metadata import described

if TYPE_CHECKING:
    from weasyprint import Document


def finish(laid: Laid, review: Review | None = None, *, strip_metadata: bool = False) -> Written:
    """Make a PDF of laid-out pages, which stay as they are.

    With `review` it is a review draft (see `draft`), whose lines and pages break as they do without. With
    `strip_metadata` the file names only title and language: no attachments, no contact data, no author,
    for a copy to publish. A redline begins with the list of its changes, and has no contact data: what
    was deleted must never be taken for what holds.
    """
    if laid.document is None:
        return None, list(laid.problems)
    tree = laid.tree
    strip_metadata = strip_metadata or tree.comparison is not None
    with collected_messages(template_place(tree)) as messages:
        document, sheets = _with_sheets(laid, laid.document, review)
        document, pages = with_languages(described(document, tree, strip_metadata))
        content = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[] if strip_metadata else list(attachments(tree)),
            finisher=partial(_complete, sheets, pages),
        )
    problems = [*missing_glyphs(document, tree), *laid.problems, *messages]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return cast(bytes, content), problems


def _with_sheets(laid: Laid, document: Document, review: Review | None) -> tuple[Document, int]:
    """The document with the sheets that go before it, a redline's or a draft's, and how many they are."""
    if laid.tree.comparison is not None:
        return with_changes(laid, document, laid.tree.comparison)
    if review is not None:
        return with_review(laid, document, review)
    return document, 0


def _complete(sheets: int, pages: list[SpeakingPage], document: Document, pdf: Any) -> None:
    """What WeasyPrint leaves out: the languages of words, and the pages' labels."""
    write_languages(pages, pdf)
    _label_pages(sheets, pdf)


def _label_pages(sheets: int, pdf: Any) -> None:
    """Let viewers count the pages as the letter does: the review sheet's are i, ii, and so on."""
    import pydyf

    if sheets:
        roman, arabic = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, roman, sheets, arabic])})
