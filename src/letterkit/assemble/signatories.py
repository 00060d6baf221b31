"""Who signs: the organisations of a signature block and of those it includes, and their signers.

Where a person must sign and nobody knows who, a placeholder prints; saying so is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, is_loop, report_repeats
from letterkit.blocks.documents import DocumentFile, NamedSigner
from letterkit.blocks.models import Organisation, Signatures, Signer
from letterkit.diagnostics import Location
from letterkit.library.index import Block


def make_signature_block(assembly: Assembly[DocumentFile], block: Block[Signatures]) -> lt.SignatureBlock:
    """The signature block. How it says that they sign, all sign: those of included blocks too."""
    if not block.model.organisations and assembly.rules.complete:
        place = block.document.key_location(("organisations",))
        assembly.report("LK401", "no organisation signs", place)
    named = list(_named(assembly, block, ()))
    report_repeats(assembly, ((f"organisations/{name}", place) for name, place in named))
    organisations = (assembly.get(Organisation, name, place) for name, place in named)
    by_person = block.model.sign_as == "person"
    return lt.SignatureBlock(
        block.origin(),
        block=block.reference,
        columns=block.model.columns,
        signatories=tuple(
            _by_person(assembly, each) if by_person else _by_organisation(assembly, each)
            for each in organisations
            if each is not None
        ),
    )


def _named(
    assembly: Assembly[DocumentFile], block: Block[Signatures], above: tuple[str, ...]
) -> Iterator[tuple[str, Location]]:
    """The organisations that a block and those it includes name, each with its place."""
    for i, entry in enumerate(block.model.organisations):
        place = block.location("organisations", i)
        if entry.organisation:
            yield entry.organisation, place
        elif entry.list and not is_loop(assembly, entry.list, (*above, block.name), place):
            included = assembly.get(Signatures, entry.list, place)
            if included is not None:
                yield from _named(assembly, included, (*above, block.name))


def _by_organisation(assembly: Assembly[DocumentFile], block: Block[Organisation]) -> lt.Signatory:
    name = assembly.typeset(block.model.name)
    return lt.Signatory(block.origin("name"), block.reference, name, None, None, None)


def _by_person(assembly: Assembly[DocumentFile], block: Block[Organisation]) -> lt.Signatory:
    signer, origin = _signer(assembly, block)
    words = assembly.words
    unknown = words.to_be_confirmed.format(what=words.signer) if assembly.rules.placeholders else None
    return lt.Signatory(
        origin,
        block=block.reference,
        organisation=assembly.typeset(block.model.name),
        person=assembly.typeset(signer.name) if signer else unknown,
        native_name=signer.native_name if signer else None,
        title=assembly.typeset(signer.title) if signer and signer.title else None,
    )


def _signer(
    assembly: Assembly[DocumentFile], block: Block[Organisation]
) -> tuple[NamedSigner | Signer | None, lt.Origin]:
    """Who signs: named by the campaign, entered in the organisation's file, or unknown."""
    named = assembly.file.signers.get(block.name)
    if named is not None:
        return named, assembly.origin("signers", block.name)
    entered = block.model.signer_on(assembly.date) if assembly.rules.looked_up else None
    if entered is not None:
        return entered, block.origin("signers", block.model.signers.index(entered))
    return None, block.origin("name")
