"""The list of deliveries for other programs: `manifest.json` and `manifest.csv`, and the schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, structs

from letterkit.delivery.model import Channel, Key, PreparedDelivery
from letterkit.diagnostics.json import json_schema, json_text, read_json

FORMAT = "letterkit-deliveries/1"
# What a spreadsheet takes for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ManifestRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A delivery. `destination` is a number in E.164 form, an e-mail address or a postal address on one
    line; `file` and `mail` are paths from the folder of the manifest; `in_the_way` has codes of errors.
    """

    id: str
    document: str
    channel: str
    recipient: str
    name: str
    office: str
    organisation: str
    destination: str
    file: str
    sha256: str
    pages: int
    mail: str | None
    in_the_way: list[str]

    @property
    def key(self) -> Key:
        """What the row speaks of. Raises ValueError for a channel that there is not."""
        return Key(self.document, self.recipient, Channel(self.channel), self.destination)


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The deliveries of a campaign, as they were prepared."""

    format: str
    campaign: str
    deliveries: list[ManifestRow]


def to_json(campaign: str, deliveries: Iterable[PreparedDelivery]) -> str:
    """The text of `manifest.json`."""
    return json_text(Manifest(FORMAT, campaign, [_row(each) for each in deliveries]))


def schema() -> dict[str, Any]:
    """The JSON Schema of `manifest.json`."""
    described = json_schema(Manifest, "letterkit deliveries")
    described["properties"]["format"] = {"const": FORMAT, "type": "string"}
    return described


def to_csv(deliveries: Iterable[PreparedDelivery]) -> str:
    """The text of `manifest.csv`: the same rows, in UTF-8 with a byte order mark, for a spreadsheet."""
    rows = (structs.astuple(_row(each)) for each in deliveries)
    return csv_text(
        ManifestRow.__struct_fields__,
        [[" ".join(v) if isinstance(v, list) else v for v in row] for row in rows],
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180). What a spreadsheet takes for a formula begins with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def _plain(value: object) -> str:
    text = "" if value is None else str(value)
    is_number = text.startswith("+") and text[1:].isdigit()
    return "'" + text if text.startswith(_FORMULA) and not is_number else text


def _row(delivery: PreparedDelivery) -> ManifestRow:
    key = delivery.key
    return ManifestRow(
        id=delivery.id,
        document=key.document,
        channel=key.channel.value,
        recipient=key.recipient,
        name=delivery.name,
        office=delivery.office,
        organisation=delivery.organisation,
        destination=key.destination,
        file=delivery.file,
        sha256=delivery.sha256,
        pages=delivery.pages,
        mail=delivery.mail,
        in_the_way=sorted({found.code for found in delivery.in_the_way if found.severity == "error"}),
    )


def read_manifest(content: bytes) -> Manifest:
    """What a `manifest.json` says, held to its schema: anybody may have changed it.

    Raises ValueError where it is none of ours, or a row's id is not that of its delivery.
    """
    found = read_json(content, Manifest)
    if found.format != FORMAT:
        raise ValueError("another form")
    for number, row in enumerate(found.deliveries, 1):
        if row.id != row.key.id:
            raise ValueError(f"the id of row {number} is that of another delivery")
    return found


def read_keys(content: bytes) -> list[Key]:
    """The keys of the deliveries in a `manifest.json`. Raises ValueError: see `read_manifest`."""
    return [row.key for row in read_manifest(content).deliveries]
