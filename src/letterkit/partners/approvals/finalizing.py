"""What `finalize` asks before a letter is final: that each who signs has approved this very text.

A campaign that keeps no approvals is not asked: its coalition agrees in another way. With the first event
that is over, and an exception needs a reason, which the final's record keeps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.finalize import AgreedTo
from letterkit.checks import Checked
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.partners.approvals.records import records
from letterkit.partners.approvals.standing import not_agreed, sign_on_of


class Asking(Struct, frozen=True):
    """Whoever is to be final without an approval, with the reason, and the moment that counts."""

    moment: dt.datetime
    without: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, workspace: Workspace, campaign: str, documents: Sequence[Checked]) -> AgreedTo:
        """Whether all have agreed. Raises LetterkitError for an exception that nobody needs."""
        kept = records(workspace, campaign)
        if kept.problems or not kept.has_begun:
            self._require_none_left(set())
            return AgreedTo(list(kept.problems), was_asked=bool(kept.problems))
        library = Library(workspace, campaign)
        problems: list[Diagnostic] = []
        missing: set[str] = set()
        for checked in documents:
            made = sign_on_of(workspace, campaign, checked, library, kept)
            rows = made.rows(self.moment)
            missing |= {row.party.key for row in rows if row.signs and not row.state.agrees}
            file = workspace.campaign_folder(campaign) / DOCUMENT_KINDS[checked.name].file
            place = Location(workspace.shown(file), 1, 1)
            problems += not_agreed(rows, self.without, place, checked.name)
        self._require_none_left(missing)
        return AgreedTo(problems, self.without, was_asked=True)

    def _require_none_left(self, missing: set[str]) -> None:
        for key in self.without:
            if key not in missing:
                message = f"{key} is not among those who sign and have not approved"
                raise LetterkitError(message, "see: letterkit approvals", status=2)
