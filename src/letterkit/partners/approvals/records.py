"""The events that a campaign keeps of each signatory: read, and added to. See `event_files`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.approvals import APPROVALS_SCHEMA, ApprovalRecord, SignOnEvent
from letterkit.blocks.campaign_files import APPROVALS
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Value, read
from letterkit.diagnostics import Diagnostic
from letterkit.files.transaction import transaction
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.parties import Party
from letterkit.partners.event_files import EventFiles

_FILES = EventFiles(ApprovalRecord, APPROVALS_SCHEMA, "What was said to this letter")
_INDIVIDUALS = "signers"


class ApprovalRecords(Struct, frozen=True):
    """The events of a campaign by the signatory's key, and what is wrong with the files of others.

    `has_begun` says whether the campaign keeps any: before that nobody is asked for.
    """

    events: Mapping[str, tuple[SignOnEvent, ...]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    has_begun: bool = False

    def of(self, key: str, document: str) -> tuple[SignOnEvent, ...]:
        """The events of a signatory about one document."""
        return tuple(event for event in self.events.get(key, ()) if event.document == document)

    def about(self, document: str) -> list[str]:
        """The keys of those who have an event about a document."""
        return [key for key in self.events if self.of(key, document)]


def records(workspace: Workspace, campaign: str) -> ApprovalRecords:
    """What a campaign keeps. Raises LetterkitError where its folder may not be read."""
    folder = workspace.campaign_folder(campaign) / APPROVALS
    events: dict[str, tuple[SignOnEvent, ...]] = {}
    problems: list[Diagnostic] = []
    files = _files(workspace, folder)
    for key, path in files:
        record, found = _record(workspace, path)
        problems += found
        if record is not None:
            events[key] = record.events
    return ApprovalRecords(events, tuple(problems), has_begun=bool(files))


def _files(workspace: Workspace, folder: Path) -> list[tuple[str, Path]]:
    """The files of records, each with the key of its signatory."""
    here = [("", path) for path in workspace.entries(folder)]
    below = [(f"{_INDIVIDUALS}/", path) for path in workspace.entries(folder / _INDIVIDUALS)]
    named = [(before, path) for before, path in (*here, *below) if path.suffix == ".yaml"]
    return [(f"{before}{path.stem}", path) for before, path in named if is_name(path.stem)]


def _record(workspace: Workspace, path: Path) -> tuple[ApprovalRecord | None, list[Diagnostic]]:
    document, problems = read(path, workspace.root, workspace.shown(path))
    return validate(ApprovalRecord, document) if document is not None else (None, problems)


def keep(
    workspace: Workspace, campaign: str, added: Iterable[tuple[Party, Mapping[str, Value]]]
) -> list[Path]:
    """Add an event to the file of each of these signatories, all or none; the files.

    Raises LetterkitError, with nothing written, where an event cannot be kept, a file cannot be read, or
    the disk refuses.
    """
    with transaction(workspace.root):
        written: list[Path] = []
        for party, event in added:
            path = party.record_file(workspace, campaign)
            _FILES.add(workspace, path, event)
            written.append(path)
        if written:
            _FILES.keep_both_sides(workspace, workspace.campaign_folder(campaign) / APPROVALS)
        return written
