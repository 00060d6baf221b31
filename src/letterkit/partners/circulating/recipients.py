"""Who gets what in a round: whoever has to agree and has not, with the text that she knows already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from letterkit.blocks.approvals import ON_A_TEXT, SignOnEvent
from letterkit.diagnostics import LetterkitError
from letterkit.mail import Mailbox
from letterkit.partners.approvals.drafts import contact_of, mailbox_of
from letterkit.partners.approvals.parties import Party, party_named
from letterkit.partners.approvals.standing import SETTLED, SignOn, StandingRow
from letterkit.partners.rounds.record import Round


class RoundRecipient(Struct, frozen=True):
    """Somebody who gets the round: where to, whom there, and which text she knows.

    `approved` is her last yes, of one sort or another; `had` the digest of the text that she was sent
    last; None where there is none, or where it is the text as it is.
    """

    row: StandingRow
    mailbox: Mailbox | None
    person: str | None
    approved: SignOnEvent | None
    had: str | None

    @property
    def party(self) -> Party:
        """The signatory."""
        return self.row.party

    @property
    def known_texts(self) -> Iterator[str]:
        """The texts that changes can be shown since, the best first."""
        if self.approved is not None and self.approved.text:
            yield self.approved.text
        if self.had is not None:
            yield self.had


class NotSent(Struct, frozen=True):
    """Somebody who gets nothing, and why."""

    party: Party
    why: str


def recipients(
    sign_on: SignOn, moment: dt.datetime, rounds: Sequence[Round], only: Sequence[str] = ()
) -> tuple[list[RoundRecipient], list[NotSent]]:
    """Those who get a round and those who do not; with `only` whoever is named there, and nobody else.

    Raises LetterkitError for a name that nobody has, or where nobody is left.
    """
    rows = sign_on.rows(moment)
    if only:
        return [_recipient(sign_on, row, rounds) for row in _chosen(sign_on, moment, rows, only)], []
    is_signed = any(row.signs for row in rows)  # which a press release is not
    reasons = [(row, _why_not(row, is_signed=is_signed)) for row in rows]
    found = [_recipient(sign_on, row, rounds) for row, why in reasons if why is None]
    left = [NotSent(row.party, why) for row, why in reasons if why is not None]
    if not found:
        raise _nobody(sign_on, left)
    return found, left


def _chosen(
    sign_on: SignOn, moment: dt.datetime, rows: Sequence[StandingRow], only: Sequence[str]
) -> Iterator[StandingRow]:
    """Those of these names, also where they do not sign yet. Raises LetterkitError."""
    known = {row.party.key: row for row in rows}
    for name in dict.fromkeys(only):
        party = party_named(sign_on.library, name)
        stands = known.get(party.key)
        yield stands or StandingRow(party, sign_on.state_of(party, moment), signs=False)


def _why_not(row: StandingRow, *, is_signed: bool) -> str | None:
    """Why somebody gets nothing; None where she gets the round."""
    if row.state.agrees:
        return f"agrees to this text already ({row.state.standing})"
    if row.state.standing in SETTLED:
        return f"is not asked any more: {row.state.standing}"
    if not row.party.has_file:
        return "has no file in seeds/signers/, so that no answer could be recorded"
    if not row.signs and is_signed:
        return "does not sign"
    return None


def _recipient(sign_on: SignOn, row: StandingRow, rounds: Sequence[Round]) -> RoundRecipient:
    contact = contact_of(sign_on, row.party)
    return RoundRecipient(
        row,
        mailbox_of(sign_on, row.party),
        contact.name if contact is not None else None,
        _last_yes(sign_on, row.party),
        _had(sign_on, row.party, rounds),
    )


def _last_yes(sign_on: SignOn, party: Party) -> SignOnEvent | None:
    events = sorted(sign_on.records.of(party.key, sign_on.document), key=lambda event: event.order)
    said = [event for event in events if event.event in ON_A_TEXT and event.text]
    return said[-1] if said and said[-1].text != sign_on.text.digest else None


def _had(sign_on: SignOn, party: Party, rounds: Sequence[Round]) -> str | None:
    texts = [
        each.record.text
        for each in rounds
        if each.record.document == sign_on.document and party.key in (to.to for to in each.record.sent)
    ]
    return texts[-1] if texts and texts[-1] != sign_on.text.digest else None


def _nobody(sign_on: SignOn, left: Sequence[NotSent]) -> LetterkitError:
    told = "\n".join(f"  {each.party.key}: {each.why}" for each in left)
    words = sign_on.document.replace("-", " ")
    message = f"there is nobody to send the {words} to"
    return LetterkitError(f"{message}\n{told}".strip(), "say to whom: --to NAME", status=1)
