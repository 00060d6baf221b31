"""To whom imported documents went: the block of each office, the library's or a new one."""

from __future__ import annotations

import re

from letterkit.blocks.models import Address
from letterkit.importer.parts import FoundAddressee, Imported
from letterkit.language.names import plain, slug
from letterkit.proposals.block_text import comment, list_key, scalar
from letterkit.proposals.files import ProposalFiles, found_at
from letterkit.proposals.offices import (
    country_of,
    differences,
    fax_keys,
    holder_keys,
    office_of,
    postal_lines,
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def addressed(files: ProposalFiles, document: Imported) -> tuple[list[str], list[str]]:
    """The names of the offices, and the holders that the letter names, as keys of the campaign."""
    names: list[str] = []
    holders: list[str] = []
    for addressee in document.addressees:
        if not office_of(addressee):
            continue
        name = _address(files, addressee, document)
        if name in names:
            continue
        names.append(name)
        if addressee.name and (addressee.title or addressee.organisation):
            holders += holder_keys(name, addressee, document)
    return names, ["holders:", *holders] if holders else []


def _address(files: ProposalFiles, addressee: FoundAddressee, document: Imported) -> str:
    """The block of an office: the library's where it says the same, or a new one."""
    office = office_of(addressee)
    organisation = addressee.organisation if addressee.title else ""
    known = files.known.addresses.get((plain(office), plain(organisation)))
    at = found_at([addressee])
    by_fax = any(other.fax for other in document.addressees)
    otherwise = differences(known.model, addressee, by_fax) if known else []
    if known and not otherwise:
        return files.refer(known, at)
    wanted = known.name if known else slug(f"{organisation} {office}", 8) or office
    remark = f"{known.reference} has {'; '.join(otherwise)}" if known else ""
    lines = _keys(addressee, office, organisation, document)
    return files.add(Address, wanted, lines, at, remark, own=known is not None)


def _keys(addressee: FoundAddressee, office: str, organisation: str, document: Imported) -> list[str]:
    lines = [f"office: {scalar(office)}"]
    if organisation:
        lines.append(f"organisation: {scalar(organisation)}")
    lines += list_key("address", [scalar(line) for line in postal_lines(addressee)])
    country = country_of(addressee, document.language)
    lines += [f"country: {country}"] if country else comment("country: the letter does not say it")
    lines += fax_keys(addressee)
    if _EMAIL.fullmatch(addressee.email):
        lines.append(f"email: {scalar(addressee.email)}")
    if addressee.name and office != addressee.name:
        lines += comment(f"Since when {addressee.name} held the office the letter does not say:")
        lines += comment(f"holders: [{{name: {addressee.name}, salutation: …, from: …}}]")
    return lines
