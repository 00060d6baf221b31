"""What a signatory said to a letter: the file that a campaign keeps of each in `approvals/`.

It holds events, which are only ever added; where the signatory stands is computed from them, and is in no
file. A text is told by its digest (see `letter.agreed`), and where another differs from it by those of
its parts.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.values import DayOrHour, TextDigest, Words, problem

APPROVALS_SCHEMA = "approvals"
PART_DIGEST = 12
"""Of a part's digest so many characters are kept: they tell where texts differ, not whether they do."""

EventName = Literal[
    "invited",
    "seen",
    "commented",
    "reminded",
    "approved",
    "approved-if",
    "condition-met",
    "declined",
    "withdrawn",
    "late",
]
ON_A_TEXT = ("approved", "approved-if", "condition-met", "late")
"""The events that say yes to a text, of one sort or another."""


class Evidence(BlockModel):
    """How it is known: from a mail, from a file, or because the officer says so.

    `mail` is its Message-ID and `sender` its address; `dkim` is what the officer's own mail server wrote
    of its signature. `sha256` is the file's digest, `file` its name alone.
    """

    said: Words | None = None
    mail: Words | None = None
    file: Words | None = None
    sender: Words | None = None
    dkim: Words | None = None
    sha256: TextDigest | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Evidence:
        exactly_one(self, ("said", "mail", "file"))
        if not self.said and self.sha256 is None:
            raise problem("LK202", "'sha256' is missing: the digest of the file")
        return self


class SignOnEvent(BlockModel):
    """Something that happened: when, by whom, about which text, and how it is known.

    `at` is when it happened and `recorded` when it was entered here. `parts` has the beginning of each
    part's digest; `blocks` are those that a `condition` asks to be changed; `until` is the deadline.
    """

    event: EventName
    at: DayOrHour
    recorded: DayOrHour
    document: Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$")]
    text: TextDigest | None = None
    parts: dict[str, str] = Field(default={})
    by: Words | None = None
    evidence: Evidence | None = None
    until: DayOrHour | None = None
    condition: Words | None = None
    blocks: tuple[Words, ...] = ()
    reason: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> SignOnEvent:
        if self.event in ON_A_TEXT:
            self._need("text", "by", "evidence")
        if self.event == "approved-if":
            self._need("condition")
        if self.event in ("declined", "withdrawn"):
            self._need("by", "evidence")
        if self.until is not None and self.until.time is None:
            message = "a deadline has an hour and a place, as in 2026-05-04 17:00 Europe/Brussels"
            raise problem("LK203", message)
        return self

    def _need(self, *keys: str) -> None:
        for key in keys:
            if not getattr(self, key):
                raise problem("LK202", f"'{key}' is missing: '{self.event}' needs it")

    @property
    def order(self) -> tuple[dt.date, str]:
        """What events are ordered by: the day it happened, and within a day when it was entered.

        An hour and a day alone have no order between them, so the hours of one day count for nothing.
        """
        happened, entered = self.at.local, self.recorded.local
        day = happened.astimezone(dt.UTC).date() if happened else self.at.day
        return day, (entered.astimezone(dt.UTC).isoformat() if entered else self.recorded.iso)


class ApprovalRecord(BlockModel):
    """The events of one signatory, in the order in which they were entered."""

    events: tuple[SignOnEvent, ...] = Field(min_length=1)
