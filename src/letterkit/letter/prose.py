"""The nodes of prose: what an author's Markdown becomes, and what every node of the letter has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from letterkit.authored import Origin
from letterkit.changes import Change


@dataclass(frozen=True, slots=True)
class Node:
    """What every node has: its origin, and in a redline the change."""

    origin: Origin
    change: Change | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Words in a line that the author marked to be in another language (BCP 47)."""

    words: str
    language: str


# Inline nodes


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A run of characters. `foreign` is the language that the author marked it to be in.

    `agreed` are the words that organisations agree to in its place, where a merge field tells who signs
    or when: the first run of an author's text has them all, and the others none. See `letter.agreed`.
    """

    text: str
    type: Literal["text"] = "text"
    foreign: str | None = field(default=None, kw_only=True, compare=False)
    agreed: str | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A line that ends here."""

    type: Literal["line-break"] = "line-break"


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Emphasised words, set in italics."""

    children: tuple[Inline, ...]
    type: Literal["emphasis"] = "emphasis"


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Strongly emphasised words, set in bold."""

    children: tuple[Inline, ...]
    type: Literal["strong"] = "strong"


@dataclass(frozen=True, slots=True)
class Link(Node):
    """Words that lead to an address. `told` says that the letter itself prints the address."""

    target: str
    children: tuple[Inline, ...]
    told: bool = False
    type: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Footnote(Node):
    """A call, and the note it calls for: one paragraph, set at the foot of the call's page.

    `number` counts the notes of a document that print, from 1 (see `numbered`); `label` is what prints.
    """

    children: tuple[Inline, ...]
    number: int = 0
    label: str = ""
    type: Literal["footnote"] = "footnote"


Inline: TypeAlias = Text | LineBreak | Emphasis | Strong | Link | Footnote

# Body nodes: what an author's Markdown becomes


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph."""

    children: tuple[Inline, ...]
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """A heading inside the body; level 1 to 3."""

    level: int
    children: tuple[Inline, ...]
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class ListItem(Node):
    """One item of a list."""

    children: tuple[BodyNode, ...]
    type: Literal["list-item"] = "list-item"


@dataclass(frozen=True, slots=True)
class List(Node):
    """A bulleted list, or an ordered one that begins with `start`."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    type: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class Quotation(Node):
    """Paragraphs quoted from elsewhere."""

    children: tuple[BodyNode, ...]
    type: Literal["quotation"] = "quotation"


@dataclass(frozen=True, slots=True)
class TableCell(Node):
    """A cell of a table, in its header or below it."""

    children: tuple[Inline, ...]
    type: Literal["table-cell"] = "table-cell"


@dataclass(frozen=True, slots=True)
class TableRow(Node):
    """A row of a table, with a cell for each column."""

    cells: tuple[TableCell, ...]
    type: Literal["table-row"] = "table-row"


Alignment: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table: how its columns are aligned, the row that names them, and the rows below."""

    alignment: tuple[Alignment, ...]
    header: TableRow
    rows: tuple[TableRow, ...]
    type: Literal["table"] = "table"


BodyNode: TypeAlias = Paragraph | Heading | List | Quotation | Table
