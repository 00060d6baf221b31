"""What partners sent, for other programs: everything of it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from letterkit.diagnostics.json import json_schema, json_text
from letterkit.partners.decided.proposals import said_by
from letterkit.partners.decided.protection import Handling, PlacedHandling
from letterkit.partners.decided.standing import Item


class ListedProposal(Struct, frozen=True):
    """A change, a comment or another thing of a file that was received.

    `id` is what commands take. `went` and `came` are the words of a change; `text` are those of a comment
    or of another thing, and `words` what a comment is on. `how` is what can be done about a change, at
    `file` and `line`; `field` is the merge field that prints the words. `against`, `same` and `near` are
    the ids of those that contradict it, want the same, and are to be read together with it.
    """

    id: str
    state: str
    kind: str
    document: str
    partner: str
    received: str
    block: str | None
    paragraph: int | None
    sent: str
    went: str
    came: str
    text: str
    words: str
    by: tuple[str, ...]
    how: str | None
    file: str | None
    line: int | None
    field: str | None
    against: tuple[str, ...]
    same: tuple[str, ...]
    near: tuple[str, ...]
    because: str | None
    answer: str | None


def to_json(items: Iterable[Item]) -> str:
    """Everything, as a JSON list."""
    return json_text([_listed(item) for item in items])


def _listed(item: Item) -> ListedProposal:
    proposal, place = item.proposal, item.place
    handling = item.handling or PlacedHandling(Handling.BY_HAND)
    said = said_by(proposal)
    return ListedProposal(
        id=proposal.name,
        state=item.state.value,
        kind=proposal.kind,
        document=proposal.record.document,
        partner=proposal.who,
        received=proposal.record.received,
        block=place.block if place else None,
        paragraph=place.paragraph if place else None,
        sent=place.text if place else "",
        went=said.went,
        came=said.came,
        text=said.text,
        words=said.words,
        by=said.by,
        how=handling.how.value if proposal.change else None,
        file=handling.file or None,
        line=handling.line or None,
        field=handling.field or None,
        against=item.against,
        same=item.same,
        near=item.near,
        because=item.because,
        answer=item.answer,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[ListedProposal], "letterkit proposals")
