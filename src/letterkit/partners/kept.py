"""What a campaign keeps of its partners, read whole, so that `check` tells what cannot be read any more.

A merge that went wrong, or an editor, breaks a record long before somebody needs it.
"""

from __future__ import annotations

from letterkit.blocks.campaign_files import APPROVALS, RECEIVED, ROUNDS
from letterkit.diagnostics import Diagnostic
from letterkit.library.workspace import Workspace


def findings_on_records(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """What is wrong with the approvals, the rounds, and what was received and decided; each at its place.

    A campaign without any costs nothing. Raises LetterkitError where a folder may not be read.
    """
    folder = workspace.campaign_folder(campaign)
    found: list[Diagnostic] = []
    if (folder / APPROVALS).is_dir():
        from letterkit.partners.approvals.records import records

        found += records(workspace, campaign).problems
    if (folder / ROUNDS).is_dir():
        from letterkit.partners.rounds.record import broken_rounds
        from letterkit.partners.rounds.texts import broken_texts

        found += [*broken_rounds(workspace, campaign), *broken_texts(workspace, campaign)]
    if (folder / RECEIVED).is_dir():
        from letterkit.partners.decided.events import broken_decisions
        from letterkit.partners.received.record import broken_records

        found += [*broken_records(workspace, campaign), *broken_decisions(workspace, campaign)]
    return found
