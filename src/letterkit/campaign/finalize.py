"""A campaign brought to its end: what it is made from frozen, its final PDFs made and kept.

Every block, template and style sheet that the documents use is copied into the campaign's folder, so that
the letter prints the same whatever becomes of the library and the templates; of the fonts the names are
recorded. The PDFs lie in the campaign's `final/`, where git keeps them. `final.json` records the digests
of all that. It is refused while errors stand, and nothing is written until everything is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from letterkit.blocks.campaign_files import APPROVALS
from letterkit.campaign.freezing import Frozen, frozen
from letterkit.campaign.render import Order, Progress, make
from letterkit.campaign.sources import Sources, versions
from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.letter import words_digest
from letterkit.letter.agreed import agreed
from letterkit.library.finals import FinalRecord, pdf_digest, to_json
from letterkit.library.index import Library
from letterkit.library.workspace import FINAL_FILE, FINAL_FOLDER, Workspace
from letterkit.past.git import Repository, zero_ended
from letterkit.values import replace


class AgreedTo(Struct, frozen=True):
    """What stands against a text's being final because somebody has not agreed to it; who need not have,
    each with the reason; and whether anybody was asked at all.
    """

    problems: list[Diagnostic] = field(default_factory=list)
    without: Mapping[str, str] = field(default_factory=dict)
    was_asked: bool = False


class Finalized(Struct, frozen=True):
    """What came of it: the files made, the PDFs among them, each document's digest, and what stands
    against it.
    """

    made: tuple[Path, ...] = ()
    pdfs: tuple[Path, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)
    agreed_to: AgreedTo = field(default_factory=AgreedTo)


class AgreementCheck(Protocol):
    """What tells whether those who sign have agreed to documents as they are."""

    def __call__(self, workspace: Workspace, campaign: str, documents: Sequence[Checked]) -> AgreedTo:
        """Whether they have. Raises LetterkitError where that cannot be told."""
        ...


def nobody_asked(workspace: Workspace, campaign: str, documents: Sequence[Checked]) -> AgreedTo:
    """For a campaign that keeps no approvals. Raises LetterkitError for one that does."""
    if workspace.entries(workspace.campaign_folder(campaign) / APPROVALS):
        raise LetterkitError(f"{campaign} keeps approvals, and nobody has looked at them", status=1)
    return AgreedTo()


def finalize(
    workspace: Workspace,
    campaign: str,
    progress: Progress = lambda message: None,
    ask: AgreementCheck = nobody_asked,
) -> Finalized:
    """Finalize a campaign that everybody agrees to whom `ask` knows. Raises LetterkitError where it was
    finalized before, or only imported, and where a file was changed that the PDFs are made from while
    they were made.
    """
    with transaction(workspace.root):
        return _finalized(workspace, campaign, progress, ask)


def _finalized(workspace: Workspace, campaign: str, progress: Progress, ask: AgreementCheck) -> Finalized:
    _require_unfinished(workspace, campaign)
    as_read = Sources(workspace, campaign)
    library = Library(workspace, campaign)
    documents = [check_document(library, campaign, name) for name in workspace.documents(campaign)]
    problems = [p for checked in documents for p in (*checked.problems, *checked.findings)]
    if has_errors(problems):
        return Finalized(problems=ordered(problems))
    agreed_to = ask(workspace, campaign, documents)
    if has_errors(agreed_to.problems):
        return Finalized(problems=ordered([*problems, *agreed_to.problems]), agreed_to=agreed_to)
    copies = frozen(workspace, campaign, documents)
    order = Order(workspace, campaign, folder=_final_folder(workspace, campaign), final=True)
    # Made from the copies, before there is a file of them: so the PDF is the one that is made later.
    from_copies = Library(workspace, campaign, drafts=copies.blocks)
    made = make(order, None, progress, from_copies)
    # What shows only on the pages is a finding of the rendering.
    against = _at_home([*made.problems, *made.findings], copies)
    if has_errors(against):
        return Finalized(problems=ordered(against))
    texts = tuple((checked.name, agreed(checked.tree).digest) for checked in documents if checked.tree)
    # What may not be published has no copy to publish, and needs none to be sent.
    published = make(replace(order, public=True), None, lambda message: None, from_copies)
    copies_to_publish = {} if has_errors(published.problems) else published.contents
    record = _record(texts, copies, made.contents, copies_to_publish)
    copied = copies.copied(workspace.campaign_folder(campaign))
    record = replace(record, copied=copied, without_approval=agreed_to.without)
    plan = _plan(workspace, campaign, copies, made.contents, record, as_read)
    plan.write()
    problems = [*problems, *against, *_left_out_by_git(workspace, made.contents)]
    return Finalized(tuple(plan.files), tuple(made.contents), texts, ordered(problems), agreed_to)


def _at_home(problems: Iterable[Diagnostic], copies: Frozen) -> list[Diagnostic]:
    """The problems at the places of the files that the copies are made of: there is no copy yet."""
    return [
        replace(each, location=replace(each.location, file=copies.home(each.location.file)))
        for each in problems
    ]


def _require_unfinished(workspace: Workspace, campaign: str) -> None:
    if workspace.is_final(campaign):
        hint = f"render it: letterkit render {campaign}; to go on working, delete {FINAL_FILE}"
        raise LetterkitError(f"{campaign} was finalized; nothing was changed", hint, status=1)
    if workspace.campaign_folder(campaign) == workspace.imported_folder(campaign):
        hint = f"read it, and then: letterkit adopt {campaign}"
        raise LetterkitError(f"{campaign} was imported and not adopted yet", hint, status=1)
    folder = _final_folder(workspace, campaign)
    kept = workspace.entries(folder)
    if kept:
        message = f"{workspace.shown(kept[0])} was kept when {campaign} was finalized before"
        hint = "commit it, so that git keeps what was sent; then take it away, and finalize again"
        raise LetterkitError(f"{message}; nothing was changed", hint, status=1)


def _final_folder(workspace: Workspace, campaign: str) -> Path:
    return workspace.campaign_folder(campaign) / FINAL_FOLDER


def _record(
    texts: tuple[tuple[str, str], ...],
    copies: Frozen,
    pdfs: Mapping[Path, bytes],
    public: Mapping[Path, bytes],
) -> FinalRecord:
    from letterkit.writers.pdf.inspection import font_names, words_of_our_own

    return FinalRecord(
        text=dict(texts),
        pdf={path.name: pdf_digest(content) for path, content in pdfs.items()},
        files=copies.digests,
        fonts=tuple(sorted({name for content in pdfs.values() for name in font_names(content)})),
        made_with=versions(),
        public={path.name: pdf_digest(content) for path, content in public.items()},
        public_words={
            path.name: words_digest(words_of_our_own(content)) for path, content in public.items()
        },
    )


def _plan(
    workspace: Workspace,
    campaign: str,
    copies: Frozen,
    pdfs: Mapping[Path, bytes],
    record: FinalRecord,
    as_read: Sources,
) -> Plan:
    """Everything to write, as long as nobody has changed what it is made from."""
    record_file = {workspace.campaign_folder(campaign) / FINAL_FILE: to_json(record)}
    files: dict[Path, str | bytes] = {**copies.blocks, **copies.templates, **pdfs, **record_file}
    return Plan(workspace.root, files, check=partial(as_read.require_unchanged, besides=files))


def _left_out_by_git(workspace: Workspace, pdfs: Mapping[Path, bytes]) -> list[Diagnostic]:
    """LK494 for each PDF that git would not keep. Nothing outside git."""
    try:
        repository = Repository.of(workspace.root)
        options = ("--others", "--ignored", "--exclude-standard", "-z")
        listed = repository.ask("ls-files", *options, "--", *map(str, pdfs))
    except LetterkitError:
        return []
    ignored = {entry.removeprefix(repository.prefix) for entry in zero_ended(listed)}
    hint = f"add a line to .gitignore: !campaigns/*/{FINAL_FOLDER}/*.pdf"
    return [
        Diagnostic("LK494", "git leaves out this PDF", Location(file, 1, 1), hint, Severity.WARNING)
        for file in sorted(map(workspace.shown, pdfs))
        if file in ignored
    ]
