"""Who signs: the organisations of a signature block and of those it includes, and their signers.

Where a person must sign and nobody knows who, a placeholder prints; saying so is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, is_loop, report_repeats
from letterkit.assemble.looks import make_facsimile
from letterkit.blocks.documents import DocumentFile, NamedSigner
from letterkit.blocks.models import Organisation, Signatures, Signer
from letterkit.blocks.values import text_in
from letterkit.blocks.yaml import Steps
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
            signatory
            for each in organisations
            if each is not None
            for signatory in (_by_persons if by_person else _by_organisation)(assembly, each)
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


def _by_organisation(
    assembly: Assembly[DocumentFile], block: Block[Organisation]
) -> Iterator[lt.Signatory]:
    name = assembly.typeset(block.model.name)
    yield lt.Signatory(block.origin("name"), block.reference, name, None, None, None)


def _by_persons(assembly: Assembly[DocumentFile], block: Block[Organisation]) -> Iterator[lt.Signatory]:
    """A signature for each person who signs; one with a placeholder where nobody is known to."""
    signers = _signers(assembly, block)
    for signer, origin, image in signers:
        title = text_in(signer.title or {}, assembly.language)
        yield lt.Signatory(
            origin,
            block=block.reference,
            organisation=assembly.typeset(block.model.name),
            person=assembly.typeset(signer.name),
            native_name=signer.native_name,
            title=assembly.typeset(title) if title else None,
            image=image,
        )
    if not signers:
        words = assembly.words
        unknown = words.to_be_confirmed.format(what=words.signer) if assembly.rules.placeholders else None
        name = assembly.typeset(block.model.name)
        yield lt.Signatory(block.origin("name"), block.reference, name, unknown, None, None)


def _signers(
    assembly: Assembly[DocumentFile], block: Block[Organisation]
) -> list[tuple[NamedSigner | Signer, lt.Origin, lt.Image | None]]:
    """Who signs, with the picture of the signature where there is one: named by the campaign, or entered
    in the organisation's file; nobody where unknown.
    """
    named = assembly.file.signers.get(block.name)
    if named is not None:
        path: Steps = ("signers", block.name)
        return [(named, assembly.origin(*path), make_facsimile(assembly, assembly.block, path, named))]
    if not assembly.rules.looked_up:
        return []
    entered = block.model.signers_on(assembly.date)
    places = [("signers", block.model.signers.index(each)) for each in entered]
    return [
        (each, block.origin(*path), make_facsimile(assembly, block, path, each))
        for each, path in zip(entered, places, strict=True)
    ]
