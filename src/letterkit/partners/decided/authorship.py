"""Whose a commit is that carries out what a partner proposed."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.blocks.models import Organisation
from letterkit.diagnostics import Location
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.drafts import mailbox_of
from letterkit.partners.approvals.parties import Party
from letterkit.partners.approvals.standing import sign_on
from letterkit.partners.decided.proposals import PartnersProposal
from letterkit.past.committing import Author


def author_of(workspace: Workspace, campaign: str, own: Sequence[PartnersProposal]) -> Author:
    """The person who made these changes, where the file names one, with the organisation; else that.

    The address is that of the mail which the file came in, else where one writes to her; maybe none.
    Raises LetterkitError where the document cannot be made.
    """
    record = own[0].record
    if record.sender is None:
        return Author(record.file, record.mail.sender if record.mail else "")
    block, _ = Library(workspace, campaign).get(Organisation, record.sender, Location(campaign, 1, 1))
    organisation = block.model.name if block is not None else record.sender
    people = {by.author for each in own if each.change for by in each.change.by if by.author}
    person = people.pop() if len(people) == 1 else organisation
    name = organisation if person == organisation else f"{person} ({organisation})"
    return Author(name, record.mail.sender if record.mail else _address(workspace, campaign, own[0]))


def _address(workspace: Workspace, campaign: str, proposal: PartnersProposal) -> str:
    party = Party(proposal.record.sender or "", proposal.who)
    mailbox = mailbox_of(sign_on(workspace, campaign, proposal.record.document), party)
    return mailbox[1] if mailbox else ""
