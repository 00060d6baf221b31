"""Where a document said what somebody approved, found by the text's digest: in a round, or in git."""

from __future__ import annotations

from letterkit.blocks.approvals import ON_A_TEXT
from letterkit.campaign.compare import KeptText
from letterkit.campaign.history import history
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.parties import Party
from letterkit.partners.approvals.records import records
from letterkit.partners.rounds.texts import as_kept, rounds_with


def approved_earlier(workspace: Workspace, campaign: str, document: str, party: Party) -> str | KeptText:
    """The text that a signatory said yes to last, also on a condition: see `earlier_text`.

    Raises LetterkitError where none is recorded, or nobody kept that text.
    """
    kept = records(workspace, campaign)
    if kept.problems:
        raise LetterkitError("\n".join(map(str, kept.problems)), status=1)
    known = sorted(kept.of(party.key, document), key=lambda event: event.order)
    texts = [event.text for event in known if event.event in ON_A_TEXT and event.text]
    if not texts:
        message = f"{party.title} has approved no text of the {document.replace('-', ' ')}"
        raise LetterkitError(message, "see: letterkit approvals", status=1)
    return earlier_text(workspace, campaign, document, texts[-1])


def earlier_text(workspace: Workspace, campaign: str, document: str, digest: str) -> str | KeptText:
    """The document when it had that digest: as it went round, or else the revision in git that had it.

    Raises LetterkitError where neither has.
    """
    if went_round := rounds_with(workspace, campaign, digest, document):
        return as_kept(workspace, campaign, went_round[0])
    return revision_of(workspace, campaign, document, digest)


def revision_of(workspace: Workspace, campaign: str, document: str, digest: str) -> str:
    """The full hash of the newest commit after which the document had that digest.

    Raises LetterkitError where none had, or without git.
    """
    for entry in history(workspace, campaign, (document,)).entries:
        edit = entry.edits.get(document)
        if entry.commit is not None and edit is not None and edit.digest == digest:
            return entry.commit.name
    message = f"no round and no revision has the text {digest[:8]} of the {document.replace('-', ' ')}"
    hint = "it was not committed as it was, or not on this branch; name a revision with --since"
    raise LetterkitError(message, hint, status=1)
