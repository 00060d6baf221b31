"""Which words of a file are which of those that were sent.

Paragraphs first: the same ones in order, the same ones elsewhere, then the likest; what fits what a
neighbour lacks was split from it, or joined with it. Then the words within, as a redline finds them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from letterkit.changes.sequences import matches
from letterkit.partners.received.sides import Side, likeness
from letterkit.redline.words import Token, groups

FEW = 8
"""Words: so short a paragraph is the same one changed even where none of them stayed."""
# Paragraphs with less in common than this are not one changed; but where one alone stands between
# neighbours that stayed, as little as the second will do, or few words.
_LIKE, _LIKE_BETWEEN = 0.4, 0.1
# A paragraph that went and one that came are the same one moved.
_LIKE_MOVED = 0.5
# So much of a paragraph is found in what its neighbour lacks, where it was split from it.
_PART = 0.6
_SHORTEST_MOVED = 3
# Pairs of likeness that are looked at; beyond them the file is another text.
_MOST_PAIRS = 200_000


class AnotherTextError(Exception):
    """The file has too little of the text that was sent to be told apart word by word."""


class _Cluster(Struct):
    """Paragraphs sent, and those that they became."""

    sent: list[int]
    back: list[int] = field(default_factory=list)


def aligned(sent: Side, back: Side) -> dict[int, int]:
    """Word of the file → word sent. Raises AnotherTextError."""
    pairs = paired(sent, back)
    clusters = {j: _Cluster([i], [j]) for j, i in pairs.items()}
    bags = [sent.bag(i) for i in range(len(sent.ranges))], [back.bag(j) for j in range(len(back.ranges))]
    _take_split(clusters, *bags)
    taken = _take_joined(clusters, *bags)
    _take_lone(clusters, pairs, taken, *bags)
    made: dict[int, int] = {}
    for cluster in {id(each): each for each in clusters.values()}.values():
        made |= _within(sent, back, _of(sent, cluster.sent), _of(back, cluster.back))
    return made


def _of(side: Side, paragraphs: Iterable[int]) -> list[int]:
    return [k for paragraph in paragraphs for k in side.ranges[paragraph]]


# Paragraphs


def paired(sent: Side, back: Side) -> dict[int, int]:
    """Paragraph of the file → paragraph sent, one to one."""
    old = [sent.key(i) for i in range(len(sent.ranges))]
    new = [back.key(j) for j in range(len(back.ranges))]
    pairs = {j: i for i, j in matches(old, new)}
    left: dict[str, list[int]] = defaultdict(list)
    for i in sorted(set(range(len(old))) - set(pairs.values())):
        left[old[i]].append(i)
    for j, key in enumerate(new):
        if j not in pairs and left.get(key):
            pairs[j] = left[key].pop(0)
    _pair_likely(sent, back, pairs)
    return pairs


def _pair_likely(sent: Side, back: Side, pairs: dict[int, int]) -> None:
    """Pair what is left: the likest first, of those alike the nearest."""
    old = sorted(set(range(len(sent.ranges))) - set(pairs.values()))
    new = [j for j in range(len(back.ranges)) if j not in pairs]
    if len(old) * len(new) > _MOST_PAIRS:
        raise AnotherTextError
    bags = {j: back.bag(j) for j in new}
    scores = [
        (score, -abs(i - j), i, j)
        for i in old
        for bag in [sent.bag(i)]
        for j in new
        if (score := likeness(bag, bags[j])) >= _LIKE
    ]
    taken: set[int] = set()
    for _, _, i, j in sorted(scores, reverse=True):
        if i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)


def _take_split(
    clusters: dict[int, _Cluster], old: Sequence[Counter[str]], new: Sequence[Counter[str]]
) -> None:
    """Add to a cluster the neighbour in the file that fits what it lacks: it was split off."""
    for j in range(len(new)):
        for cluster in _around(clusters, j):
            whole = sum((old[i] for i in cluster.sent), Counter[str]())
            if _fits(new[j], whole, sum((new[k] for k in cluster.back), Counter[str]())):
                cluster.back = sorted([*cluster.back, j])
                clusters[j] = cluster
                break


def _take_joined(
    clusters: dict[int, _Cluster], old: Sequence[Counter[str]], new: Sequence[Counter[str]]
) -> set[int]:
    """Add to a cluster the neighbour sent that its file's words hold: they were joined.

    Returns the paragraphs sent that have a cluster.
    """
    owners = {i: cluster for cluster in clusters.values() for i in cluster.sent}
    for i in range(len(old)):
        for cluster in _around(owners, i):
            whole = sum((new[j] for j in cluster.back), Counter[str]())
            if _fits(old[i], whole, sum((old[k] for k in cluster.sent), Counter[str]())):
                cluster.sent = sorted([*cluster.sent, i])
                owners[i] = cluster
                break
    return set(owners)


def _around(clusters: dict[int, _Cluster], number: int) -> Iterator[_Cluster]:
    """The clusters before and after a paragraph that is in none."""
    if number not in clusters:
        yield from (clusters[near] for near in (number - 1, number + 1) if near in clusters)


def _fits(one: Counter[str], whole: Counter[str], other_part: Counter[str]) -> bool:
    """Whether most of one is in the whole, and not in its other part already."""
    return one.total() > 0 and (one & (whole - other_part)).total() >= _PART * one.total()


def _take_lone(
    clusters: dict[int, _Cluster],
    pairs: dict[int, int],
    taken: set[int],
    old: Sequence[Counter[str]],
    new: Sequence[Counter[str]],
) -> None:
    """What stands alone between two neighbours that stayed is the one that stood there."""
    for j in range(len(new)):
        i = _between(pairs, j) if j not in clusters else None
        if i is None or i in taken or i >= len(old):
            continue
        is_short = max(old[i].total(), new[j].total()) <= FEW
        if is_short or likeness(old[i], new[j]) >= _LIKE_BETWEEN:
            pairs[j] = i
            clusters[j] = _Cluster([i], [j])
            taken.add(i)


def _between(pairs: dict[int, int], number: int) -> int | None:
    """The one paragraph sent that stood where this one of the file stands; None where several may."""
    before, after = pairs.get(number - 1), pairs.get(number + 1)
    if before is not None:
        return before + 1 if after in (None, before + 2) else None
    return after - 1 if after else None


# Words


def _within(sent: Side, back: Side, old: list[int], new: list[int]) -> dict[int, int]:
    """Word of the file → word sent, among these."""
    made = {
        new[y]: old[x]
        for group in groups(_tokens(sent, old), _tokens(back, new))
        if group.same
        for x, y in zip(group.old, group.new, strict=True)
        if x < len(old) and y < len(new)
    }
    # The ends of the paragraphs belong together even where the last words differ.
    if new[-1] not in made and old[-1] not in made.values():
        made[new[-1]] = old[-1]
    return made


def _tokens(side: Side, numbers: Iterable[int]) -> list[Token]:
    words = (side.words[k] for k in numbers)
    return [*(Token(w.text, 0, 0, 0, w.weight) for w in words), Token("", 0, 0, 0, 0)]


def rejoin(sent: Side, final: Side, found: dict[int, int]) -> None:
    """Paragraphs that went from one place and came at another are the same ones, moved or typed again."""
    kept = set(found.values())
    gone = [i for i, own in enumerate(sent.ranges) if _is_whole(own, kept)]
    come = [j for j, own in enumerate(final.ranges) if _is_whole(own, found.keys())]
    if len(gone) * len(come) > _MOST_PAIRS:
        raise AnotherTextError
    scores = ((likeness(sent.bag(i), final.bag(j)), i, j) for i in gone for j in come)
    for i, j in _best(score for score in scores if score[0] >= _LIKE_MOVED):
        within = _within(sent, final, list(sent.ranges[i]), list(final.ranges[j]))
        found |= {y: x for y, x in within.items() if x not in kept}


def _best(scores: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs by their scores, the best first, each side of one once."""
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in sorted(scores, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield i, j


def _is_whole(own: range, known: Iterable[int]) -> bool:
    """Whether none of a paragraph's words but its end is among those known."""
    return len(own) > _SHORTEST_MOVED and not any(k in known for k in own[:-1])


def slide(sent: Side, final: Side, found: dict[int, int]) -> None:
    """Who presses Enter at a paragraph's end and types has added a paragraph, not split one; who deletes
    from the end of one to the end of the next has removed the next, not joined the two.
    """
    for first, last in _slid(final, found):
        found[first] = found.pop(last)
    back = {word: k for k, word in found.items()}
    for first, last in _slid(sent, back):
        back[first] = back.pop(last)
        found[back[first]] = first


def _slid(side: Side, found: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The ends of two paragraphs of which the second is new, but its end is known as the first one's."""
    for one, two in zip(side.ranges, side.ranges[1:], strict=False):
        first, last = one[-1], two[-1]
        is_new = first not in found and last in found and not any(k in found for k in two[:-1])
        if is_new and found.get(first - 1) == found[last] - 1:
            yield first, last
