"""What is to be delivered: a finalized campaign, as of the day of sending."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from msgspec import Struct

from letterkit.blocks.delivering import Deliver
from letterkit.blocks.documents import LetterFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.sources import assets_of
from letterkit.checks import Checked, check_document
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.writers import Assets


class DeliveryOrder(Struct, frozen=True, dict=True):
    """What to prepare: a finalized campaign's deliveries, as of the day of sending.

    `accepted` are the numbers, in E.164 form, that somebody looked at; `only` are recipients' names.
    `folder` is that of its files in the campaign's `out/`.
    """

    workspace: Workspace
    campaign: str
    on: dt.date
    accepted: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    folder: str = "delivery"

    @cached_property
    def _checked(self) -> dict[str, Checked]:
        return {}

    @cached_property
    def library(self) -> Library:
        """The blocks as the campaign sees them."""
        return Library(self.workspace, self.campaign)

    @cached_property
    def today(self) -> Library:
        """The blocks as the library has them now, whatever the campaign was finalized with."""
        return Library(self.workspace)

    @cached_property
    def assets(self) -> Assets:
        """The templates and fonts that its documents are written with."""
        return assets_of(self.workspace, self.campaign)

    def checked(self, name: str) -> Checked:
        """A document of the campaign, made and checked once."""
        if name not in self._checked:
            self._checked[name] = check_document(self.library, self.campaign, name)
        return self._checked[name]

    @property
    def deliver(self) -> Deliver:
        """Which ways its documents go."""
        block, _ = self.library.document(DOCUMENT_KINDS["letter"], self.campaign)
        return block.model.deliver if block and isinstance(block.model, LetterFile) else Deliver()
