"""What partners propose, as the live review page shows it: with the words around, to be decided there.

It passes the gate as the page does: names that may not stand on it are withheld, and of people's files
only the folder is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from msgspec import Struct

from letterkit.consent import Released, unnamed
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.letter import Document
from letterkit.partners.decided.proposals import said_by
from letterkit.partners.decided.protection import Handling
from letterkit.partners.decided.standing import Decided, Item, items
from letterkit.partners.decided.telling import to_do
from letterkit.partners.received.record import ReceivedChange
from letterkit.redline.words import tokens
from letterkit.review.document import ReviewedDocument
from letterkit.review.passages import Passages
from letterkit.values import replace

_AROUND = 60  # characters of the text that are shown before and behind a change


class ShownProposal(Struct, frozen=True):
    """A proposal on the page: what went and came between the words `before` and `behind`.

    `said` is what a comment or another thing says, `passage` the key of the passage that it is about.
    `choices` are the decisions that can be made: accept, reject, answer, undo. What is accepted
    `can_be_everywhere` where it is a text of the library's.
    """

    id: str
    who: str
    kind: str
    state: str
    is_waiting: bool
    before: str
    went: str
    came: str
    behind: str
    said: str
    by: str
    against: tuple[str, ...]
    same: tuple[str, ...]
    near: tuple[str, ...]
    told: str
    because: str
    answer: str
    passage: str | None
    choices: tuple[str, ...]
    can_be_everywhere: bool


class ProposedPlace(Struct, frozen=True):
    """The proposals about one paragraph, in rows: those that contradict each other stand side by side."""

    title: str
    rows: tuple[tuple[ShownProposal, ...], ...]


class ProposedByPartners(Struct, frozen=True):
    """All that partners propose for a document, and how many of it waits to be decided.

    `problem` says why it cannot be shown.
    """

    places: tuple[ProposedPlace, ...] = ()
    waiting: int = 0
    problem: str = ""

    @property
    def numbers(self) -> int:
        """How many there are."""
        return sum(len(row) for place in self.places for row in place.rows)


def proposed(reviewed: ReviewedDocument, passages: Passages) -> ProposedByPartners:
    """What partners propose for a document under review that was printed in these passages."""
    order, released, tree = reviewed.order, reviewed.released, reviewed.checked.tree
    name = reviewed.checked.name
    try:
        every = items(order.workspace, order.campaign, {name: tree} if tree is not None else None)
    except LetterkitError as error:
        return ProposedByPartners(problem=released.register.withheld(str(error)))
    every = [item for item in every if item.proposal.record.document == name]
    shown = _Showing(released, passages)
    places = tuple(
        ProposedPlace(title, tuple(shown.rows(list(group))))
        for title, group in groupby(every, shown.title)
    )
    return ProposedByPartners(places, sum(item.is_waiting for item in every))


class _Showing(Struct, frozen=True):
    """How things are called in what was released."""

    released: Released[Document]
    passages: Passages

    def title(self, item: Item) -> str:
        """The paragraph that a thing is about."""
        place = item.place
        if place is None:
            return self.words(f"Elsewhere in {item.proposal.record.file}")
        return f"{place.block}, paragraph {place.paragraph}"

    def rows(self, group: Sequence[Item]) -> Iterator[tuple[ShownProposal, ...]]:
        """The things of a paragraph: each in a row with those that contradict it."""
        left = {item.proposal.name: item for item in group}
        while left:
            row = [left.pop(next(iter(left)))]
            for item in row:
                row += [left.pop(name) for name in item.against if name in left]
            yield tuple(map(self.shown, row))

    def shown(self, item: Item) -> ShownProposal:
        """A thing as the page shows it."""
        proposal, said = item.proposal, said_by(item.proposal)
        before, behind = _around(proposal.change) if proposal.change else ("", "")
        on = f"on “{said.words}”: " if said.words else ""
        return ShownProposal(
            proposal.name,
            self.words(proposal.who),
            proposal.kind,
            item.state.value,
            item.is_waiting,
            self.words(before),
            self.words(said.went),
            self.words(said.came),
            self.words(behind),
            self.words(on + said.text),
            self.words(", ".join(said.by)),
            item.against,
            item.same,
            item.near,
            self.words(to_do(self._at_home(item)) or ""),
            self.words(item.because or ""),
            self.words(item.answer or ""),
            self._passage(item),
            _choices(item),
            item.handling is not None and item.handling.how in (Handling.WRITTEN, Handling.ACCOUNT),
        )

    def words(self, text: str) -> str:
        """Words without the names that may not stand on the page."""
        return self.released.register.withheld(text)

    def _at_home(self, item: Item) -> Item:
        """The thing with the place that the page may tell."""
        if item.handling is None:
            return item
        place = Location(item.handling.file, max(item.handling.line, 1), 1)
        file = unnamed(Diagnostic("LK447", "", place)).location.file
        return replace(item, handling=replace(item.handling, file=file))

    def _passage(self, item: Item) -> str | None:
        """The passage that is printed from the paragraph, or the first one of its block."""
        place = item.place
        if place is None:
            return None
        file = self.released.people.get(place.file, place.file)
        keys = [
            (origin, key) for origin, key in self.passages.keys.items() if key in self.passages.by_key
        ]
        same = (key for (_, _, name, line), key in keys if (name, line) == (file, place.line))
        block = (key for (_, name, _, _), key in keys if name == place.block)
        return next(chain(same, block), None)


def _around(change: ReceivedChange) -> tuple[str, str]:
    """The words before and behind a change, as many as fit."""
    place = change.place
    if place is None or change.kind not in ("words changed", "paragraph split", "paragraphs joined"):
        return "", ""
    found = tokens(place.text)
    first = max(0, min(change.word - 1, len(found) - 1))
    went = len([token for token in tokens(change.went) if token.text])
    start = found[first].start if went else found[first].space
    end = found[min(first + went, len(found)) - 1].end if went else start
    before, behind = place.text[:start], place.text[end:]
    ahead = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    return ahead, f"{behind[:_AROUND]}…" if len(behind) > _AROUND else behind


def _choices(item: Item) -> tuple[str, ...]:
    """The decisions that can be made about a thing."""
    if item.state in (Decided.ACCEPTED, Decided.TO_DO, Decided.REJECTED):
        return ("undo",)
    accept = ("accept",) if item.proposal.comment is None and item.state is not Decided.OVERTAKEN else ()
    return (*accept, "reject", "answer")
