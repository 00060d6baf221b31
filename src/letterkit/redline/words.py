"""Two texts word by word: what stayed, went and came, in groups that a reader takes in at a glance.

A token is a word with the space before it, a punctuation mark or, in scripts without spaces, a character.
Words that stand once in both texts hold the comparison in place (patience diff); between them Myers'
algorithm finds the shortest script, up to a bound, so that no text takes quadratic time. What is left
standing between two changes but says little, such as a lone article, joins them. No word is ever split.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

# Edits that Myers' algorithm follows between two anchors before the passage counts as replaced.
_MAX_EDITS = 200
# With less than this part of their words in common two texts are not one text changed.
_IN_COMMON = 0.25
# … where one of them has at least so many words.
_LONG_ENOUGH = 6
# Scripts written without spaces: kana, Han and its extensions, Bopomofo, fullwidth forms.
_UNSPACED = "\u3005-\u3007\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


class Token(NamedTuple):
    """Something a comparison takes whole: characters from `start` to `end`, the space before them from
    `space`. `weight` says how much it tells: a long word much, a mark or a short word little.
    """

    text: str
    space: int
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens of the old text and of the new that stand against each other, as ranges of indices."""

    same: bool
    old: range
    new: range


Kind = Literal["same", "deleted", "inserted"]


def tokens(text: str) -> list[Token]:
    """A text's tokens; the last is empty and holds the space at the text's end."""
    found: list[Token] = []
    end = 0
    for match in _pattern().finditer(text):
        word = sys.intern(match[0])
        found.append(Token(word, end, match.start(), match.end(), _weight(word)))
        end = match.end()
    return [*found, Token("", end, len(text), len(text), 0)]


def telling_words(text: str) -> list[str]:
    """The words of a text by which it is told from others."""
    return [word for word in _pattern().findall(text) if _weight(word)]


@lru_cache
def _pattern() -> re.Pattern[str]:
    """Words with what joins them, single unspaced characters, single marks; each with its accents."""
    accents = "".join(
        chr(code) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code)).startswith("M")
    )
    letters = rf"(?:(?![{_UNSPACED}])[\w{accents}])"
    return re.compile(
        r"https?://[^\s<>]*[^\s<>.,;:!?)\]]"
        rf"|{letters}+(?:[’'.,\-‐‑/@&]{letters}+)*"
        rf"|\S(?:[{accents}\ufe0e\ufe0f\u200c]|\u200d\S)*"
    )


@lru_cache(maxsize=20_000)
def _weight(word: str) -> float:
    if re.match(rf"[{_UNSPACED}]", word):
        return 0.4
    return 1.0 if len(word) > 3 or word[:1].isdigit() else 0.0


def groups(
    old: Sequence[Token],
    new: Sequence[Token],
    old_keys: Sequence[Hashable] | None = None,
    new_keys: Sequence[Hashable] | None = None,
) -> list[Group]:
    """Compare two texts. Tokens match by key, which is their text where none is given.

    Two texts with too little in common come out as one deletion and one insertion.
    """
    keys = (
        list(old_keys or (token.text for token in old)),
        list(new_keys or (token.text for token in new)),
    )
    found = _joined(_runs(matches(*keys, [token.weight > 0.5 for token in old]), keys), old, new)
    kept = sum(old[i].weight for group in found if group.same for i in group.old)
    total = max(sum(token.weight for token in side) for side in (old, new))
    if total >= _LONG_ENOUGH and kept < _IN_COMMON * total and not all(group.same for group in found):
        return [
            Group(False, range(len(old) - 1), range(len(new) - 1)),
            Group(True, range(len(old) - 1, len(old)), range(len(new) - 1, len(new))),
        ]
    return found


def marked(old: str, new: str) -> list[tuple[Kind, str]]:
    """One line compared with another: its parts in the order to print."""
    if old == new or not (old and new):
        return [(kind, text) for kind, text in zip(_SIDES[old == new], (old, new), strict=False) if text]
    before, after = tokens(old), tokens(new)
    parts: list[tuple[Kind, str]] = []
    for group in groups(before, after):
        if group.same:
            for i, j in zip(group.old, group.new, strict=True):
                gone, come = old[before[i].space : before[i].start], new[after[j].space : after[j].start]
                parts += _space(gone, come)
                parts.append(("same", after[j].text))
        else:
            gone, come = _cut(old, before, group.old), _cut(new, after, group.new)
            space = _common_space(gone, come)
            parts.append(("same", space))
            parts += [("deleted", gone[len(space) :]), ("inserted", come[len(space) :])]
    return [
        (kind, "".join(text for _, text in run))
        for kind, run in groupby((part for part in parts if part[1]), key=lambda part: part[0])
    ]


_SIDES: dict[bool, tuple[Kind, ...]] = {True: ("same",), False: ("deleted", "inserted")}


def _space(old: str, new: str) -> list[tuple[Kind, str]]:
    return [("same", new)] if old == new else [("deleted", old), ("inserted", new)]


def _cut(text: str, all_tokens: Sequence[Token], part: range) -> str:
    return text[all_tokens[part[0]].space : all_tokens[part[-1]].end] if part else ""


def _common_space(old: str, new: str) -> str:
    """The space that begins both."""
    one, two = (text[: len(text) - len(text.lstrip())] for text in (old, new))
    return one if one == two else ""


# Grouping


def _runs(found: Iterable[tuple[int, int]], keys: tuple[Sequence[object], ...]) -> Iterator[Group]:
    """The matches as groups, with the changes between them."""
    i = j = 0
    start: tuple[int, int] | None = None
    for a, b in (*found, (len(keys[0]), len(keys[1]))):
        if (a, b) != (i, j) or a == len(keys[0]):
            if start is not None:
                yield Group(True, range(start[0], i), range(start[1], j))
                start = None
            if (a, b) != (i, j):
                yield Group(False, range(i, a), range(j, b))
        if start is None:
            start = (a, b)
        i, j = a + 1, b + 1


def _joined(runs: Iterable[Group], old: Sequence[Token], new: Sequence[Token]) -> list[Group]:
    """The groups, with what says little between two changes taken into them."""
    found: list[Group] = []
    for run in runs:
        found.append(run)
        while len(found) > 2 and _says_little(found[-3], found[-2], found[-1], old, new):
            first, last = found[-3], found[-1]
            both = range(first.old.start, last.old.stop), range(first.new.start, last.new.stop)
            found[-3:] = [Group(False, *both)]
    return found


def _says_little(
    left: Group, run: Group, right: Group, old: Sequence[Token], new: Sequence[Token]
) -> bool:
    if left.same or right.same:
        return False
    weight = sum(old[i].weight for i in run.old)
    if weight < 1 and len(run.old) <= 4:
        return True
    around = min(_size(group, old, new) for group in (left, right))
    return weight <= 2 and len(run.old) <= 4 and around > 2 * weight


def _size(group: Group, old: Sequence[Token], new: Sequence[Token]) -> float:
    sides = ((group.old, old), (group.new, new))
    return max(sum(side[i].weight for i in part) for part, side in sides)


# Comparing


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], anchor: Sequence[bool] | None = None
) -> list[tuple[int, int]]:
    """Pairs of indices of equal items, rising on both sides: a long common subsequence.

    `anchor` says which old items may hold the comparison in place.
    """
    may_anchor = anchor or [True] * len(old)
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a1, a2, b1, b2 = waiting.pop()
        while a1 < a2 and b1 < b2 and old[a1] == new[b1]:
            found.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and old[a2 - 1] == new[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            found.append((a2, b2))
        if a1 == a2 or b1 == b2:
            continue
        anchors = _anchors(old, new, (a1, a2, b1, b2), may_anchor)
        if anchors:
            corners = [(a1 - 1, b1 - 1), *anchors, (a2, b2)]
            found += anchors
            waiting += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(corners)]
        else:
            found += [(a1 + i, b1 + j) for i, j in _shortest_edit(old[a1:a2], new[b1:b2])]
    return sorted(found)


def _anchors(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    region: tuple[int, int, int, int],
    may_anchor: Sequence[bool],
) -> list[tuple[int, int]]:
    """The items that stand once on each side, as many as keep their order."""
    a1, a2, b1, b2 = region
    once = {item for item, count in Counter(old[a1:a2]).items() if count == 1}
    once &= {item for item, count in Counter(new[b1:b2]).items() if count == 1}
    where = {new[j]: j for j in range(b1, b2) if new[j] in once}
    pairs = [(i, where[old[i]]) for i in range(a1, a2) if may_anchor[i] and old[i] in once]
    return [pairs[k] for k in longest_rising([j for _, j in pairs])]


def longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        k = bisect_left(tails, value)
        before.append(ends[k - 1] if k else -1)
        tails[k : k + 1] = [value]
        ends[k : k + 1] = [i]
    chain: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]


def _shortest_edit(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """E. W. Myers, An O(ND) Difference Algorithm (1986), greedy; nothing beyond `_MAX_EDITS` edits."""
    reach = {1: 0}
    history: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _MAX_EDITS) + 1):
        history.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            i = reach[k + 1] if down else reach[k - 1] + 1
            while i < len(old) and i - k < len(new) and i >= 0 and old[i] == new[i - k]:
                i += 1
            reach[k] = i
            if i >= len(old) and i - k >= len(new):
                return _way_back(history, len(old), len(new))
    return []


def _way_back(history: Sequence[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for edits in range(len(history) - 1, -1, -1):
        reach, k = history[edits], i - j
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        k = k + 1 if down else k - 1
        before = reach[k], reach[k] - k
        while i > max(before[0], 0) and j > max(before[1], 0):
            i, j = i - 1, j - 1
            found.append((i, j))
        i, j = before
    return found[::-1]
