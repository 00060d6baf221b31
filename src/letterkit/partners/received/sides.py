"""A text as paragraphs of words: what was sent, and a file with all its changes rejected or accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from letterkit.partners.received.word import Character
from letterkit.redline.words import tokens

END = "¶"
"""The word that stands for a paragraph's end."""


class Word(Struct, frozen=True):
    """A word or mark of a paragraph; where in its text it stands, and in the file's characters."""

    text: str
    paragraph: int
    start: int
    end: int
    weight: float
    places: tuple[int, ...]


class Side(Struct):
    """Words in a row, the ends of paragraphs among them; of each paragraph its words' range and text."""

    words: list[Word] = field(default_factory=list)
    ranges: list[range] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, text: str, places: Sequence[int], end: int) -> None:
        """Add a paragraph whose characters stand at these places, and whose end does at `end`."""
        found = [token for token in tokens(text) if token.text]
        if not found:
            return
        start, number = len(self.words), len(self.ranges)
        for each in found:
            own = tuple(places[each.start : each.end])
            self.words.append(Word(each.text, number, each.start, each.end, each.weight, own))
        self.words.append(Word(END, number, len(text), len(text), 0, (end,)))
        self.ranges.append(range(start, len(self.words)))
        self.texts.append(text)

    def key(self, number: int) -> str:
        """What tells whether two paragraphs are the same."""
        return " ".join(self.words[k].text for k in self.ranges[number])

    def bag(self, number: int) -> Counter[str]:
        """A paragraph's telling words, or all where none tells."""
        words = [self.words[k] for k in self.ranges[number][:-1]]
        return Counter(w.text for w in words if w.weight) or Counter(w.text for w in words)

    def said(self, numbers: Sequence[int], *, with_end: bool = False) -> str:
        """Some words as they stand in the text, without a paragraph's end at the last unless asked."""
        pieces: list[str] = []
        last: int | None = None
        for k in numbers:
            word = self.words[k]
            if last is not None:
                follows = k == last + 1 and END not in (word.text, self.words[last].text)
                between = self.texts[word.paragraph][self.words[last].end : word.start]
                pieces.append(between if follows else " ")
            pieces.append(word.text)
            last = k
        text = "".join(pieces).replace("\t", " ")
        return (text if with_end else text.removesuffix(END)).strip()


def sent_side(texts: Iterable[str]) -> Side:
    """The paragraphs that were sent."""
    made = Side()
    for text in texts:
        made.add(text, range(len(text)), -1)
    return made


def file_side(characters: Sequence[Character], *, is_final: bool) -> Side:
    """The file with every change accepted, or with every one rejected."""
    made = Side()
    text: list[str] = []
    places: list[int] = []
    for place, each in enumerate(characters):
        if (each.went if is_final else each.came) is not None:
            continue
        if each.text == "\n":
            made.add("".join(text), places, place)
            text, places = [], []
        else:
            text.append(each.text)
            places.append(place)
    made.add("".join(text), places, len(characters))
    return made


def likeness(one: Counter[str], two: Counter[str]) -> float:
    """The part of their words that two paragraphs have in common, from 0 to 1 (Dice's coefficient)."""
    return 2 * (one & two).total() / ((one.total() + two.total()) or 1)
