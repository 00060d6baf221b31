"""Whose an e-mail address is: by the contacts of the library, and by the mails that are evidence."""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import IndividualSigner, Organisation
from letterkit.blocks.signing import SignOnContact
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.records import records


def whose_address(workspace: Workspace, campaign: str, address: str) -> set[str]:
    """The signatories who have that address, by the names that commands take."""
    return {key for key, known in _addresses(workspace, campaign) if known.lower() == address.lower()}


def doubt_about(workspace: Workspace, campaign: str, key: str, address: str) -> str | None:
    """What speaks against a mail's being a signatory's: it came from an address of another, or from none
    of hers that is known. None where nothing does.
    """
    known = list(_addresses(workspace, campaign))
    hers = [each for name, each in known if name == key]
    if address.lower() in map(str.lower, hers):
        return None
    others = sorted({name for name, each in known if each.lower() == address.lower()})
    if others:
        return f"the mail came from {address}, an address of {', '.join(others)}; is it from {key}?"
    return f"the mail came from {address}, and {key} is known by {hers[0]}; is it hers?" if hers else None


def _addresses(workspace: Workspace, campaign: str) -> Iterator[tuple[str, str]]:
    """Each signatory with an address: that of her contact, then those of her mails."""
    library = Library(workspace, campaign)
    for model, before in ((Organisation, ""), (IndividualSigner, "signers/")):
        kind = KIND_BY_MODEL[model]
        for name in library.names(kind):
            block, _ = library.load(kind, name)
            contact: SignOnContact | None = getattr(block and block.model, "contact", None)
            if contact is not None:
                yield f"{before}{name}", contact.email
    for key, events in records(workspace, campaign).events.items():
        for event in events:
            if event.evidence and event.evidence.sender:
                yield key, event.evidence.sender
