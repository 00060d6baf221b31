"""What a mailing was made for, kept beside its copies: `deliver` looks at its recipients again.

The record says no more than the command did: whose copies there are, and what of, is looked up anew.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.diagnostics.json import json_text, read_json
from letterkit.files.reading import RECORD as KIND
from letterkit.library.adding import BLOCK
from letterkit.library.cells import DATE_ORDERS
from letterkit.library.entry_kinds import OFFICE
from letterkit.library.workspace import Workspace
from letterkit.mailing.order import FOLDER, MailOrder
from letterkit.mailing.recipients import is_file
from letterkit.mailing.table import SEAT, TableReading

RECORD = ".mailing.json"
_FORMAT: Literal["letterkit-mailing/1"] = "letterkit-mailing/1"


class MailedSource(Struct, frozen=True, forbid_unknown_fields=True):
    """What one `--to` named: a file, from the workspace or, outside it, from the root on; or offices."""

    kind: Literal["file", "offices"]
    name: str


class MailingRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """The options that `letterkit mail` was given. `on` is the day of sending, ISO 8601."""

    format: Literal["letterkit-mailing/1"]
    campaign: str
    to: list[MailedSource]
    on: str
    where: str
    encoding: str | None
    sheet: str | None
    dates: str | None
    columns: dict[str, str]
    messages: bool
    merged: bool
    two_sided: bool

    def order(self, workspace: Workspace, on: dt.date) -> MailOrder:
        """The same mailing once more, as of that day of sending."""
        to = tuple(str(workspace.root / e.name) if e.kind == "file" else e.name for e in self.to)
        reading = TableReading(self.encoding, self.sheet, self.dates, self.columns)
        return MailOrder(workspace, self.campaign, to, on, self.where, reading, messages=self.messages)

    def command(self, on: dt.date) -> str:
        """What makes the copies again, in the words of a command line at the top of the workspace."""
        return shlex.join(["letterkit", "mail", self.campaign, *self._options(), "--on", on.isoformat()])

    def _options(self) -> Iterator[str]:
        for source in self.to:
            yield from ("--to", source.name)
        given = {"--where": self.where, "--encoding": self.encoding, "--sheet": self.sheet}
        for name, value in {**given, "--dates": self.dates}.items():
            if value:
                yield from (name, value)
        for column, fact in self.columns.items():
            yield from ("--column", f"{column}={fact}")
        flags = {"--eml": self.messages, "--merged": self.merged, "--two-sided": self.two_sided}
        yield from (name for name, is_given in flags.items() if is_given)


def to_record(order: MailOrder) -> bytes:
    """The record of a mailing."""
    reading, root = order.reading, order.workspace.root
    return json_text(
        MailingRecord(
            format=_FORMAT,
            campaign=order.campaign,
            to=[_source(name, root) for name in order.to],
            on=order.on.isoformat(),
            where=order.where,
            encoding=reading.encoding,
            sheet=reading.sheet,
            dates=reading.dates,
            columns=dict(reading.columns),
            messages=order.messages,
            merged=order.merged,
            two_sided=order.two_sided,
        )
    ).encode()


def _source(name: str, root: Path) -> MailedSource:
    if not is_file(name):
        return MailedSource("offices", name)
    path = Path(name).resolve()
    return MailedSource("file", str(path.relative_to(root) if path.is_relative_to(root) else path))


def read_record(workspace: Workspace, campaign: str) -> MailingRecord:
    """What the campaign's last mailing was made for. Raises LetterkitError where there is none that can
    be read.
    """
    path = workspace.campaign_folder(campaign) / "out" / FOLDER / RECORD
    hint = f"make the copies: letterkit mail {campaign} --to FILE"
    try:
        content = workspace.read(path, KIND)
    except FileNotFoundError:
        message = f"{campaign} has no mailing in out/{FOLDER}; nothing was prepared"
        raise LetterkitError(message, hint, status=1) from None
    except OSError as error:
        message = f"{workspace.shown(path)} could not be read: {error.strerror or error}"
        raise LetterkitError(message, hint, status=1) from None
    try:
        found = read_json(content, MailingRecord)
        _require_sound(found, campaign)
    except ValueError:
        message = f"{workspace.shown(path)} is not as letterkit wrote it; nothing was prepared"
        raise LetterkitError(message, f"{hint} --force", status=1) from None
    return found


def _require_sound(record: MailingRecord, campaign: str) -> None:
    """Raises ValueError for what `letterkit mail` would not have taken."""
    dt.date.fromisoformat(record.on)
    facts = {"", BLOCK, *SEAT, *(fact.name for fact in OFFICE.facts)}
    if not (
        record.campaign == campaign
        and record.to
        and all(source.name.isprintable() for source in record.to)
        and record.dates in (None, *DATE_ORDERS)
        and facts.issuperset(record.columns.values())
    ):
        raise ValueError("not as letterkit mail writes it")
