"""What a document is made of besides its texts, and what its merge fields print of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble.addressees import find_addressees
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.cases import ListedCase, list_cases
from letterkit.assemble.people import person_field
from letterkit.assemble.recipient import recipient_field
from letterkit.assemble.signatories import make_signature_block
from letterkit.blocks.documents import Dialogue, DocumentFile, Occasion
from letterkit.blocks.models import Signatures
from letterkit.language.dates import UNDATED, PartialDate, date_text
from letterkit.language.lists import list_text
from letterkit.library.index import Block
from letterkit.text.fields import (
    AddresseeField,
    DialogueField,
    DocumentField,
    Fields,
    IssuerField,
    LetterField,
    OccasionField,
    PersonField,
    SignatoriesField,
    SignatoryField,
)

NO_ISSUER = IssuerField("", "")
"""What a document prints of its issuer that has none but its signatories."""


class Facts(Struct, frozen=True):
    """The occasion, addressees, signatories and cases of a document, and its merge fields.

    None where the library does not have it. `cases` are those of each case list, by the list's name.
    """

    occasion: Occasion | None
    addressees: tuple[lt.Addressee, ...]
    signature_block: Block[Signatures] | None
    signatures: lt.SignatureBlock | None
    cases: Mapping[str, tuple[ListedCase, ...]]
    fields: Fields | None


def find_facts(
    assembly: Assembly[DocumentFile],
    issuer: IssuerField = NO_ISSUER,
    letter_date: PartialDate | None = None,
) -> Facts:
    """Look up what a document is made of. `letter_date` is that of the letter that it tells of."""
    if assembly.file.date == UNDATED and assembly.rules.complete:
        place = assembly.block.location("date")
        assembly.report("LK202", "a document that goes out needs its date", place)
    occasion = assembly.shared("occasion", lambda: _occasion(assembly))
    addressees = find_addressees(assembly, occasion)
    signature_block, signatures = assembly.shared("signatures", lambda: _signatures(assembly))
    cases = assembly.shared("cases", lambda: list_cases(assembly))
    fields = None
    if occasion is not None:
        fields = Fields(
            dialogue=_dialogue_field(occasion) if isinstance(occasion, Dialogue) else None,
            occasion=_occasion_field(occasion),
            letter=LetterField(letter_date or assembly.date, assembly.language),
            document=DocumentField(assembly.kind.title, assembly.date, assembly.language),
            issuer=issuer,
            addressees=tuple(map(_addressee_field, addressees)),
            cases=assembly.shared("case fields", lambda: _case_fields(cases, assembly.date)),
            signatories=assembly.shared(
                "signatories", lambda: _signatory_fields(signatures, assembly.language)
            ),
            recipient=recipient_field(assembly, occasion, addressees),
        )
    return Facts(occasion, addressees, signature_block, signatures, cases, fields)


def _signatures(
    assembly: Assembly[DocumentFile],
) -> tuple[Block[Signatures] | None, lt.SignatureBlock | None]:
    place = assembly.block.location("signatures")
    block = assembly.get(Signatures, assembly.file.signatures, place)
    return block, make_signature_block(assembly, block) if block else None


def _occasion(assembly: Assembly[DocumentFile]) -> Occasion | None:
    """What the document is written for; None where the library does not have its dialogue."""
    file = assembly.file
    if file.dialogue is None:
        return file.occasion
    block = assembly.get(Dialogue, file.dialogue, assembly.block.location("dialogue"))
    return block.model if block is not None else None


def date_line(assembly: Assembly[DocumentFile]) -> lt.DateLine:
    """The document's date as it prints; empty where it is not known."""
    known = assembly.date != UNDATED
    text = date_text(assembly.date, assembly.language) if known else ""
    return lt.DateLine(
        assembly.origin("date"), str(assembly.date) if known else "", assembly.typeset(text)
    )


def _dialogue_field(dialogue: Dialogue) -> DialogueField:
    return DialogueField(
        name=dialogue.name,
        # Never the name once more: "the Talks (the Talks)".
        short_name=dialogue.short_name or _unknown(dialogue, "short_name"),
        host_city=dialogue.host_city or _unknown(dialogue, "host_city"),
        host_country=dialogue.host_country or "",
        first_day=dialogue.from_ or _unknown(dialogue, "from"),
        last_day=dialogue.to or _unknown(dialogue, "to"),
        year=dialogue.from_.year if dialogue.from_ else _unknown(dialogue, "from"),
    )


def _occasion_field(occasion: Occasion) -> OccasionField:
    return OccasionField(
        name=occasion.name,
        first_day=occasion.from_ or _unknown(occasion, "from"),
        last_day=occasion.to or occasion.from_ or _unknown(occasion, "from"),
    )


def _unknown(occasion: Occasion, key: str) -> Any:
    """What a merge field holds where the occasion's file does not say it: printing it is LK305."""
    return StrictUndefined(hint=f"'{key}' is not known of {occasion.name}")


def _addressee_field(addressee: lt.Addressee) -> AddresseeField:
    return AddresseeField(
        addressee.name,
        addressee.full_name,
        addressee.salutation,
        addressee.office,
        addressee.organisation,
    )


def _signatory_fields(signatures: lt.SignatureBlock | None, language: str) -> SignatoriesField:
    """The organisations that sign, each once, with the names and titles of all who sign for it; and how
    many sign.
    """
    signing: dict[str, list[lt.Signatory]] = {}
    for signatory in signatures.everyone if signatures else ():
        if not signatory.is_individual:
            signing.setdefault(signatory.block, []).append(signatory)
    organisations = (
        SignatoryField(
            each[0].organisation,
            list_text([s.person for s in each if s.person], language),
            list_text(list(dict.fromkeys(s.title for s in each if s.title)), language),
        )
        for each in signing.values()
    )
    return SignatoriesField.of(organisations, signatures.individuals if signatures else 0)


def _case_fields(
    cases: Mapping[str, tuple[ListedCase, ...]], date: PartialDate
) -> tuple[PersonField, ...]:
    """The people of all case lists, each once."""
    people = {
        name: block for listed in cases.values() for case in listed for name, block in case.people.items()
    }
    return tuple(person_field(block.model, date) for block in people.values())
