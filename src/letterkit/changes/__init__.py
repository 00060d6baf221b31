"""What a redline says: of a node, how it differs from the letter before; of the letter, every change.

Types, which the nodes of `letter.py` carry, and how two sequences are compared. What makes them is the
room `redline`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from letterkit.changes.kinds import KIND_BY_WORDS, ChangeKind

Value: TypeAlias = str | bool | int | tuple[str, ...] | None


class Was(Struct, frozen=True):
    """A field's old value. `number` is the change's; None where nobody reads the value in the letter."""

    field: str
    value: Value
    number: int | None


class Inserted(Struct, frozen=True):
    """The node stands only in the new letter; `moved` where it stood elsewhere in the old one.

    `recast` where the old letter has its text in another form, right before it: as a paragraph or a list.
    """

    number: int
    moved: bool = False
    was: tuple[Was, ...] = ()
    type: Literal["inserted"] = "inserted"
    recast: bool = False


class Deleted(Struct, frozen=True):
    """The node stands only in the old letter; `moved` where it stands elsewhere in the new one.

    `recast` where the new letter has its text in another form, right after it.
    """

    number: int
    moved: bool = False
    type: Literal["deleted"] = "deleted"
    recast: bool = False


class Changed(Struct, frozen=True):
    """The node stands in both letters, and values of its own differ."""

    was: tuple[Was, ...]
    type: Literal["changed"] = "changed"


class Divided(Struct, frozen=True):
    """The paragraph or list item begins here only in the new letter: the old one has it as one with the
    one before.
    """

    number: int
    type: Literal["divided"] = "divided"


class Joined(Struct, frozen=True):
    """The paragraph or list item begins here only in the old letter: the new one has it as one with the
    one before.
    """

    number: int
    type: Literal["joined"] = "joined"


Change: TypeAlias = Inserted | Deleted | Changed | Divided | Joined

# Where a change comes from: the library's block, the campaign's own choice or wording, a fact that blocks
# tell (an office-holder, a case, a date), or the words and looks of letterkit and its templates.
Cause: TypeAlias = Literal["library", "campaign", "fact", "template"]


class ListedChange(Struct, frozen=True):
    """One change: what happened, why, in which part of the letter, and the line to edit.

    `what` are the words of its kind. `place` is the block's full name, or the name of the letter's part.
    `old` and `new` are excerpts.
    """

    number: int
    what: str
    causes: tuple[Cause, ...]
    place: str
    file: str
    line: int
    old: str
    new: str

    @property
    def kind(self) -> ChangeKind:
        """The kind of change. Raises KeyError where letterkit has none of these words."""
        return KIND_BY_WORDS[self.what]


class Version(Struct, frozen=True):
    """One side of a comparison: the revision's name or None for the working tree, the campaign, the
    document's date in ISO form, and the digest of its text.
    """

    revision: str | None
    campaign: str
    date: str
    digest: str


class Comparison(Struct, frozen=True):
    """What a redline compares, and the changes in the order of their numbers, which begin with 1."""

    old: Version
    new: Version
    changes: tuple[ListedChange, ...]
