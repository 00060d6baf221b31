"""To whom imported documents went: the block of each office, the library's or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.blocks.models import Address
from letterkit.blocks.values import MAX_ADDRESS_LINES, is_telephone_number
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import FoundAddressee, Imported
from letterkit.language.addresses import postal
from letterkit.language.countries import country_on_last_line
from letterkit.language.names import plain, slug
from letterkit.proposals.block_text import Keys
from letterkit.proposals.files import ProposalFiles

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def addressed(files: ProposalFiles, document: Imported) -> tuple[list[str], dict[str, Value]]:
    """The names of the offices, and the holders that the letter names, by office."""
    names: list[str] = []
    holders: dict[str, Value] = {}
    for addressee in document.addressees:
        if not _office_of(addressee):
            continue
        name = _address(files, addressee, document)
        if name in names:
            continue
        names.append(name)
        if addressee.name and (addressee.title or addressee.organisation):
            holders[name] = _holder(addressee, document.salutation)
    return names, holders


def country_of(addressee: FoundAddressee, language: str) -> str:
    """The country that the last line of the address says; empty where it says none."""
    last = addressee.address_lines[-1:]
    return (country_on_last_line(last[0], language) or "") if last else ""


def at_most(rows: Sequence[str], most: int) -> list[str]:
    """The rows; what is beyond the last one allowed stands in it."""
    return [*rows[: most - 1], " ".join(rows[most - 1 :])] if len(rows) > most else list(rows)


def _office_of(addressee: FoundAddressee) -> str:
    """Whom the address block is of: the office, or as much of it as the letter says."""
    lines = (line for line in addressee.address_lines if line.strip())
    return addressee.title or addressee.organisation or addressee.name or next(lines, "")


def _postal_lines(addressee: FoundAddressee) -> list[str]:
    """The lines of the address below the office, as many as a block may have."""
    rows = [line for line in addressee.address_lines if line.strip()]
    below = rows[1:] if rows[:1] == [_office_of(addressee)] else rows
    return at_most(below, MAX_ADDRESS_LINES)


def _address(files: ProposalFiles, addressee: FoundAddressee, document: Imported) -> str:
    """The block of an office: the library's where it says the same, or a new one."""
    office = _office_of(addressee)
    organisation = addressee.organisation if addressee.title else ""
    known = files.known.addresses.get((plain(office), plain(organisation)))
    by_fax = any(other.fax for other in document.addressees)
    otherwise = _differences(known.model, addressee, by_fax=by_fax) if known else []
    if known and not otherwise:
        return files.refer(known, addressee.at)
    good = [n for n in addressee.fax if re.fullmatch(r"\+\d+", n) and is_telephone_number(n)]
    country = country_of(addressee, document.language)
    keys: Keys = {
        "office": office,
        "organisation": organisation,
        "address": [*_postal_lines(addressee)],
        "country": country,
        "fax": [{"number": number} for number in good],
        "email": addressee.email if _EMAIL.fullmatch(addressee.email) else "",
    }
    said = [] if country else ["country: the letter does not say it"]
    said += [f"not a fax number that can be dialled: {n}" for n in addressee.fax if n not in good]
    if addressee.name and office != addressee.name:
        said.append(
            f"Since when {addressee.name} held the office the letter does not say:\n"
            f"holders: [{{name: {addressee.name}, salutation: …, from: …}}]"
        )
    wanted = known.name if known else slug(f"{organisation} {office}", 8) or office
    remark = f"{known.reference} has {'; '.join(otherwise)}" if known else ""
    at = addressee.at
    return files.add(Address, wanted, at, keys, *said, remark=remark, own=known is not None)


def _differences(known: Address, addressee: FoundAddressee, *, by_fax: bool) -> list[str]:
    """What the library's block says otherwise than the letter; of fax numbers where it went by fax."""
    found: list[str] = []
    ours, theirs = _postal_lines(addressee), list(known.address)
    if ours and postal(" ".join(ours)) != postal(" ".join(theirs)):
        found.append(f"another address: {', '.join(theirs)}")
    numbers = {re.sub(r"[^\d+]", "", fax.number) for fax in known.fax}
    found += [f"no fax number {number}" for number in addressee.fax if number not in numbers]
    return found + [f"the fax number {n}" for n in sorted(numbers) if by_fax and n not in addressee.fax]


def _holder(addressee: FoundAddressee, salutation: str) -> dict[str, Value]:
    """Who held the office, as an entry of a campaign's `holders`."""
    greeting = _greeting(addressee, salutation)
    said = {"name": addressee.name, "honorific": addressee.honorific, "salutation": greeting}
    return {key: value for key, value in said.items() if value}


def _greeting(addressee: FoundAddressee, salutation: str) -> str:
    """The piece of the salutation that has the addressee's family name: 'Secretary Kerry'."""
    family = addressee.name.split()[-1:]
    pieces = re.split(r",|;|:| and |^Dear ", salutation)
    stripped = (re.sub(r"^(?:and|dear)\s+", "", piece.strip(), flags=re.IGNORECASE) for piece in pieces)
    return next((piece for piece in stripped if piece.split()[-1:] == family), "")
