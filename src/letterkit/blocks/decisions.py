"""What was decided about a partner's file: the events that a campaign keeps beside its record.

They are only ever added. A change's state is computed from them and from the letter, and is in no file.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import DayOrHour, Words, problem

DECISIONS_SCHEMA = "decisions"
DECIDED = ".decided.yaml"
"""The ending of the file's name; before it stands the name of the record."""

DecisionName = Literal["accepted", "rejected", "answered", "reopened"]


class DecisionEvent(BlockModel):
    """What was decided about one thing of the file, and when it was entered.

    `thing` is its number there. `written` says whose block was changed: the letter's own or the
    library's; without it nothing was written. `reopened` takes back whatever was decided before.
    """

    event: DecisionName
    at: DayOrHour
    thing: Annotated[str, Field(pattern=r"^[1-9]\d{0,5}$")]
    written: Literal["letter", "library"] | None = None
    because: Words | None = None
    answer: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> DecisionEvent:
        if self.event == "answered" and self.answer is None:
            raise problem("LK202", "'answer' is missing: 'answered' needs it")
        return self


class DecisionRecord(BlockModel):
    """The events about one file, in the order in which they were entered."""

    events: tuple[DecisionEvent, ...] = Field(min_length=1)
