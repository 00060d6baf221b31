"""Where the new letter divides a paragraph of the old one, joins two, or sets them in another form, such
as a list or a heading: found before parts are paired.

The words of both sides are laid side by side once, in their order. Where most words of a paragraph are
those of a part of another, or a few that follow one another are, both may be one text; so may two items
of a list, of one paragraph each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

from letterkit import letter as lt
from letterkit.changes import Change
from letterkit.changes.sequences import Match, matches
from letterkit.redline.inline import Fate
from letterkit.redline.resolve import content
from letterkit.redline.words import Token, tokens
from letterkit.values import replace

# So much of the shorter of two paragraphs is found in the other where they are one text, or so many words
# that follow one another …
_CONTAINED = 0.6
_IN_A_ROW = 5
# … and so much of each is found in all that it was divided into or joined of.
_FOUND = 0.5

Span = tuple[range, range]


class Rewoven(lt.Node, frozen=True):
    """Paragraphs, or list items, of the old letter and those of the new one that hold the same text.

    It stands in both letters' rows while these are compared, and in no letter.
    """

    old: tuple[lt.Node, ...]
    new: tuple[lt.Node, ...]
    type: str = "rewoven"

    def begins(self, ends: Iterable[Fate]) -> list[lt.Node]:
        """The node with which each paragraph of both letters begins: the new letter's where it has one.

        `ends` says what became of each place where one ends and another begins.
        """
        old, new = iter(self.old), iter(self.new)
        found = []
        for end in (Fate.KEPT, *ends):
            was = next(old) if end is not Fate.COME else None
            now = next(new) if end is not Fate.GONE else None
            found += [each for each in (now or was,) if each]
        return found


class Recast(lt.Node, frozen=True):
    """Nodes of the old letter and of the new one that hold the same text in other forms.

    It too stands in both letters' rows while these are compared, and in no letter.
    """

    old: tuple[lt.Node, ...]
    new: tuple[lt.Node, ...]
    type: str = "recast"


# What holds paragraphs, or is one: a text may be set as any of these.
_FORMS = (lt.Paragraph, lt.Heading, lt.List, lt.Quotation)


def rewoven(
    old: Sequence[lt.Node], new: Sequence[lt.Node]
) -> tuple[list[lt.Node], list[lt.Node], list[Rewoven | Recast]]:
    """Both rows with each text that is divided or set otherwise as one node, and those nodes."""
    made: list[Rewoven | Recast] = []
    left, right = list(old), list(new)
    for here, there in reversed(list(_spans(old, new))):
        gone, come = tuple(old[i] for i in here), tuple(new[j] for j in there)
        is_divided = all(map(paragraph_of, (*gone, *come)))
        node = (Rewoven if is_divided else Recast)(come[0].origin, gone, come)
        left[here.start : here.stop] = right[there.start : there.stop] = [node]
        made.append(node)
    return left, right, made


def paragraph_of(node: lt.Node) -> lt.Paragraph | None:
    """The only paragraph that the node is or holds; None for one that is not divided or joined."""
    match node:
        case lt.Paragraph():
            return node
        case lt.ListItem(children=(lt.Paragraph() as only,)):
            return only
    return None


def words_of(nodes: Iterable[lt.Node]) -> list[tuple[lt.Inline, ...]]:
    """The words of paragraphs, or list items of one paragraph, by paragraph."""
    return [paragraph.children for paragraph in map(paragraph_of, nodes) if paragraph]


def texts_of(nodes: Iterable[lt.Node]) -> list[tuple[lt.Inline, ...]]:
    """The words of each paragraph and heading that these nodes are or hold, in their order."""
    return [each.children for node in nodes for each in lt.walk(node) if isinstance(each, _TEXTS)]


_TEXTS = (lt.Paragraph, lt.Heading)


def with_texts(node: lt.Node, texts: Iterator[tuple[lt.Inline, ...]]) -> lt.Node:
    """The node with other words in each paragraph and heading that it is or holds, in their order."""
    if isinstance(node, _TEXTS):
        return replace(node, children=next(texts))
    return lt.map_nodes(node, lambda child: with_texts(child, texts))


def refilled(node: lt.Node, words: tuple[lt.Inline, ...], change: Change | None) -> lt.Node:
    """The paragraph, or list item of one paragraph, with other words."""
    if isinstance(node, lt.ListItem):
        return replace(node, children=(lt.Paragraph(node.children[0].origin, words),), change=change)
    return replace(cast("lt.Paragraph", node), children=words, change=change)


def _spans(old: Sequence[lt.Node], new: Sequence[lt.Node]) -> Iterator[Span]:
    """The indices of each text that is divided otherwise, in order."""
    keys = _keys(old), _keys(new)
    if keys[0] == keys[1]:
        return
    both = set(keys[0]) & set(keys[1])
    corners = [(-1, -1), *matches(*keys), (len(old), len(new))]
    for (i, j), (k, m) in pairwise(corners):
        here = _divisible(old, range(i + 1, k), keys[0], both)
        there = _divisible(new, range(j + 1, m), keys[1], both)
        if here and there:
            yield from _spans_of_gap(_RowOfTokens(old, here), _RowOfTokens(new, there))


def _keys(nodes: Sequence[lt.Node]) -> list[Hashable]:
    return [(type(node), content(node)) for node in nodes]


def _divisible(
    nodes: Sequence[lt.Node], part: range, keys: Sequence[Hashable], both: Collection[Hashable]
) -> list[int]:
    """What stands on both sides as it is was not divided, wherever it stands."""
    return [n for n in part if keys[n] not in both and (paragraph_of(nodes[n]) or _has_a_form(nodes[n]))]


def _has_a_form(node: lt.Node) -> bool:
    """Whether it is a text that may be set in another form; a table is none."""
    return isinstance(node, _FORMS) and not any(isinstance(each, lt.Table) for each in lt.walk(node))


def _spans_of_gap(before: _RowOfTokens, after: _RowOfTokens) -> Iterator[Span]:
    weights = [token.weight > 0.5 for token in before.tokens]
    same = matches(before.texts, after.texts, weights)
    shared = Counter((before.owners[i], after.owners[j]) for i, j in same)
    rows = _in_a_row(same, before, after)
    for pairs in _connected(shared, rows, before.lengths, after.lengths):
        left, right = _words_found(pairs, shared)
        if not (before.is_one_text(left) and after.is_one_text(right)):
            continue
        if _are_divided(before, left, after, right, len(pairs)):
            yield _span(left), _span(right)


def _are_divided(
    before: _RowOfTokens, left: Collection[int], after: _RowOfTokens, right: Collection[int], pairs: int
) -> bool:
    """Whether nodes of one text are paragraphs with other ends, or are set in other forms."""
    old, new = [before.types[n] for n in _span(left)], [after.types[n] for n in _span(right)]
    if len({*old, *new}) == 1:
        return pairs > 1 and not isinstance(before.nodes[min(left)], _FORMS[1:])
    return old != new and {*old, *new} <= set(_FORMS)


class _RowOfTokens:
    """The tokens of some nodes in a row, whose each is, and how many each node has."""

    def __init__(self, nodes: Sequence[lt.Node], chosen: Sequence[int]) -> None:
        self.tokens: list[Token] = []
        self.owners: list[int] = []
        self.lengths: dict[int, int] = {}
        for n in chosen:
            # A note goes with its call: its words are no part of the order that is compared.
            texts = (each for each in lt.walk(nodes[n]) if isinstance(each, _TEXTS))
            words = [word for text in texts for word in tokens(lt.running_text(text))[:-1]]
            if words:
                self.tokens += words
                self.owners += [n] * len(words)
                self.lengths[n] = len(words)
        self.texts = [token.text for token in self.tokens]
        self.types = {n: type(nodes[n]) for n in self.lengths}
        self.nodes = nodes

    def is_one_text(self, found: Mapping[int, int]) -> bool:
        """Whether nodes that follow one another have enough words that were found."""
        part = _span(found)
        return all(n in found and found[n] >= _FOUND * self.lengths[n] for n in part)


def _in_a_row(same: Sequence[Match], before: _RowOfTokens, after: _RowOfTokens) -> set[tuple[int, int]]:
    """The pairs of paragraphs in which enough of the same words follow one another."""
    found: set[tuple[int, int]] = set()
    length = 0
    last = (-1, -1, -1, -1)
    for i, j in same:
        here = before.owners[i], after.owners[j]
        length = length + 1 if last == (i - 1, j - 1, *here) else 1
        last = (i, j, *here)
        if length >= _IN_A_ROW:
            found.add(here)
    return found


def _connected(
    shared: Counter[tuple[int, int]],
    rows: set[tuple[int, int]],
    old: dict[int, int],
    new: dict[int, int],
) -> list[list[tuple[int, int]]]:
    """The pairs of paragraphs that hold one text, those that share a paragraph together."""
    found: list[list[tuple[int, int]]] = []
    for i, j in sorted(shared):
        if (i, j) not in rows and shared[i, j] < _CONTAINED * min(old[i], new[j]):
            continue
        if found and (found[-1][-1][0] == i or found[-1][-1][1] == j):
            found[-1].append((i, j))
        else:
            found.append([(i, j)])
    return found


def _words_found(
    pairs: Iterable[tuple[int, int]], shared: Counter[tuple[int, int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """How many words of each paragraph stand in those of the other side."""
    left, right = (dict.fromkeys(side, 0) for side in zip(*pairs, strict=True))
    for (i, j), count in shared.items():
        if i in left and j in right:
            left[i] += count
            right[j] += count
    return left, right


def _span(nodes: Iterable[int]) -> range:
    indices = list(nodes)
    return range(min(indices), max(indices) + 1)
