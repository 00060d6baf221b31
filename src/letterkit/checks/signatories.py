"""Signatories: who signs for each organisation, whether it is a member, and whether it stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from letterkit.blocks.models import Organisation, Signatures
from letterkit.blocks.values import lacks
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import PartialDate
from letterkit.language.names import as_read, folded, in_brackets, one_line, person_as_read
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK407, and LK461 to LK465, for each organisation that signs, most at its place in the block."""
    date, named = subject.block.model.date, subject.block.model.signers
    top = next((b for b in subject.blocks(Signatures) if b.name == subject.block.model.signatures), None)
    persons_sign = top is not None and top.model.sign_as == "person"
    entries = list(_entries(subject, top)) if top else []
    for entry in entries:
        if not _is_member(entry.block.model, date):
            yield _not_a_member(entry)
        elif persons_sign and entry.block.name not in named:
            if entry.block.model.signers_on(date):
                yield from _given_way(entry, date)
            else:
                yield _nobody_signs(entry, date)
        if persons_sign:
            yield from _without_title(subject, entry)
    yield from _twice(subject, entries, persons=persons_sign)


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


def _given_way(entry: _Signing, date: PartialDate) -> Iterator[Diagnostic]:
    """LK465: who came later signs in the place of another, whose term nobody has ended."""
    organisation = entry.block.model
    signing = organisation.signers_on(date)
    people = {as_read(signer.name) for signer in signing}
    left = [
        signer.name
        for signer in organisation.entered_on(date)
        if signer not in signing and signer.to is None and as_read(signer.name) not in people
    ]
    if left:
        here, gone = " and ".join(signer.name for signer in signing), " and ".join(left)
        are, sign = "are" if len(left) > 1 else "is", "sign" if len(signing) > 1 else "signs"
        message = f"{gone} {are} also entered to sign for {organisation.name} on {date}; "
        message += f"only {here} {sign}"
        hint = "enter 'to' for who has left, or 'jointly: yes' for who signs beside the one before"
        yield Diagnostic("LK465", message, entry.place, hint, Severity.WARNING)


def _without_title(subject: Subject, entry: _Signing) -> Iterator[Diagnostic]:
    """LK407: the title of who signs is entered in other languages than the document's alone."""
    letter, name = subject.block.model, entry.block.name
    signing: list[tuple[str, Mapping[str, str] | None, Location]] = []
    if named := letter.signers.get(name):
        signing.append((named.name, named.title, subject.block.location("signers", name, "title")))
    else:
        for signer in entry.block.model.signers_on(letter.date):
            at = entry.block.model.signers.index(signer)
            signing.append((signer.name, signer.title, entry.block.location("signers", at, "title")))
    for person, title, place in signing:
        if lacks(title, letter.language):
            yield Diagnostic("LK407", f"{person} has no title in '{letter.language}'", place)


def _twice(subject: Subject, entries: list[_Signing], *, persons: bool) -> Iterator[Diagnostic]:
    """LK464 where two organisations have one name, or one person signs for two."""
    people = [_people(subject, entry) if persons else [] for entry in entries]
    for i, entry in enumerate(entries):
        name = entry.block.model.name
        for before, others in zip(entries[:i], people[:i], strict=True):
            both = [who for who in people[i] if person_as_read(who) in map(person_as_read, others)]
            again = one_line(" and ".join(both))
            who = f"{name}, with {again}," if both else name
            if _is_one(name, before.block.model.name):
                yield _again(who, before, entry, is_sure=folded(name) == folded(before.block.model.name))
                break
            if both:
                yield _again(f"{again} ({name})", before, entry)
                break


def _people(subject: Subject, entry: _Signing) -> list[str]:
    """The names of those who sign for an organisation: named by the document, or by its own file."""
    letter = subject.block.model
    if named := letter.signers.get(entry.block.name):
        return [named.name]
    return [signer.name for signer in entry.block.model.signers_on(letter.date)]


def _is_one(name: str, other: str) -> bool:
    """Whether an eye reads two names as one. What is in the brackets of both must be the same."""
    brackets = in_brackets(name), in_brackets(other)
    return as_read(name) == as_read(other) and (not all(brackets) or len(set(brackets)) == 1)


def _again(who: str, first: _Signing, entry: _Signing, *, is_sure: bool = False) -> Diagnostic:
    """An error where the names are the same letter for letter; else somebody has to look."""
    severity = Severity.ERROR if is_sure else Severity.WARNING
    message = f"{who} signs twice; first for {first.block.model.name}, at {first.place}"
    return Diagnostic("LK464", message, entry.place, None, severity)
