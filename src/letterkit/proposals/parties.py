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
from letterkit.language.names import plain, slug
from letterkit.proposals.files import Keys, ProposalFiles, found_at, line_of_markup

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_CONSENT = (
    "The letter named this person; whether a new one may, nobody has said. Write `letter` or\n"
    "`public` at consent once the person or the family has agreed."
)

# To whom


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
            greeting = _greeting(addressee, document.salutation)
            said = {"name": addressee.name, "honorific": addressee.honorific, "salutation": greeting}
            holders[name] = {key: value for key, value in said.items() if value}
    return names, holders


def country_of(addressee: FoundAddressee, language: str) -> str:
    """The country that the last line of the address says; empty where it says none."""
    last = addressee.address_lines[-1:]
    return (country_on_last_line(last[0], language) or "") if last else ""


def _office_of(addressee: FoundAddressee) -> str:
    """Whom the address block is of: the office, or as much of it as the letter says."""
    first = next(iter(addressee.address_lines), "")
    return addressee.title or addressee.organisation or addressee.name or first


def _address(files: ProposalFiles, addressee: FoundAddressee, document: Imported) -> str:
    """The block of an office."""
    office = _office_of(addressee)
    organisation = addressee.organisation if addressee.title else ""
    known = files.known.addresses.get((plain(office), plain(organisation)))
    if known is None:
        wanted, remark = slug(f"{organisation} {office}", 8) or office, ""
    else:
        by_fax = any(other.fax for other in document.addressees)
        otherwise = _differences(known.model, addressee, by_fax=by_fax)
        if not otherwise:
            return files.refer(known, addressee.at)
        wanted, remark = known.name, f"{known.reference} has {'; '.join(otherwise)}"
    keys: Keys = {
        "office": office,
        "organisation": organisation,
        "address": [*_postal_lines(addressee)],
        "country": country_of(addressee, document.language),
        "fax": [{"number": number} for number in filter(_can_be_dialled, addressee.fax)],
        "email": addressee.email if _EMAIL.fullmatch(addressee.email) else "",
    }
    said = _not_said(addressee, document)
    own = known is not None
    return files.add(Address, wanted, addressee.at, keys, *said, remark=remark, own=own)


def _not_said(addressee: FoundAddressee, document: Imported) -> Iterator[str]:
    """What the letter does not say of the office, or not so that it can be used."""
    if not country_of(addressee, document.language):
        yield "country: the letter does not say it"
    for number in addressee.fax:
        if not _can_be_dialled(number):
            yield f"not a fax number that can be dialled: {number}"
    if addressee.name and _office_of(addressee) != addressee.name:
        yield f"Since when {addressee.name} held the office the letter does not say:"
        yield f"holders: [{{name: {addressee.name}, salutation: …, from: …}}]"


def _can_be_dialled(number: str) -> bool:
    return re.fullmatch(r"\+\d+", number) is not None and is_telephone_number(number)


def _postal_lines(addressee: FoundAddressee) -> list[str]:
    """The lines of the address below the office, as many as a block may have."""
    rows = list(addressee.address_lines)
    return _at_most(rows[1:] if rows[:1] == [_office_of(addressee)] else rows)


def _at_most(rows: Sequence[str]) -> list[str]:
    """The rows; what is beyond the last one that a block may have stands in it."""
    most = MAX_ADDRESS_LINES
    return [*rows[: most - 1], " ".join(rows[most - 1 :])] if len(rows) > most else list(rows)


def _differences(known: Address, addressee: FoundAddressee, *, by_fax: bool) -> list[str]:
    """What the library's block says otherwise than the letter; of fax numbers where it went by fax."""
    ours, theirs = _postal_lines(addressee), list(known.address)
    is_other = ours and postal(" ".join(ours)) != postal(" ".join(theirs))
    numbers = {re.sub(r"[^\d+]", "", fax.number) for fax in known.fax}
    return [
        *([f"another address: {', '.join(theirs)}"] if is_other else []),
        *(f"no fax number {number}" for number in addressee.fax if number not in numbers),
        *(f"the fax number {n}" for n in sorted(numbers) if by_fax and n not in addressee.fax),
    ]


def _greeting(addressee: FoundAddressee, salutation: str) -> str:
    """The piece of the salutation that has the addressee's family name: 'Secretary Kerry'."""
    family = addressee.name.split()[-1:]
    pieces = re.split(r",|;|:| and |^Dear ", salutation)
    stripped = (re.sub(r"^(?:and|dear)\s+", "", piece.strip(), flags=re.IGNORECASE) for piece in pieces)
    return next((piece for piece in stripped if piece.split()[-1:] == family), "")


# Who signs


def signature_block(
    files: ProposalFiles, document: Imported, before: str
) -> tuple[str, dict[str, Value]]:
    """The signature block of a document, and who signs for whom; where it names nobody the block of the
    document `before`, if there was one.
    """
    entries, signers = _signing(files, document)
    parts = document.of(Role.SIGNS, Role.LETTERHEAD)
    if before and not (entries or parts):
        return before, {}
    keys: Keys = {
        "title": f"Signatories of {files.name}",
        "coalition": _coalition(document),
        "sign_as": "person" if signers else "organisation",
        "organisations": [*entries],
    }
    at = found_at(parts or document.signatories or document.parts)
    return files.add(Signatures, f"{files.name}-signatories", at, keys), signers


def _coalition(document: Imported) -> dict[str, Value]:
    """The letterhead: its first line is the name."""
    name, *lines = [part.text for part in document.of(Role.LETTERHEAD)] or [""]
    said: Keys = {"name": name, "lines": [*_at_most(lines)]}
    return {key: value for key, value in said.items() if value}


def _signing(files: ProposalFiles, document: Imported) -> tuple[list[str], dict[str, Value]]:
    """The blocks of those who sign, and by these who signs for them."""
    entries: list[str] = []
    signers: dict[str, Value] = {}
    for one in document.signatories:
        signed_for = one.organisation or one.title
        if not (signed_for or one.person):
            continue
        is_for = bool(one.person and signed_for)
        name = organisation(files, signed_for or one.person, one.at, entries if is_for else ())
        entries.append(name)
        if is_for:
            title: dict[str, Value] = {"title": one.title} if one.title and one.organisation else {}
            signers[name] = {"name": one.person, **title}
    return entries, signers


def organisation(files: ProposalFiles, name: str, at: FoundAt, taken: Collection[str] = ()) -> str:
    """The block of an organisation: the library's where it is spelt the same, or a new one.

    Of one for which somebody has signed already, whose block is `taken`, there is a second block.
    """
    known = files.organisations.get(plain(name))
    if known and known not in taken:
        return known
    ours = files.known.organisations.get(plain(name)) if known is None else None
    if ours is not None and name in (ours.model.name, ours.model.short_name):
        made = files.refer(ours, at)
    else:
        remark = f"{ours.reference} is spelt '{ours.model.name}'" if ours else ""
        wanted = ours.name if ours else slug(name, 8) or name
        made = files.add(Organisation, wanted, at, {"name": name}, remark=remark, own=ours is not None)
    files.organisations.setdefault(plain(name), made)
    return made


# Who is written about


def add_person(files: ProposalFiles, case: FoundCase, document: Imported) -> None:
    """Enter the person whom a case is about."""
    names = [plain(name) for name in (case.name, *case.also_known_as)]
    block = next((files.people[name] for name in names if name in files.people), None)
    if block is None:
        ours = next((files.known.people[name] for name in names if name in files.known.people), None)
        block = files.refer(ours, case.at) if ours else _new_person(files, case, document)
    files.people.update(dict.fromkeys(names, block))


def _new_person(files: ProposalFiles, case: FoundCase, document: Imported) -> str:
    names = (case.name, *case.also_known_as)
    # What is said of the person, in words that can follow the name.
    match = re.match(rf"{re.escape(case.name)}(?: \([^)]*\))?,? ([a-z].*)", case.text)
    account = match[1] if match and document.date else ""
    text = LiteralText(line_of_markup(account))
    keys: Keys = {
        "name": case.name,
        "also_known_as": [*case.also_known_as],
        "accounts": [{"as_of": document.date, "text": text}] if account else [],
        "consent": "none",
    }
    said = () if account else (f"The letter said: {case.text}",)
    wanted = next((found for name in names if (found := slug(name))), case.name)
    return files.add(Person, wanted, case.at, keys, *said, _CONSENT)


def named_in(files: ProposalFiles, parts: Sequence[ReadPart], document: Imported) -> list[str]:
    """The people whom a text names: those of the letter's cases, and of the library."""
    text = f" {plain(' '.join(part.text for part in parts))} "
    everybody = {name: block.name for name, block in files.known.people.items()} | files.people
    by_name = [block for name, block in everybody.items() if _is_named(name, text)]
    at = found_at(parts)
    inside = (one for one in document.cases if at.first <= one.at.first and one.at.last <= at.last)
    about = [files.people[plain(one.name)] for one in inside if one.confirmed]
    return list(dict.fromkeys((*by_name, *about)))


def _is_named(name: str, text: str) -> bool:
    """Whether a name stands in a text, whose script may set no spaces between words."""
    in_row = len(name) > 1 and not name.isascii() and " " not in name
    return f" {name} " in text or (in_row and name in text)
