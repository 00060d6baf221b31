"""A campaign brought to its end: its blocks copied, its text digested, its final PDFs made.

Every block, person and organisation that the documents use is copied into the campaign's own `blocks/`,
where it takes the place of the library's, so that the letter prints the same whatever becomes of the
library. `final.json` records a digest of each document's text. It is refused while errors stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from letterkit.blocks.models import BlockModel
from letterkit.campaign.render import Order, Progress, Rendered, render
from letterkit.checks import Checked, check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.library.index import Block, Library
from letterkit.library.workspace import FINAL_FILE, Workspace
from letterkit.writers.text import text_digest

FORMAT = "letterkit-final/1"


@dataclass(frozen=True, slots=True)
class Finalized:
    """What came of it: the files made, the PDFs, each document's digest, and what stands against it."""

    made: tuple[Path, ...] = ()
    rendered: Rendered = field(default_factory=Rendered)
    digests: tuple[tuple[str, str], ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)


def finalize(workspace: Workspace, campaign: str, progress: Progress = lambda message: None) -> Finalized:
    """Finalize a campaign. Raises LetterkitError where it was finalized before, or only imported."""
    _require_unfinished(workspace, campaign)
    library = Library(workspace, campaign)
    documents = [check_document(library, campaign, name) for name in workspace.documents(campaign)]
    problems = [p for checked in documents for p in (*checked.problems, *checked.findings)]
    if has_errors(problems):
        return Finalized(problems=ordered(problems))
    digests = tuple((checked.name, text_digest(checked.tree)) for checked in documents if checked.tree)
    plan = _plan(workspace, campaign, documents, digests)
    plan.write()
    try:
        rendered = render(Order(workspace, campaign, final=True), progress)
    except BaseException:
        plan.undo()
        raise
    # What shows only on the pages is a finding of the rendering.
    against = [*rendered.problems, *rendered.findings]
    if has_errors(against):
        plan.undo()
        return Finalized(
            rendered=rendered, problems=ordered(_in_the_library(against, documents, workspace))
        )
    return Finalized(tuple(plan.files), rendered, digests, ordered(problems))


def _in_the_library(
    problems: Iterable[Diagnostic], documents: Iterable[Checked], workspace: Workspace
) -> list[Diagnostic]:
    """The problems at the blocks' own places, where they were met in copies that are no more."""
    own = {
        _copy_of(workspace.campaign_folder(checked.subject.block.name), block)
        .relative_to(workspace.root)
        .as_posix(): block.document.file
        for checked in documents
        if checked.subject
        for block in checked.subject.used
    }
    return [
        replace(
            each, location=replace(each.location, file=own.get(each.location.file, each.location.file))
        )
        for each in problems
    ]


def _require_unfinished(workspace: Workspace, campaign: str) -> None:
    if workspace.is_final(campaign):
        hint = f"render it: letterkit render {campaign}; to go on working, delete {FINAL_FILE}"
        raise LetterkitError(f"{campaign} was finalized; nothing was changed", hint, status=1)
    if workspace.campaign_folder(campaign) == workspace.imported_folder(campaign):
        hint = f"read it, and then: letterkit adopt {campaign}"
        raise LetterkitError(f"{campaign} was imported and not adopted yet", hint, status=1)


def recorded_digests(workspace: Workspace, campaign: str) -> dict[str, str] | None:
    """The digest of each document when the campaign was finalized; None where no record can be read."""
    try:
        file = workspace.campaign_folder(campaign) / FINAL_FILE
        record = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in record["text"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _plan(
    workspace: Workspace,
    campaign: str,
    documents: Iterable[Checked],
    digests: tuple[tuple[str, str], ...],
) -> Plan:
    """The copies to make of the blocks that are not the campaign's own yet, and the record."""
    folder = workspace.campaign_folder(campaign)
    files: dict[Path, str | bytes] = {}
    for checked in documents:
        for block in checked.subject.used if checked.subject else ():
            path = _copy_of(folder, block)
            if not path.exists():
                text = block.path.read_text(encoding="utf-8-sig")
                # The copy lies two folders deeper, as the editor's path to the schema must.
                files[path] = text.replace("$schema=../../", "$schema=../../../../", 1)
    record = {"format": FORMAT, "text": dict(digests)}
    files[folder / FINAL_FILE] = json.dumps(record, indent=1) + "\n"
    return Plan(folder, files)


def _copy_of(folder: Path, block: Block[BlockModel]) -> Path:
    return folder / "blocks" / block.kind.folder / f"{block.name}.yaml"
