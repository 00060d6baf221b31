"""What is seen of each paragraph by where it stands: its zone, layout, block and list, its neighbours.

Nothing here decides anything. Each mark is a word that `guess` looks up in the learned weights:
`dear:above` that a paragraph stands above the salutation, `-1:prose` that the one above reads like prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from letterkit.importer.parts import SourceParagraph
from letterkit.importer.seen import Marks, seen_alone, step

_AROUND_MARKS = """
prose dear close heads sentence contact postal title group name dated honour fax heading ends: ends;
item:number item:bullet item:letter item: asks duty asks-told harmed cell begins-name is:person
is:organisation is:title is:either copy addressed upper we quoted label demand region columns leave
page-link foot-heading street cites
"""
_AROUND = frozenset(_AROUND_MARKS.split())
_ZONE_MARKS = """
prose is:person is:title is:organisation is:either honour group title postal place contact upper name
item:bullet item:number item: sentence we dated-short ends: ends, cell heading copy label mail link quoted
region leave page-link demand begins-name numbered columns bars0 street cites
"""
_OF_ZONE = frozenset(_ZONE_MARKS.split())
_BLOCK_MARKS = "honour title postal group prose contact dated is:person dear close copy addressed fax"
_OF_BLOCK = frozenset(_BLOCK_MARKS.split())
_RUN_MARKS = """
item: item:number is:organisation is:person is:title group cell region page-link commas0 label ends;
begins-digit bars0 link cites street
"""
_OF_RUN = set(_RUN_MARKS.split())
_HEADED = {"sentence", "mail", "ends:", "page-link"}
_LIST_MARKS = """
begins-name demand harmed ends; sentence we title asks duty prose begins-small is:organisation
is:person cites
"""
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
        dear, ends = self.dear, self.ends
        salutation = "none" if not dear else "above" if i < dear[0] else "at" if i in dear else "below"
        text = (
            "above"
            if not self.prose or i < self.prose[0]
            else "within"
            if i <= self.prose[-1]
            else "below"
        )
        return f"dear:{salutation}", f"text:{text}", f"end:{_by_end(ends, i)}"


def _by_end(ends: Sequence[int], i: int) -> str:
    if not ends or i < ends[0]:
        return "above" if ends else "none"
    return "between" if i < ends[-1] else "at" if i == ends[-1] else "below"


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
        one.update(_zone(*shape.zone(i), "release" if told and told[i] else "letter", alone[i]))
        ahead = count_after(shape.prose, i)
        one |= {f"ahead{step(ahead, 1, 2, 3, 6)}", f"above{step(len(shape.prose) - ahead, 1, 2, 3, 6)}"}
        if shape.dear and i > shape.dear[-1]:
            one.add(f"behind-dear{min(i - shape.dear[-1], 3)}")
        if shape.dear and i < shape.dear[0]:
            one.add(f"before-dear{min(shape.dear[0] - i, 4)}")


def _zone(dear: str, text: str, end: str, kind: str, alone: Marks) -> Iterator[str]:
    yield from (
        dear,
        text,
        end,
        kind,
        f"{dear},{text}",
        f"{dear},{text},{end}",
        f"{text},{end}",
        f"{kind},{text}",
    )
    for mark in alone & _OF_ZONE:
        yield f"{dear},{text},{mark}"
        yield f"{end},{mark}"
    for mark in alone & {"asks", "asks-told", "duty", "quoted", "sentence"}:
        yield f"{kind},{mark}"


def count_after(places: Sequence[int], at: int) -> int:
    """How many of the places, in order, are behind one."""
    return len(places) - bisect_right(places, at)


def _layout(entries: Sequence[SourceParagraph], found: Sequence[Marks]) -> None:
    texts = Counter(entry.text for entry in entries)
    told = [p.indent for p, one in zip(entries, found, strict=True) if "prose" in one]
    margin = min(told, default=0)
    for i, (one, here) in enumerate(zip(found, entries, strict=True)):
        above: SourceParagraph | None = entries[i - 1] if i else None
        below = entries[i + 1].blank_before if i + 1 < len(entries) else 9
        one |= {f"apart{min(here.blank_before, 2)}", f"below{min(below, 2)}", f"place{min(i, 4)}"}
        one.add(f"from-end{min(len(found) - i, 5)}")
        one.add(f"indent{step(here.indent - margin, -1, 1, 2, 5, 12, 30)}")
        if above is not None:
            one.add(f"set-in{step(here.indent - above.indent, -12, -1, 1, 2, 12)}")
        if texts[entries[i].text] > 1:
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
            one.update(f"unlike:{mark}" for mark in _in_all(near) - run[i])


def _in_all(near: Sequence[Marks]) -> Marks:
    return _OF_RUN.intersection(*near) if near else set()


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
            one.update(f"{zone}:again-{place}{_share(named[i], where[place])}" for place in elsewhere)


def _share(named: set[str], there: set[str]) -> int:
    return step(len(named & there) / len(named), 0.01, 0.5, 0.9)


def _names(text: str) -> set[str]:
    """The words in capitals that a line is known by."""
    return {word.casefold() for word in _NAMED.findall(text)}


def _lists(entries: Sequence[SourceParagraph], alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    """What leads up to a paragraph, and the list whose item it is."""
    lead = -99
    for i, one in enumerate(found):
        if i - lead < 14:
            said = alone[lead]
            asked = said & {"asks", "asks-told", "ask-heading"}
            kind = "asks" if asked else "harm" if "harmed" in said else "other"
            shape = "item" if entries[i].marker else "prose" if "prose" in one else "short"
            one |= {f"led:{kind}", f"led:{kind}{min(i - lead, 3)}", f"led:{kind},{shape}"}
            if "begins-small" in one:
                one.add(f"led:{kind},small")
        if "ends:" in alone[i]:
            lead = i
        elif alone[i] & {"close", "heads", "leave"}:
            lead = -99
    for begin, end in _runs(entries):
        _list(begin, end, alone, found)


def _runs(entries: Sequence[SourceParagraph]) -> Iterator[tuple[int, int]]:
    """Where items of lists stand below each other."""
    begin = 0
    while begin < len(entries):
        end = begin
        while end < len(entries) and entries[end].marker:
            end += 1
        if end > begin:
            yield begin, end
        begin = max(end, begin + 1)


def _list(begin: int, end: int, alone: Sequence[Marks], found: Sequence[Marks]) -> None:
    run = alone[begin:end]
    of_all = {f"items{step(end - begin, 1, 2, 3, 6, 12)}"}
    for mark in _LIST_MARKS.split():
        share = sum(mark in one for one in run) / len(run)
        of_all.add(f"items:{mark}{step(share, 0.01, 0.34, 0.6, 0.9)}")
    lead = alone[begin - 1] if begin else set[str]()
    of_all |= {f"list:{mark}" for mark in lead & (_AROUND | {"ask-heading"})}
    for i in range(begin, end):
        found[i] |= of_all
