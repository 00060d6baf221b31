"""A redline's two letters: the new one with every change accepted, the old one with all rejected.

What comes out is the letter that went in, every word and value of it; `content` is what the two have in
common. An unchanged word keeps the place it has in the new letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import groupby
from typing import Any, TypeVar, cast

from letterkit import letter as lt
from letterkit.changes import Change, Changed, Deleted, Inserted

Tree = TypeVar("Tree", bound=lt.Node)

# An inline node's words with the marks around them, outermost first: ("link", "https://…").
Style = tuple[str, str]
# The fields in which two trees that say the same may differ.
ASIDE = ("origin", "change", "comparison", "format")


def accept(tree: Tree) -> Tree:
    """The new letter."""
    return cast("Tree", _resolved(tree, Deleted))


def reject(tree: Tree) -> Tree:
    """The old letter."""
    return cast("Tree", _resolved(tree, Inserted))


def _resolved(node: lt.Node, gone: type[Change]) -> lt.Node | None:
    if isinstance(node.change, gone):
        return None
    values: dict[str, Any] = {"change": None}
    if isinstance(node, lt.Letter | lt.PressRelease):
        values |= {"comparison": None, "format": f"letterkit-{node.type}/1"}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, lt.Node):
            values[field.name] = _resolved(value, gone)
        elif isinstance(value, tuple) and any(isinstance(item, lt.Node) for item in value):
            resolved = (_resolved(item, gone) for item in value)
            values[field.name] = tuple(item for item in resolved if item is not None)
    if isinstance(node.change, Changed) and gone is Inserted:
        values |= {was.field: was.value for was in node.change.was}
    return replace(node, **values)


def content(value: object) -> object:
    """What a tree says, to be compared: without origins and changes, and words that are set alike
    joined, however many nodes hold them.
    """
    if isinstance(value, lt.Node):
        names = (field.name for field in fields(value) if field.name not in ASIDE)
        return (*(content(getattr(value, name)) for name in names),)
    if not isinstance(value, tuple):
        return value
    if value and all(isinstance(item, lt.Inline) for item in value):
        return tuple(
            (style, "".join(text for _, text in run))
            for style, run in groupby(_runs(value, ()), key=lambda run: run[0])
        )
    return tuple(content(item) for item in value)


def _runs(nodes: Iterable[lt.Inline], styles: tuple[Style, ...]) -> Iterable[tuple[object, str]]:
    for node in nodes:
        match node:
            case lt.Text() if node.text:
                yield styles, node.text
            case lt.LineBreak():
                yield (*styles, "line-break"), "\n"
            case lt.Emphasis() | lt.Strong() | lt.Link():
                yield from _runs(node.children, (*styles, style_of(node)))


def style_of(node: lt.Emphasis | lt.Strong | lt.Link) -> Style:
    """The mark that a node puts around its words."""
    return node.type, node.target if isinstance(node, lt.Link) else ""
