"""Letter → where it goes: `delivery.json`, which travels inside the PDF.

It is for the program that sends the fax or prints the envelope, and has nothing that such a program does
not need: no name of a block, of the campaign or of anything else of the workspace's.
"""

from __future__ import annotations

from typing import Any

from letterkit.diagnostics.json import json_text
from letterkit.letter import Addressee, Letter

FORMAT = "letterkit-delivery/2"


def delivery(letter: Letter) -> dict[str, Any]:
    """Who is written to, where, and by which channel, as plain data."""
    return {
        "format": FORMAT,
        "title": letter.title,
        "date": letter.date.iso,
        "addressees": [_addressee(addressee) for addressee in letter.addressees],
    }


def delivery_json(letter: Letter) -> str:
    """`delivery` as JSON."""
    return json_text(delivery(letter), indent=1)


def _addressee(addressee: Addressee) -> dict[str, Any]:
    address = addressee.address
    return {
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


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")
