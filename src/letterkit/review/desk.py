"""A campaign's document on the desk: what it is now, and the views of it.

Everything is made from the files as they are when the document is laid on the desk; a view is printed
when it is first asked for. A comparison that cannot be made, because the revision has no such campaign or
its files no such letter, says so in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.compare import Request, compare
from letterkit.campaign.render import Order
from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, ordered
from letterkit.library.index import Library
from letterkit.past.revisions import Revision, describe
from letterkit.review import page
from letterkit.review.passages import Passages, passages
from letterkit.review.views import Print, View
from letterkit.writers import Assets
from letterkit.writers.pdf.draft import Review
from letterkit.writers.pdf.lines import PrintedLine, printed_lines
from letterkit.writers.text import text_digest

if TYPE_CHECKING:
    from weasyprint import Document

CLEAN, DRAFT, REDLINE = "clean", "review", "redline"
LABELS = {CLEAN: "Clean", DRAFT: "Review draft", REDLINE: "Redline"}


class CannotPrintError(Exception):
    """The document cannot be made or printed; the diagnostics say why."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        super().__init__()
        self.problems = ordered(problems)


@dataclass(slots=True)
class Desk:
    """A document as the files make it now."""

    order: Order
    checked: Checked
    tree: lt.Document
    revision: Revision | None
    _views: dict[tuple[str, str | None], View] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the views there are: of a final letter there is no draft."""
        draft = () if self.order.is_final else (DRAFT,)
        past = (REDLINE,) if self.revision else ()
        return (*draft, CLEAN, *past)

    @property
    def digest(self) -> str:
        """The digest of the document's text."""
        return text_digest(self.tree)

    @property
    def stamp(self) -> str:
        """What people call the version by."""
        revision = f"revision {self.revision.name} of {self.revision.date}" if self.revision else ""
        parts = (revision, f"text {self.digest[:8]}", f"dated {self.tree.date.text}")
        return " · ".join(part for part in parts if part)

    def view(self, name: str, since: str | None = None) -> View:
        """A view, by its name and the revision to compare with. Raises CannotPrintError."""
        if (name, since) not in self._views:
            self._views[name, since] = self._printed(name, since)
        return self._views[name, since]

    def content(self, views: Sequence[View], choices: Sequence[page.Choice]) -> page.Content:
        """What a page shows of the document, with these views."""
        return page.Content(
            title=self.tree.title,
            campaign=self.order.campaign,
            stamp=self.stamp,
            language=self.tree.language,
            views=views,
            choices=choices,
            findings=views[0].passages.findings,
        )

    def _printed(self, name: str, since: str | None) -> View:
        if name == REDLINE and since is not None:
            return self._redline(since)
        printed = self._print(self.tree, is_draft=name == DRAFT)
        findings = [*self.checked.problems, *self.checked.findings_on(len(printed.pages()))]
        return View(name, LABELS[name], passages(self.checked, printed.lines, findings), printed)

    def _redline(self, since: str) -> View:
        """The document compared with what it was, or why it cannot be."""
        present = self.view(CLEAN).passages
        try:
            tree = self._compared(since)
        except LetterkitError as error:
            nothing = Passages({}, (), present.findings, {})
            return View(REDLINE, LABELS[REDLINE], nothing, since=since, explanation=str(error))
        printed = self._print(tree)
        found = passages(self.checked, printed.lines, present=present, redline=tree)
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

    def _print(self, tree: lt.Document, *, is_draft: bool = False) -> Print:
        from letterkit.writers.pdf.layout import write

        pages, lines = 0, list[PrintedLine]()

        def see(document: Document) -> None:
            nonlocal pages
            pages = len(document.pages)
            lines.extend(printed_lines(document))

        review = self._review() if is_draft else None
        # Attachments and contact data are seen on no page.
        assets = Assets.of(self.order.workspace)
        pdf, problems = write(tree, assets, strip_metadata=True, review=review, see=see)
        if pdf is None:
            raise CannotPrintError(problems)
        return Print(pdf, pages, tuple(lines))

    def _review(self) -> Review:
        """What a draft says besides its letter."""
        name, date = (self.revision.name, str(self.revision.date)) if self.revision else (None, None)
        return Review(self.checked.findings_on, name, date, has_sheet=False)


def lay(order: Order, document: str) -> Desk:
    """Lay a document of a campaign on the desk. Raises CannotPrintError where it cannot be made."""
    library = Library(order.workspace, order.campaign)
    checked = check_document(library, order.campaign, document, order.on)
    if checked.tree is None:
        raise CannotPrintError(checked.problems or [_missing(order, document)])
    return Desk(order, checked, checked.tree, describe(order.workspace))


def _missing(order: Order, document: str) -> Diagnostic:
    file = order.workspace.campaign_folder(order.campaign) / DOCUMENT_KINDS[document].file
    return Diagnostic("LK110", "there is no such file", Location(order.workspace.shown(file), 1, 1))
