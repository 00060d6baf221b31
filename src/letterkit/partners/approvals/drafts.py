"""Drafts of mails to those who decide on a text: to whom they go, and that they name nobody."""

from __future__ import annotations

from collections.abc import Iterable

from letterkit.blocks.models import IndividualSigner, Organisation
from letterkit.blocks.signing import SignOnContact
from letterkit.consent import Carried, named_beside
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors
from letterkit.mail import Mailbox
from letterkit.partners.approvals.parties import Party
from letterkit.partners.approvals.standing import SignOn

UNSENT = {"X-Unsent": "1"}
"""The header by which Outlook, and what follows it, opens a message to be sent (Microsoft KB 2026505)."""


def contact_of(sign_on: SignOn, party: Party) -> SignOnContact | None:
    """Whom one writes to, as the file of an organisation or an individual says; None where none does."""
    folder, _, name = party.key.rpartition("/")
    place = Location(sign_on.campaign, 1, 1)
    if folder:
        individual, _ = sign_on.library.get(IndividualSigner, name, place)
        return individual.model.contact if individual is not None else None
    organisation, _ = sign_on.library.get(Organisation, name, place)
    return organisation.model.contact if organisation is not None else None


def mailbox_of(sign_on: SignOn, party: Party) -> Mailbox | None:
    """Where to write: to the contact in her file, else where her last recorded mail came from."""
    if (contact := contact_of(sign_on, party)) is not None:
        return contact.name or party.title, contact.email
    events = sorted(sign_on.records.of(party.key, sign_on.document), key=lambda e: e.order)
    senders = [e.evidence.sender for e in events if e.evidence and e.evidence.sender]
    known = [sender for sender in senders if sender != "unknown" and sender.isascii()]
    return (party.title, known[-1]) if known else None


def named_in_drafts(sign_on: SignOn, texts: Iterable[str]) -> list[Diagnostic]:
    """The errors that keep mails with these texts from being made: they name who may not be named."""
    gate = sign_on.checked.gate
    if gate is None:
        raise LetterkitError("nobody can tell whom a mail may name", status=1)
    place = sign_on.workspace.shown(sign_on.workspace.campaign_folder(sign_on.campaign))
    words = [Carried(text, place, 1, 1) for text in texts]
    found = [*gate.consents.problems, *named_beside(words, gate.register)]
    return [problem for problem in found if has_errors([problem])]
