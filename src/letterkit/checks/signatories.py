"""Signatories: who signs for each organisation, whether it is a member, what is known of individuals, and
whether anybody stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from letterkit.blocks.models import (
    IndividualSigner,
    Organisation,
    SignatureEntry,
    Signatures,
    SigningPerson,
)
from letterkit.blocks.signing import PersonSigning
from letterkit.blocks.values import lacks
from letterkit.blocks.yaml import Steps
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import PartialDate
from letterkit.language.names import as_read, folded, in_brackets, one_line, person_as_read
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK407, and LK461 to LK466, for each who signs, most at the place in the block."""
    top = next((b for b in subject.blocks(Signatures) if b.name == subject.block.model.signatures), None)
    if top is None:
        return
    persons_sign = top.model.sign_as == "person"
    found = list(_named(subject, top))
    entries = list(_entries(subject, found))
    for entry in entries:
        yield from _membership_and_signers(subject, entry, persons=persons_sign)
    yield from _twice(subject, entries, persons=persons_sign)
    individuals = list(_individuals(subject, found))
    for individual in individuals:
        yield from _lacking(subject, individual, top.model.individuals_need)
    people = [(who, entry) for entry in entries if persons_sign for who in _people(subject, entry)]
    yield from _individuals_twice(individuals, people)


class _Signing(Struct, frozen=True):
    """An organisation that signs, and where the signature block names it."""

    block: Block[Organisation]
    place: Location


class _Individual(Struct, frozen=True):
    """An individual who signs: what the entry says, what the file says, and where the entry stands."""

    said: SigningPerson
    at: tuple[Block[Signatures], Steps]
    file: Block[IndividualSigner] | None

    @property
    def name(self) -> str:
        """The name that prints."""
        return self.said.name or (self.file.model.name if self.file else "")

    @property
    def place(self) -> Location:
        """Where the entry stands."""
        block, path = self.at
        return block.location(*path)

    def texts(self, key: str) -> tuple[Mapping[str, str] | None, Location]:
        """What is said below the name, by language, and where."""
        block, path = self.at
        parts: list[tuple[PersonSigning, Location]] = [(self.said, block.location(*path, key))]
        parts += [(self.file.model, self.file.location(key))] if self.file else []
        known = ((getattr(part, key), place) for part, place in parts)
        return next((each for each in known if each[0] is not None), (None, self.place))


_Named = tuple[SignatureEntry, Block[Signatures], Steps]


def _entries(subject: Subject, named: list[_Named]) -> Iterator[_Signing]:
    """The organisations among those named, each once, in order."""
    organisations = {block.name: block for block in subject.blocks(Organisation)}
    for entry, block, path in named:
        if organisation := organisations.pop(entry.organisation or "", None):
            yield _Signing(organisation, block.location(*path, "organisation"))


def _individuals(subject: Subject, named: list[_Named]) -> Iterator[_Individual]:
    """The individuals among those named, in order."""
    files = {block.name: block for block in subject.blocks(IndividualSigner)}
    for entry, block, path in named:
        if entry.person is not None:
            yield _Individual(
                entry.person, (block, (*path, "person")), files.get(entry.person.signer or "")
            )


def _named(subject: Subject, top: Block[Signatures]) -> Iterator[_Named]:
    """The entries of a block and of those it includes, each with its place; each block once."""
    lists = {block.name: block for block in subject.blocks(Signatures)}
    seen = {top.name}
    waiting = [(top, iter(top.model.entries))]
    while waiting:
        block, entries = waiting[-1]
        path, entry = next(entries, ((), None))
        if entry is None:
            waiting.pop()
            continue
        included = lists.get(entry.list or "")
        if not entry.list:
            yield entry, block, path
        elif included is not None and included.name not in seen:
            seen.add(included.name)
            waiting.append((included, iter(included.model.entries)))


def _membership_and_signers(subject: Subject, entry: _Signing, *, persons: bool) -> Iterator[Diagnostic]:
    """Whether it is a member, and who signs for it where persons sign."""
    date, named = subject.block.model.date, subject.block.model.signers
    if not _is_member(entry.block.model, date):
        yield _not_a_member(entry)
    elif persons and entry.block.name not in named:
        if entry.block.model.signers_on(date):
            yield from _given_way(entry, date)
        else:
            yield _nobody_signs(entry, date)
    if persons:
        yield from _without_title(subject, entry)


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


def _lacking(subject: Subject, individual: _Individual, needed: tuple[str, ...]) -> Iterator[Diagnostic]:
    """LK466 for what the signature block asks of each individual, and LK407 for what is said in other
    languages alone.
    """
    language = subject.block.model.language
    missing = []
    for key in ("title", "affiliation", "note"):
        texts, place = individual.texts(key)
        if lacks(texts, language):
            yield Diagnostic("LK407", f"{individual.name} has no {key} in '{language}'", place)
        elif key in needed and texts is None:
            missing.append(f"'{key}'")
    if missing:
        message = f"{' and '.join(missing)} of {individual.name} is not entered"
        hint = f"enter it, or take it out of `individuals_need:` in {individual.at[0].document.file}"
        yield Diagnostic("LK466", message, individual.place, hint)


def _individuals_twice(
    individuals: list[_Individual], people: list[tuple[str, _Signing]]
) -> Iterator[Diagnostic]:
    """LK464 where an individual signs twice, or for an organisation too."""
    first: dict[str, tuple[str, Location, str]] = {}
    for who, entry in people:
        where = f"for {entry.block.model.name}, at {entry.place}"
        first.setdefault(person_as_read(who), (who, entry.place, where))
    by_organisation = set(first)
    for each in individuals:
        read = person_as_read(each.name)
        name, place, where = first.setdefault(read, (each.name, each.place, f"at {each.place}"))
        if place != each.place:
            is_sure = folded(name) == folded(each.name) and read not in by_organisation
            severity = Severity.ERROR if is_sure else Severity.WARNING
            message = f"{each.name} signs twice; first {where}"
            yield Diagnostic("LK464", message, each.place, None, severity)


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
