"""What the files of an author and the tree of a letter say in the same words.

Types alone. They stand apart from the tree, whose types take longer to make than a library to list.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from letterkit.values import Comparable

AskStyle: TypeAlias = Literal["numbered", "bulleted", "headed", "prose", "short"]


class Owner(StrEnum):
    """Whose file it is: the library's block, the campaign's own, an imported letter's, a template."""

    LIBRARY = "library"
    CAMPAIGN = "campaign"
    IMPORTED = "imported"
    TEMPLATE = "template"


class Origin(Comparable, frozen=True):
    """The place in the workspace that a node was made from, and whose file that is.

    Line and column count from 1. The owner is not printed: the same words are the same letter, whoever
    keeps them.
    """

    aside: ClassVar = ("owner",)

    file: str
    line: int
    column: int
    owner: Owner = Owner.LIBRARY
