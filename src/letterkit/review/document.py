"""A document under review: what the files make it now, and the views of it.

A view is printed when it is first asked for. A comparison that cannot be made, because the revision has
no such campaign or its files no such letter, says so in words.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.compare import Request, compare
from letterkit.campaign.render import Order, review_of
from letterkit.campaign.sources import Sources, assets_of
from letterkit.checks import Checked, check_document
from letterkit.checks.consent import withdrawn
from letterkit.consent import Released, named_beside
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.past.changed import describe
from letterkit.past.revisions import Revision
from letterkit.review.block_facts import told_beside
from letterkit.review.passages import Passages, passages, passages_of_redline
from letterkit.review.views import PrintedDocument, View
from letterkit.writers import pdf
from letterkit.writers.pdf.kept_pages import KeptPages
from letterkit.writers.pdf.screen import paint

CLEAN, DRAFT, REDLINE = "clean", "review", "redline"
LABELS = {CLEAN: "Clean", DRAFT: "Review draft", REDLINE: "Redline"}


class CannotPrintError(Exception):
    """The document cannot be made or printed; the diagnostics say why."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        super().__init__()
        self.problems = ordered(problems)


class ReviewedDocument(Struct):
    """A document as the files make it now. Pages that an earlier one had too may be `kept` from that."""

    order: Order
    checked: Checked
    released: Released[lt.Document]
    revision: Revision | None
    kept: KeptPages | None = None
    _laid: pdf.Laid | None = None
    _views: dict[tuple[str, str | None], View] = field(default_factory=dict)

    @property
    def tree(self) -> lt.Document:
        """The document."""
        return self.released.tree

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the views there are: of a final letter there is no draft."""
        draft = () if self.order.is_final else (DRAFT,)
        redline = (REDLINE,) if self.revision else ()
        return (*draft, CLEAN, *redline)

    @property
    def digest(self) -> str:
        """The digest of the document's text."""
        return agreed(self.tree).digest

    @property
    def stamp(self) -> str:
        """What people call the version by."""
        revision = ""
        if self.revision is not None:
            name = self.released.register.withheld(self.revision.name)
            revision = f"revision {name} of {self.revision.day}"
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
            assets = assets_of(self.order.workspace, self.order.campaign)
            self._laid = pdf.lay_out(self.released, assets, self.kept)
        laid = self._laid
        findings = self.checked.findings_on(laid.pages)
        sheet = review_of(self.released, self.revision, findings, has_sheet=False)
        printed = _printed(laid, sheet if name == DRAFT else None, self.kept)
        told = map(self.released.shown, [*self.checked.problems, *findings])
        found = passages(self.checked, self.released, laid.lines, told)
        return View(name, LABELS[name], found, printed)

    def _redline(self, since: str) -> View:
        """The document compared with what it was, or why it cannot be."""
        present = self.view(CLEAN).passages
        try:
            released = self._compared(since)
        except LetterkitError as error:
            nothing = Passages({}, (), present.findings, {})
            return View(REDLINE, LABELS[REDLINE], nothing, since=since, explanation=str(error))
        laid = pdf.lay_out(released, assets_of(self.order.workspace, self.order.campaign))
        printed = _printed(laid)
        found = passages_of_redline(self.released, laid.lines, released, present)
        comparison = released.tree.comparison
        label = f"{LABELS[REDLINE]} since {comparison.old.revision if comparison else since}"
        return View(REDLINE, label, found, printed, since, comparison.changes if comparison else ())

    def _compared(self, since: str) -> Released[lt.Document]:
        """The document with what changed in it. Raises LetterkitError where that cannot be told."""
        name = self.checked.name
        request = Request(self.order.workspace, self.order.campaign, since, documents=(name,))
        compared = compare(request)
        if name not in compared.redlines:
            told = (str(self.released.shown(problem)) for problem in compared.problems)
            raise LetterkitError("\n".join(told), status=1)
        return compared.redlines[name]


class KeptLibrary:
    """A campaign's library from one look to the next: a file that stayed as it was is not read again."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._sources: Sources | None = None
        self._last: Library | None = None

    def now(self) -> Library:
        """The library as the files are now."""
        workspace, campaign = self._order.workspace, self._order.campaign
        sources = Sources(workspace, campaign)  # looked at before any is read
        if self._last is not None and self._sources is not None:
            earlier = self._sources
            changed = [path for path in self._last.files if not sources.has_as(earlier, path)]
            self._last.forget(changed)
        self._sources, self._last = sources, Library(workspace, campaign, like=self._last)
        return self._last


def read_document(order: Order, document: str) -> ReviewedDocument:
    """Read a document of a campaign. Raises as `document_of` does."""
    library = Library(order.workspace, order.campaign)
    return document_of(library, order, document, describe(order.workspace))


def document_of(
    library: Library,
    order: Order,
    document: str,
    revision: Revision | None,
    kept: KeptPages | None = None,
) -> ReviewedDocument:
    """A document of a campaign, of the library as it is, with pages that are `kept`.

    Raises CannotPrintError where it cannot be made, and where the page would name anybody whom the
    document may not name.
    """
    if problems := withdrawn(order.workspace, order.campaign):
        raise CannotPrintError(problems)
    checked = check_document(library, order.campaign, document, order.on)
    if checked.tree is None:
        raise CannotPrintError(checked.problems or [_missing(order, document)])
    released, problems = checked.release()
    if released is not None:
        problems = [p for p in named_beside(told_beside(checked), released.register) if has_errors([p])]
    if released is None or problems:
        raise CannotPrintError(problems)
    return ReviewedDocument(order, checked, released, revision, kept)


def _missing(order: Order, document: str) -> Diagnostic:
    file = order.workspace.campaign_folder(order.campaign) / DOCUMENT_KINDS[document].file
    return Diagnostic("LK110", "there is no such file", Location(order.workspace.shown(file), 1, 1))


def _printed(
    laid: pdf.Laid, review: pdf.Review | None = None, kept: KeptPages | None = None
) -> PrintedDocument:
    """The laid-out document as it prints. Raises CannotPrintError."""
    painted, problems = paint(laid, review, kept)
    if painted is None:
        raise CannotPrintError(problems)
    return PrintedDocument(painted, laid.lines)
