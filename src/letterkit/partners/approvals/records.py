"""The events that a campaign keeps of each signatory: read, and added to.

A file has an event a line, so that what two people entered on two branches stands side by side after a
merge; a `.gitattributes` beside the files tells git to keep the lines of both (its built-in `union`).
Nothing that stands there is changed. What was added is read back before it takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from letterkit.blocks.approvals import APPROVALS, ApprovalRecord, SignOnEvent
from letterkit.blocks.changes import EntryAdded
from letterkit.blocks.edits import TextEdit, YamlFile, planned
from letterkit.blocks.spans import Span
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Value, parse, read, unprintable
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.parties import Party

_HEAD = """\
# yaml-language-server: $schema={schema}
# What was said to this letter, an event a line. letterkit adds lines and changes none.
events:
"""
_ATTRIBUTES = "*.yaml merge=union\n"
_INDIVIDUALS = "signers"


@dataclass(frozen=True, slots=True)
class ApprovalRecords:
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
            _require_printable(dict(event))
            path = party.record_file(workspace, campaign)
            there = path.exists() or path.is_symlink()
            (_extended if there else _begun)(workspace, path, event).write()
            written.append(path)
        if written:
            _keep_both_sides(workspace, campaign)
        return written


def _extended(workspace: Workspace, path: Path, event: Mapping[str, Value]) -> Plan:
    """The file with one line more."""
    document, problems = read(path, workspace.root, workspace.shown(path))
    record, misfits = validate(ApprovalRecord, document) if document is not None else (None, [])
    if document is None or record is None:
        raise LetterkitError("\n".join(map(str, [*problems, *misfits])), status=1)
    text = document.text
    before = "" if text.endswith("\n") else "\n"
    change = EntryAdded(("events",), len(record.events), None, dict(event))
    edit = TextEdit(
        YamlFile(path, document), Span(len(text), len(text)), f"{before}{_line(event)}", (change,)
    )
    plan, problems = planned([edit], workspace.root)
    if plan is None:
        hint = "the file must end with its events; see docs/partners.md"
        raise LetterkitError("\n".join(map(str, problems)), hint, status=1)
    _require_valid(plan.files[path.resolve()], workspace.shown(path))
    return plan


def _begun(workspace: Workspace, path: Path, event: Mapping[str, Value]) -> Plan:
    """A new file with one event."""
    up = "../" * len(path.parent.relative_to(workspace.root).parts)
    text = _HEAD.format(schema=f"{up}schemas/approvals.json") + _line(event)
    _require_valid(text, workspace.shown(path))
    return Plan(workspace.root, {path: text})


def _require_valid(content: str | bytes, shown: str) -> None:
    """Raises LetterkitError where the file would not be a record."""
    text = content.decode() if isinstance(content, bytes) else content
    document, problems = parse(text, shown)
    misfits = validate(ApprovalRecord, document)[1] if document is not None else []
    if problems or misfits:
        raise LetterkitError("\n".join(map(str, [*problems, *misfits])), status=1)


def _require_printable(value: Value) -> None:
    every = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for inner in every:
        _require_printable(inner)
    if isinstance(value, str) and (character := unprintable(value)):
        message = f"a character that cannot be printed (U+{ord(character):04X}) is in what is to be kept"
        raise LetterkitError(message, "take it out", status=2)


def _line(event: Mapping[str, Value]) -> str:
    """An event as a line of the file: YAML that JSON can be read as."""
    pairs = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in event.items())
    return f"  - {{{pairs}}}\n"


def _keep_both_sides(workspace: Workspace, campaign: str) -> None:
    path = workspace.campaign_folder(campaign) / APPROVALS / ".gitattributes"
    if not path.exists():
        Plan(workspace.root, {path: _ATTRIBUTES}).write()
