"""A draft of a mail for each signatory who has not agreed yet. Nothing is sent.

It says which text is meant, what became of it since she approved another, and until when an answer is
asked for. It passes the gate of consent as every output does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from letterkit.consent import Carried, named_beside
from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors
from letterkit.partners.approvals.standing import SignOn, StandingRow
from letterkit.partners.approvals.states import Standing

FORMS = ("eml", "txt")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A draft: whom it is for, its subject and its words."""

    row: StandingRow
    subject: str
    text: str
    to: str | None

    def content(self, form: str) -> bytes:
        """It as a mail that programs open to be sent (X-Unsent), or as a text; always the same bytes."""
        if form == "txt":
            return f"{self.subject}\n\n{self.text}".encode()
        message = EmailMessage(policy=SMTP)
        message["Subject"] = self.subject
        if self.to is not None:
            message["To"] = self.to
        message["X-Unsent"] = "1"
        message.set_content(self.text, cte="quoted-printable")
        return message.as_bytes()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.row.party.key.replace("/", "-")


def reminders(sign_on: SignOn, rows: list[StandingRow]) -> tuple[list[Reminder], list[Diagnostic]]:
    """The drafts; none, and why, where one would name somebody who may not be named."""
    drafts = [_reminder(sign_on, row) for row in rows]
    gate = sign_on.checked.gate
    if gate is None:
        raise LetterkitError("nobody can tell whom a mail may name", status=1)
    place = sign_on.workspace.shown(sign_on.workspace.campaign_folder(sign_on.campaign))
    words = [Carried(f"{draft.subject}\n{draft.text}", place, 1, 1) for draft in drafts]
    found = [*gate.consents.problems, *named_beside(words, gate.register)]
    errors = [problem for problem in found if has_errors([problem])]
    return ([] if errors else drafts), errors


def _reminder(sign_on: SignOn, row: StandingRow) -> Reminder:
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
    return Reminder(row, subject, "\n".join(lines), _address(sign_on, row))


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


def _address(sign_on: SignOn, row: StandingRow) -> str | None:
    """Where the last mail of hers came from; None where none is recorded."""
    events = sorted(sign_on.records.of(row.party.key, sign_on.document), key=lambda e: e.order)
    senders = [e.evidence.sender for e in events if e.evidence and e.evidence.sender]
    known = [sender for sender in senders if sender != "unknown" and sender.isascii()]
    return known[-1] if known else None
