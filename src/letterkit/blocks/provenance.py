"""What a block says of its own facts: who checked them, where they were read, when they hold."""

import datetime as dt
from typing import Self, TypeVar

from pydantic import Field, model_validator

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import Code, Date, Language, LineRange, Period, Url, Words, problem
from letterkit.language.dates import PartialDate


class Citation(BlockModel, defer_build=False):
    """Where a fact was read."""

    title: Words
    publisher: str | None = None
    url: Url | None = None
    date: Date | None = None


class SeedReference(BlockModel, defer_build=False):
    """The place in a seed document or imported letter that a block carries."""

    seed: Words
    part: str | None = None
    ask: int | None = None
    lines: LineRange | None = None


class Ignore(BlockModel, defer_build=False):
    """A finding that an officer decided to keep: its code, and why."""

    code: Code
    reason: Words


class Provenance(BlockModel):
    """What every block says of its own facts; and since when no new letter uses it, and why."""

    verified: Date | None = None
    review_after: Period | None = None
    sources: tuple[Citation, ...] = ()
    origin: tuple[SeedReference, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    retired: Date | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        _require_end(self.reason, self.ended, "retired")
        return self

    @property
    def ended(self) -> PartialDate | None:
        """Since when no new letter uses it."""
        return self.retired


class Remarked(Provenance):
    """A block with a note for whoever edits it next, which prints nowhere."""

    note: str | None = None


class Translated(Remarked):
    """A block whose words may stand in several languages.

    `language` is that of its own keys; a class that inherits has the other languages' words below
    `translations`, by the same keys.
    """

    language: Language | None = None


def _require_end(reason: str | None, end: PartialDate | None, key: str) -> None:
    if reason is not None and end is None:
        raise problem("LK202", f"'reason' says why something ended; '{key}' is missing, which says when")


def _require_order(begin: PartialDate | None, end: PartialDate | None, what: str) -> None:
    if begin is not None and end is not None and end.last_day < begin.first_day:
        raise problem("LK203", f"{what} ends ({end}) before it begins ({begin})")


class InUse(BlockModel):
    """What can be given up: since when it is used, from when on no longer, and why.

    A letter of the day on which it is withdrawn does without it.
    """

    from_: Date | None = Field(default=None, alias="from")
    withdrawn: Date | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _in_order_of_use(self) -> Self:
        _require_order(self.from_, self.withdrawn, "its use")
        _require_end(self.reason, self.withdrawn, "withdrawn")
        return self

    def is_used_on(self, date: PartialDate) -> bool:
        """Whether a letter of that date may use it; one that is not sure of its day may."""
        begun = self.from_ is None or self.from_.first_day <= date.last_day
        return begun and (self.withdrawn is None or date.first_day < self.withdrawn.first_day)


class TimedName(BlockModel):
    """A name that something had for a time."""

    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None

    @model_validator(mode="after")
    def _in_order_of_time(self) -> Self:
        _require_order(self.from_, self.to, "the name")
        if self.from_ is None and self.to is None:
            raise problem("LK202", "a name of its own time needs 'from' or 'to'")
        return self

    def holds_on(self, date: PartialDate) -> bool:
        """Whether a letter of that date has the name: where that is not sure, the older one stands."""
        begun = self.from_ is None or self.from_.first_day <= date.first_day
        return begun and (self.to is None or date.first_day <= self.to.last_day)


AnyName = TypeVar("AnyName", bound=TimedName)


def name_on(names: tuple[AnyName, ...], date: PartialDate) -> AnyName | None:
    """Which of these names a letter of that date has: the one that came last; None for today's."""
    holding = [each for each in names if each.holds_on(date)]
    return max(holding, key=_begin, default=None)


def _begin(name: TimedName) -> dt.date:
    return name.from_.first_day if name.from_ else dt.date.min
