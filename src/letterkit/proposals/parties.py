"""Whom imported documents name: who gets them, who signs, who is written about. Each one's block is the
library's where it says the same, or a new one; what the letter does not say of them is left open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from letterkit.blocks.models import Address, Organisation, Person, Signatures
from letterkit.blocks.styles import LiteralText
from letterkit.blocks.values import MAX_ADDRESS_LINES, is_telephone_number
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import FoundAddressee, FoundCase, Imported, ReadPart
from letterkit.importer.reading import FoundAt, Role
from letterkit.language.addresses import postal
from letterkit.language.countries import country_on_last_line
from letterkit.language.names import names_within, plain, slug
from letterkit.library.index import Block
from letterkit.proposals.files import Keys, ProposalFiles, found_at, line_of_markup, text_of

_CONSENT = (
    "The letter named this person; whether a new one may, nobody has said. Write `letter` or\n"
    "`public` at consent once the person or the family has agreed."
)

# To whom


def addressed(files: ProposalFiles, document: Imported) -> dict[str, Value]:
    """The keys of a document for its offices and their holders, greeted as the salutation has it."""
    holders: dict[str, Value] = {}
    pieces = re.split(r"[,;:]|\b(?:and|dear)\s+", document.salutation, flags=re.IGNORECASE)
    for one in document.addressees:
        family = one.name.split()[-1:]
        greeting = next((piece.strip() for piece in pieces if piece.split()[-1:] == family), "")
        said: Keys = {"name": one.name, "honorific": one.honorific, "salutation": greeting}
        is_named = one.name and (one.title or one.organisation)
        holders.setdefault(_address(files, one, document), {**said} if is_named else {})
    return {"to": [*holders], "holders": holders}


def country_of(addressee: FoundAddressee, language: str) -> str:
    """The country that the last line of the address says; empty where it says none."""
    return next((country_on_last_line(x, language) or "" for x in addressee.address_lines[-1:]), "")


def _address(files: ProposalFiles, addressee: FoundAddressee, document: Imported) -> str:
    """The block of an office: as much of it as the letter says."""
    rows = list(addressee.address_lines)
    office = addressee.title or addressee.organisation or addressee.name or "".join(rows[:1])
    organisation = addressee.organisation if addressee.title else ""
    lines = _at_most(rows[1:] if rows[:1] == [office] else rows)
    ours = files.known.addresses.get((plain(office), plain(organisation)))
    differences = "; ".join(_differences(ours, lines, addressee.fax, document))
    remark = f"{ours.reference} has {differences}" if ours and differences else ""
    keys: Keys = {
        "office": office,
        "organisation": organisation,
        "address": [*lines],
        "country": country_of(addressee, document.language),
        "fax": [{"number": number} for number in filter(is_telephone_number, addressee.fax)],
        "email": addressee.email,
    }
    said = _not_said(addressee, office, keys)
    wanted = slug(f"{organisation} {office}", 8) or office
    return files.add(Address, wanted, addressee.at, keys, *said, remark=remark, ours=ours)


def _not_said(addressee: FoundAddressee, office: str, keys: Keys) -> Iterator[str]:
    """What the letter does not say of the office, or not so that it can be used."""
    if not keys["country"]:
        yield "country: the letter does not say it"
    for number in addressee.fax:
        if not is_telephone_number(number):
            yield f"not a fax number that can be dialled: {number}"
    if addressee.name and office != addressee.name:
        yield f"Since when {addressee.name} held the office the letter does not say:"
        yield f"holders: [{{name: {addressee.name}, salutation: …, from: …}}]"


def _at_most(rows: Sequence[str]) -> list[str]:
    """The rows of an address; what is beyond the last one that a block may have stands in it."""
    last = MAX_ADDRESS_LINES - 1
    return [*rows[:last], *filter(None, [" ".join(rows[last:])])]


def _differences(
    known: Block[Address] | None, ours: Sequence[str], fax: Sequence[str], document: Imported
) -> Iterator[str]:
    """What the library's block says otherwise than the letter; of fax numbers where it went by fax."""
    if known is None:
        return
    theirs = known.model.address
    if ours and postal(" ".join(ours)) != postal(" ".join(theirs)):
        yield f"another address: {', '.join(theirs)}"
    numbers = {re.sub(r"[^\d+]", "", one.number) for one in known.model.fax}
    yield from (f"no fax number {number}" for number in fax if number not in numbers)
    if any(addressee.fax for addressee in document.addressees):
        yield from (f"the fax number {number}" for number in sorted(numbers.difference(fax)))


# Who signs


def signed(files: ProposalFiles, document: Imported) -> dict[str, Value]:
    """The keys of a document for who signs it: where it names nobody, as the document before."""
    entries, signers = _signing(files, document)
    parts = document.of(Role.SIGNS, Role.LETTERHEAD)
    if entries or parts or not files.signatures:
        name, *lines = [part.text for part in document.of(Role.LETTERHEAD)] or [""]
        keys: Keys = {
            "title": f"Signatories of {files.name}",
            "coalition": {"name": name, "lines": [*_at_most(lines)]},
            "sign_as": "person" if signers else "organisation",
            "organisations": entries,
        }
        at = found_at(parts or document.signatories or document.parts)
        files.signatures = files.add(Signatures, f"{files.name}-signatories", at, keys)
    return {"signatures": files.signatures, "signers": signers}


def _signing(files: ProposalFiles, document: Imported) -> tuple[list[Value], dict[str, Value]]:
    """The blocks of those who sign, and by these who signs for them."""
    entries: list[Value] = []
    signers: dict[str, Value] = {}
    for one in document.signatories:
        signed_for = one.organisation or one.title
        is_for = bool(one.person and signed_for)
        name = organisation(files, signed_for or one.person, one.at, entries if is_for else ())
        entries.append(name)
        if is_for:
            signers[name] = {"name": one.person, "title": one.title if one.organisation else ""}
    return entries, signers


def organisation(files: ProposalFiles, name: str, at: FoundAt, taken: Collection[Value] = ()) -> str:
    """The block of an organisation; a second one where somebody has signed with the first (`taken`)."""
    known = files.organisations.get(plain(name))
    if known and known not in taken:
        return known
    ours = files.known.organisations.get(plain(name)) if known is None else None
    other = ours is not None and name not in (ours.model.name, ours.model.short_name)
    remark = f"{ours.reference} is spelt '{ours.model.name}'" if ours and other else ""
    wanted = slug(name, 8) or name
    made = files.add(Organisation, wanted, at, {"name": name}, remark=remark, ours=ours)
    files.organisations.setdefault(plain(name), made)
    return made


# Who is written about


def add_person(files: ProposalFiles, case: FoundCase, document: Imported) -> None:
    """Enter the person whom a case is about, where somebody has confirmed it."""
    if not case.confirmed:
        return
    names = {plain(name): name for name in (case.name, *case.also_known_as)}
    block = next(filter(None, map(files.people.get, names)), None)
    if block is None:
        # What is said of the person, in words that can follow the name.
        match = re.match(rf"{re.escape(case.name)}(?: \([^)]*\))?,? ([a-z].*)", case.text)
        account = LiteralText(line_of_markup(match[1])) if match and document.date else ""
        keys: Keys = {
            "name": case.name,
            "also_known_as": [*case.also_known_as],
            "accounts": [{"as_of": document.date, "text": account}] if account else [],
            "consent": "none",
        }
        said = "" if account else f"The letter said: {case.text}"
        wanted = next(filter(None, map(slug, names.values())), case.name)
        ours = next(filter(None, map(files.known.people.get, names)), None)
        block = files.add(Person, wanted, case.at, keys, said, _CONSENT, ours=ours)
    files.people.update(dict.fromkeys(names, block))


def named_in(files: ProposalFiles, parts: Sequence[ReadPart]) -> list[Value]:
    """The people whom a text names, of the letter's cases and of the library."""
    everybody = {name: block.name for name, block in files.known.people.items()} | files.people
    return list(dict.fromkeys(everybody[name] for name in names_within(text_of(parts), everybody)))
