"""A campaign's documents rendered: from the order for them to the files.

The way is straight: the order, the library, the document checked, its pages laid out, what the checks say
of the pages, the finished files, and the folder that keeps them. Where nothing has changed of what the
files were made from, nothing is rendered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.campaign.files import OutputFolder
from letterkit.campaign.publication import public_copy
from letterkit.campaign.sent import not_as_sent
from letterkit.campaign.sources import Sources, assets_of, digest
from letterkit.diagnostics import Diagnostic, has_errors, ordered
from letterkit.library.finals import changes_since_final
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace

if TYPE_CHECKING:
    from letterkit.checks import Checked
    from letterkit.consent import Released
    from letterkit.past.revisions import Revision
    from letterkit.writers import Written
    from letterkit.writers.pdf import Review

Progress: TypeAlias = Callable[[str], None]
"""Is told, in a few words, what is being done."""


class Order(Struct, frozen=True):
    """What to render: a campaign's documents, in which formats, into which folder.

    Without `documents` all that the campaign has. With `public` they are copies to publish; with
    `fragment`, the level of its heading, the HTML is a part of a page.
    """

    workspace: Workspace
    campaign: str
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf",)
    folder: Path | None = None
    public: bool = False
    fragment: int | None = None
    force: bool = False
    final: bool = False
    clean: bool = False
    on: dt.date | None = None

    @property
    def output(self) -> Path:
        """The folder that the files go to."""
        return self.folder or self.workspace.campaign_folder(self.campaign) / "out"

    @property
    def is_final(self) -> bool:
        """Whether drafts are over: asked for, or because the campaign was finalized."""
        return self.final or self.workspace.is_final(self.campaign)

    @property
    def is_review(self) -> bool:
        """Whether the PDFs are review drafts."""
        return "pdf" in self.formats and not (self.clean or self.public or self.is_final)

    def is_draft(self, form: str) -> bool:
        """Whether the file in that format is a review draft: any other leaves the house."""
        return form == "pdf" and self.is_review

    def goes_round(self, form: str) -> bool:
        """Whether the file in that format is for partners to change, and says which text it is."""
        return form == "docx" and not (self.clean or self.public or self.is_final)

    def wanted(self) -> tuple[str, ...]:
        """The documents to render. Raises LetterkitError where the campaign lacks one of them."""
        return self.workspace.documents_asked(self.campaign, self.documents)

    def refuses(self, findings: Iterable[Diagnostic]) -> bool:
        """Whether these findings stand against what is ordered: an error against a final."""
        return self.final and has_errors(findings)

    def path(self, document: str, form: str) -> Path:
        """The file of a document in a format.

        A copy to publish and the clean copy of a draft have names of their own, so that neither takes
        the place of the draft or the final.
        """
        kind = ""
        if self.public:
            kind = "-fragment" if form == "html" and self.fragment else "-public"
        elif self.clean and not self.is_final and form in ("pdf", "docx"):
            kind = "-clean"
        return self.output / f"{document}{kind}.{form}"

    def sources(self, revision: Revision | None) -> str:
        """A digest of everything the files are made from, a draft's revision among it."""
        options = (self.public, self.fragment, self.is_final, self.clean, self.on, revision)
        return digest(self.workspace, self.campaign, *options)


class Rendered(Struct, frozen=True):
    """What came of it: the files written, those that were up to date, the problems that stopped it,
    and what the checks found in a draft.
    """

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def render(order: Order, progress: Progress = lambda message: None) -> Rendered:
    """Render a campaign's documents. Where one cannot be made, nothing is written.

    A draft may have findings; a final with an error among them is refused, and so is a campaign that is
    not as it was finalized.
    """
    from letterkit.checks.consent import withdrawn

    changed = changes_since_final(order.workspace, order.campaign)
    if changed := [*changed, *withdrawn(order.workspace, order.campaign)]:
        return Rendered(problems=ordered(changed))
    folder = OutputFolder(order.output, order.workspace)
    revision, unasked = _revision(order)
    as_read = Sources(order.workspace, order.campaign)
    sources = order.sources(revision)
    paths = [order.path(name, form) for name in order.wanted() for form in order.formats]
    if not order.force and (known := _without_rendering(folder, paths, sources)):
        return known
    made = make(order, revision, progress)
    problems, findings = ordered([*made.problems, *unasked]), ordered(made.findings)
    if has_errors(problems) or order.refuses(findings):
        return Rendered(problems=problems, findings=findings)
    # What was found is said again the next time, and what was changed meanwhile is rendered again.
    is_known = not problems and not findings and not as_read.changed()
    kept = folder.write(made.contents, sources if is_known else "", force=order.force)
    return Rendered(kept.written, kept.unchanged, ordered([*problems, *kept.problems]), findings)


def _revision(order: Order) -> tuple[Revision | None, list[Diagnostic]]:
    """The revision that a draft says, and why it says none where git was not to be asked."""
    if not order.is_review:
        return None, []
    from letterkit.past.changed import described  # which loads what asks git

    return described(order.workspace)


def _without_rendering(folder: OutputFolder, paths: Sequence[Path], sources: str) -> Rendered | None:
    """What can be said beforehand: that all files are up to date, or that one is somebody else's."""
    if folder.holds(paths, sources):
        return Rendered(unchanged=tuple(paths))
    foreign = folder.foreign(paths)
    return Rendered(problems=foreign) if foreign else None


def keep(order: Order, contents: Mapping[Path, bytes]) -> Rendered:
    """Write files that were made elsewhere into the order's folder, with the same care."""
    folder = OutputFolder(order.output, order.workspace)
    if not contents:
        return Rendered()
    kept = folder.write(contents, force=order.force)
    return Rendered(kept.written, kept.unchanged, kept.problems)


class Made(Struct, frozen=True):
    """The files' contents, what stands against them, and what the checks found."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def make(
    order: Order, revision: Revision | None, progress: Progress, library: Library | None = None
) -> Made:
    """Each document, checked, in each format; from a `library` other than the files as they are."""
    from letterkit.checks import check_document

    progress(f"reading the blocks of {order.campaign}")
    library = library or Library(order.workspace, order.campaign)
    made = Made()
    for name in order.wanted():
        checked = check_document(library, order.campaign, name, order.on)
        made.problems.extend(checked.problems)
        copy = None
        if order.public:
            copy, problems = public_copy(checked)
            made.problems.extend(problems)
        made.findings.extend(checked.findings)
        if order.refuses(checked.findings):
            continue
        for form in order.formats:
            path = order.path(name, form)
            released, problems = (
                checked.withhold() if order.is_draft(form) else checked.release(copy, public=order.public)
            )
            made.problems.extend(problems)
            if released is None:
                continue
            progress(f"making {path.name}")
            (content, problems), findings = _written(order, form, checked, released, revision)
            made.problems.extend(problems)
            made.findings.extend(findings)
            if content is not None:
                made.contents[path] = content
                made.problems.extend(not_as_sent(order.workspace, order.campaign, path.name, content))
    return made


def _written(
    order: Order,
    form: str,
    checked: Checked,
    released: Released[lt.Document],
    revision: Revision | None,
) -> tuple[Written, list[Diagnostic]]:
    """The document in a format, and what the checks find in a draft once it has pages."""
    from letterkit.writers import as_printed, pdf, write

    assets = assets_of(order.workspace, order.campaign)
    findings: list[Diagnostic] = []
    if form == "html" and order.fragment:
        from letterkit.writers import fragment

        content, problems = fragment.write(released, assets, order.fragment)
    elif form == "json" and order.public:
        content, problems = as_printed.write(released, assets)
    elif form == "docx":
        content, problems = _word_file(order, released)
    elif form != "pdf":
        content, problems = write(form, released, assets)
    else:
        laid = pdf.lay_out(released, assets)
        findings = [released.at_home(found) for found in laid.findings]
        if order.is_draft(form):
            findings = [*checked.findings_on(laid.pages), *findings]
            content, problems = pdf.finish(laid, review_of(released, revision, findings))
        else:
            content, problems = pdf.finish(laid, strip_metadata=order.public)
    return (content, [released.at_home(found) for found in problems]), findings


def _word_file(order: Order, released: Released[lt.Document]) -> Written:
    from letterkit.writers import docx

    circulated = docx.Circulated() if order.goes_round("docx") else None
    assets = assets_of(order.workspace, order.campaign)
    return docx.write(released, assets, circulated=circulated, strip_metadata=order.public)


def review_of(
    released: Released[lt.Document],
    revision: Revision | None,
    findings: Iterable[Diagnostic],
    *,
    has_sheet: bool = True,
) -> Review:
    """What a draft of the workspace's revision says besides its letter."""
    from letterkit.writers.pdf import Review

    shown = [released.shown(found) for found in findings]
    if revision is None:
        return Review(shown, has_sheet=has_sheet)
    name = released.register.withheld(revision.name)
    return Review(shown, name, revision.day, has_sheet)
