"""What is seen of each word of lines that name somebody: itself, its piece, its line, those around.

Nothing here decides anything. Each mark is a word that `parting` looks up in the learned weights:
`-1:title` that the word before is one of titles. Writers divide a line in pieces: at commas, dashes,
brackets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec import Struct

from letterkit.importer.reading import Role
from letterkit.importer.seen import step
from letterkit.importer.shapes import is_place
from letterkit.importer.word_classes import (
    ENDS,
    all_classes,
    classes,
    names,
    plain,
    shape,
    sketch,
    tokens,
)
from letterkit.language import words
from letterkit.values import replace

WORD = "w"
"""What the marks begin with that are words, some of them behind `TOLD`; no other mark does."""
TOLD = "told:"
"""What they begin with once more in a sentence that says who signed, which is no list of names."""
_DIVIDES = frozenset(("–", "—", "-", "--", "|", "/", ":", "·", "•", "//", "―", "‒"))
_SIZES = (2, 3, 4, 5, 7, 10, 15)
_SHARES = (0.05, 0.3, 0.6, 0.9)
_COUNTED = (
    "title", "group", "honour", "place", "number", "digits", "web", "I", "UP", "small", "particle",
    "commas", "apart", "cells", "marked",
)  # fmt: skip


class NamingLine(Struct, frozen=True):
    """A line that names somebody: its words, its number, whether it stands apart, the mark of its list.

    `cells` are those of a table's row, which stand in the text in order. `beside` belongs to no field:
    a number.
    """

    text: str
    number: int
    apart: bool
    mark: str = ""
    column: int = 0
    cells: tuple[str, ...] = ()
    beside: str = ""


class NamedWord(NamedTuple):
    """A word: the place of its line, where it begins and ends in it."""

    line: int
    begin: int
    end: int


class _Together(NamedTuple):
    """Words that stand together, what they are known for, and in their order; how people bear them."""

    texts: list[str]
    classes: list[str]
    sketch: str
    names: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


_END = _Together([], ["end"], "end", [])
"""What stands beside the first line, and the last, and on the other side of a gap."""


class _Line(NamedTuple):
    """A line's words, the piece of each, the pieces, what divides each from the one before."""

    words: list[NamedWord]
    whole: _Together
    piece: list[int]
    pieces: list[_Together]
    divided: list[str]


SeenWord = tuple[tuple[str, ...], ...]
"""What is seen of a word, in groups: of its line, of its piece, of itself."""


def words_of(lines: Sequence[NamingLine], role: Role) -> tuple[list[NamedWord], list[SeenWord]]:
    """The words of lines, and what is seen of each."""
    lines = _levelled(lines)
    parted = [_parted(i, line) for i, line in enumerate(lines)]
    block = _of_block(lines, parted, role)
    seen: list[SeenWord] = []
    for i, (line, stack) in enumerate(zip(parted, _stacks(lines), strict=True)):
        above, below = (parted[i + way].whole if _joined(lines, i, way) else _END for way in (-1, 1))
        of_line = (*_of_line(line, above, below), *block, *stack)
        of_pieces = [tuple(_of_piece(line, k)) for k in range(len(line.pieces))]
        before = parted[i - 1].whole.sketch if i else ""
        begins = (*_line_begins(lines[i], line.whole, above, below), f"b<{before}|{line.whole.sketch}")
        for j, marks in enumerate(_of_words(lines[i], line)):
            told = (f"{TOLD}{mark}" for mark in marks if role is Role.SIGNED)
            here = (*marks, *told, *_piece_begins(line, j), *(() if j else begins))
            seen.append((of_line, of_pieces[line.piece[j]], here))
    return [word for line in parted for word in line.words], seen


def _levelled(lines: Sequence[NamingLine]) -> list[NamingLine]:
    """The lines; where a blank line stands below each of them, only those stand apart below more."""
    gaps = [
        one.number - above.number if one.column == above.column else 0 for above, one in pairwise(lines)
    ]
    least = min((gap for gap in gaps if gap > 0), default=1)
    if least == 1:
        return list(lines)
    apart = (not 0 < gap <= least for gap in gaps)
    return [*lines[:1], *(replace(line, apart=far) for line, far in zip(lines[1:], apart, strict=True))]


# A line's pieces


def _parted(number: int, line: NamingLine) -> _Line:
    text = line.text
    found = [NamedWord(number, m.start(), m.end()) for m in tokens(text)]
    texts = [text[word.begin : word.end] for word in found]
    starts = _cell_starts(line)
    piece, divided, depth = [], ["line"], 0
    for i, word in enumerate(found):
        far = bool(i) and word.begin - found[i - 1].end > 1
        kind = _division(texts[i - 1], texts[i], cell=word.begin in starts, far=far) if i else ""
        if kind and (depth <= 0 or kind in (")", "cell", "gap")):
            divided.append(kind)
        depth += sum(map(texts[i].count, "(（[")) - sum(map(texts[i].count, ")）]"))
        piece.append(len(divided) - 1)
    parts = groupby(range(len(texts)), key=piece.__getitem__)
    pieces = [_together([texts[i] for i in part]) for _, part in parts]
    return _Line(found, _together(texts), piece, pieces, divided)


def _cell_starts(line: NamingLine) -> set[int]:
    """Where the cells of a table's row begin in its text."""
    starts, at = set(), 0
    for cell in line.cells:
        at = line.text.index(cell, at)
        starts.add(at)
        at += len(cell)
    return starts


def _together(texts: list[str]) -> _Together:
    return _Together(texts, all_classes(texts), sketch(texts), list(_names(texts)))


def _names(texts: list[str]) -> Iterator[str]:
    """How many of words are names, and how the first and the last one are borne."""
    how = list(map(names, texts))
    known = sum(bool(one) and one != ("unknown",) for one in how)
    yield f"{min(known, 3)}/{min(len(texts), 4)}"
    yield "|".join(".".join(one) for one in (*how[:1], *how[-1:]))


def _division(above: str, text: str, *, cell: bool, far: bool) -> str:
    """What divides a word from the one before it; empty where they are of one piece."""
    if cell or far:
        return "cell" if cell else "gap"
    if above[-1] in ENDS:
        return {"，": ",", "；": ";", "：": ":", "、": ","}.get(above[-1], above[-1])
    if text in _DIVIDES or above in _DIVIDES:
        return text if text in _DIVIDES else "after"
    return "(" if text[0] in "(<[（" else ")" if above.rstrip(ENDS)[-1:] in tuple(")>]）") else ""


# What is seen


def _about(before: str, seen: _Together) -> Iterator[str]:
    """What words that stand together look like, each mark with what it begins with."""
    yield from (f"{before}:{name}" for name in seen.classes)
    yield f"{before}|{seen.sketch}"
    yield from (f"{before}~{name}" for name in seen.names)
    yield f"{before}{step(len(seen.texts), *_SIZES)}"


def _around(before: str, here: _Together, above: _Together, below: _Together) -> Iterator[str]:
    """What a line looks like, and those above and below it."""
    for name, seen in ((before, here), (f"{before}-", above), (f"{before}+", below)):
        yield from _about(name, seen)
    yield from (f"{before}-|{above.sketch}|{here.sketch}", f"{before}+|{here.sketch}|{below.sketch}")


def _joined(lines: Sequence[NamingLine], i: int, way: int) -> bool:
    """Whether a line stands above (-1) or below another, and nothing parts them."""
    there = 0 <= i + way < len(lines)
    return there and not lines[max(i, i + way)].apart and lines[i].column == lines[i + way].column


def _of_block(lines: Sequence[NamingLine], parted: Sequence[_Line], role: Role) -> list[str]:
    """What all lines together look like."""
    counted = Counter(name for line in parted for name in line.whole.classes)
    counted["commas"] = sum("," in line.divided[1:] for line in parted)
    counted["apart"] = sum(line.apart for line in lines)
    counted["cells"] = sum(bool(line.cells) for line in lines)
    counted["marked"] = sum(bool(line.mark) for line in lines)
    shares = [f"B:{name}{step(counted[name] / len(lines), *_SHARES)}" for name in _COUNTED]
    alike, often = Counter(map(_divisions, parted)).most_common(1)[0]
    usual = alike if often > 1 and often * 2 >= len(lines) else "none"
    return [*shares, f"B:{role}", f"B:{role}{step(len(lines), 2, 3, 5, 10, 25)}", f"B|{usual}"]


def _divisions(line: _Line) -> str:
    return "".join(kind[0] for kind in line.divided[:6])


def _stacks(lines: Sequence[NamingLine]) -> Iterator[list[str]]:
    """Of each line, its place among those that stand together, and how many these are."""
    begins = [i for i in range(len(lines)) if not _joined(lines, i, -1)]
    sizes = [end - begin for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
    usual, often = Counter(sizes).most_common(1)[0]
    same = min(usual, 5) if len(sizes) > 2 and often * 2 >= len(sizes) else 0
    for size in sizes:
        for i in range(size):
            place = min(i, 4)
            yield [f"K{place}/{min(size, 6)}", f"K:{place}", f"K:same{same}@{place}"]


def _of_line(line: _Line, above: _Together, below: _Together) -> Iterator[str]:
    """What a line looks like, and those around it, for each of its words."""
    yield from _around("L", line.whole, above, below)
    yield from (f"L/{min(len(line.pieces), 5)}", f"L={_divisions(line)}")
    edges = (("first-", above.texts[:1]), ("last-", above.texts[-1:]), ("first+", below.texts[:1]))
    yield from (f"{WORD}{name}:{plain(word)}" for name, some in edges for word in some)


def _of_piece(line: _Line, i: int) -> Iterator[str]:
    """What is seen of a piece of a line."""
    here, after = line.pieces[i], (*line.divided, "end")[i + 1]
    yield from (*_about("S", here), f"S{min(i, 4)}/{min(len(line.pieces), 5)}")
    yield from (f"S<{line.divided[i]}", f"S>{after}", *["in-place"] * is_place(here.text))


def _of_words(line: NamingLine, parted: _Line) -> Iterator[list[str]]:
    """What is seen of each word of a line."""
    label = words.ADDRESSED_TO.match(f"{line.text} ")
    texts = ["", "", *parted.whole.texts, "", ""]
    firsts = [classes(said)[0] if said else "none" for said in texts]
    for j, word in enumerate(parted.words):
        further, above, same, below, after = firsts[j : j + 5]
        yield [
            *_alone(texts[j + 2]),
            f"c-1:{above}|{same}", f"c+1:{same}|{below}", f"c:{above}|{same}|{below}",
            f"c-2:{further}|{above}|{same}", f"c+2:{same}|{below}|{after}",
            *(mark for way in (-2, -1, 1, 2) for mark in _beside(texts[j + 2 + way], way)),
            *["label"] * (label is not None and word.end <= label.end()),
        ]  # fmt: skip


def _alone(word: str) -> list[str]:
    low = plain(word)
    known = (f"is:{name}" for name in (*classes(word), *names(word)))
    return [f"s:{shape(word)}", *known, *_end(word), f"{WORD}:{low}", f"z:{low[-3:]}"]


def _beside(word: str, way: int) -> list[str]:
    """What the word before or behind looks like."""
    marks = (classes(word)[0], *names(word), *_end(word)) if word else ("none",)
    return [*[f"{WORD}{way:+}:{plain(word)}"] * bool(word), *(f"{way:+}:{mark}" for mark in marks)]


def _end(word: str) -> list[str]:
    return [f"e{word[-1]}"] if word[-1] in ENDS else []


def _piece_begins(line: _Line, j: int) -> Iterator[str]:
    """What is seen of a word where a piece begins with it."""
    i = line.piece[j]
    if not j or line.piece[j - 1] != i:
        here = line.pieces[i]
        yield from (
            *_about("F", here),
            f"F:{line.divided[i]}|{here.sketch}",
            *["F:in"] * is_place(here.text),
        )


def _line_begins(line: NamingLine, here: _Together, above: _Together, below: _Together) -> Iterator[str]:
    """What is seen where a line begins: how it looks, and those around it."""
    yield from _around("b", here, above, below)
    yield from ("begin", f"begin:{line.apart}", f"b|{above.sketch}|{here.sketch}|{below.sketch}")
    yield from (*["marked"] * bool(line.mark), *["cells"] * bool(line.cells))
