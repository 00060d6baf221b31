"""Address cards (vCard 2.1, 3.0 and 4.0: RFC 2426, RFC 6350), one a row. Runs in the process of `worker`.

The columns are named as the standard names a card's properties. Of telephone numbers those for fax alone
are taken. What no card says is no column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letterkit.tables.rows import TableError

COLUMNS = ("FN", "ORG", "TITLE", "EMAIL", "FAX", "ADR", "COUNTRY", "URL", "NOTE")


def read_cards(text: str) -> list[list[str]]:
    """The records, the names of the columns first. Raises TableError."""
    import vobject

    try:
        cards = [_record(card) for card in vobject.readComponents(text) if card.name == "VCARD"]
    except vobject.base.ParseError as error:
        raise TableError(f"a card cannot be read: {error}", "save the cards again as vCard") from None
    filled = [i for i in range(len(COLUMNS)) if any(card[i] for card in cards)]
    return [[record[i] for i in filled] for record in (COLUMNS, *cards)] if filled else []


def _record(card: Any) -> list[str]:
    address, country = _address(card)
    return [
        _first(card, "fn"),
        _first(card, "org"),
        _first(card, "title") or _first(card, "role"),
        _first(card, "email").removeprefix("mailto:"),
        "\n".join(_faxes(card)),
        address,
        country,
        _first(card, "url"),
        _first(card, "note"),
    ]


def _first(card: Any, key: str) -> str:
    """The first value of a property; an organisation's without its departments."""
    for line in card.contents.get(key, ()):
        value = line.value[0] if isinstance(line.value, list) and line.value else line.value
        return str(value)
    return ""


def _faxes(card: Any) -> Iterator[str]:
    for line in card.contents.get("tel", ()):
        types = [kind for given in line.params.get("TYPE", ()) for kind in given.lower().split(",")]
        if "fax" in types or "FAX" in line.params:
            yield line.value.removeprefix("tel:").partition(";")[0]


def _address(card: Any) -> tuple[str, str]:
    """The lines of the first address, and its country."""
    for line in card.contents.get("adr", ()):
        found = line.value
        town = " ".join(filter(None, (_text(found.code), _text(found.city), _text(found.region))))
        lines = (_text(found.box), _text(found.extended), _text(found.street), town)
        return "\n".join(filter(None, lines)), _text(found.country)
    return "", ""


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
