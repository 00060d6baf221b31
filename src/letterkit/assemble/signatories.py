"""Who signs: the organisations and individuals of a signature block and of those it includes.

Where a person must sign for an organisation and nobody knows who, a placeholder prints; saying so is for
the checks. Who stands below no heading comes before all that do: nobody is to be read as one of a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, report_repeats
from letterkit.assemble.included import Included, Inclusion
from letterkit.assemble.looks import make_facsimile
from letterkit.blocks.documents import DocumentFile, NamedSigner
from letterkit.blocks.models import (
    IndividualSigner,
    Organisation,
    SignatureEntry,
    Signatures,
    Signer,
    SigningPerson,
)
from letterkit.blocks.signing import SignatureEntryOrGroup, SignatureOrder
from letterkit.blocks.values import text_in
from letterkit.blocks.yaml import Steps
from letterkit.library.index import Block

_Found: TypeAlias = Included[Signatures]


def make_signature_block(assembly: Assembly[DocumentFile], block: Block[Signatures]) -> lt.SignatureBlock:
    """The signature block. How it says that they sign, all sign: those of included blocks too."""
    if not block.model.organisations and assembly.rules.complete:
        assembly.report("LK401", "nobody signs", block.document.key_location(("organisations",)))
    found = list(Inclusion(assembly, Signatures, lambda model: model.entries).of(block, block.location()))
    report_repeats(
        assembly,
        ((name, each.block.location(*each.path)) for each in found if (name := _name(_entry(each)))),
    )
    by_person = block.model.sign_as == "person"
    signing: dict[str, list[_SignedEntry]] = {"": []}
    heads: dict[str, tuple[_Found, SignatureEntryOrGroup]] = {}
    for each in found:
        heading = ""
        if group := _group(each):
            heading = _in_language(assembly, group[1].heading) or ""
            heads.setdefault(heading, group)
        signing.setdefault(heading, []).extend(_signing(assembly, each, by_person=by_person))
    ungrouped = _in_order(signing.pop(""), block.model.order, assembly.language)
    return lt.SignatureBlock(
        block.origin(),
        block=block.reference,
        columns=block.model.columns,
        signatories=ungrouped,
        groups=tuple(
            lt.SignatureGroup(
                place.block.origin(*place.path[:2], "heading"),
                heading=heading,
                signatories=_in_order(
                    signing[heading], group.order or block.model.order, assembly.language
                ),
                letterhead=group.letterhead,
            )
            for heading, (place, group) in heads.items()
        ),
    )


def _entry(found: _Found) -> SignatureEntry:
    return found.block.model.entry_at(found.path)


def _name(entry: SignatureEntry) -> str:
    """The full name of the block that an entry names; empty where it names none."""
    if entry.organisation:
        return f"organisations/{entry.organisation}"
    return f"signers/{entry.person.signer}" if entry.person and entry.person.signer else ""


def _group(found: _Found) -> tuple[_Found, SignatureEntryOrGroup] | None:
    """The group that an entry is in, the innermost where a list of groups is in one; and its place."""
    for each in (found, *reversed(found.above)):
        if group := each.block.model.group_at(each.path):
            return each, group
    return None


# In what order


class _SignedEntry(Struct, frozen=True):
    """Who signs by one entry, and what they are sorted by."""

    sorted_by: str
    signatories: tuple[lt.Signatory, ...]
    is_individual: bool = False


def _in_order(
    signing: Sequence[_SignedEntry], order: SignatureOrder, language: str
) -> tuple[lt.Signatory, ...]:
    """Those of a group: as they are written, by the alphabet, or organisations before individuals."""
    if order != "as-written":
        from letterkit.language.collation import sort_key

        is_apart = order == "by-group"
        signing = sorted(
            signing,
            key=lambda each: (is_apart and each.is_individual, sort_key(each.sorted_by, language)),
        )
    return tuple(signatory for each in signing for signatory in each.signatories)


# Who it is


def _signing(
    assembly: Assembly[DocumentFile], found: _Found, *, by_person: bool
) -> Iterator[_SignedEntry]:
    """Who signs by an entry; nobody where its block cannot be read."""
    entry, path = _entry(found), found.path
    if entry.organisation:
        block = assembly.get(Organisation, entry.organisation, found.block.location(*path))
        if block is not None:
            signatories = (_by_persons if by_person else _by_organisation)(assembly, block)
            yield _SignedEntry(block.model.sort_as or block.model.name, tuple(signatories))
    elif entry.person:
        yield from _individual(assembly, found, entry.person)


def _individual(
    assembly: Assembly[DocumentFile], found: _Found, said: SigningPerson
) -> Iterator[_SignedEntry]:
    """An individual, as the entry says and else the signer's file; nobody where that cannot be read."""
    path: Steps = (*found.path, "person")
    if said.signer is None:
        image = make_facsimile(assembly, found.block, path, said.signature, said.name or "")
        yield _by_individual(assembly, said, found.block.origin(*path, "name"), "", image)
        return
    block = assembly.get(IndividualSigner, said.signer, found.block.location(*path))
    if block is None:
        return
    known = said.model_copy(update=_known_besides(said, block.model))
    image = make_facsimile(assembly, found.block, path, said.signature, block.model.name)
    image = image or make_facsimile(assembly, block, (), block.model.signature, block.model.name)
    yield _by_individual(assembly, known, block.origin("name"), block.reference, image)


def _known_besides(said: SigningPerson, file: IndividualSigner) -> dict[str, object]:
    """What a signer's file says that the entry does not."""
    keys = ("name", "native_name", "title", "affiliation", "note", "sort_as")
    return {key: getattr(file, key) for key in keys if getattr(said, key) is None}


def _by_individual(
    assembly: Assembly[DocumentFile],
    known: SigningPerson,
    origin: lt.Origin,
    block: str,
    image: lt.Image | None,
) -> _SignedEntry:
    from letterkit.language.collation import family_first

    name = known.name or ""
    signatory = lt.Signatory(
        origin,
        block=block,
        organisation="",
        person=assembly.typeset(name),
        native_name=known.native_name,
        title=_in_language(assembly, known.title),
        image=image,
        affiliation=_in_language(assembly, known.affiliation),
        note=_in_language(assembly, known.note),
    )
    sorted_by = known.sort_as or family_first(name, known.native_name)
    return _SignedEntry(sorted_by, (signatory,), is_individual=True)


def _in_language(assembly: Assembly[DocumentFile], texts: dict[str, str] | None) -> str | None:
    """A text that may be given by language, as it prints."""
    text = text_in(texts or {}, assembly.language)
    return assembly.typeset(text) if text else None


def _by_organisation(
    assembly: Assembly[DocumentFile], block: Block[Organisation]
) -> Iterator[lt.Signatory]:
    name = assembly.typeset(block.model.name)
    yield lt.Signatory(block.origin("name"), block.reference, name, None, None, None)


def _by_persons(assembly: Assembly[DocumentFile], block: Block[Organisation]) -> Iterator[lt.Signatory]:
    """A signature for each person who signs; one with a placeholder where nobody is known to."""
    signers = _signers(assembly, block)
    for signer, origin, image in signers:
        yield lt.Signatory(
            origin,
            block=block.reference,
            organisation=assembly.typeset(block.model.name),
            person=assembly.typeset(signer.name),
            native_name=signer.native_name,
            title=_in_language(assembly, signer.title),
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
        image = make_facsimile(assembly, assembly.block, path, named.signature, named.name)
        return [(named, assembly.origin(*path), image)]
    if not assembly.rules.looked_up:
        return []
    entered = block.model.signers_on(assembly.date)
    places = [("signers", block.model.signers.index(each)) for each in entered]
    return [
        (each, block.origin(*path), make_facsimile(assembly, block, path, each.signature, each.name))
        for each, path in zip(entered, places, strict=True)
    ]
