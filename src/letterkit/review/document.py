"""A document under review: what the files make it now, and the views of it.

A view is printed when it is first asked for. A comparison that cannot be made, because the revision has
no such campaign or its files no such letter, says so in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from letterkit import letter as lt
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.compare import Request, compare
from letterkit.campaign.render import Order, review_of
from letterkit.campaign.sources import assets_of
from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, ordered
from letterkit.library.index import Library
from letterkit.past.changed import describe
from letterkit.past.revisions import Revision
from letterkit.review.passages import Passages, passages, passages_of_redline
from letterkit.review.views import PrintedDocument, View
from letterkit.writers import pdf
from letterkit.writers.text import text_digest

CLEAN, DRAFT, REDLINE = "clean", "review", "redline"
LABELS = {CLEAN: "Clean", DRAFT: "Review draft", REDLINE: "Redline"}


class CannotPrintError(Exception):
    """The document cannot be made or printed; the diagnostics say why."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        super().__init__()
        self.problems = ordered(problems)


@dataclass(slots=True)
class ReviewedDocument:
    """A document as the files make it now."""

    order: Order
    checked: Checked
    tree: lt.Document
    revision: Revision | None
    _laid: pdf.Laid | None = None
    _views: dict[tuple[str, str | None], View] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the views there are: of a final letter there is no draft."""
        draft = () if self.order.is_final else (DRAFT,)
        redline = (REDLINE,) if self.revision else ()
        return (*draft, CLEAN, *redline)

    @property
    def digest(self) -> str:
        """The digest of the document's text."""
        return text_digest(self.tree)

    @property
    def stamp(self) -> str:
        """What people call the version by."""
        revision = f"revision {self.revision.name} of {self.revision.day}" if self.revision else ""
        parts = (revision, f"text {self.digest[:8]}", f"dated {self.tree.date.text}")
        return " · ".join(part for part in parts if part)

    def view(self, name: str, since: str | None = None) -> View:
        """A view, by its name; of a redline with the revision compared with. Raises CannotPrintError."""
        if (name, since) not in self._views:
            made = self._present(name) if since is None else self._redline(since)
            self._views[name, since] = made
        return self._views[name, since]

    def _present(self, name: str) -> View:
        """The document as it is, with a draft's marks or without. Both have the same pages."""
        if self._laid is None:
            self._laid = pdf.lay_out(self.tree, assets_of(self.order.workspace, self.order.campaign))
        laid = self._laid
        findings = self.checked.findings_on(laid.pages)
        review = review_of(self.revision, findings, has_sheet=False) if name == DRAFT else None
        printed = _printed(laid, review)
        found = passages(self.checked, laid.lines, [*self.checked.problems, *findings])
        return View(name, LABELS[name], found, printed)

    def _redline(self, since: str) -> View:
        """The document compared with what it was, or why it cannot be."""
        present = self.view(CLEAN).passages
        try:
            tree = self._compared(since)
        except LetterkitError as error:
            nothing = Passages({}, (), present.findings, {})
            return View(REDLINE, LABELS[REDLINE], nothing, since=since, explanation=str(error))
        laid = pdf.lay_out(tree, assets_of(self.order.workspace, self.order.campaign))
        printed = _printed(laid)
        found = passages_of_redline(self.checked, laid.lines, tree, present)
        comparison = tree.comparison
        label = f"{LABELS[REDLINE]} since {comparison.old.revision if comparison else since}"
        return View(REDLINE, label, found, printed, since, comparison.changes if comparison else ())

    def _compared(self, since: str) -> lt.Document:
        """The document with what changed in it. Raises LetterkitError where that cannot be told."""
        name = self.checked.name
        request = Request(self.order.workspace, self.order.campaign, since, documents=(name,))
        compared = compare(request)
        if name not in compared.redlines:
            raise LetterkitError("\n".join(map(str, compared.problems)), status=1)
        return compared.redlines[name]


def read_document(order: Order, document: str) -> ReviewedDocument:
    """Read a document of a campaign. Raises CannotPrintError where it cannot be made."""
    library = Library(order.workspace, order.campaign)
    checked = check_document(library, order.campaign, document, order.on)
    if checked.tree is None:
        raise CannotPrintError(checked.problems or [_missing(order, document)])
    return ReviewedDocument(order, checked, checked.tree, describe(order.workspace))


def _missing(order: Order, document: str) -> Diagnostic:
    file = order.workspace.campaign_folder(order.campaign) / DOCUMENT_KINDS[document].file
    return Diagnostic("LK110", "there is no such file", Location(order.workspace.shown(file), 1, 1))


def _printed(laid: pdf.Laid, review: pdf.Review | None = None) -> PrintedDocument:
    """The laid-out document as it prints. Raises CannotPrintError.

    Attachments and contact data are seen on no page, and left out.
    """
    content, problems = pdf.finish(laid, review, strip_metadata=True)
    if content is None:
        raise CannotPrintError(problems)
    return PrintedDocument(content, laid.pages, laid.lines)
