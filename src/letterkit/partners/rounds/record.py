"""The records of a campaign's rounds: read, and put together to be written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.campaign_files import ROUNDS
from letterkit.blocks.rounds import ROUND_FILE, ROUND_SCHEMA, RoundRecord
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Value, read
from letterkit.campaign.status import WentRound
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.library.workspace import Workspace

_HEAD = """\
# yaml-language-server: $schema=../../../../schemas/{schema}.json
# What went round, as it was sent: who got which file. It is never changed.
"""
ATTRIBUTES = "* -text\n"
"""For git: the files of a round stay byte for byte as they were sent."""


class Round(Struct, frozen=True):
    """A round that was sent, and its folder."""

    record: RoundRecord
    folder: Path

    @property
    def name(self) -> str:
        """What people call it."""
        return f"round {self.record.round}"


def rounds_folder(workspace: Workspace, campaign: str) -> Path:
    """The folder of a campaign that keeps its rounds, whether or not it exists."""
    return workspace.campaign_folder(campaign) / ROUNDS


def rounds(workspace: Workspace, campaign: str) -> list[Round]:
    """The rounds of a campaign, by their numbers. Raises LetterkitError where a record cannot be read."""
    found = [Round(_record(workspace, folder), folder) for folder in round_folders(workspace, campaign)]
    return sorted(found, key=lambda each: each.record.round)


def last_rounds(workspace: Workspace, campaign: str) -> dict[str, WentRound]:
    """The last round of each document of a campaign. Raises LetterkitError: see `rounds`."""
    return {
        each.record.document: WentRound(each.record.round, each.record.text, each.record.until)
        for each in rounds(workspace, campaign)
    }


def broken_rounds(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """What is wrong with the records of the rounds, each at its place."""
    return [p for folder in round_folders(workspace, campaign) for p in _read(workspace, folder)[1]]


def round_folders(workspace: Workspace, campaign: str) -> list[Path]:
    """The folders of a campaign's rounds, each named by its number."""
    folders = workspace.entries(rounds_folder(workspace, campaign))
    return [folder for folder in folders if folder.name.isascii() and folder.name.isdigit()]


def _record(workspace: Workspace, folder: Path) -> RoundRecord:
    record, problems = _read(workspace, folder)
    if record is None:
        hint = "a round is never changed: take the committed one back"
        raise LetterkitError("\n".join(map(str, problems)), hint, status=1)
    return record


def _read(workspace: Workspace, folder: Path) -> tuple[RoundRecord | None, list[Diagnostic]]:
    """The record of a round; None, with what is wrong, where it is none of this folder's."""
    path = folder / ROUND_FILE
    document, problems = read(path, workspace.root, workspace.shown(path))
    if document is None:
        return None, problems
    record, misfits = validate(RoundRecord, document)
    if record is not None and str(record.round) != folder.name:
        message = f"this says that it is round {record.round}, and stands in {ROUNDS}/{folder.name}"
        return None, [Diagnostic("LK485", message, document.location(("round",)))]
    return record, misfits


def to_text(record: Mapping[str, Value]) -> str:
    """A record as the text of its file: YAML, each value as JSON writes it."""
    lines = [_HEAD.format(schema=ROUND_SCHEMA)]
    for key, value in record.items():
        if isinstance(value, Mapping):
            lines.append(f"{key}:\n")
            lines += [f"  {json.dumps(name)}: {json.dumps(each)}\n" for name, each in value.items()]
        elif isinstance(value, list):
            lines.append(f"{key}:\n")
            lines += [f"  - {json.dumps(each, ensure_ascii=False)}\n" for each in value]
        else:
            is_number = isinstance(value, str) and value.isdecimal()
            lines.append(f"{key}: {value if is_number else json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)
