"""Whom a document is written to: the office, who holds it on the day, and the inside address.

Where the holder of an office is not known, a placeholder prints; saying so is for the checks.
"""

from __future__ import annotations

import datetime as dt

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, report_repeats
from letterkit.blocks.documents import DocumentFile, NamedHolder, Occasion
from letterkit.blocks.models import Address, Holder, PostalFields
from letterkit.blocks.values import language_among, text_in
from letterkit.language.addresses import us_last_line
from letterkit.language.countries import country_name, is_named
from letterkit.language.typography import in_capitals
from letterkit.library.index import Block


def find_addressees(
    assembly: Assembly[DocumentFile], occasion: Occasion | None
) -> tuple[lt.Addressee, ...]:
    """The addressees in the file's order; none where the occasion, whose day counts, is unknown."""
    file = assembly.file
    if not file.to and assembly.rules.complete:
        assembly.report("LK402", "no addressees", assembly.block.document.key_location(("to",)))
    named = [(name, assembly.block.location("to", i)) for i, name in enumerate(file.to)]
    report_repeats(assembly, ((f"addresses/{name}", place) for name, place in named))
    blocks = [assembly.get(Address, name, place) for name, place in named]
    if occasion is None:
        return ()
    day = occasion.addressed_on(assembly.date).first_day
    return tuple(
        _addressee(assembly, block, day, assembly.origin("to", i))
        for i, block in enumerate(blocks)
        if block is not None
    )


def greetings(assembly: Assembly[DocumentFile], occasion: Occasion | None) -> tuple[str | None, ...]:
    """What is said to each addressee in the document's very language; None where nothing is entered."""
    found: list[str | None] = []
    for i, name in enumerate(assembly.file.to):
        block, _ = assembly.library.get(Address, name, assembly.block.location("to", i))
        if block is None or occasion is None:
            return ()
        day = occasion.addressed_on(assembly.date).first_day
        holder, _ = _holder(assembly, block, day, assembly.origin("to", i))
        tag = language_among(holder.salutation, assembly.language)
        found.append(assembly.typeset(holder.salutation[tag]) if tag else None)
    return tuple(found)


def _addressee(
    assembly: Assembly[DocumentFile], block: Block[Address], day: dt.date, named_at: lt.Origin
) -> lt.Addressee:
    address = block.model
    holder, origin = _holder(assembly, block, day, named_at)
    fax = tuple(
        _fax_number(assembly, fax.number, block.origin("fax", i)) for i, fax in enumerate(address.fax)
    )
    label = assembly.words.via_fax
    space = "" if label.endswith("：") else " "  # a full-width colon brings its space along
    delivery = label + space + "; ".join(number.text for number in fax)
    return lt.Addressee(
        origin,
        block=block.reference,
        name=assembly.typeset(holder.name),
        honorific=text_in(holder.honorific or {}, assembly.language),
        salutation=assembly.typeset(_salutation(holder, assembly.language)),
        office=assembly.typeset(address.office),
        organisation=assembly.typeset(address.organisation or ""),
        address=_postal_address(assembly, block),
        fax=fax,
        email=address.email[0].address if address.email else None,
        delivery=delivery if fax else None,
    )


def _holder(
    assembly: Assembly[DocumentFile], block: Block[Address], day: dt.date, named_at: lt.Origin
) -> tuple[NamedHolder, lt.Origin]:
    """Who holds the office on that day: named by the campaign, entered in its file, or unknown."""
    address, named = block.model, assembly.file.holders.get(block.name)
    if named is not None:
        return _completed(named, address), assembly.origin("holders", block.name)
    entered = address.holder_on(day) if assembly.rules.looked_up else None
    if entered is not None:
        return _as_named(entered), block.origin("holders", address.holders.index(entered))
    if assembly.rules.placeholders:
        unknown = assembly.words.to_be_confirmed.format(what=address.office)
        return NamedHolder(name=unknown), named_at
    # It is addressed to the office.
    return NamedHolder.model_construct(name="", salutation={"": address.office}), named_at


def _completed(named: NamedHolder, address: Address) -> NamedHolder:
    """A holder whom the campaign names, with what the office's file says of that person besides."""
    known = next((holder for holder in address.holders if holder.name == named.name), None)
    return NamedHolder(
        name=named.name,
        honorific=named.honorific or (known.honorific if known else None),
        salutation=named.salutation or (known.salutation if known else {"": named.name}),
    )


def _as_named(holder: Holder) -> NamedHolder:
    return NamedHolder(name=holder.name, honorific=holder.honorific, salutation=holder.salutation)


def _salutation(holder: NamedHolder, language: str) -> str:
    """How the holder is addressed; where it is not known in the language, in the first that is."""
    first = next(iter(holder.salutation.values()), holder.name)
    return text_in(holder.salutation, language) or first


def _fax_number(assembly: Assembly[DocumentFile], number: str, origin: lt.Origin) -> lt.FaxNumber:
    known = assembly.number(number)
    return lt.FaxNumber(origin, known.e164, known.text)


def _postal_address(assembly: Assembly[DocumentFile], block: Block[Address]) -> lt.PostalAddress:
    address = block.model
    code = address.country or ""
    usual = country_name(code, assembly.language) if code else ""
    fields = postal_fields(address, assembly.language)
    return lt.PostalAddress(
        block.origin("address"),
        lines=tuple(assembly.typeset(line) for line in _lines(assembly, address, usual)),
        country=code,
        country_name=address.country_name or usual,
        street=fields.street,
        locality=fields.locality,
        region=fields.region or "",
        postal_code=fields.postal_code or "",
        places=tuple(block.origin("address", i) for i in range(len(address.address))),
    )


def _lines(assembly: Assembly[DocumentFile], address: Address, usual: str) -> tuple[str, ...]:
    """The address as it prints: with its country where that is another than the letter's.

    The country is in capitals, as the last line (Universal Postal Union, "Addressing the world", S42);
    what the author wrote himself prints as he wrote it.
    """
    abroad = address.country not in (assembly.country, None) and assembly.rules.abroad
    if not abroad or len(_without_country(address, assembly.language)) < len(address.address):
        return address.address
    return (*address.address, address.country_name or in_capitals(usual, assembly.language))


def _without_country(address: Address, language: str) -> tuple[str, ...]:
    """The lines of an address without a last one that names its country."""
    if not (address.country and address.address):
        return address.address
    last = address.address[-1]
    named = last == address.country_name or is_named(address.country, last, language)
    return address.address[:-1] if named else address.address


def postal_fields(address: Address, language: str) -> PostalFields:
    """The address by field: as given, else read from the last line of an American address.

    Where neither is possible the whole address is the street, and there is no locality.
    """
    if address.postal:
        return address.postal
    lines = _without_country(address, language)
    if not lines:
        return PostalFields.model_construct(street="")
    *street, last = lines
    read = us_last_line(last) if address.country == "US" else None
    if read is None or not street:
        return PostalFields(street=", ".join(lines))
    return PostalFields(street=", ".join(street), **read._asdict())
