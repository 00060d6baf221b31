"""Recipients who stand twice: which of them are one, which may be, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.names import as_read, person_as_read
from letterkit.library.index import MailRecipient


def without_repeats(recipients: Sequence[MailRecipient]) -> tuple[list[MailRecipient], list[Diagnostic]]:
    """Those who stand once, and what is said of the others.

    Who stands twice in the same words is written to once, which is told (LK662, a warning). Where two
    rows say different things of one person in one office, neither is written to: nobody knows which is
    right. Namesakes in different offices are told (LK663), and each is written to.
    """
    left: list[MailRecipient] = []
    problems: list[Diagnostic] = []
    for people in _groups(recipients):
        kept, told = _once(people)
        left += kept
        problems += told
    order = {id(each): i for i, each in enumerate(recipients)}
    return sorted(left, key=lambda each: order[id(each)]), problems


def _groups(recipients: Iterable[MailRecipient]) -> Iterable[list[MailRecipient]]:
    """The recipients by person: by the number that a data set has for one, else by name."""
    groups: dict[str, list[MailRecipient]] = {}
    for each in recipients:
        groups.setdefault(_person(each), []).append(each)
    return groups.values()


def _person(recipient: MailRecipient) -> str:
    name = person_as_read(recipient.asked["name"])
    return name or f"office {recipient.block.name}"


def _once(people: Sequence[MailRecipient]) -> tuple[list[MailRecipient], list[Diagnostic]]:
    by_office: dict[tuple[str, ...], list[MailRecipient]] = {}
    for each in people:
        by_office.setdefault(_office(each), []).append(each)
    left: list[MailRecipient] = []
    problems: list[Diagnostic] = []
    for same in by_office.values():
        if all(_said(each) == _said(same[0]) for each in same):
            left.append(same[0])
            problems += [_repeated(same[0], each) for each in same[1:]]
        else:
            problems += list(_contradicting(same))
    if len(left) > 1:
        problems += [_namesake(left[0], each) for each in left[1:]]
    return left, problems


def _office(recipient: MailRecipient) -> tuple[str, ...]:
    keys = ("office", "organisation", "chamber", "state", "district", "class")
    return tuple(as_read(recipient.asked[key]) for key in keys)


def _said(recipient: MailRecipient) -> object:
    return recipient.block.document.value, dict(recipient.own)


def _place(recipient: MailRecipient) -> tuple[Location, str]:
    return recipient.place("name")


def _repeated(first: MailRecipient, again: MailRecipient) -> Diagnostic:
    place, _ = _place(again)
    message = f"{again.asked['name']} stands twice; the first time at {_place(first)[0]}"
    hint = "one copy is made; take one of the two out"
    return Diagnostic("LK662", message, place, hint, Severity.WARNING)


def _contradicting(same: Sequence[MailRecipient]) -> Iterator[Diagnostic]:
    for each in same:
        other = next(one for one in same if one is not each)
        message = f"{each.asked['name']} stands twice, with other words at {_place(other)[0]}"
        hint = "none of the copies is made, until the right one alone stands here"
        yield Diagnostic("LK662", message, _place(each)[0], hint)


def _namesake(first: MailRecipient, other: MailRecipient) -> Diagnostic:
    message = f"{other.asked['name']} stands here, and in another office at {_place(first)[0]}"
    hint = "if it is one person, take one out; each gets a copy"
    return Diagnostic("LK663", message, _place(other)[0], hint, Severity.WARNING)
