"""Cases: the people a document names, whether it may name them, and whether what it says still holds.

A person who is listed or mentioned is looked at where the list or text names the person. Of consent only
that is said which leaves an entry of a list out: whom a document may not name its gate finds. No message
says who that is, or why. Where a person's own file keeps one of the findings on status with
an `ignore:`, because its account was written knowingly, it is kept for every list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from letterkit.blocks.kinds import document_kind
from letterkit.blocks.models import (
    Address,
    CaseEntry,
    CaseListBlock,
    Event,
    Issue,
    Organisation,
    Person,
    Prose,
)
from letterkit.blocks.yaml import Steps
from letterkit.checks import names
from letterkit.checks.subject import Subject
from letterkit.checks.texts import AuthorText, covered, printed
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.names import one_apostrophe
from letterkit.library import review
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK441 to LK445."""
    document = _Document(subject)
    for naming in (*document.listed, *document.mentioned):
        yield from _check(subject, naming)
    yield from _unlisted(document)


class _Naming(Struct, frozen=True):
    """A place that names a person, and whether the document may name the person."""

    person: Block[Person]
    place: Location
    allowed: bool
    listed: bool


class _Document:
    """The people of a document: those its case lists list, and those its texts mention."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.people = {block.name: block for block in subject.blocks(Person)}
        self.issues = {block.name: block for block in subject.blocks(Issue)}
        self.case_lists = {block.name: block for block in subject.blocks(CaseListBlock)}
        # Who reads the document, in the words of a person's `consent`.
        self.audiences = document_kind(subject.block.model).audiences
        self.published = subject.block.model.published is not None

    def allows(self, person: Block[Person]) -> bool:
        """Whether the document may name the person, by what is allowed today."""
        return self.subject.consents.allows(person, self.audiences)

    @cached_property
    def lists(self) -> dict[str, Block[CaseListBlock]]:
        """The case lists the document asks for; not those that they include."""
        wanted: list[str | None] = []
        for entry in self.subject.block.model.body:
            wanted.append(entry.cases)
            for ask in entry.asks:
                issue = self.issues.get(ask.issue)
                wanted.append(ask.cases or (issue.model.cases if issue else None))
        return {name: self.case_lists[name] for name in wanted if name in self.case_lists}

    @cached_property
    def included(self) -> dict[str, Block[CaseListBlock]]:
        """The case lists and all that they include."""
        found, waiting = dict(self.lists), list(self.lists.values())
        while waiting:
            for entry in waiting.pop().model.cases:
                more = self.case_lists.get(entry.list or "")
                if more is not None and more.name not in found:
                    found[more.name] = more
                    waiting.append(more)
        return found

    @cached_property
    def listed(self) -> list[_Naming]:
        """The people of the entries of the case lists."""
        return [
            naming
            for block in self.included.values()
            for i, entry in enumerate(block.model.cases)
            for naming in self._namings(block, _names_of(entry, ("cases", i)), listed=True)
        ]

    @cached_property
    def mentioned(self) -> list[_Naming]:
        """The people under `people:` of the texts."""
        blocks: tuple[Block[Prose] | Block[CaseListBlock], ...] = (
            *self.subject.blocks(Prose),
            *self.lists.values(),
        )
        return [
            naming
            for block in blocks
            for naming in self._namings(block, _numbered(block.model.people, ("people",)), listed=False)
        ]

    @cached_property
    def looked_at(self) -> set[str]:
        """The people whose status was looked at, and whom the document may name."""
        return {naming.person.name for naming in (*self.listed, *self.mentioned) if naming.allowed}

    def _namings(
        self,
        block: Block[Prose] | Block[CaseListBlock],
        named: Iterable[tuple[str, Steps]],
        *,
        listed: bool,
    ) -> Iterator[_Naming]:
        for name, path in named:
            if person := self.people.get(name):
                allowed = self.published or self.allows(person)
                yield _Naming(person, block.location(*path), allowed, listed)


def _names_of(entry: CaseEntry, path: Steps) -> Iterator[tuple[str, Steps]]:
    if entry.person:
        yield entry.person, (*path, "person")
    yield from _numbered(entry.people, (*path, "people"))


def _numbered(people: tuple[str, ...], path: Steps) -> Iterator[tuple[str, Steps]]:
    return ((name, (*path, i)) for i, name in enumerate(people))


def _check(subject: Subject, naming: _Naming) -> Iterator[Diagnostic]:
    if not naming.allowed:
        if naming.listed:
            yield _left_out(naming)
        return
    kept = {entry.code for entry in naming.person.model.ignore}
    for finding in (_status(subject, naming), _verified(subject, naming)):
        if finding is not None and finding.code not in kept:
            yield finding


def _left_out(naming: _Naming) -> Diagnostic:
    """LK444, which must not say more than where to look."""
    message = "this document may not name a person of this entry, which is left out"
    return Diagnostic("LK444", message, naming.place, "take the reference out")


def _status(subject: Subject, naming: _Naming) -> Diagnostic | None:
    """LK441 for who has died; for who is free LK442, in a list that asks for something else."""
    person = naming.person.model
    death = _death(subject, person)
    if death is not None:
        return Diagnostic("LK441", f"{person.name} died ({death.date})", naming.place)
    release = _release(subject, person)
    if naming.listed and release is not None:
        return Diagnostic("LK442", f"{person.name} was released ({release.date})", naming.place)
    return None


def _death(subject: Subject, person: Person) -> Event | None:
    """The death, where it lies on or before the day whatever day its date means."""
    deaths = (event for event in person.history if event.status == "died")
    return next((event for event in deaths if event.date.last_day <= subject.on), None)


def _release(subject: Subject, person: Person) -> Event | None:
    """The release, where it is the last that is known and nothing written below it may be later."""
    newest = person.status_on(subject.on)
    if newest is None or newest.status != "released" or newest.date.last_day > subject.on:
        return None
    below = person.history[person.history.index(newest) + 1 :]
    later = (event for event in below if event.status and event.date.first_day <= subject.on)
    return None if any(newest.date.last_day < event.date.last_day for event in later) else newest


def _verified(subject: Subject, naming: _Naming) -> Diagnostic | None:
    """LK443. Of the dead nothing changes any more."""
    person = naming.person.model
    period = person.review_after or review.PERSON
    if _death(subject, person) is not None:
        return None
    if person.verified is None:
        message = f"nobody has verified what is said of {person.name}"
    elif review.is_past(person.verified, period, subject.on):
        message = f"what is said of {person.name} was verified {person.verified}, more than {period} ago"
    else:
        return None
    hint = "ask those who know, and write the date into the person's file"
    return Diagnostic("LK443", message, naming.place, hint, Severity.WARNING)


def _unlisted(document: _Document) -> Iterator[Diagnostic]:
    """LK445: the names of people in the texts of the document whom the text's block does not declare."""
    people = _people_by_name(document)
    texts = [(text, covered(text.words)) for text in _texts(document)]
    # Few of a library's people are named in a letter: a pattern of all takes long to compile.
    said = "\n".join(one_apostrophe(words) for _, words in texts)
    named = [name for name in (*people, *_names_of_others(document)) if one_apostrophe(name) in said]
    find = names.pattern(named)
    for text, words in texts:
        declared = _declared(document, text)
        for match in find.finditer(words):
            found = people.get(one_apostrophe(match.group()), ())
            if found and not any(block.name in declared for block in found):
                hint = "list the person under 'people:', and write the name as a merge field"
                message = "this names a person of the library, whom 'people:' does not list"
                place = text.place(match.start())
                yield Diagnostic("LK445", message, place, hint, Severity.WARNING)


def _people_by_name(document: _Document) -> dict[str, list[Block[Person]]]:
    """Everybody whom the document may name, by each of the names that a text may use."""
    people: dict[str, list[Block[Person]]] = {}
    known, _ = document.subject.library.readable(Person)
    for block in known:
        for name in set(block.model.names) if document.allows(block) else ():
            if len(name) > 1:
                people.setdefault(one_apostrophe(name), []).append(block)
    return people


def _names_of_others(document: _Document) -> Iterator[str]:
    """Names that may hold a person's within them: a foundation's, a namesake's."""
    for organisation in document.subject.blocks(Organisation):
        yield organisation.model.name
        yield from (signer.name for signer in organisation.model.signers)
    for office in document.subject.blocks(Address):
        yield from (holder.name for holder in office.model.holders)


def _texts(document: _Document) -> Iterator[AuthorText]:
    """The texts that print: around an included list none, and none of who is left out."""
    asked_for = {block.document.file for block in document.lists.values()}
    included = {block.document.file for block in document.included.values()}
    named = {document.people[name].document.file for name in document.looked_at}
    files = {"lead_in": asked_for, "closing": asked_for, "cases": included, "accounts": named}
    for text in printed(document.subject):
        key, file = str(text.path[0]), text.document.file
        if key == "text" or file in files.get(key, ()):
            yield text


def _declared(document: _Document, text: AuthorText) -> set[str]:
    """The people of the text's own block or entry.

    An entry may name besides whom its list mentions; an account, which can declare nobody, everyone
    who is looked at elsewhere in the document.
    """
    if text.path[0] == "accounts":
        return document.looked_at
    around = text.document.value.get("people")
    return {*text.people, *(name for name in around or () if isinstance(name, str))}
