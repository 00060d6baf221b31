"""A paragraph of the source while its role is being guessed."""

from __future__ import annotations

from msgspec import Struct

from letterkit.importer.parts import SourceParagraph
from letterkit.importer.reading import ReadRow, Role, Sure


class ParagraphEntry(Struct):
    """A paragraph, and what it is taken for; None while nothing is known of it.

    `rows` are its rows where there are others than the one of its words.
    """

    paragraph: SourceParagraph
    role: Role | None = None
    sure: Sure = Sure.LOOK
    rows: list[ReadRow] | None = None
    document: int = 0

    @property
    def text(self) -> str:
        """Its words, without the mark of a list item."""
        return self.paragraph.text

    @property
    def whole(self) -> str:
        """Its words, with the mark of a list item."""
        return f"{self.paragraph.marker} {self.paragraph.text}".strip()

    @property
    def first(self) -> int:
        """Its first line."""
        return self.paragraph.first

    @property
    def last(self) -> int:
        """Its last line."""
        return max(line.number for line in self.paragraph.lines)

    @property
    def free(self) -> bool:
        """Whether nothing is known of it."""
        return self.role is None

    def take(self, role: Role, sure: Sure) -> None:
        """Give it a role."""
        self.role, self.sure = role, sure
