"""Letter → where it goes: `delivery.json`, and a vCard for each addressee.

Both travel inside the PDF. `delivery.json` is for the program that sends the fax or prints the
envelope; the vCard is for a person's address book.
"""

from __future__ import annotations

import json
import re
from typing import Any

from letterkit.letter import Addressee, Letter

FORMAT = "letterkit-delivery/1"
_FOLD = 75
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def delivery(letter: Letter) -> dict[str, Any]:
    """Who is written to, where, and by which channel, as plain data."""
    return {
        "format": FORMAT,
        "title": letter.title,
        "date": letter.date.iso,
        "dialogue": letter.dialogue,
        "campaign": letter.campaign,
        "addressees": [_addressee(addressee) for addressee in letter.addressees],
    }


def delivery_json(letter: Letter) -> str:
    """`delivery` as JSON."""
    return json.dumps(delivery(letter), ensure_ascii=False, indent=1) + "\n"


def _addressee(addressee: Addressee) -> dict[str, Any]:
    address = addressee.address
    return {
        "block": addressee.block,
        "name": _plain(addressee.full_name),
        "office": _plain(addressee.office),
        "organisation": _plain(addressee.organisation),
        "address": {
            "lines": [_plain(line) for line in address.lines],
            "street": address.street,
            "locality": address.locality,
            "region": address.region,
            "postal_code": address.postal_code,
            "country": address.country,
            "country_name": address.country_name,
        },
        "fax": [{"e164": fax.e164, "printed": _plain(fax.text)} for fax in addressee.fax],
        "email": addressee.email,
        "channel": channel(addressee),
    }


def channel(addressee: Addressee) -> str:
    """How the letter goes first: by fax where there is a number, by e-mail, else by post."""
    return "fax" if addressee.fax else "email" if addressee.email else "post"


def vcard(addressee: Addressee) -> str:
    """A vCard 4.0 (RFC 6350) of the office-holder, lines ended by CRLF and folded at 75 octets."""
    address = addressee.address
    # RFC 6350, 6.3.1: post office box and extended address stay empty.
    fields = ("", "", address.street, address.locality, address.region, address.postal_code)
    adr = ";".join(_escape(field) for field in (*fields, address.country_name))
    label = _parameter("\n".join(address.lines))
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"FN:{_escape(addressee.full_name)}",
        f"TITLE:{_escape(addressee.office)}",
        f"ORG:{_escape(addressee.organisation)}",
        f"ADR;TYPE=work;LABEL={label}:{adr}",
        *(f'TEL;VALUE=uri;TYPE="fax,work":tel:{fax.e164}' for fax in addressee.fax),
    ]
    if addressee.email:
        lines.append(f"EMAIL;TYPE=work:{_escape(addressee.email)}")
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCARD"])


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _escape(text: str) -> str:
    """RFC 6350, 3.4."""
    escaped = _text(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _parameter(text: str) -> str:
    """A parameter's value in double quotes: quotes in it by RFC 6868, line ends by RFC 6350, 6.3.1."""
    return '"' + _text(text).replace("^", "^^").replace('"', "^'").replace("\n", "\\n") + '"'


def _text(text: str) -> str:
    """A value in which nothing ends a line but a line feed, and no control character is left."""
    return _CONTROLS.sub("", "\n".join(_plain(text).splitlines()))


def _fold(line: str) -> str:
    """RFC 6350, 3.2: a long line goes on after CRLF and a space, never inside a character."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            parts.append(part)
            part, size = "", 1
        part, size = part + character, size + octets
    return "\r\n ".join([*parts, part])
