"""A draft of a mail for each signatory who has not agreed yet. Nothing is sent.

It says which text is meant, what became of it since she approved another, and until when an answer is
asked for. It passes the gate of consent as every output does.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from letterkit.diagnostics import Diagnostic
from letterkit.mail import Mailbox, Words, message
from letterkit.partners.approvals.drafts import UNSENT, mailbox_of, named_in_drafts
from letterkit.partners.approvals.standing import SignOn, StandingRow
from letterkit.partners.approvals.states import Standing

FORMS = ("eml", "txt")


class Reminder(Struct, frozen=True):
    """A draft: whom it is for, its subject and its words, who sends it, and on which day."""

    row: StandingRow
    subject: str
    text: str
    to: Mailbox | None
    sender: Mailbox | None
    on: dt.date

    def content(self, form: str) -> bytes:
        """It as a mail that programs open to be sent (X-Unsent), or as a text; always the same bytes."""
        if form == "txt":
            return f"{self.subject}\n\n{self.text}".encode()
        words = Words(self.subject, self.text)
        return message(f"reminder.{self.name}", self.sender, self.to, self.on, words, headers=UNSENT)

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.row.party.key.replace("/", "-")


def reminders(
    sign_on: SignOn, rows: list[StandingRow], sender: Mailbox | None, on: dt.date
) -> tuple[list[Reminder], list[Diagnostic]]:
    """The drafts of that day; none, and why, where one would name somebody who may not be named."""
    drafts = [_reminder(sign_on, row, sender, on) for row in rows]
    errors = named_in_drafts(sign_on, (f"{draft.subject}\n{draft.text}" for draft in drafts))
    return ([] if errors else drafts), errors


def _reminder(sign_on: SignOn, row: StandingRow, sender: Mailbox | None, on: dt.date) -> Reminder:
    words, digest = sign_on.document.replace("-", " "), sign_on.text.digest[:8]
    subject = f"{sign_on.campaign}: your answer to the {words} (text {digest})"
    lines = [
        f"To {row.party.title}",
        "",
        *_so_far(row, words),
        *_deadline(row),
        "",
        "Please answer with one of these lines, and your name and office:",
        "",
        f"  We approve text {digest}.",
        f"  We approve text {digest} if …",
        f"  We do not sign text {digest}.",
        "",
        "Without an answer your organisation's name does not stand below it.",
        "",
    ]
    return Reminder(row, subject, "\n".join(lines), mailbox_of(sign_on, row.party), sender, on)


def _so_far(row: StandingRow, words: str) -> list[str]:
    state = row.state
    if state.standing is Standing.SUPERSEDED and state.event is not None:
        told = [f"You approved text {(state.event.text or '')[:8]} of the {words}; it has changed since."]
        return [*told, "The changes are attached, and nothing else has to be read."]
    if state.standing is Standing.CONDITION and state.event is not None:
        return [f"You approved the joint {words} on this condition: {state.event.condition}"]
    return [f"We ask whether you sign the joint {words}."]


def _deadline(row: StandingRow) -> list[str]:
    until = row.state.until
    if until is None:
        return []
    there = f"{until:%Y-%m-%d %H:%M} ({until.tzinfo}; {until.astimezone(dt.UTC):%H:%M} UTC)"
    return [f"Deadline: {there}."]
