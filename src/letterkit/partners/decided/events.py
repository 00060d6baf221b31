"""The decisions that a campaign keeps of each file that was received: read, and added to.

They stand beside the file's record, an event a line: see `event_files`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.decisions import DECIDED, DECISIONS_SCHEMA, DecisionEvent, DecisionRecord
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Value, read
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.library.workspace import Workspace
from letterkit.partners.event_files import EventFiles
from letterkit.partners.received.record import FOLDER, Received

_FILES = EventFiles(
    DecisionRecord, DECISIONS_SCHEMA, "What was decided about the file that was received", f"*{DECIDED}"
)


class Decisions(Struct, frozen=True):
    """The events about each thing of each file, in their order, by `PartnersProposal.key`."""

    events: Mapping[tuple[str, int], tuple[DecisionEvent, ...]]

    def of(self, key: tuple[str, int]) -> tuple[DecisionEvent, ...]:
        """The events about a thing, the oldest first."""
        return self.events.get(key, ())


def decisions(workspace: Workspace, campaign: str, records: Sequence[Received]) -> Decisions:
    """What was decided about these files. Raises LetterkitError where a file of events is broken."""
    found: dict[tuple[str, int], list[DecisionEvent]] = {}
    for record in records:
        for event in _events(workspace, path_of(workspace, campaign, record)):
            found.setdefault((record.sha256, int(event.thing)), []).append(event)
    return Decisions({key: tuple(own) for key, own in found.items()})


def broken_decisions(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """What is wrong with the files of decisions, each at its place."""
    files = workspace.entries(workspace.campaign_folder(campaign) / FOLDER)
    decided = (path for path in files if path.name.endswith(DECIDED))
    return [problem for path in decided for problem in _read(workspace, path)[1]]


def _read(workspace: Workspace, path: Path) -> tuple[DecisionRecord | None, list[Diagnostic]]:
    document, problems = read(path, workspace.root, workspace.shown(path))
    return validate(DecisionRecord, document) if document is not None else (None, problems)


def _events(workspace: Workspace, path: Path) -> list[DecisionEvent]:
    """A file's events, ordered by when they were entered: a merge may have put the lines otherwise."""
    if not path.exists():
        return []
    record, problems = _read(workspace, path)
    if record is None:
        hint = "letterkit only ever adds lines to it: take the committed one back"
        raise LetterkitError("\n".join(map(str, problems)), hint, status=1)
    return sorted(record.events, key=lambda event: event.at.iso)


def path_of(workspace: Workspace, campaign: str, record: Received) -> Path:
    """The file of the decisions about a file, whether or not it exists."""
    return workspace.campaign_folder(campaign) / FOLDER / f"{record.name}{DECIDED}"


def keep(workspace: Workspace, campaign: str, record: Received, event: Mapping[str, Value]) -> list[Path]:
    """Add an event about a file's thing; the files that were written. Raises LetterkitError."""
    path = path_of(workspace, campaign, record)
    _FILES.add(workspace, path, event)
    attributes = _FILES.keep_both_sides(workspace, path.parent)
    return [path, *([attributes] if attributes else [])]
