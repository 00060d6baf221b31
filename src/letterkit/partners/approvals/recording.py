"""What a signatory said, made into an event and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.approvals import ON_A_TEXT
from letterkit.blocks.yaml import Value
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.language.moments import Moment
from letterkit.letter.agreed import ORDER, Agreed
from letterkit.partners.approvals.evidence import Known
from letterkit.partners.approvals.parties import Party
from letterkit.partners.approvals.records import keep
from letterkit.partners.approvals.standing import SignOn
from letterkit.partners.approvals.states import changed_since, condition_on, parts_of


class Said(Struct, frozen=True):
    """Who said it, how it is known, when it happened and when it is entered, and a note."""

    by: str | None
    known: Known | None
    at: Moment
    recorded: Moment
    note: str | None = None

    def entry(self) -> dict[str, Value]:
        """What every event has of it."""
        return {"at": str(self.at), "recorded": str(self.recorded)}


def now_as(moment: dt.datetime) -> Moment:
    """A moment as events keep it: to the minute, in universal time."""
    utc = moment.astimezone(dt.UTC)
    return Moment(utc.date(), utc.time().replace(second=0, microsecond=0), "UTC")


def approve(
    sign_on: SignOn,
    party: Party,
    said: Said,
    *,
    text: str | Agreed | None = None,
    condition: str | None = None,
    blocks: Sequence[str] = (),
) -> Path:
    """Keep that a signatory approves the text there is, or `text`, or the one whose digest begins so.

    With a `condition` it is none yet. On a campaign that was finalized it is late. Raises LetterkitError
    where the mail that is the evidence names another text, or nobody knows that text.
    """
    digest, parts = (text.digest, parts_of(text)) if isinstance(text, Agreed) else _text(sign_on, text)
    _require_same_text(said, digest)
    for block in blocks:
        if block not in parts:
            hint = did_you_mean(block, parts) or f"its parts are {', '.join(parts)}"
            raise LetterkitError(f"the text has no part '{block}'", hint, status=2)
    name = "approved-if" if condition else "approved"
    if sign_on.workspace.is_final(sign_on.campaign) and digest == sign_on.text.digest:
        name = "late"
    more: dict[str, Value] = {"text": digest, "parts": dict(parts)}
    if condition:
        more |= {"condition": condition, **({"blocks": list(blocks)} if blocks else {})}
    return record(sign_on, [party], name, said, more)[0]


def met(sign_on: SignOn, party: Party, said: Said) -> Path:
    """Keep that a condition was met by the text as it is.

    Raises LetterkitError where none is open, where the text is still the one it was made of, or where
    anything else changed with it: then the signatory has to see that, and approve.
    """
    events = sign_on.records.of(party.key, sign_on.document)
    open_one = condition_on(events)
    if open_one is None:
        raise LetterkitError(f"{party.title} has no open condition", "see: letterkit approvals", status=1)
    changed = changed_since(open_one, sign_on.text)
    if changed == ():
        raise LetterkitError(
            "the text is the one that the condition was made of", "change it first", status=1
        )
    others = sorted(set(changed or (ORDER,)) - set(open_one.blocks))
    if others:
        message = f"besides what {party.title} asked for, this changed: {', '.join(others)}"
        hint = f"show it: letterkit redline --since-approval {party.key}; then record her approval"
        raise LetterkitError(message, hint, status=1)
    return record(sign_on, [party], "condition-met", said, on_text(sign_on.text))[0]


def decline(sign_on: SignOn, party: Party, said: Said, reason: str | None) -> tuple[str, Path]:
    """Keep a no, `declined` or, after a yes to any text, `withdrawn`; which of them, and the file."""
    events = sign_on.records.of(party.key, sign_on.document)
    answers = [e.event for e in sorted(events, key=lambda e: e.order) if e.event in (*ON_A_TEXT, *_NO)]
    name = "withdrawn" if answers and answers[-1] in ON_A_TEXT else "declined"
    more: dict[str, Value] = {"reason": reason} if reason else {}
    return name, record(sign_on, [party], name, said, more)[0]


_NO = ("declined", "withdrawn")


def record(
    sign_on: SignOn, parties: Sequence[Party], name: str, said: Said, more: dict[str, Value] | None = None
) -> list[Path]:
    """Keep an event of each of these signatories; the files. Raises LetterkitError: see `keep`."""
    if (said.at.local or dt.datetime.combine(said.at.day, dt.time(), dt.UTC)) > _entered(said):
        raise LetterkitError(f"{said.at} is still to come", "say when it happened", status=2)
    event: dict[str, Value] = {
        "event": name,
        **said.entry(),
        "document": sign_on.document,
        **(more or {}),
    }
    if name in ("invited", "seen", "commented", "reminded") and "text" not in event:
        event |= on_text(sign_on.text)
    optional: dict[str, Value] = {
        "by": said.by,
        "evidence": said.known.entry if said.known else None,
        "note": said.note,
    }
    event |= {key: value for key, value in optional.items() if value}
    return keep(sign_on.workspace, sign_on.campaign, [(party, event) for party in parties])


def _entered(said: Said) -> dt.datetime:
    """The end of the minute in which it is entered; of a day alone anywhere on earth."""
    entered = said.recorded.local or dt.datetime.combine(said.recorded.day, dt.time(), dt.UTC)
    return entered + (dt.timedelta(minutes=1) if said.at.time else dt.timedelta(hours=14))


def on_text(text: Agreed) -> dict[str, Value]:
    """What an event has of the text that it is about."""
    return {"text": text.digest, "parts": dict(parts_of(text))}


_ENOUGH = 8  # characters of a digest, as people quote it


def _text(sign_on: SignOn, text: str | None) -> tuple[str, dict[str, str]]:
    """The digest and the parts of the text that is meant.

    Raises LetterkitError where neither the letter as it is nor any event has it.
    """
    if text is None or (len(text) >= _ENOUGH and sign_on.text.digest.startswith(text.lower())):
        return sign_on.text.digest, parts_of(sign_on.text)
    known = _texts(sign_on, text)
    if len(text) < _ENOUGH or len(known) != 1:
        now = f"the {sign_on.document} is {sign_on.text.digest[:8]} now"
        message = f"nobody was asked about a text {text}; {now}"
        hint = "give at least the eight characters at the foot of the draft that was approved"
        raise LetterkitError(message, hint, status=2)
    digest, parts = next(iter(known.items()))
    return digest, dict(parts)


def _texts(sign_on: SignOn, beginning: str) -> dict[str, dict[str, str]]:
    """The texts that events are about and whose digests begin so, each with its parts."""
    events = [e for key in sign_on.records.events for e in sign_on.records.of(key, sign_on.document)]
    return {e.text: e.parts for e in events if e.text and e.text.startswith(beginning.lower())}


def _require_same_text(said: Said, digest: str) -> None:
    named = said.known.texts if said.known else ()
    if named and not any(digest.startswith(each) for each in named):
        message = f"the mail speaks of text {named[0][:8]}, and not of {digest[:8]}"
        raise LetterkitError(message, f"record that one: --text {named[0][:8]}", status=1)
