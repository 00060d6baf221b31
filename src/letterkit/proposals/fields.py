"""Words of an old letter that look like merge fields: proposed in a comment, never replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from letterkit.importer.parts import Imported, ReadPart
from letterkit.language.dates import date_text
from letterkit.proposals.block_text import comment


def field_hints(parts: Sequence[ReadPart], document: Imported, occasion: str) -> list[str]:
    """Comments such as `June 6, 2016 could be {{ letter.date | date }}` for what the parts say."""
    text = " ".join(" ".join(part.text.split()) for part in parts)
    found = ((words, name) for words, name in _fields(document, occasion) if words in text)
    hints = dict.fromkeys(f"'{words}' could be {{{{ {name} }}}}" for words, name in found)
    return [line for hint in hints for line in comment(hint)]


def _fields(document: Imported, occasion: str) -> Iterator[tuple[str, str]]:
    if document.date:
        day = dt.date.fromisoformat(document.date) if len(document.date) == 10 else None
        if day and document.language.startswith("en"):
            yield date_text(day, "en-US"), "document.date | date"
            yield date_text(day, "en-GB"), "document.date | date"
    if " " in occasion:
        yield occasion, "dialogue.name"
    for number, addressee in enumerate(document.addressees):
        named = ((addressee.name, "name"), (addressee.title, "office"))
        yield from ((words, f"addressees[{number}].{key}") for words, key in named if " " in words)
    if document.place:
        yield document.place, "dialogue.host_city"
