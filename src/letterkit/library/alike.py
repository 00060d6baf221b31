"""Which issues or passages say nearly the same, to be merged: by their asks and texts, in every language.

Likeness is 2M/T: of all words of two texts, the share that stands in both in the same order (Ratcliff and
Obershelp, as difflib has it). Capitals, accents and punctuation do not count. Scripts that put no spaces
between words are compared by characters. Not every pair is compared: two texts that are so alike
must share
a word among their rarest ones (prefix filtering; Bayardo, Ma and Srikant, "Scaling Up All Pairs
Similarity Search", WWW 2007). 2,000 blocks take some seconds, and need no library but Python's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from msgspec import Struct, field

from letterkit.blocks.models import Issue, Prose
from letterkit.language.names import without_accents
from letterkit.library.index import Block

MAX_PAIRS = 1_000
"""More pairs than these say that the likeness asked for is too small."""
# Scripts without spaces between words: Chinese and Japanese; Thai, Lao, Myanmar, Khmer; Tibetan.
_UNSPACED = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}\U00020000-\U0003ffff]|[^\W_{_UNSPACED}]+")
# So many words around what differs are shown.
_AROUND = 4

Token = tuple[str, int]


class Likeness(Struct, frozen=True):
    """Two blocks, by their full names, and how alike they are, from 0 to 1.

    `part` is where, `ask` or `text`; `language` in which, empty where the blocks name none. In `differs`
    words of the first alone stand as [-gone-], words of the other alone as {+come+}. `editions` says that
    they are of one topic, with dates of their own.
    """

    likeness: float
    one: str
    other: str
    part: str
    language: str
    differs: str
    editions: bool


class _Passage(Struct, dict=True):
    """A part of a block, as its words and as what they are compared by."""

    block: int
    words: list[str]
    keys: list[str] = field(default_factory=list)

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(self.keys)


def alike(blocks: Sequence[Block[Prose]], least: float) -> tuple[list[Likeness], bool]:
    """The pairs that are at least so alike, most alike first; and whether there were more than can
    be told.

    `least` is above 0 and at most 1. Blocks of different kinds are not compared.
    """
    best: dict[tuple[int, int], tuple[float, str, str, _Passage, _Passage]] = {}
    for (part, language), texts in _parts(blocks).items():
        for one, other, likeness in _pairs(texts, least):
            pair = (one.block, other.block)
            if blocks[pair[0]].kind is blocks[pair[1]].kind and likeness > best.get(pair, (0.0,))[0]:
                best[pair] = (likeness, part, language, one, other)
            if len(best) > MAX_PAIRS:
                break
    in_order = sorted(best.items(), key=lambda each: (-each[1][0], each[0]))
    found = [
        Likeness(
            round(likeness, 2),
            blocks[i].reference,
            blocks[j].reference,
            part,
            language,
            _differences(one, other),
            _are_editions(blocks[i].model, blocks[j].model),
        )
        for (i, j), (likeness, part, language, one, other) in in_order[:MAX_PAIRS]
    ]
    return found, len(best) > MAX_PAIRS


def _parts(blocks: Sequence[Block[Prose]]) -> Mapping[tuple[str, str], list[_Passage]]:
    """The asks and texts of all blocks, by part and language."""
    found: dict[tuple[str, str], list[_Passage]] = {}
    for index, block in enumerate(blocks):
        for part, language, words in _said(block.model):
            text = _Passage(index, _TOKEN.findall(words))
            text.keys = [without_accents(word.casefold()) for word in text.words]
            if text.keys:
                found.setdefault((part, language), []).append(text)
    return found


def _said(model: Prose) -> Iterator[tuple[str, str, str]]:
    """Part, language and words of each part of a block."""
    own = model.language or ""
    yield "text", own, model.text
    if isinstance(model, Issue):
        yield "ask", own, model.ask
    translations = getattr(model, "translations", {})
    for language, words in translations.items():
        yield "text", language, words.text
        if ask := getattr(words, "ask", None):
            yield "ask", language, ask


def _pairs(texts: Sequence[_Passage], least: float) -> Iterator[tuple[_Passage, _Passage, float]]:
    """The pairs of texts that are at least so alike."""
    rarity = Counter(key for text in texts for key in set(text.keys))
    seen: dict[Token, list[int]] = {}
    for number, text in enumerate(texts):
        candidates: set[int] = set()
        for token in _rarest(text, rarity, least):
            candidates.update(seen.get(token, ()))
            seen.setdefault(token, []).append(number)
        for each in sorted(candidates):
            likeness = _likeness(texts[each], text, least)
            if likeness >= least:
                yield texts[each], text, likeness


def _rarest(text: _Passage, rarity: Mapping[str, int], least: float) -> list[Token]:
    """The words of which every text that is so alike must share one: all but so many as may be missing.

    A text of n words that is as alike to one of m has m >= n*least/(2-least), and shares with it
    least*(n+m)/2 words, which is no less than n*least/(2-least).
    """
    tokens: list[Token] = [(key, i) for key, count in text.counted.items() for i in range(count)]
    tokens.sort(key=lambda token: (rarity[token[0]], token))
    shared = math.ceil(len(tokens) * least / (2 - least) - 1e-9)
    return tokens[: len(tokens) - shared + 1]


def _likeness(one: _Passage, other: _Passage, least: float) -> float:
    """How alike two texts are; 0 where a bound says that they are less alike than asked for."""
    if one.keys == other.keys:
        return 1.0
    sizes = len(one.keys), len(other.keys)
    if 2 * min(sizes) < least * sum(sizes):
        return 0.0
    theirs = other.counted
    shared = sum(min(count, theirs[key]) for key, count in one.counted.items() if key in theirs)
    if 2 * shared < least * sum(sizes):
        return 0.0
    return SequenceMatcher(None, one.keys, other.keys, autojunk=False).ratio()


def _differences(one: _Passage, other: _Passage) -> str:
    """What differs, with a few words around it; the rest as an ellipsis."""
    matcher = SequenceMatcher(None, one.keys, other.keys, autojunk=False)
    pieces: list[str] = []
    for group in matcher.get_grouped_opcodes(_AROUND):
        pieces += ["…"] if group[0][1] else []
        for tag, i, j, k, m in group:
            if tag == "equal":
                pieces.append(_joined(one.words[i:j]))
                continue
            pieces += [f"[-{_joined(one.words[i:j])}-]"] if j > i else []
            pieces += [f"{{+{_joined(other.words[k:m])}+}}"] if m > k else []
        pieces += ["…"] if group[-1][2] < len(one.words) else []
    return re.sub(r"… …", "…", " ".join(pieces))


def _joined(words: Sequence[str]) -> str:
    """Words as a text: with spaces, but between characters that stand without."""
    return re.sub(rf"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])", "", " ".join(words))


def _are_editions(one: Prose, other: Prose) -> bool:
    return isinstance(one, Issue) and isinstance(other, Issue) and one.topic == other.topic
