"""A decision that somebody makes on the live review page: read, checked, carried out.

It comes as JSON from the page in the browser of this machine: see `serve` for who else is refused.
"""

from __future__ import annotations

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.diagnostics.json import parsed_json
from letterkit.partners.decided import deciding as decided
from letterkit.partners.decided.deciding import Deciding, Done
from letterkit.partners.decided.protection import Handling
from letterkit.partners.decided.telling import told

CHOICES = ("accept", "reject", "answer", "undo")
_LONGEST = 5_000  # characters of an answer or of a reason
_SAID = {
    "accept": "accepted",
    "reject": "rejected",
    "answer": "answered",
    "undo": "taken back",
}


class WantedDecision(Struct, frozen=True):
    """What is to be decided about the proposal of that id, with the reason or the answer."""

    choice: str
    id: str
    text: str = ""
    everywhere: bool = False


def read_wanted(content: bytes) -> WantedDecision | None:
    """The decision that a request holds; None where it holds none that the page could have sent."""
    try:
        found = parsed_json(content)
    except ValueError:
        return None
    if not isinstance(found, dict) or not found.keys() <= {"choice", "id", "text", "everywhere"}:
        return None
    choice, id_, text = (found.get(name, "") for name in ("choice", "id", "text"))
    everywhere = found.get("everywhere", False)
    if not (isinstance(id_, str) and isinstance(text, str) and isinstance(everywhere, bool)):
        return None
    if choice not in CHOICES or len(text) > _LONGEST:
        return None
    return WantedDecision(choice, id_, text, everywhere)


def carry_out(deciding: Deciding, wanted: WantedDecision) -> Done:
    """Carry it out. Raises LetterkitError, with nothing written."""
    if "-" not in wanted.id:
        raise LetterkitError("one proposal at a time is decided here", status=2)
    match wanted.choice:
        case "accept":
            return decided.accept(deciding, [wanted.id])
        case "reject":
            return decided.reject(deciding, [wanted.id], wanted.text)
        case "answer":
            return decided.answer(deciding, wanted.id, wanted.text)
        case _:
            return decided.undo(deciding, [wanted.id])


def said_about(wanted: WantedDecision, done: Done) -> str:
    """What was done, in a sentence."""
    words = [f"{wanted.id} is {_SAID[wanted.choice]}"]
    for proposal, handling in done.handled:
        if handling.how is Handling.WRITTEN:
            words.append("and the text is changed")
        elif (by_hand := told(proposal, handling)) is not None:
            words.append(f"but nothing was written: {by_hand}")
    if done.letters:
        words.append(f"letters that have these words too: {', '.join(done.letters)}")
    return "; ".join(words)
