"""Signatories: who signs for each organisation, whether it is a member, and whether it stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from letterkit.blocks.models import Organisation, Signatures, Signer
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.dates import PartialDate
from letterkit.language.names import folded
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK461 to LK464, for each organisation that signs, at its place in the signature block."""
    date, named = subject.block.model.date, subject.block.model.signers
    top = next((b for b in subject.blocks(Signatures) if b.name == subject.block.model.signatures), None)
    persons_sign = top is not None and top.model.sign_as == "person"
    entries = list(_entries(subject, top)) if top else []
    for entry in entries:
        if not _is_member(entry.block.model, date):
            yield _not_a_member(entry)
        elif persons_sign and not (entry.block.name in named or entry.block.model.signer_on(date)):
            yield _nobody_signs(entry, date)
    yield from _twice(entries, date)


@dataclass(frozen=True, slots=True)
class _Signing:
    """An organisation that signs, and where the signature block names it."""

    block: Block[Organisation]
    place: Location


def _entries(subject: Subject, top: Block[Signatures]) -> Iterator[_Signing]:
    """The organisations of a signature block and of those it includes, each once, in order."""
    lists = {block.name: block for block in subject.blocks(Signatures)}
    organisations = {block.name: block for block in subject.blocks(Organisation)}
    for name, place in _named(top, lists, set()):
        if organisation := organisations.pop(name, None):
            yield _Signing(organisation, place)


def _named(
    block: Block[Signatures], lists: Mapping[str, Block[Signatures]], seen: set[str]
) -> Iterator[tuple[str, Location]]:
    """The organisations that a block names, each with its place; of a loop every block once."""
    seen.add(block.name)
    for i, entry in enumerate(block.model.organisations):
        included = lists.get(entry.list or "")
        if entry.organisation:
            yield entry.organisation, block.location("organisations", i, "organisation")
        elif included is not None and included.name not in seen:
            yield from _named(included, lists, seen)


def _is_member(organisation: Organisation, date: PartialDate) -> bool:
    """Whether it may be one: a date that is not known to the day gets the benefit of the doubt."""
    begins, ends = organisation.member_from, organisation.member_to
    too_early = begins is not None and date.last_day < begins.first_day
    too_late = ends is not None and ends.last_day < date.first_day
    return not (too_early or too_late)


def _not_a_member(entry: _Signing) -> Diagnostic:
    organisation = entry.block.model
    terms = [f"{word} {date}" for word, date in _membership(organisation) if date]
    message = f"{organisation.name} is a member {' '.join(terms)} only"
    return Diagnostic("LK463", message, entry.place)


def _membership(organisation: Organisation) -> tuple[tuple[str, PartialDate | None], ...]:
    return ("from", organisation.member_from), ("to", organisation.member_to)


def _nobody_signs(entry: _Signing, date: PartialDate) -> Diagnostic:
    """LK462 where the last signer has stopped, else LK461."""
    organisation = entry.block.model
    hint = f"enter who signs in {entry.block.document.file}"
    last = max(organisation.signers, key=lambda signer: signer.from_.first_day, default=None)
    if last is not None and last.to is not None and last.to.last_day < date.first_day:
        message = f"{last.name}, the last who signs for {organisation.name}, signed until {last.to}"
        return Diagnostic("LK462", message, entry.place, hint)
    message = f"nobody is entered to sign for {organisation.name} on {date}"
    return Diagnostic("LK461", message, entry.place, hint)


def _twice(entries: list[_Signing], date: PartialDate) -> Iterator[Diagnostic]:
    """LK464: the same name, or one person for what its short name shows to be the same organisation."""
    seen: dict[tuple[str, str], Location] = {}
    for entry in entries:
        signer = entry.block.model.signer_on(date)
        keys = _keys(entry.block.model, signer)
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield _again(entry, signer, first)
        for key in keys:
            seen.setdefault(key, entry.place)


def _keys(organisation: Organisation, signer: Signer | None) -> list[tuple[str, str]]:
    """What no other signatory may have: the name; the person, with the name or the short name."""
    person = folded(signer.name) if signer else ""
    names = (organisation.name, organisation.short_name or organisation.name)
    with_person = [(folded(name), person) for name in names] if person else []
    return [(folded(organisation.name), ""), *with_person]


def _again(entry: _Signing, signer: Signer | None, first: Location) -> Diagnostic:
    who = f"{entry.block.model.name} ({signer.name})" if signer else entry.block.model.name
    return Diagnostic("LK464", f"{who} signs twice; first at {first}", entry.place)
