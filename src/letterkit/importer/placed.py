"""What is seen of each paragraph by where it stands: its zone, layout, block and list, its neighbours.

Nothing here decides anything. Each mark is a word that `guess` looks up in the learned weights:
`dear:above` that a paragraph stands above the salutation, `-1:prose` that the one above reads like prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
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
item:bullet item:number item: sentence we dated-short ends: ends, cell heading copy label mail link quoted
region leave page-link demand begins-name numbered columns bars0 street cites
""")
_OF_KIND = _marks("asks asks-told duty quoted sentence")
_OF_BLOCK = _marks(
    "honour title postal group prose contact dated is:person dear close copy addressed fax"
)
_OF_RUN = _marks("""
item: item:number is:organisation is:person is:title group cell region page-link commas0 label ends;
begins-digit bars0 link cites street
""")
_HEADED = _marks("sentence mail ends: page-link")
_OF_LIST = _marks("""
begins-name demand harmed ends; sentence we title asks duty prose begins-small is:organisation
is:person cites
""")
_ASKS = _marks("asks asks-told ask-heading")
_NAMED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]{3,}|\b[A-Z]{2,}\b")


def marks(entries: Sequence[SourceParagraph], told: Sequence[bool] = ()) -> list[Marks]:
    """What is seen of each. `told` says which stand in a press release."""
    alone = [seen_alone(entry) for entry in entries]
    found = [set(one) for one in alone]
    _zones(alone, found, told)
    _layout(entries, found)
    _blocks(entries, alone, found)
    _foot(alone, found)
    _short(alone, found)
    _words(entries, alone, found)
    _lists(entries, alone, found)
    for i, one in enumerate(found):
        for way in (-2, -1, 1, 2):
            there = alone[i + way] & _AROUND if 0 <= i + way < len(alone) else {"none"}
            one.update(f"{way:+}{mark}" for mark in there)
    return found


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


def _zones(alone: Sequence[Marks], found: Sequence[Marks], told: Sequence[bool]) -> None:
    """Above or below the salutation, the text, the close: how letters go, whatever their words."""
    shape = _shape(alone)
    for i, one in enumerate(found):
        dear, text, end = shape.zone(i)
        kind = "release" if told and told[i] else "letter"
        one |= {dear, text, end, kind, f"{dear},{text}", f"{dear},{text},{end}", f"{text},{end}"}
        one.add(f"{kind},{text}")
        for mark in alone[i] & _OF_ZONE:
            one |= {f"{dear},{text},{mark}", f"{end},{mark}"}
        one |= {f"{kind},{mark}" for mark in alone[i] & _OF_KIND}
        ahead = len(shape.prose) - bisect_right(shape.prose, i)
        one |= {f"ahead{step(ahead, 1, 2, 3, 6)}", f"above{step(len(shape.prose) - ahead, 1, 2, 3, 6)}"}
        if shape.dear and i > shape.dear[-1]:
            one.add(f"behind-dear{min(i - shape.dear[-1], 3)}")
        if shape.dear and i < shape.dear[0]:
            one.add(f"before-dear{min(shape.dear[0] - i, 4)}")


def _layout(entries: Sequence[SourceParagraph], found: Sequence[Marks]) -> None:
    texts = Counter(entry.text for entry in entries)
    told = [p.indent for p, one in zip(entries, found, strict=True) if "prose" in one]
    margin = min(told, default=0)
    for i, (one, here) in enumerate(zip(found, entries, strict=True)):
        below = entries[i + 1].blank_before if i + 1 < len(entries) else 9
        one |= {f"apart{min(here.blank_before, 2)}", f"below{min(below, 2)}", f"place{min(i, 4)}"}
        one.add(f"from-end{min(len(found) - i, 5)}")
        one.add(f"indent{step(here.indent - margin, -1, 1, 2, 5, 12, 30)}")
        if i:
            one.add(f"set-in{step(here.indent - entries[i - 1].indent, -12, -1, 1, 2, 12)}")
        if texts[here.text] > 1:
            one.add("again")


def _blocks(entries: Sequence[SourceParagraph], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What the lines without a blank one between them are together, and what the first of them is."""
    begin = 0
    for i, entry in enumerate(entries):
        if entry.blank_before:
            begin = i
        near = range(i + 1, min(i + 60, len(entries)))
        end = next((j for j in near if entries[j].blank_before), near.stop)
        one = found[i]
        one |= {f"block{step(end - begin, 1, 2, 3, 5, 8, 15)}", f"in-block{min(i - begin, 3)}"}
        one.add(f"block-left{min(end - 1 - i, 3)}")
        for other in alone[max(begin, i - 60) : end]:
            one |= {f"block:{mark}" for mark in other & _OF_BLOCK}
        if i > begin:
            one |= {f"top:{mark}" for mark in alone[begin] & _AROUND}


def _foot(alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What stands below a heading that ends the text: 'Notes', 'Contact'."""
    begin = max((i for i, one in enumerate(alone) if "dear" in one), default=-1)
    first = next((i for i, one in enumerate(alone) if "prose" in one and i > begin), len(alone))
    ended, signed = -1, "unsigned"
    for i, one in enumerate(found):
        if alone[i] & {"close", "heads"}:
            ended, signed = -1, "signed"
        if "foot-heading" in alone[i] and i > first:
            ended = i
        if ended >= 0:
            one |= {f"ended{min(i - ended, 3)},{signed}", f"ended,{signed}"}
            one |= {f"ended,{mark}" for mark in alone[i] & _OF_ZONE}
            one |= {f"ended:{mark}" for mark in alone[ended] & _HEADED}


def _short(alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """Runs of short lines: how long, what most of them are, which one is not like those around it."""
    ends = [-1, *_which(alone, "prose"), len(found)]
    for above, end in pairwise(ends):
        run = alone[above + 1 : end]
        of_all = {f"run{step(len(run), 2, 3, 5, 9, 16, 30)}"}
        for mark in _OF_RUN if len(run) > 2 else ():
            share = sum(mark in one for one in run) / len(run)
            of_all.add(f"run:{mark}{step(share, 0.01, 0.2, 0.5, 0.8)}")
        for i, one in enumerate(found[above + 1 : end]):
            one.update(of_all)
            near = [*run[max(i - 1, 0) : i], *run[i + 1 : i + 2]]
            if near:
                one.update(f"unlike:{mark}" for mark in _OF_RUN.intersection(*near) - run[i])


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
    """What leads up to a paragraph, and the list whose item it is."""
    lead = -99
    for i, one in enumerate(found):
        if i - lead < 14:
            said = alone[lead]
            kind = "asks" if said & _ASKS else "harm" if "harmed" in said else "other"
            shape = "item" if entries[i].marker else "prose" if "prose" in one else "short"
            one |= {f"led:{kind}", f"led:{kind}{min(i - lead, 3)}", f"led:{kind},{shape}"}
            if "begins-small" in one:
                one.add(f"led:{kind},small")
        if "ends:" in alone[i]:
            lead = i
        elif alone[i] & {"close", "heads", "leave"}:
            lead = -99
    for marked, group in groupby(range(len(entries)), key=lambda i: bool(entries[i].marker)):
        if marked:
            _list(list(group), alone, found)


def _list(items: Sequence[int], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What items of a list that stand below each other are together, and what leads up to them."""
    begin = items[0]
    of_all = {f"items{step(len(items), 1, 2, 3, 6, 12)}"}
    for mark in _OF_LIST:
        share = sum(mark in alone[i] for i in items) / len(items)
        of_all.add(f"items:{mark}{step(share, 0.01, 0.34, 0.6, 0.9)}")
    if begin:
        of_all |= {f"list:{mark}" for mark in alone[begin - 1] & (_AROUND | _ASKS)}
    for i in items:
        found[i] |= of_all
