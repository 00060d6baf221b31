"""A round: a draft that was sent to those who decide on it, as a campaign's `rounds/` keeps it.

It is written once and never changed. Where those who got it stand is computed from what they answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import DayOrHour, TextDigest, Words, problem

ROUND_FILE = "round.yaml"
ROUND_SCHEMA = "round"


class Recipient(BlockModel):
    """Who got the draft: the signatory's name, the files she got, and the text since which one of them
    shows the changes. `mail` is the Message-ID of the mail that was drafted.
    """

    to: Words
    files: tuple[Words, ...]
    since: TextDigest | None = None
    mail: Words


class RoundRecord(BlockModel):
    """A round of a campaign: its number, from 1; which document went round, when, and until when an
    answer was asked for; the text's digest; the SHA-256 of each file; who got what.
    """

    round: Annotated[int, Field(ge=1)]
    document: Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")]
    at: DayOrHour
    until: DayOrHour
    text: TextDigest
    files: dict[str, TextDigest]
    sent: tuple[Recipient, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> RoundRecord:
        if self.until.time is None:
            message = "a deadline has an hour and a place, as in 2026-05-04 17:00 Europe/Brussels"
            raise problem("LK203", message)
        unknown = sorted({name for each in self.sent for name in each.files} - set(self.files))
        if unknown:
            raise problem("LK203", f"'{unknown[0]}' is not among the files of the round")
        return self
