"""What can be done about a proposal, in words: the terminal and the review page say it."""

from __future__ import annotations

from letterkit.partners.decided.proposals import PartnersProposal
from letterkit.partners.decided.protection import Handling, PlacedHandling
from letterkit.partners.decided.standing import Decided, Item

_PARAGRAPHS = {
    "paragraph added": "put the paragraph in there",
    "paragraph removed": "take the paragraph out",
    "paragraph moved": "move the paragraph",
    "paragraph split": "divide the paragraph",
    "paragraphs joined": "join the paragraph with the next one",
}


def to_do(item: Item) -> str | None:
    """What the officer has to know before she accepts it, or to do after; None where that is nothing."""
    if item.handling is None or item.state not in (Decided.OPEN, Decided.TO_DO):
        return None
    return told(item.proposal, item.handling)


def told(proposal: PartnersProposal, handling: PlacedHandling) -> str | None:
    """What is to be done by hand, at which file and line; None where letterkit writes it, or need not."""
    change = proposal.change
    if change is None or handling.how in (Handling.WRITTEN, Handling.SAID):
        return None
    at = f"{handling.file}:{handling.line}" if handling.line else handling.file
    what = _PARAGRAPHS.get(change.kind) or _replacing(change.went, change.came)
    match handling.how:
        case Handling.FACT:
            return f"a fact, which letterkit does not write; if it is so, change it in {at}: {what}"
        case Handling.FIELD:
            return f"{handling.field} printed it ({at}); change what it stands for, or the line: {what}"
        case Handling.ACCOUNT:
            return (
                f"what the library says of a person ({at}); --everywhere changes it for every letter, or"
                f" give this letter's case list a text: of its own: {what}"
            )
        case Handling.OWN_COPY:
            return f"this letter has a copy of its own ({at}); leave --everywhere out to change that"
        case Handling.GONE:
            return f"what it is about has changed since it was sent; look yourself ({at}): {what}"
    return f"by hand, in {at}: {what}"


def _replacing(went: str, came: str) -> str:
    if not went:
        return f"put in “{came}”"
    return f"“{went}” becomes “{came}”" if came else f"take out “{went}”"
