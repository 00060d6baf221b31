"""Where everything that partners sent stands: what was decided, what the letter says, what contradicts.

Nothing of it is kept: it follows from the records, the events and the documents as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.decisions import DecisionEvent
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace
from letterkit.partners.decided.carrying_out import Bench
from letterkit.partners.decided.events import Decisions, decisions
from letterkit.partners.decided.looking import paragraph_of, wish_of
from letterkit.partners.decided.merging import MergeOutcome, Wish, merged
from letterkit.partners.decided.proposals import PartnersProposal, proposals
from letterkit.partners.decided.protection import Handling, PlacedHandling
from letterkit.partners.decided.words import words_of
from letterkit.partners.received.record import SentPlace
from letterkit.partners.received.record import records as kept_records
from letterkit.partners.received.sides import END
from letterkit.values import replace

_NOWHERE = 1_000_000  # behind every paragraph


class Decided(StrEnum):
    """Where a thing stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    TO_DO = "accepted, and not in the letter"
    REJECTED = "rejected"
    ANSWERED = "answered"
    RESOLVED = "resolved by the partner"
    SAID = "in the letter already"
    OVERTAKEN = "another one was accepted"


WAITING = (Decided.OPEN, Decided.TO_DO)
"""What somebody still has to do something about."""


class Item(Struct, frozen=True):
    """A proposal, where it stands, and what can be done about it.

    `against` are those that contradict it, `same` those that want the same, `near` those that are to be
    read together with it: by their names. `paragraph` is the number in the document of the one that it is
    about, or stands behind.
    """

    proposal: PartnersProposal
    state: Decided
    handling: PlacedHandling | None
    because: str | None = None
    answer: str | None = None
    against: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    paragraph: int = _NOWHERE

    @property
    def place(self) -> SentPlace | None:
        """The paragraph that it is about or stands behind, as it was sent."""
        thing = self.proposal.change or self.proposal.comment
        if thing is None:
            return None
        behind = self.proposal.change.behind if self.proposal.change else None
        return thing.place or behind

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in WAITING


def items(
    workspace: Workspace, campaign: str, trees: Mapping[str, lt.Document] | None = None
) -> list[Item]:
    """Everything that was received, in the order of the documents. `trees` are those that somebody has
    made already, by their names.

    Raises LetterkitError where a record or a file of events cannot be read.
    """
    records = kept_records(workspace, campaign)
    every = proposals(records)
    kept = decisions(workspace, campaign, records)
    made, names = trees or {}, {record.document for record in records}
    benches = {name: _bench(workspace, campaign, name, made.get(name)) for name in names}
    live = [each for each in every if not _is(kept, each, "rejected")]
    relations = _relations(live)
    found = [_item(each, kept, benches[each.record.document], relations.get(each.name)) for each in every]
    accepted = {item.proposal.name for item in found if _is(kept, item.proposal, "accepted")}
    documents = workspace.documents(campaign)
    return sorted((_overtaken(item, accepted) for item in found), key=partial(_order, documents))


def _order(documents: Sequence[str], item: Item) -> tuple[int, int, str, int, int]:
    """Where a thing stands among the others: by document, paragraph and word."""
    name, place, change = item.proposal.record.document, item.place, item.proposal.change
    number = documents.index(name) if name in documents else len(documents)
    block, paragraph = (place.block, place.paragraph) if place else ("", 0)
    return number, item.paragraph, block, paragraph, change.word if change else 0


def _overtaken(item: Item, accepted: set[str]) -> Item:
    is_taken = item.state is Decided.OPEN and accepted.intersection(item.against)
    return replace(item, state=Decided.OVERTAKEN) if is_taken else item


def _bench(workspace: Workspace, campaign: str, name: str, tree: lt.Document | None) -> Bench | None:
    """The document as it is; None where it cannot be made now, or is of no kind there is."""
    try:
        return Bench(workspace, campaign, name, tree=tree) if name in DOCUMENT_KINDS else None
    except LetterkitError:
        return None


def _item(
    proposal: PartnersProposal, kept: Decisions, bench: Bench | None, relation: _Relation | None
) -> Item:
    handling = bench.look(proposal.change) if bench is not None and proposal.change else None
    events = kept.of(proposal.key)
    answer = next((event.answer for event in reversed(events) if event.answer), None)
    last = _last(events)
    relation = relation or _Relation()
    made = Item(
        proposal,
        _state(proposal, last, handling, answer),
        handling,
        last.because if last else None,
        answer,
        against=tuple(sorted(relation.against)),
        same=tuple(sorted(relation.same)),
        near=tuple(sorted(relation.near)),
    )
    at = paragraph_of(made.place, bench.paragraphs) if bench is not None else None
    return replace(made, paragraph=at) if at is not None else made


def _last(events: Sequence[DecisionEvent]) -> DecisionEvent | None:
    """The decision that holds: the last one that was not taken back."""
    deciding = [event for event in events if event.event != "answered"]
    return deciding[-1] if deciding and deciding[-1].event != "reopened" else None


def decision(kept: Decisions, proposal: PartnersProposal) -> DecisionEvent | None:
    """The decision about a thing that holds; None where there is none."""
    return _last(kept.of(proposal.key))


def _is(kept: Decisions, proposal: PartnersProposal, name: str) -> bool:
    """Whether that is what was decided about a thing."""
    last = decision(kept, proposal)
    return last is not None and last.event == name


def _state(
    proposal: PartnersProposal,
    last: DecisionEvent | None,
    handling: PlacedHandling | None,
    answer: str | None,
) -> Decided:
    is_said = handling is not None and handling.how is Handling.SAID
    if last is None:
        return _undecided(proposal, answer, is_said=is_said)
    if last.event == "rejected":
        return Decided.REJECTED
    return Decided.ACCEPTED if is_said or proposal.change is None else Decided.TO_DO


def _undecided(proposal: PartnersProposal, answer: str | None, *, is_said: bool) -> Decided:
    if is_said:
        return Decided.SAID
    if proposal.change is None and answer is not None:
        return Decided.ANSWERED
    is_resolved = proposal.comment is not None and proposal.comment.resolved
    return Decided.RESOLVED if is_resolved else Decided.OPEN


# What contradicts, and what agrees


class _Relation(Struct):
    """How a proposal stands to others, by their names."""

    against: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    def add(
        self,
        against: frozenset[str] = frozenset(),
        same: frozenset[str] = frozenset(),
        near: frozenset[str] = frozenset(),
    ) -> None:
        """Add others to it."""
        self.against |= against
        self.same |= same
        self.near |= near


def _relations(every: Sequence[PartnersProposal]) -> dict[str, _Relation]:
    """The relations of those that have any, by name."""
    found: dict[str, _Relation] = defaultdict(_Relation)
    for outcomes in _outcomes(every):
        for number, outcome in enumerate(outcomes):
            _relate(found, outcome, outcomes[max(0, number - 1) : number + 2])
    for group in _placed(every, "paragraph added"):
        _relate_whole(
            found, group, lambda p: words_of(p.change.came) if p.change else (), is_against=False
        )
    for group in _placed(every, "paragraph moved"):
        _relate_whole(found, group, lambda p: p.change.behind if p.change else None, is_against=True)
    return found


def _outcomes(every: Iterable[PartnersProposal]) -> Iterator[list[MergeOutcome]]:
    """The outcomes of each paragraph that was sent."""
    wishes = defaultdict(list)
    for each in every:
        change = each.change
        if change is None or change.place is None:
            continue
        wish = wish_of(change, each.record.sha256, each.name)
        if wish is not None:
            wishes[_key(each, change.place)].append(wish)
    for (*_, text), own in wishes.items():
        yield merged((*words_of(text), END), own)


def _key(proposal: PartnersProposal, place: SentPlace | None) -> tuple[str, str, int, str]:
    """What tells paragraphs that were sent apart: the same one may have been sent from another file."""
    document = proposal.record.document
    return (document, place.block, place.paragraph, place.text) if place else (document, "", 0, "")


def _relate(found: dict[str, _Relation], outcome: MergeOutcome, around: Sequence[MergeOutcome]) -> None:
    beside = [wish for each in around if outcome.near and each is not outcome for wish in each.wishes]
    for wish in outcome.wishes:
        others = set(filter(wish.concerns, outcome.wishes))
        same = set(filter(wish.wants_the_same_as, others))
        found[wish.name].add(
            against=_names(others - same), same=_names(same), near=_names(beside, besides=wish.file)
        )


def _names(wishes: Iterable[Wish], besides: str = "") -> frozenset[str]:
    """The names of wishes, without those of one file."""
    return frozenset(wish.name for wish in wishes if wish.file != besides)


def _placed(every: Iterable[PartnersProposal], kind: str) -> Iterator[list[PartnersProposal]]:
    """The proposals of a kind, those of one place together."""
    groups: Mapping[object, list[PartnersProposal]] = defaultdict(list)
    for each in every:
        if each.change is not None and each.change.kind == kind:
            place = each.change.behind if kind == "paragraph added" else each.change.place
            groups[_key(each, place)].append(each)
    return iter(groups.values())


def _relate_whole(
    found: dict[str, _Relation],
    group: Sequence[PartnersProposal],
    wanted: Callable[[PartnersProposal], object],
    *,
    is_against: bool,
) -> None:
    for each in group:
        others = [o for o in group if o.record.sha256 != each.record.sha256]
        same = frozenset(o.name for o in others if wanted(o) == wanted(each))
        rest = frozenset(o.name for o in others) - same
        if is_against:
            found[each.name].add(against=rest, same=same)
        else:
            found[each.name].add(same=same, near=rest)
