"""What is to be mailed, and where to."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.documents import Dialogue, LetterFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.sources import assets_of, digest
from letterkit.delivery.settings import Settings, read_settings
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace
from letterkit.mailing.table import TableReading
from letterkit.writers import Assets

FOLDER = "mail"
"""The folder of the copies in a campaign's `out/`."""


class MailOrder(Struct, frozen=True, dict=True):
    """A campaign's letter for those named by `to`, narrowed by the filter `where`.

    `on` is the day of sending. With `sample` so many copies alone are made, of recipients as different
    as there are. `messages` makes an e-mail of each; `merged` one file for the printer, in which each
    letter begins a sheet of its own where the printer is `two_sided`.
    """

    workspace: Workspace
    campaign: str
    to: tuple[str, ...]
    on: dt.date
    where: str = ""
    reading: TableReading = field(default_factory=TableReading)
    folder: Path | None = None
    sample: int | None = None
    messages: bool = False
    merged: bool = False
    two_sided: bool = False
    force: bool = False
    processes: int = 1

    @property
    def output(self) -> Path:
        """The folder that the files go to; samples into one of their own."""
        top = self.folder or self.workspace.campaign_folder(self.campaign) / "out" / FOLDER
        return top / "sample" if self.sample else top

    @cached_property
    def library(self) -> Library:
        """The blocks as the campaign sees them."""
        return Library(self.workspace, self.campaign)

    @cached_property
    def letter(self) -> Block[LetterFile]:
        """The campaign's letter. Raises LetterkitError where it has none that can be read."""
        block, problems = self.library.document(DOCUMENT_KINDS["letter"], self.campaign)
        if block is None or not isinstance(block.model, LetterFile):
            told = "\n".join(map(str, problems))
            message = f"{self.campaign} has no letter that can be read" + (f"\n{told}" if told else "")
            raise LetterkitError(message, "letterkit check tells why", status=1)
        return block  # type: ignore[return-value]  # its model was just looked at

    @cached_property
    def addressed_on(self) -> dt.date:
        """The day by which an office must be held: the letter's, or that of its dialogue."""
        model = self.letter.model
        occasion = model.occasion
        if model.dialogue:
            block, _ = self.library.get(Dialogue, model.dialogue, self.letter.location("dialogue"))
            return (block.model.addressed_on(model.date) if block else model.date).first_day
        return (occasion.addressed_on(model.date) if occasion else model.date).first_day

    @cached_property
    def assets(self) -> Assets:
        """The templates and fonts that the letter is written with."""
        return assets_of(self.workspace, self.campaign)

    @cached_property
    def settings(self) -> Settings:
        """Who sends. Raises LetterkitError where `delivery.yaml` cannot be read."""
        settings, problems = read_settings(self.workspace)
        if settings is None:
            raise LetterkitError("\n".join(map(str, problems)), "mend it first", status=1)
        return settings

    @cached_property
    def sources(self) -> str:
        """A digest of everything that all copies are made from."""
        return digest(self.workspace, self.campaign, "mail")
