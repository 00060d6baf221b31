"""Two texts word by word: what stayed, went and came, in groups that a reader takes in at a glance.

A token is a word with the space before it, a punctuation mark or, in scripts without spaces, a character.
What is left standing between two changes but says little, such as a lone article, joins them. No word is
ever split.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from msgspec import Struct

from letterkit.changes.sequences import matches

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


class Group(Struct, frozen=True):
    """Tokens of the old text and of the new that stand against each other, as ranges of indices."""

    same: bool
    old: range
    new: range


Fate = Literal["same", "deleted", "inserted"]
"""What became of a part of a text."""


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
    keys = _keys(old, old_keys), _keys(new, new_keys)
    found = _joined(_runs(matches(*keys, [token.weight > 0.5 for token in old]), keys), old, new)
    return _replaced_whole(old, new) if _is_another(found, old, new) else found


def _keys(side: Sequence[Token], keys: Sequence[Hashable] | None) -> list[Hashable]:
    return list(keys or (token.text for token in side))


def _is_another(found: Sequence[Group], old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether the new text has too little of the old one to be the same text changed."""
    kept = sum(old[i].weight for group in found if group.same for i in group.old)
    total = max(sum(token.weight for token in side) for side in (old, new))
    has_little = total >= _LONG_ENOUGH and kept < _IN_COMMON * total
    return has_little and not all(group.same for group in found)


def _replaced_whole(old: Sequence[Token], new: Sequence[Token]) -> list[Group]:
    """All words of both in one change; the empty token at the end stays."""
    return [
        Group(False, range(len(old) - 1), range(len(new) - 1)),
        Group(True, range(len(old) - 1, len(old)), range(len(new) - 1, len(new))),
    ]


def marked(old: str, new: str) -> list[tuple[Fate, str]]:
    """One line compared with another: its parts in the order to print."""
    parts: Iterable[tuple[Fate, str]]
    if old == new:
        parts = [("same", new)]
    elif not (old and new):
        parts = [("deleted", old), ("inserted", new)]
    else:
        parts = _parts(old, new)
    runs = groupby((part for part in parts if part[1]), key=lambda part: part[0])
    return [(fate, "".join(text for _, text in run)) for fate, run in runs]


def _parts(old: str, new: str) -> Iterator[tuple[Fate, str]]:
    """What stayed, went and came, token by token where it stayed."""
    before, after = tokens(old), tokens(new)
    for group in groups(before, after):
        if group.same:
            for i, j in zip(group.old, group.new, strict=True):
                yield from _kept(old, before[i], new, after[j])
        else:
            yield from _changed(_cut(old, before, group.old), _cut(new, after, group.new))


def _kept(old: str, before: Token, new: str, after: Token) -> list[tuple[Fate, str]]:
    """A token that stayed; the space before it may yet be another."""
    gone, come = old[before.space : before.start], new[after.space : after.start]
    same: tuple[Fate, str] = ("same", after.text)
    return [("same", come), same] if gone == come else [("deleted", gone), ("inserted", come), same]


def _changed(gone: str, come: str) -> list[tuple[Fate, str]]:
    """What went and what came, after the space that begins both."""
    space = _common_space(gone, come)
    return [("same", space), ("deleted", gone[len(space) :]), ("inserted", come[len(space) :])]


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
