"""The nodes of prose: what an author's Markdown becomes, and what every node of the letter has."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from letterkit.authored import Origin
from letterkit.changes import Change
from letterkit.values import Comparable


class _Changeable(Comparable, frozen=True, kw_only=True):
    """What may have changed. It stands apart because a struct's own fields are all by keyword or none."""

    change: Change | None = None


class Node(_Changeable, frozen=True):
    """What every node has: its origin, and in a redline the change."""

    aside: ClassVar = ("foreign", "foreign_words", "agreed", "places", "names", "people_named")

    origin: Origin


class ForeignWords(Struct, frozen=True):
    """Words in a line that the author marked to be in another language (BCP 47)."""

    words: str
    language: str


# Inline nodes


class Text(Node, frozen=True):
    """A run of characters. `foreign` is the language that the author marked it to be in.

    `agreed` are the words that organisations agree to in its place, where a merge field tells who signs
    or when: the first run of an author's text has them all, and the others none. See `letter.agreed`.
    """

    text: str
    type: Literal["text"] = "text"
    foreign: str | None = None
    agreed: str | None = None


class LineBreak(Node, frozen=True):
    """A line that ends here."""

    type: Literal["line-break"] = "line-break"


class Emphasis(Node, frozen=True):
    """Emphasised words, set in italics."""

    children: tuple[Inline, ...]
    type: Literal["emphasis"] = "emphasis"


class Strong(Node, frozen=True):
    """Strongly emphasised words, set in bold."""

    children: tuple[Inline, ...]
    type: Literal["strong"] = "strong"


class Link(Node, frozen=True):
    """Words that lead to an address. `told` says that the letter itself prints the address."""

    target: str
    children: tuple[Inline, ...]
    told: bool = False
    type: Literal["link"] = "link"


class Footnote(Node, frozen=True):
    """A call, and the note it calls for: one paragraph, set at the foot of the call's page.

    `number` counts the notes of a document that print, from 1 (see `numbered`); `label` is what prints.
    """

    children: tuple[Inline, ...]
    number: int = 0
    label: str = ""
    type: Literal["footnote"] = "footnote"


Inline: TypeAlias = Text | LineBreak | Emphasis | Strong | Link | Footnote

# Body nodes: what an author's Markdown becomes


class Paragraph(Node, frozen=True):
    """A paragraph."""

    children: tuple[Inline, ...]
    type: Literal["paragraph"] = "paragraph"


class Heading(Node, frozen=True):
    """A heading inside the body; level 1 to 3."""

    level: int
    children: tuple[Inline, ...]
    type: Literal["heading"] = "heading"


class ListItem(Node, frozen=True):
    """One item of a list."""

    children: tuple[BodyNode, ...]
    type: Literal["list-item"] = "list-item"


class List(Node, frozen=True):
    """A bulleted list, or an ordered one that begins with `start`."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    type: Literal["list"] = "list"


class Quotation(Node, frozen=True):
    """Paragraphs quoted from elsewhere."""

    children: tuple[BodyNode, ...]
    type: Literal["quotation"] = "quotation"


class TableCell(Node, frozen=True):
    """A cell of a table, in its header or below it."""

    children: tuple[Inline, ...]
    type: Literal["table-cell"] = "table-cell"


class TableRow(Node, frozen=True):
    """A row of a table, with a cell for each column."""

    cells: tuple[TableCell, ...]
    type: Literal["table-row"] = "table-row"


Alignment: TypeAlias = Literal["left", "center", "right"]


class Table(Node, frozen=True):
    """A table: how its columns are aligned, the row that names them, and the rows below."""

    alignment: tuple[Alignment, ...]
    header: TableRow
    rows: tuple[TableRow, ...]
    type: Literal["table"] = "table"


BodyNode: TypeAlias = Paragraph | Heading | List | Quotation | Table
