"""Which parts of the old letter are which of the new: by name, by topic, by likeness of words.

Of the pairs as many as can keep their order stay in place, so that the fewest count as moved. Likeness is
that of two bags of words; only parts that share an uncommon word are ever compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TypeGuard

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes.sequences import longest_rising, matches
from letterkit.redline.resolve import content
from letterkit.redline.words import telling_words

# Twice the words in common over all words of both (Dice): from here on two parts are one.
_ALIKE = 0.5
# A text of fewer words than this is not called moved: it may stand anywhere.
_MOVABLE = 6
# Words in more parts than this tell none apart.
_COMMON = 12
_CANDIDATES = 6


class Pairs(Struct, frozen=True):
    """Old index → new index, and the old indices of those that stay in place."""

    found: dict[int, int]
    in_place: list[int]


def pair(
    old: Sequence[lt.Node], new: Sequence[lt.Node], named: Collection[Hashable] = frozenset()
) -> Pairs:
    """Pair the children of two nodes. Every pair is of one type.

    A node whose name is among `named` pairs with none of another name: the letters have one of it each.
    """
    found: dict[int, int] = dict(matches([_identity(n) for n in old], [_identity(n) for n in new]))
    for same in (_identity, name_of):
        _pair_unique(old, new, found, same)
    left, right = _without_names(old, named), _without_names(new, named)
    for same in (_likely_identity, _begins_with):
        _pair_unique(left, right, found, same)
    _pair_alike(left, right, found)
    ordered = sorted(found.items())
    in_place = [ordered[k][0] for k in longest_rising([j for _, j in ordered])]
    return Pairs(_kept_pairs(in_place, found, old), in_place)


def _without_names(nodes: Sequence[lt.Node], named: Collection[Hashable]) -> list[lt.Node | None]:
    """The nodes that may pair with one of another name; None in the place of each other."""
    return [None if name_of(node) in named else node for node in nodes]


def _kept_pairs(in_place: list[int], found: dict[int, int], old: Sequence[lt.Node]) -> dict[int, int]:
    """The pairs that stay in place, and of the others those whose nodes are long enough to be moved."""
    stay = set(in_place)
    return {i: j for i, j in found.items() if i in stay or _is_movable(old[i])}


def name_of(node: lt.Node) -> Hashable | None:
    """What names a node in the whole letter; None for one that has only its words."""
    match node:
        case lt.Ask() | lt.Passage() | lt.Quote() | lt.CaseList() | lt.Addressee():
            return node.type, node.block
        case lt.Signatory():  # an individual may have no block
            return node.type, node.block or node.person
        case lt.SignatureGroup():
            return node.type, node.heading
        case lt.Case():
            return node.type, node.blocks
    return None


def _identity(node: lt.Node) -> Hashable:
    """What no other node has: of a signatory the person too, for two may sign for one organisation."""
    if isinstance(node, lt.Signatory):
        return name_of(node), node.person
    return name_of(node) or (type(node), content(node) if not isinstance(node, lt.Asks) else "")


def _likely_identity(node: lt.Node) -> Hashable | None:
    """What a node may be known by under another name."""
    match node:
        case lt.Ask():
            return node.topic
        case lt.Case():
            return node.people
        case lt.Signatory():
            return node.organisation or node.person
        case lt.SignatureGroup():
            return tuple(map(name_of, node.signatories))
        case lt.Addressee():
            return node.office, node.organisation
        case lt.List():
            return content(node.items)
        case lt.Heading():
            return content(node.children)
        case lt.Table():
            return len(node.alignment), content((node.header, *node.rows))
    return None


def _begins_with(node: lt.Node) -> Hashable | None:
    """What stays where more comes or goes below: of several people the first, of a table its header."""
    match node:
        case lt.Case():
            return node.blocks[0] if node.blocks else None
        case lt.Table():
            return len(node.alignment), content(node.header)
    return None


def _pair_unique(
    old: Sequence[lt.Node | None],
    new: Sequence[lt.Node | None],
    found: dict[int, int],
    key: Callable[[lt.Node], Hashable | None],
) -> None:
    """Pair what is left where one node of each side, and no other, has the same key."""
    taken = set(found.values())
    sides = (_by_key(old, found, key), _by_key(new, taken, key))
    for value, i in sides[0].items():
        j = sides[1].get(value, -1)
        if i >= 0 and j >= 0:
            found[i] = j


def _by_key(
    nodes: Sequence[lt.Node | None], taken: Iterable[int], key: Callable[[lt.Node], Hashable | None]
) -> dict[Hashable, int]:
    """Key → index of the only node that has it; -1 where several do."""
    found: dict[Hashable, int] = {}
    taken = frozenset(taken)
    for i, node in enumerate(nodes):
        value = key(node) if node is not None and i not in taken else None
        if value is not None:
            value = type(node), value
            found[value] = -1 if value in found else i
    return found


def _pair_alike(
    old: Sequence[lt.Node | None], new: Sequence[lt.Node | None], found: dict[int, int]
) -> None:
    """Pair what is left by likeness, the likeliest first; but never one person with another."""
    taken = set(found.values())
    for i, j in _alike(_bags(old, found), _bags(new, taken)):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)


class _Bag(Struct, frozen=True):
    """The words of a node of some type, in no order."""

    type: Hashable
    words: Counter[str]


def _bags(nodes: Sequence[lt.Node | None], taken: Collection[int]) -> dict[int, _Bag]:
    """Index → words of the texts among the nodes that have no pair."""
    return {
        i: _Bag(_kind(node), _words(node))
        for i, node in enumerate(nodes)
        if _is_text(node) and i not in taken
    }


def _kind(node: lt.Node) -> Hashable:
    """What a node must have in common with its like: the type, and of a table how many columns."""
    return type(node), len(node.alignment) if isinstance(node, lt.Table) else 0


def _alike(left: dict[int, _Bag], right: dict[int, _Bag]) -> list[tuple[int, int]]:
    """Old and new index of the texts that are alike, the likeliest first, of these the nearest."""
    index = _index(right)
    scores = [
        (score, -abs(i - j), i, j)
        for i, bag in left.items()
        for j in _candidates(bag, index)
        if bag.type == right[j].type and (score := _likeness(bag.words, right[j].words)) >= _ALIKE
    ]
    return [(i, j) for _, _, i, j in sorted(scores, reverse=True)]


def _is_text(node: lt.Node | None) -> TypeGuard[lt.Node]:
    others = lt.Case | lt.Signatory | lt.SignatureGroup | lt.Addressee
    return node is not None and not isinstance(node, others)


def _words(node: lt.Node) -> Counter[str]:
    if isinstance(node, lt.Line):
        return Counter(node.text.split())
    texts = (
        each
        for each in lt.walk(node)
        if isinstance(each, lt.Paragraph | lt.Heading | lt.Case | lt.TableCell)
    )
    return Counter(word for text in texts for word in telling_words(lt.plain_text(text)))


def _index(bags: dict[int, _Bag]) -> dict[str, list[int]]:
    """Word → the parts that have it, for words that tell some from others."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, bag in bags.items():
        for word in bag.words:
            index[word].append(j)
    return {word: parts for word, parts in index.items() if len(parts) <= _COMMON}


def _candidates(bag: _Bag, index: dict[str, list[int]]) -> list[int]:
    shared = Counter(j for word in bag.words for j in index.get(word, ()))
    return [j for j, _ in shared.most_common(_CANDIDATES)]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _is_movable(node: lt.Node) -> bool:
    return name_of(node) is not None or _words(node).total() >= _MOVABLE
