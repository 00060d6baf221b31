"""The letter: an immutable tree in which every node knows the line of the file it came from.

Everything before this room builds a `Letter`, everything after it reads one. The parts have the names
they have in a business letter; a `Passage`, an `Ask` and a `Case` also know the block they are made of.
Text is final here: typeset, with no markup in it and nothing to escape, and each writer escapes it for
the place it lands in. `type` names the node in `letter.json`.

A redline is a tree of the same types: a node that differs from the letter it is compared with carries a
`change`, and the letter a `comparison` that lists the changes. Its `format` is another, so that no
program takes what was deleted for what holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import count
from operator import attrgetter
from typing import Any, Literal, TypeAlias, TypeVar

from letterkit.authored import AskStyle, Origin, Owner
from letterkit.changes import Comparison, Deleted
from letterkit.letter.parts import (
    RUNNING_HEAD,
    Addressee,
    Contact,
    DateLine,
    FaxNumber,
    Image,
    Letterhead,
    Line,
    Looks,
    PostalAddress,
    Signatory,
    SignatureBlock,
    SignatureGroup,
)
from letterkit.letter.prose import (
    Alignment,
    BodyNode,
    Emphasis,
    Footnote,
    ForeignWords,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quotation,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
)
from letterkit.values import replace

__all__ = [
    "RUNNING_HEAD",
    "Addressee",
    "Alignment",
    "Ask",
    "AskStyle",
    "Asks",
    "BodyNode",
    "Case",
    "CaseList",
    "Contact",
    "DateLine",
    "Document",
    "Emphasis",
    "FaxNumber",
    "Footnote",
    "ForeignWords",
    "Heading",
    "Image",
    "Inline",
    "Letter",
    "Letterhead",
    "Line",
    "LineBreak",
    "Link",
    "List",
    "ListItem",
    "Looks",
    "Node",
    "Origin",
    "Owner",
    "Paragraph",
    "Passage",
    "PostalAddress",
    "PressRelease",
    "Quotation",
    "Quote",
    "Reading",
    "Section",
    "Signatory",
    "SignatureBlock",
    "SignatureGroup",
    "Strong",
    "Table",
    "TableCell",
    "TableRow",
    "Text",
    "WithWords",
    "footnotes",
    "map_nodes",
    "numbered",
    "plain_text",
    "running_nodes",
    "running_text",
    "text_words",
    "unnumbered",
    "values_of",
    "walk",
    "words_digest",
]

Branch = TypeVar("Branch", bound=Node)


# What a letter says. `foreign` is the language of the author's words, where it is known not to be the
# document's; `foreign_words` are those words of a line, or of a title, that are in yet another.


class Case(Node, frozen=True):
    """One entry of a case list: the people it names, and the paragraph about them.

    `blocks` are the full names of the people's blocks, in the order of `people`.
    """

    people: tuple[str, ...]
    blocks: tuple[str, ...]
    children: tuple[Inline, ...]
    type: Literal["case"] = "case"
    foreign: str | None = None


class CaseList(Node, frozen=True):
    """The people whose cases are raised, with the words before and after."""

    block: str
    lead_in: tuple[BodyNode, ...]
    cases: tuple[Case, ...]
    closing: tuple[BodyNode, ...]
    type: Literal["case-list"] = "case-list"
    foreign: str | None = None


class Passage(Node, frozen=True):
    """A framing: an opening, linking or closing passage."""

    block: str
    children: tuple[BodyNode, ...]
    type: Literal["passage"] = "passage"
    foreign: str | None = None


class Ask(Node, frozen=True):
    """One thing asked for: its topic and title, and the paragraphs that ask for it."""

    block: str
    topic: str
    title: str
    summary: str
    children: tuple[BodyNode | CaseList, ...]
    type: Literal["ask"] = "ask"
    foreign: str | None = None
    foreign_words: tuple[ForeignWords, ...] = ()


class Asks(Node, frozen=True):
    """The asks, in order, and how they are set."""

    style: AskStyle
    items: tuple[Ask, ...]
    type: Literal["asks"] = "asks"


class Quote(Node, frozen=True):
    """What somebody said, as reported speech."""

    block: str
    speaker: str
    speaker_title: str | None
    organisation: str
    date: str
    children: tuple[BodyNode, ...]
    type: Literal["quote"] = "quote"
    foreign: str | None = None


Section: TypeAlias = Passage | Asks | CaseList | Quote


class Letter(Node, frozen=True):
    """A letter, whole. `author` is the coalition, or its members; `title` names the document.

    `dialogue` is None for a letter that has an occasion of its own.
    `names` are those that stand in it, with straight apostrophes: no line of it may break them.
    `people_named` are those among them of people whose cases it speaks of.
    """

    title: str
    author: str
    keywords: tuple[str, ...]
    language: str
    paper: Literal["letter", "a4"]
    addresses: Literal["side-by-side", "stacked"]
    dialogue: str | None
    campaign: str
    letterhead: Letterhead
    date: DateLine
    addressees: tuple[Addressee, ...]
    running_head: str
    reference: Line
    salutation: Line
    body: tuple[Section, ...]
    close: Line
    signatures: SignatureBlock
    enclosures: tuple[Line, ...]
    cc: tuple[Line, ...]
    type: Literal["letter"] = "letter"
    format: Literal["letterkit-letter/1", "letterkit-letter-redline/1"] = "letterkit-letter/1"
    comparison: Comparison | None = None
    names: tuple[str, ...] = ()
    people_named: tuple[str, ...] = ()
    looks: Looks | None = None


class Reading(Node, frozen=True):
    """Something to read on, named at the end of a press release."""

    title: str
    url: str | None
    type: Literal["reading"] = "reading"
    foreign_words: tuple[ForeignWords, ...] = ()


class PressRelease(Node, frozen=True):
    """A press release, whole: one member tells the public of the letter.

    `names` and `people_named` are as a letter's.
    """

    title: str
    author: str
    keywords: tuple[str, ...]
    language: str
    paper: Literal["letter", "a4"]
    dialogue: str | None
    campaign: str
    issuer: str
    headline: Line
    place: Line | None
    date: DateLine
    embargo: DateLine | None
    running_head: str
    body: tuple[Section, ...]
    signatures: SignatureBlock
    learn_more: tuple[Reading, ...]
    about: tuple[BodyNode, ...]
    type: Literal["press-release"] = "press-release"
    format: Literal["letterkit-press-release/1", "letterkit-press-release-redline/1"] = (
        "letterkit-press-release/1"
    )
    comparison: Comparison | None = None
    names: tuple[str, ...] = ()
    people_named: tuple[str, ...] = ()
    looks: Looks | None = None


Document: TypeAlias = Letter | PressRelease
Numbered = TypeVar("Numbered", bound=Document)

WithWords: TypeAlias = Paragraph | Heading | TableCell | Case
"""The nodes whose words are read in one."""


def values_of(node: Node) -> Iterator[tuple[str, object]]:
    """The node's fields in their order: the name of each, and its value."""
    return ((name, getattr(node, name)) for name in node.__struct_fields__)


def walk(node: Node) -> Iterator[Node]:
    """The node and every node below it, in reading order."""
    waiting = [node]
    while waiting:  # without calling itself: a tree is walked often
        node = waiting.pop()
        yield node
        waiting += reversed(children(node))


def children(node: Node) -> list[Node]:
    """The nodes right below a node, in reading order."""
    found: list[Node] = []
    kind: Any = type(node)  # mypy takes a type with fields for one without a hash
    for value in _fields_of(kind)(node):
        if isinstance(value, tuple):
            found += [child for child in value if isinstance(child, Node)]
        elif isinstance(value, Node):
            found.append(value)
    return found


@cache
def _fields_of(kind: type[Any]) -> Callable[[Node], tuple[object, ...]]:
    """What gives the values of all fields of such a node at once, which is quicker than one by one."""
    return attrgetter(*kind.__struct_fields__)


def map_nodes(node: Branch, function: Callable[[Node], Node | None]) -> Branch:
    """The node with each child as `function` makes it; where that is None, without the child.

    Children alone are given to it: a function that is to reach the whole tree maps its own node's. Where
    every child stays as it is, the node is the same one.
    """
    values: dict[str, Any] = {}
    for name, value in values_of(node):
        if isinstance(value, Node):
            if (made := function(value)) is not value:
                values[name] = made
        elif isinstance(value, tuple) and any(isinstance(item, Node) for item in value):
            every = tuple(made for made in map(function, value) if made is not None)
            if len(every) < len(value) or any(a is not b for a, b in zip(every, value, strict=True)):
                values[name] = every
    return replace(node, **values) if values else node


def text_words(body: tuple[Section, ...]) -> list[str]:
    """The words of a document's body in their order, without the marks of its lists."""
    return [
        word
        for section in body
        for node in walk(section)
        if isinstance(node, WithWords)
        for word in plain_text(node).split()
    ]


def words_digest(words: Iterable[str]) -> str:
    """SHA-256 of words with a space between them, in hexadecimal: the same however lines are broken."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def plain_text(node: Node) -> str:
    """The node's words without any markup; those of its notes come last, each after a space."""
    notes = (child for child in walk(node) if isinstance(child, Footnote) and child is not node)
    return " ".join((running_text(node), *map(running_text, notes)))


def running_text(node: Node) -> str:
    """The node's words without any markup, and without its notes."""
    return "".join(
        child.text if isinstance(child, Text) else "\n"
        for child in running_nodes(node)
        if isinstance(child, Text | LineBreak)
    )


def running_nodes(node: Node) -> Iterator[Node]:
    """The node and every node below it that stands in no note, in reading order."""
    yield node
    for _, value in values_of(node):
        for child in value if isinstance(value, tuple) else ():
            if isinstance(child, Node) and not isinstance(child, Footnote):
                yield from running_nodes(child)


# Notes


def footnotes(document: Document) -> list[Footnote]:
    """The notes that a document prints, in the order of their calls."""
    return [node for node in walk(document) if isinstance(node, Footnote) and node.number]


def unnumbered(node: Branch) -> Branch:
    """The node with notes that do not print."""
    return map_nodes(node, lambda child: _not_printing(unnumbered(child)))


def _not_printing(node: Node) -> Node:
    return replace(node, number=0) if isinstance(node, Footnote) else node


def numbered(document: Numbered, *, labelled: bool = True) -> Numbered:
    """The document with the numbers of its notes, in the order of their calls.

    A note that does not print, because asks are listed by their summaries, has the number 0. Unless they
    are `labelled` anew, notes print the labels they have: in a redline what went has its old one.
    """
    if not any(isinstance(node, Footnote) for node in walk(document)):
        return document
    numbers = count(1)

    def visit(node: Node) -> Node:
        if isinstance(node, Asks) and node.style == "short":
            return node
        if isinstance(node.change, Deleted) and node.change.recast:  # its text prints in the other form
            return node
        if isinstance(node, Footnote):
            number = next(numbers)
            return replace(node, number=number, label=str(number) if labelled else node.label)
        return map_nodes(node, visit)

    return map_nodes(document, visit)
