"""What partners sent, each thing by itself: a change, a comment, or what is no running text.

A thing is named by its file and by its number there. Both are as they are for good, so the name is, and
decisions are kept under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.partners.received.record import OtherThing, Received, ReceivedChange, ReceivedComment

Thing: TypeAlias = ReceivedChange | ReceivedComment | OtherThing
_SHORTEST = 4
"""Characters of a file's digest that a name begins with: more where two files have the same."""


class PartnersProposal(Struct, frozen=True):
    """A thing that a file wants or says; `number` counts those of the file, from 1: changes, then
    comments, then the rest. `name` is what people call it.
    """

    record: Received
    number: int
    thing: Thing
    name: str

    @property
    def key(self) -> tuple[str, int]:
        """The file's digest and the number."""
        return self.record.sha256, self.number

    @property
    def change(self) -> ReceivedChange | None:
        """The change that it is; None of what is none."""
        return self.thing if isinstance(self.thing, ReceivedChange) else None

    @property
    def comment(self) -> ReceivedComment | None:
        """The comment that it is; None of what is none."""
        return self.thing if isinstance(self.thing, ReceivedComment) else None

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if isinstance(self.thing, ReceivedComment):
            return "answer" if self.thing.answers is not None else "comment"
        return self.thing.kind

    @property
    def who(self) -> str:
        """Whose it is: the organisation, else the file."""
        return self.record.sender or self.record.file


class SaidBy(Struct, frozen=True):
    """What a thing says: the words that went and came, or those of a comment and the `words` that it is
    on; and who says it.
    """

    went: str = ""
    came: str = ""
    text: str = ""
    words: str = ""
    by: tuple[str, ...] = ()


def said_by(proposal: PartnersProposal) -> SaidBy:
    """What a thing says, whichever it is."""
    match proposal.thing:
        case ReceivedChange(went=went, came=came, by=by):
            authors = tuple(dict.fromkeys(each.author for each in by if each.author))
            return SaidBy(went, came, by=authors)
        case ReceivedComment(text=text, words=words, author=author):
            return SaidBy(text=text, words=words, by=(author,) if author else ())
        case OtherThing(words=words):
            return SaidBy(text=words)


def proposals(records: Sequence[Received]) -> list[PartnersProposal]:
    """Every thing of every file, in the order of the files."""
    length = _length([record.sha256 for record in records])
    return [
        PartnersProposal(record, number, thing, f"{record.sha256[:length]}-{number}")
        for record in records
        for number, thing in enumerate(_things(record), 1)
    ]


def _things(record: Received) -> Iterator[Thing]:
    yield from record.changes
    yield from record.comments
    yield from record.others


def _length(digests: Sequence[str]) -> int:
    """How many characters tell the files apart."""
    length = _SHORTEST
    while len({digest[:length] for digest in digests}) < len(set(digests)):
        length += 1
    return length


def is_of_file(proposal: PartnersProposal, name: str) -> bool:
    """Whether a name is that of the file alone that a thing stands in: the digest, or its beginning."""
    digest = name.strip().lower()
    return len(digest) >= _SHORTEST and proposal.record.sha256.startswith(digest)


def named(every: Sequence[PartnersProposal], name: str) -> PartnersProposal:
    """The thing of that name. A name may have more of the digest than is shown, and never less than four
    characters. Raises LetterkitError where there is none.
    """
    digest, dash, number = name.strip().lower().rpartition("-")
    found = [
        each
        for each in every
        if dash and len(digest) >= _SHORTEST and each.record.sha256.startswith(digest)
        if str(each.number) == number
    ]
    if len(found) == 1:
        return found[0]
    hint = "letterkit proposals shows the names, such as " + (every[0].name if every else "8f3a-1")
    raise LetterkitError(f"there is no proposal '{name}'", hint, status=2)
