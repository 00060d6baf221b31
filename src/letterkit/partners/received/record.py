"""What was received, as the campaign keeps it: one record a file, beside the file itself; never changed.

They are named by the day and by the beginning of the file's digest, so that those of two branches merge,
and the same file is known again. Nothing in a record changes a letter.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, structs

from letterkit.blocks.campaign_files import RECEIVED
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.diagnostics.json import json_schema, json_text, parsed_json
from letterkit.files.reading import RECORD
from letterkit.foreign.word_changes import By
from letterkit.library.workspace import Workspace
from letterkit.partners.received.changes import WordCounts
from letterkit.values import replace

FORMAT = "letterkit-received/1"
FOLDER = RECEIVED
"""The folder in a campaign's that holds the records and the files."""
REPLY = ".reply.json"
"""How the name of a reply file ends that is kept beside its record."""
_NAMED_BY = 12  # characters of the digest: two files with the same are not to be expected


class SentPlace(Struct, frozen=True):
    """A paragraph as it was sent: its block, which of the block's it is, from 1, its file and line, and
    its words.
    """

    block: str
    paragraph: int
    file: str
    line: int
    text: str = ""


class ReceivedChange(Struct, frozen=True):
    """A change: at which word of which paragraph, from 1, what went and what came, and by whom.

    `behind` says behind which paragraph stands what was added or moved; null at the very beginning.
    `by` is empty where the change was not tracked. `glued` says on which side what came stands without a
    space: before, behind, both, or neither (""); null where that is not known.
    """

    kind: str
    place: SentPlace | None
    word: int
    went: str
    came: str
    behind: SentPlace | None
    by: tuple[By, ...]
    glued: str | None = None


class ReceivedComment(Struct, frozen=True):
    """A comment, the paragraph and the words that it is on; `answers` is the number of another."""

    number: str
    place: SentPlace | None
    words: str
    author: str
    date: str
    text: str
    answers: str | None
    resolved: bool


class OtherThing(Struct, frozen=True):
    """What came back and is no running text: a note, a picture, a box, a margin, a look, hidden words."""

    kind: str
    words: str


class MailOrigin(Struct, frozen=True):
    """The mail that something came in: its Message-ID, the address it came from, and what the officer's
    own mail server wrote of its signature (DKIM).
    """

    id: str
    sender: str
    dkim: str


class Received(Struct, frozen=True):
    """A file that was received: on which day, from whom, with which text of which document it was
    compared, and everything that was found. `words` is the ledger; `mail` the mail that it came in.
    """

    file: str
    sha256: str
    received: str
    sender: str | None
    document: str
    text: str
    words: WordCounts
    changes: tuple[ReceivedChange, ...]
    comments: tuple[ReceivedComment, ...]
    others: tuple[OtherThing, ...]
    mail: MailOrigin | None = None

    @property
    def name(self) -> str:
        """What the record and the copy of the file are named."""
        return f"{self.received}-{self.sha256[:_NAMED_BY]}"


def to_text(record: Received) -> str:
    """The record as the text of its file."""
    return json_text({"format": FORMAT, **structs.asdict(record)}, indent=1)


def records(workspace: Workspace, campaign: str) -> list[Received]:
    """What a campaign has received, in the order of the days. Raises LetterkitError: see `LK485`."""
    found = [_read(workspace, path) for path in _files(workspace, campaign)]
    for each in found:
        if isinstance(each, Diagnostic):
            raise LetterkitError(str(replace(each, hint=None)), each.hint, status=1)
    return [each for each in found if isinstance(each, Received)]


def broken_records(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """The records that cannot be read any more, each at the place where it is broken."""
    found = (_read(workspace, path) for path in _files(workspace, campaign))
    return [each for each in found if isinstance(each, Diagnostic)]


def _read(workspace: Workspace, path: Path) -> Received | Diagnostic:
    """A record, or what is wrong with it: it was written by letterkit, and changed by somebody else."""
    line = column = 1
    try:
        found: Any = parsed_json(workspace.text(path, RECORD))
        if isinstance(found, dict) and found.pop("format", None) == FORMAT:
            return convert(found, Received)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
    except (OSError, ValueError):
        pass
    message = "this is no record of what a partner sent: it was changed, or holds both sides of a merge"
    place = Location(workspace.shown(path), line, column)
    return Diagnostic("LK485", message, place, "a record is never changed: take the committed one back")


def _files(workspace: Workspace, campaign: str) -> list[Path]:
    folder = workspace.campaign_folder(campaign) / FOLDER
    if not folder.is_dir():
        return []
    named = (path for path in workspace.entries(folder) if path.suffix == ".json")
    return sorted(path for path in named if not path.name.endswith(REPLY))


def to_json(found: list[Received]) -> str:
    """What was received, as a JSON list."""
    return json_text(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[Received], "letterkit receive")
