"""What is seen of each paragraph by where it stands: its zone, layout, block and list, its neighbours.

Nothing here decides anything. Each mark is a word that `guess` looks up in the learned weights:
`dear:above` that a paragraph stands above the salutation, `-1:prose` that the one above reads like prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from letterkit.importer.parts import SourceParagraph
from letterkit.importer.seen import Marks, seen_alone, step


def _marks(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AROUND = _marks("""
prose dear close heads sentence contact postal title group name dated honour fax heading ends: ends;
item:number item:bullet item:letter item: asks duty asks-told harmed cell begins-name is:person
is:organisation is:title is:either copy addressed upper we quoted label demand region columns leave
page-link foot-heading street cites
""")
_OF_ZONE = _marks("""
prose is:person is:title is:organisation is:either honour group title postal place contact upper name
item:bullet item:number item: sentence we dated dated-short ends: ends, cell heading copy label mail link
quoted region leave page-link demand begins-name numbered columns bars0 street cites
""")
_OF_KIND = _marks("asks asks-told duty quoted sentence text:above text:within text:below")
_OF_BLOCK = _marks(
    "honour title postal group prose contact dated is:person dear close copy addressed fax"
)
_ASKS = _marks("asks asks-told ask-heading")
_NAMED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]{3,}|\b[A-Z]{2,}\b")


def marks(entries: Sequence[SourceParagraph]) -> list[Marks]:
    """What is seen of each."""
    alone = [seen_alone(entry) for entry in entries]
    found = [set(one) for one in alone]
    _zones(alone, found)
    _layout(entries, found)
    _blocks(entries, alone, found)
    _words(entries, alone, found)
    _lists(entries, alone, found)
    for i, one in enumerate(found):
        for way in (-2, -1, 1, 2):
            there = alone[i + way] & _AROUND if 0 <= i + way < len(alone) else {"none"}
            one.update(f"{way:+}{mark}" for mark in there)
    return found


def within(kind: str, seen: Marks) -> Marks:
    """What is seen of a paragraph, and of it in a document of that kind."""
    return {*seen, kind, *(f"{kind},{mark}" for mark in seen & _OF_KIND)}


class _Shape(NamedTuple):
    """Where the parts of the letter are, by the numbers of their paragraphs."""

    prose: list[int]
    dear: list[int]
    ends: list[int]  # closes, and what heads those who sign

    def zone(self, i: int) -> tuple[str, str, str]:
        """Where a paragraph stands by the salutation, the text and the close."""
        dear = _outside(self.dear, i) or ("at" if self.dear[bisect_left(self.dear, i)] == i else "below")
        text = (_outside(self.prose, i) or "within") if self.prose else "above"
        end = _outside(self.ends, i) or ("at" if i == self.ends[-1] else "between")
        return f"dear:{dear}", f"text:{text}", f"end:{end}"


def _outside(places: Sequence[int], i: int) -> str:
    """On which side of all places, in order, one stands: nothing where it is among them."""
    if not places:
        return "none"
    return "above" if i < places[0] else "below" if i > places[-1] else ""


def _shape(alone: Sequence[Marks]) -> _Shape:
    prose = [i for i in _which(alone, "prose") if "leave" not in alone[i]]
    dear = [i for i in _which(alone, "dear") if _which(alone[i + 1 : i + 7], "prose")]
    if not prose:
        return _Shape([], dear, [])
    ends = [i for i in _which(alone, "close", "heads") if i > prose[0]]
    return _Shape(prose, dear, ends or [i for i in _which(alone, "leave") if i > prose[-1]])


def _which(alone: Sequence[Marks], *marks: str) -> list[int]:
    """The numbers of the paragraphs of which one of the marks is seen."""
    return [i for i, one in enumerate(alone) if not one.isdisjoint(marks)]


def _zones(alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """Above or below the salutation, the text, the close: how letters go, whatever their words."""
    shape = _shape(alone)
    for i, one in enumerate(found):
        dear, text, end = shape.zone(i)
        one |= {dear, text, end, f"{dear},{text}", f"{dear},{text},{end}", f"{text},{end}"}
        for mark in alone[i] & _OF_ZONE:
            one |= {f"{dear},{text},{mark}", f"{end},{mark}"}
        ahead = len(shape.prose) - bisect_right(shape.prose, i)
        one |= {f"ahead{step(ahead, 1, 2, 3, 6)}", f"above{step(len(shape.prose) - ahead, 1, 2, 3, 6)}"}
        if shape.dear and i > shape.dear[-1]:
            one.add(f"behind-dear{min(i - shape.dear[-1], 3)}")
        if shape.dear and i < shape.dear[0]:
            one.add(f"before-dear{min(shape.dear[0] - i, 4)}")


def _layout(entries: Sequence[SourceParagraph], found: Sequence[Marks]) -> None:
    texts = Counter(entry.text for entry in entries)
    for i, (one, here) in enumerate(zip(found, entries, strict=True)):
        below = entries[i + 1].blank_before if i + 1 < len(entries) else 9
        one |= {f"apart{min(here.blank_before, 2)}", f"below{min(below, 2)}", f"place{min(i, 4)}"}
        one.add(f"from-end{min(len(found) - i, 5)}")
        if texts[here.text] > 1:
            one.add("again")


def _blocks(entries: Sequence[SourceParagraph], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What the lines without a blank one between them are together."""
    begins = [i for i, entry in enumerate(entries) if entry.blank_before or not i]
    for begin, end in pairwise([*begins, len(entries)]):
        together = {f"block:{mark}" for one in alone[begin:end] for mark in one & _OF_BLOCK}
        for one in found[begin:end]:
            one.update(together)


def _words(entries: Sequence[SourceParagraph], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """Whether the names in a short line come again: in the text, the salutation, among those who sign."""
    prose = _which(alone, "prose") or [len(alone)]
    named = [_names(entry.text) for entry in entries]
    where = {
        "text": set[str]().union(*(named[i] for i in prose if i < len(named))),
        "dear": set[str]().union(*(named[i] for i in _which(alone, "dear"))),
        "foot": set[str]().union(*named[prose[-1] + 1 :]),
        "head": set[str]().union(*named[: prose[0]]),
    }
    for i, one in enumerate(found):
        zone = "head" if i < prose[0] else "foot" if i > prose[-1] else "text"
        if "prose" not in alone[i] and named[i]:
            elsewhere = where.keys() - {zone, "dear" if "dear" in alone[i] else zone}
            for place in elsewhere:
                share = len(named[i] & where[place]) / len(named[i])
                one.add(f"{zone}:again-{place}{step(share, 0.01, 0.5, 0.9)}")


def _names(text: str) -> set[str]:
    """The words in capitals that a line is known by."""
    return {word.casefold() for word in _NAMED.findall(text)}


def _lists(entries: Sequence[SourceParagraph], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What leads up to a list, for each of its items."""
    above: Marks = set()
    for entry, own, one in zip(entries, alone, found, strict=True):
        if entry.marker:
            one.update(above)
        else:
            above = {f"list:{mark}" for mark in own & (_AROUND | _ASKS)}
