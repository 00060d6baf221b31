"""Who may not be named any more, and was named in an earlier letter.

Consent withdrawn since holds for a redline too, which goes to as many people as the letter. An entry of a
case list is withheld; any other place that names one of them stops the redline at its gate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from letterkit import letter as lt
from letterkit.blocks.models import Consent, Person
from letterkit.consent import WITHHELD
from letterkit.language.names import one_apostrophe
from letterkit.library.consent import Consents
from letterkit.library.index import Block, Library
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Document)


def not_to_be_named(
    people: Collection[Block[Person]],
    present: Library,
    audiences: Collection[Consent],
    *,
    unknown: bool,
) -> list[Block[Person]]:
    """Those of another document's people whom the present library allows none of `audiences` to name.

    With `unknown` those whom it does not know are among them.
    """
    now, _ = present.readable(Person)
    consents = Consents(present)
    allowed = [block for block in now if consents.allows(block, audiences)]
    refused = {block.name for block in now} - {block.name for block in allowed}
    gone = [person for person in people if person.name in refused]
    return gone + (_strangers(people, now, allowed) if unknown else [])


def _strangers(
    people: Collection[Block[Person]], now: Iterable[Block[Person]], allowed: Iterable[Block[Person]]
) -> list[Block[Person]]:
    """Those whom the present library does not know, by their block or by the name of one allowed."""
    blocks, names = {block.name for block in now}, {block.model.name for block in allowed}
    return [person for person in people if person.name not in blocks and person.model.name not in names]


def withheld(tree: Tree, people: Collection[Block[Person]]) -> Tree:
    """The tree without the cases of these people."""
    if not people:
        return tree
    references = {block.reference for block in people}
    made = lt.map_nodes(tree, lambda child: _without(child, references))
    gone = {one_apostrophe(name) for block in people for name in block.model.names}
    named = tuple(name for name in made.people_named if one_apostrophe(name) not in gone)
    return replace(made, people_named=named)


def _without(node: lt.Node, references: Collection[str]) -> lt.Node:
    if isinstance(node, lt.Case) and not set(references).isdisjoint(node.blocks):
        words = (lt.Text(node.origin, WITHHELD),)
        return replace(node, people=(WITHHELD,), blocks=("people/withheld",), children=words)
    return lt.map_nodes(node, lambda child: _without(child, references))
