"""Who may not be named any more, and was named in an earlier letter.

Consent withdrawn since holds for a redline too, which goes to as many people as the letter.
An entry of a case list is withheld; a sentence cannot be, and is a problem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from letterkit import letter as lt
from letterkit.blocks.models import Person
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.names import folded
from letterkit.library.index import Block, Library

Tree = TypeVar("Tree", bound=lt.Node)

WITHHELD = "[a person who may not be named]"


def not_to_be_named(
    people: Collection[Block[Person]],
    present: Library,
    audiences: Collection[str],
    *,
    unknown: bool,
) -> list[Block[Person]]:
    """Those of another document's people whom the present library allows none of `audiences` to name.

    With `unknown` those whom it does not know are among them.
    """
    now, _ = present.readable(Person)
    allowed = [block for block in now if block.model.consent in audiences]
    refused = {block.name for block in now} - {block.name for block in allowed}
    gone = [person for person in people if person.name in refused]
    return gone + (_strangers(people, now, allowed) if unknown else [])


def _strangers(
    people: Collection[Block[Person]], now: Iterable[Block[Person]], allowed: Iterable[Block[Person]]
) -> list[Block[Person]]:
    """Those whom the present library does not know, by their block or by the name of one allowed."""
    blocks, names = {block.name for block in now}, {block.model.name for block in allowed}
    return [person for person in people if person.name not in blocks and person.model.name not in names]


def withheld(tree: Tree, people: Collection[Block[Person]]) -> tuple[Tree, list[Diagnostic]]:
    """The tree without the cases of these people; a problem for each place that still names one."""
    if not people:
        return tree, []
    references = {block.reference for block in people}
    made = lt.map_nodes(tree, lambda child: _without(child, references))
    names = [folded(name) for block in people for name in block.model.names]
    message = "the earlier text names a person who may not be named now"
    hint = "compare with a revision in which the text no longer names the person"
    problems = {
        Diagnostic("LK446", message, Location(node.origin.file, node.origin.line, 1), hint)
        for node in lt.walk(made)
        if any(name in text for text in _texts(node) for name in names)
    }
    return made, sorted(problems, key=lambda problem: problem.location)


def _without(node: lt.Node, references: Collection[str]) -> lt.Node:
    if isinstance(node, lt.Case) and not set(references).isdisjoint(node.blocks):
        words = (lt.Text(node.origin, WITHHELD),)
        return replace(node, people=(WITHHELD,), blocks=("people/withheld",), children=words)
    return lt.map_nodes(node, lambda child: _without(child, references))


def _texts(node: lt.Node) -> Iterator[str]:
    """What a node says itself, a paragraph's words in one."""
    if isinstance(node, lt.WithWords):
        yield folded(lt.plain_text(node))
    for _, value in lt.values_of(node):
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield folded(item)
