"""A redline's two letters: the new one with every change accepted, the old one with all rejected.

What comes out is the letter that went in, every word and value of it; `content` is what the two have in
common. An unchanged word keeps the place it has in the new letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeVar, cast

from letterkit import letter as lt
from letterkit.changes import Changed, Deleted, Divided, Inserted, Joined
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Node)

# An inline node's words with the marks around them, outermost first: ("link", "https://…", True).
Style = tuple[str, str, bool]
# How a document looks: a redline is of words.
LOOKS = ("looks", "logo", "image")
# The fields in which two trees that say the same may differ.
ASIDE = (
    "origin",
    "change",
    "comparison",
    "format",
    "number",
    "label",
    "foreign",
    "foreign_words",
    "agreed",
    "places",
    "names",
    "people_named",
    *LOOKS,
)


def accept(tree: Tree) -> Tree:
    """The new letter."""
    return _numbered(cast("Tree", _resolved(_woven(tree, Joined), Deleted)))


def reject(tree: Tree) -> Tree:
    """The old letter."""
    return _numbered(cast("Tree", _resolved(_woven(tree, Divided), Inserted)))


def _numbered(tree: Tree) -> Tree:
    """The tree, with its notes counted anew where it is a whole document."""
    return cast("Tree", lt.numbered(tree)) if isinstance(tree, lt.Document) else tree


def _woven(node: lt.Node, change: type[Divided | Joined]) -> lt.Node:
    """The node with each paragraph, or list item, that begins by such a change in one with the last."""
    values: dict[str, Any] = {}
    for name, value in lt.values_of(node):
        if isinstance(value, tuple) and any(isinstance(item, lt.Node) for item in value):
            values[name] = tuple(_in_one(value, change))
    return lt.map_nodes(replace(node, **values), lambda child: _woven(child, change))


def _in_one(nodes: Iterable[lt.Node], change: type[Divided | Joined]) -> Iterable[lt.Node]:
    row: list[lt.Node] = []
    for node in nodes:
        if isinstance(node.change, change):
            row[-1] = with_words_of(row[-1], node)
        else:
            row.append(node)
    return row


def with_words_of(node: lt.Node, after: lt.Node, between: tuple[lt.Inline, ...] = ()) -> lt.Node:
    """A paragraph, or a list item of one paragraph, with the words of the next one after its own."""
    match node, after:
        case lt.Paragraph(), lt.Paragraph():
            return replace(node, children=(*node.children, *between, *after.children))
        case lt.ListItem(children=(one,)), lt.ListItem(children=(other,)):
            return replace(node, children=(cast("lt.Paragraph", with_words_of(one, other, between)),))
    raise TypeError(f"a {type(node).__name__} is not joined with a {type(after).__name__}")


def _resolved(node: lt.Node, gone: type[Inserted | Deleted]) -> lt.Node | None:
    """The node as it is in one of the letters; None where that letter has it not."""
    if isinstance(node.change, gone):
        return None
    made = lt.map_nodes(node, lambda child: _resolved(child, gone))
    values: dict[str, Any] = {"change": None}
    if isinstance(made, lt.Document):
        values |= {"comparison": None, "format": f"letterkit-{made.type}/1"}
    if isinstance(node.change, Changed) and gone is Inserted:
        values |= {was.field: was.value for was in node.change.was}
    return replace(made, **values)


def content(value: object) -> object:
    """What a tree says, to be compared: without origins and changes, and words that are set alike
    joined, however many nodes hold them.
    """
    if isinstance(value, lt.Node):
        return tuple(content(each) for name, each in lt.values_of(value) if name not in ASIDE)
    if not isinstance(value, tuple):
        return value
    if value and all(isinstance(item, lt.Inline) for item in value):
        return _words(value)
    return tuple(map(content, value))


def _words(nodes: Iterable[lt.Inline]) -> object:
    """The words of inline nodes, those that are set alike in one."""
    runs = groupby(_runs(nodes, ()), key=lambda run: run[0])
    return tuple((style, "".join(text for _, text in run)) for style, run in runs)


def _runs(nodes: Iterable[lt.Inline], styles: tuple[Style, ...]) -> Iterable[tuple[object, str]]:
    for node in nodes:
        match node:
            case lt.Text() if node.text:
                yield styles, node.text
            case lt.LineBreak():
                yield (*styles, "line-break"), "\n"
            case lt.Footnote():
                yield (*styles, "footnote", content(node.children)), "\ufffc"
            case lt.Emphasis() | lt.Strong() | lt.Link():
                yield from _runs(node.children, (*styles, style_of(node)))


def style_of(node: lt.Emphasis | lt.Strong | lt.Link) -> Style:
    """The mark that a node puts around its words."""
    return (node.type, node.target, node.told) if isinstance(node, lt.Link) else (node.type, "", False)
