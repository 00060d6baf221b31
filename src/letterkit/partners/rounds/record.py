"""The records of a campaign's rounds: read, and put together to be written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from letterkit.blocks.rounds import ROUND_FILE, ROUND_SCHEMA, ROUNDS, RoundRecord
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Value, read
from letterkit.campaign.status import WentRound
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace

_HEAD = """\
# yaml-language-server: $schema=../../../../schemas/{schema}.json
# What went round, as it was sent: who got which file. It is never changed.
"""
ATTRIBUTES = "* -text\n"
"""For git: the files of a round stay byte for byte as they were sent."""


@dataclass(frozen=True, slots=True)
class Round:
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
    folders = workspace.entries(rounds_folder(workspace, campaign))
    numbered = (folder for folder in folders if folder.name.isascii() and folder.name.isdigit())
    found = [Round(_record(workspace, folder), folder) for folder in numbered]
    return sorted(found, key=lambda each: each.record.round)


def last_rounds(workspace: Workspace, campaign: str) -> dict[str, WentRound]:
    """The last round of each document of a campaign. Raises LetterkitError: see `rounds`."""
    return {
        each.record.document: WentRound(each.record.round, each.record.text, each.record.until)
        for each in rounds(workspace, campaign)
    }


def _record(workspace: Workspace, folder: Path) -> RoundRecord:
    path = folder / ROUND_FILE
    document, problems = read(path, workspace.root, workspace.shown(path))
    record, misfits = validate(RoundRecord, document) if document is not None else (None, [])
    if record is None:
        hint = "a round is never changed: take the committed one back"
        raise LetterkitError("\n".join(map(str, [*problems, *misfits])), hint, status=1)
    if str(record.round) != folder.name:
        message = f"{workspace.shown(path)} says that it is round {record.round}"
        raise LetterkitError(message, f"its folder must be {ROUNDS}/{record.round}", status=1)
    return record


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
