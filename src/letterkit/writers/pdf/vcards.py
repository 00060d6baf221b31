"""An addressee → vCards: for a person's address book.

Version 4.0 (RFC 6350) says all in the form of today; many address books still read 3.0 (RFC 2426) alone,
which must have the name in its parts, and the number without a scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from letterkit.letter import Addressee

_FOLD = 75  # octets of a line: RFC 6350, 3.2; RFC 2425, 5.8.1
# RFC 6350, 3.3, and RFC 2426, 4: no other control character stands in a value.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")


class NameParts(NamedTuple):
    """A person's name as RFC 6350, 6.2.2, has it."""

    family: str
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""


def vcard(addressee: Addressee) -> str:
    """A vCard 4.0 of the office-holder, in UTF-8, lines ended by CRLF and folded at 75 octets."""
    label = _parameter("\n".join(addressee.address.lines))
    return _card(
        [
            "VERSION:4.0",
            "KIND:individual",
            f"FN:{escaped(addressee.full_name)}",
            f"N:{_fields(name_parts(addressee))}",
            *_office(addressee),
            f"ADR;TYPE=work;LABEL={label}:{_address(addressee)}",
            *(f'TEL;VALUE=uri;TYPE="fax,work":tel:{fax.e164}' for fax in addressee.fax),
            *([f"EMAIL;TYPE=work:{escaped(addressee.email)}"] if addressee.email else []),
        ]
    )


def vcard_3(addressee: Addressee) -> str:
    """The same as a vCard 3.0."""
    return _card(
        [
            "VERSION:3.0",
            f"FN:{escaped(addressee.full_name)}",
            f"N:{_fields(name_parts(addressee))}",
            *_office(addressee),
            f"ADR;TYPE=work:{_address(addressee)}",
            f"LABEL;TYPE=work:{escaped(chr(10).join(addressee.address.lines))}",
            *(f"TEL;TYPE=WORK,FAX:{fax.e164}" for fax in addressee.fax),
            *([f"EMAIL:{escaped(addressee.email)}"] if addressee.email else []),
        ]
    )


def name_parts(addressee: Addressee) -> NameParts:
    """The office-holder's name in its parts.

    Which is the family's, the salutation tells: what of the name stands at its end, as in "Secretary
    Kerry". A family name that comes first has the given ones after it. Where nothing tells it, the whole
    name stands as the family's, so that it is found under its first letter.
    """
    words, prefix = addressee.name.split(), addressee.honorific or ""
    begin, end = _family(words, addressee.salutation.split())
    before, after = words[:begin], words[end:]
    given, *additional = before or after or [""]
    suffix = after if before else ()
    return NameParts(" ".join(words[begin:end]), given, " ".join(additional), prefix, " ".join(suffix))


def _family(words: list[str], said: list[str]) -> tuple[int, int]:
    """Where the family name begins and ends among a name's words; all of them where nothing tells it."""
    if said[-len(words) :] != words:
        for length in range(min(len(said), len(words)), 0, -1):
            for begin in range(len(words) - length, -1, -1):
                if words[begin : begin + length] == said[-length:]:
                    return begin, begin + length
    return 0, len(words)


def escaped(text: str) -> str:
    """A text as a value of a vCard, of either version: RFC 6350, 3.4; RFC 2426, 4.

    A line end is a backslash and an n, so that no text can write a property of its own.
    """
    text = _plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _parameter(text: str) -> str:
    """A parameter's value in double quotes, what would end it as RFC 6868 writes it.

    A line end is written as RFC 6350, 6.3.1, does in its own example.
    """
    plain = _plain(text).replace("^", "^^").replace('"', "^'")
    return '"' + plain.replace("\n", "\\n") + '"'


def _plain(text: str) -> str:
    """The text with ordinary spaces, one kind of line end, and no other control character."""
    lines = text.replace("\u00a0", " ").replace("\t", " ").splitlines()
    return _CONTROL.sub("", "\n".join(lines))


def _office(addressee: Addressee) -> Iterable[str]:
    yield f"TITLE:{escaped(addressee.office)}"
    if addressee.organisation:
        yield f"ORG:{escaped(addressee.organisation)}"


def _address(addressee: Addressee) -> str:
    """RFC 6350, 6.3.1: post office box and extended address stay empty."""
    address = addressee.address
    of_place = (address.street, address.locality, address.region, address.postal_code)
    return _fields(("", "", *of_place, address.country_name))


def _fields(values: Iterable[str]) -> str:
    return ";".join(map(escaped, values))


def _card(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in ("BEGIN:VCARD", *lines, "END:VCARD"))


def _folded(line: str) -> str:
    """A long line goes on after CRLF and a space, never inside a character."""
    if len(line.encode()) <= _FOLD:
        return line
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            parts.append(part)
            part, size = "", 1
        part, size = part + character, size + octets
    return "\r\n ".join([*parts, part])
