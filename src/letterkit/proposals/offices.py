"""What an inside address says, as the keys of an address block and of a campaign's `holders`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.blocks.models import Address
from letterkit.blocks.values import MAX_ADDRESS_LINES, is_telephone_number
from letterkit.importer.parts import FoundAddressee, Imported
from letterkit.language.addresses import postal
from letterkit.language.countries import country_on_last_line
from letterkit.proposals.block_text import comment, scalar


def office_of(addressee: FoundAddressee) -> str:
    """Whom the address block is of: the office, or as much of it as the letter says."""
    lines = (line for line in addressee.address_lines if line.strip())
    return addressee.title or addressee.organisation or addressee.name or next(lines, "")


def postal_lines(addressee: FoundAddressee) -> list[str]:
    """The lines of the address below the office, as many as a block may have."""
    rows = [line for line in addressee.address_lines if line.strip()]
    if rows and rows[0] == office_of(addressee):
        rows = rows[1:]
    return at_most(rows, MAX_ADDRESS_LINES)


def at_most(rows: Sequence[str], most: int) -> list[str]:
    """The rows; what is beyond the last one allowed stands in it."""
    return [*rows[: most - 1], " ".join(rows[most - 1 :])] if len(rows) > most else list(rows)


def country_of(addressee: FoundAddressee, language: str) -> str:
    """The country that the last line of the address says; empty where it says none."""
    last = addressee.address_lines[-1:]
    return (country_on_last_line(last[0], language) or "") if last else ""


def fax_keys(addressee: FoundAddressee) -> list[str]:
    """The fax numbers as a block's key; those that cannot be dialled in comments."""
    good = [number for number in addressee.fax if number.e164 and is_telephone_number(number.e164)]
    lines = ["fax:", *(f'  - number: "{number.e164}"' for number in good)] if good else []
    for number in addressee.fax:
        if number not in good:
            lines += comment(f"not a fax number that can be dialled: {number.printed}")
    return lines


def differences(known: Address, addressee: FoundAddressee, by_fax: bool) -> list[str]:
    """What the library's block says otherwise than the letter; of fax numbers where it went by fax."""
    found: list[str] = []
    ours, theirs = postal_lines(addressee), list(known.address)
    if ours and postal(" ".join(ours)) != postal(" ".join(theirs)):
        found.append(f"another address: {', '.join(theirs)}")
    numbers = {re.sub(r"[^\d+]", "", fax.number) for fax in known.fax}
    printed = {number.e164: number.printed for number in addressee.fax}
    found += [f"no fax number {printed[number]}" for number in printed if number not in numbers]
    found += [f"the fax number {n}" for n in sorted(numbers) if by_fax and n not in printed]
    return found


def holder_keys(name: str, addressee: FoundAddressee, document: Imported) -> list[str]:
    """Who held the office, as an entry of a campaign's `holders`; `name` is the office's block."""
    lines = [f"  {name}:", f"    name: {scalar(addressee.name)}"]
    if addressee.honorific:
        lines.append(f"    honorific: {scalar(addressee.honorific)}")
    if greeting := _greeting(addressee, document.salutation):
        lines.append(f"    salutation: {scalar(greeting)}")
    return lines


def _greeting(addressee: FoundAddressee, salutation: str) -> str:
    """The piece of the salutation that has the addressee's family name: 'Secretary Kerry'."""
    family = addressee.name.split()[-1:]
    pieces = re.split(r",|;|:| and |^Dear ", salutation)
    stripped = (re.sub(r"^(?:and|dear)\s+", "", piece.strip(), flags=re.IGNORECASE) for piece in pieces)
    return next((piece for piece in stripped if piece.split()[-1:] == family), "")
