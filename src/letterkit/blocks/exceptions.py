"""What a campaign may name in spite of a person's file, and why: `consent.yaml` in the campaign's folder.

It is no part of what is finalized, so that a reason can be recorded after a letter went out.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.values import Day, Name, Words, problem


class ConsentException(BlockModel):
    """One decision: a person who may be named for a reason, or words that hold a name and mean another.

    `allows` is what the campaign may name the person in, in the words of a person's `consent`.
    """

    person: Name | None = None
    allows: Literal["letter", "public"] | None = None
    words: Words | None = None
    reason: Words
    decided: Day
    by: Words

    @model_validator(mode="after")
    def _one_of(self) -> ConsentException:
        exactly_one(self, ("person", "words"))
        if self.person and self.allows is None:
            raise problem("LK202", "say what may name the person: 'allows: letter' or 'allows: public'")
        if self.words and self.allows is not None:
            raise problem("LK203", "'allows' belongs to a person; words may stand wherever they do")
        return self


class ConsentExceptions(BlockModel):
    """The exceptions of a campaign, each with its reason, its day, and who decided."""

    exceptions: tuple[ConsentException, ...] = Field(min_length=1)
