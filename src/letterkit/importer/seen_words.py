"""What is seen of each word of lines that name somebody: its shape, its piece, its line, what is around.

Nothing here decides anything. Each mark is a word that `parting` looks up in the learned weights: `-1T`
that the word before is one for titles. Writers divide a line in pieces: at commas, dashes, brackets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from letterkit.importer import shapes, words
from letterkit.importer.reading import Role
from letterkit.importer.seen import step
from letterkit.values import replace

_TOKEN = re.compile(r"(?:[^\s,;，；、]|(?<=\d)[,;](?=\d))+[,;，；、]*|[,;，；、]+")
_DIVIDES = frozenset(("–", "—", "-", "--", "|", "/", ":", "·", "•", "//", "―", "‒"))
_ENDS = ",;:，；：、"
_BEHALF = re.compile(rf"(?:{words.ON_BEHALF_OF})(?=\s|$)", re.IGNORECASE)
_DEGREE = re.compile(
    rf"\W*(?:{shapes.POST_NOMINAL.pattern.rstrip('$')}|MA|RN|Inc|Ltd|LLC|e\.?\s?V|GmbH|Co|USA?|UK)\W*"
)
_INITIALS = re.compile(r"[A-Z]\.?(?:[A-Z]\.)*")
_SIZES = (2, 3, 4, 5, 7, 10, 15)
_SHARES = (0.05, 0.3, 0.6, 0.9)
_COUNTED = (
    "is:person", "is:organisation", "is:title", "is:either", "group", "name", "title", "honour", "place",
)  # fmt: skip
_KNOWN = {
    "T": words.TITLE_WORDS, "O": words.ORGANISATION_WORDS,
    "small": shapes.SMALL_WORDS, "particle": shapes.PARTICLES,
}  # fmt: skip
_CACHED = 5000


class NamingLine(Struct, frozen=True):
    """A line that names somebody: its words, the mark of its list, its lines, whether it stands apart.

    `cells` are those of a table's row, which stand in the text in order. `beside` belongs to no field:
    a number.
    """

    text: str
    first: int
    last: int
    apart: bool
    mark: str = ""
    column: int = 0
    indent: int = 0
    cells: tuple[str, ...] = ()
    beside: str = ""


class NamedWord(NamedTuple):
    """A word: the place of its line, where it begins and ends in it."""

    line: int
    begin: int
    end: int


class _Pieces(NamedTuple):
    """A line's words, the piece of each, the pieces' words, what divides each from the one before."""

    words: list[NamedWord]
    texts: list[str]
    piece: list[int]
    pieces: list[str]
    divided: tuple[str, ...]


SeenWord = tuple[tuple[str, ...], ...]
"""What is seen of a word, in groups: of its line, of its piece, of itself."""


def words_of(lines: Sequence[NamingLine], role: Role) -> tuple[list[NamedWord], list[SeenWord]]:
    """The words of lines, and what is seen of each."""
    lines = _levelled(lines)
    parted = [_pieces(i, line) for i, line in enumerate(lines)]
    block = _of_block(lines, parted, role)
    usual = _usual(parted)
    stacks = _stacks(lines)
    named: list[NamedWord] = []
    seen: list[SeenWord] = []
    for i, line in enumerate(parted):
        around = (*_of_line(lines, i), *block, *stacks[i])
        named += line.words
        seen += [(around, *groups) for groups in _of_words(lines, line, i, usual.get(line.divided, ()))]
    return named, seen


def _levelled(lines: Sequence[NamingLine]) -> list[NamingLine]:
    """The lines; where a blank line stands below each of them, only those stand apart below more."""
    gaps = [one.first - above.last if one.column == above.column else 0 for above, one in pairwise(lines)]
    least = min((gap for gap in gaps if gap > 0), default=1)
    if least == 1:
        return list(lines)
    apart = (not 0 < gap <= least for gap in gaps)
    return [*lines[:1], *(replace(line, apart=far) for line, far in zip(lines[1:], apart, strict=True))]


# A line's pieces


def _pieces(number: int, line: NamingLine) -> _Pieces:
    text = line.text
    found = [NamedWord(number, m.start(), m.end()) for m in tokens(text)]
    texts = [text[word.begin : word.end] for word in found]
    starts, at = set(), 0
    for cell in line.cells:
        at = text.index(cell, at)
        starts.add(at)
        at += len(cell)
    piece, divided, count, depth = [], ["line"], 0, 0
    for i, word in enumerate(found):
        far = bool(i) and word.begin - found[i - 1].end > 1
        kind = _division(texts[i - 1], texts[i], cell=word.begin in starts, far=far) if i else ""
        if kind and (depth <= 0 or kind in (")", "cell", "gap")):
            count += 1
            divided.append(kind)
        depth += sum(map(texts[i].count, "(（[")) - sum(map(texts[i].count, ")）]"))
        piece.append(count)
    pieces = [" ".join(t for t, p in zip(texts, piece, strict=True) if p == i) for i in range(count + 1)]
    return _Pieces(found, texts, piece, pieces, tuple(divided))


def tokens(text: str) -> list[re.Match[str]]:
    """The words of a text; a comma ends one, but not between digits."""
    return list(_TOKEN.finditer(text))


def _division(above: str, text: str, *, cell: bool, far: bool) -> str:
    """What divides a word from the one before it; empty where they are of one piece."""
    if cell or far:
        return "cell" if cell else "gap"
    if above[-1] in _ENDS:
        return {"，": ",", "；": ";", "：": ":", "、": ","}.get(above[-1], above[-1])
    if text in _DIVIDES or above in _DIVIDES:
        return text if text in _DIVIDES else "after"
    return "(" if text[0] in "(<[（" else ")" if above.rstrip(_ENDS)[-1:] in tuple(")>]）") else ""


# What is seen


@lru_cache(_CACHED)
def _looks(text: str) -> tuple[str, ...]:
    """What a piece or a line looks like."""
    plain = text.strip(" ,;:()–—-|/.，；：、")
    if not plain:
        return ("blank",)
    honorific, rest = words.split_honorific(plain)
    first = rest.split(maxsplit=1)[0] if rest else ""
    said = {
        f"is:{shapes.shape_of(plain)}": True,
        "honour": honorific,
        "title": shapes.is_title(rest),
        "group": shapes.has_organisation_word(plain),
        "name": shapes.has_name_shape(plain),
        "place": shapes.is_place(plain),
        "postal": shapes.is_postal(plain),
        "degree": _DEGREE.fullmatch(plain),
        "digits": any(map(str.isdigit, plain)),
        "number": plain.isdigit(),
        "bracket": text[:1] in "(（",
        "small": plain[0].islower(),
        "upper": plain.isupper() and len(plain) > 3,
        "titled": shapes.titled(rest),
        "mail": words.EMAIL.search(plain) or words.URL.search(plain),
        "ends-title": rest and _normal(rest.rsplit(maxsplit=1)[-1]) in words.TITLE_WORDS,
        "begins-title": _normal(first) in words.TITLE_WORDS,
    }
    marks = [mark for mark, true in said.items() if true]
    return (*marks, f"n{step(len(plain.split()), *_SIZES)}")


@lru_cache(_CACHED)
def _looks_as(before: str, text: str) -> tuple[str, ...]:
    """What a piece or a line looks like, each mark with where it stands before it."""
    return tuple(before + mark for mark in _looks(text))


@lru_cache(_CACHED)
def _kind(text: str) -> str:
    """What a piece or a line looks like most."""
    looks = set(_looks(text))
    for mark in ("blank", "number", "mail", "degree", "place"):
        if mark in looks:
            return mark
    if "postal" in looks and "is:person" not in looks:
        return "postal"
    if "is:title" in looks:
        return "titled" if "titled" in looks else "title+group" if "group" in looks else "title"
    if "is:organisation" in looks:
        return "group" if "group" in looks else "small" if "small" in looks else "organisation"
    return "upper" if "upper" in looks else "person" if "is:person" in looks else "either"


@lru_cache(_CACHED)
def _class(text: str) -> str:
    """What a word alone looks like most."""
    end = text[-1] if text[-1] in _ENDS else ""
    return next(iter(_known(_normal(text))), _shape(text)) + end


def _normal(word: str) -> str:
    return re.sub(r"\W+", "", word).casefold() or word


@lru_cache(_CACHED)
def _word(text: str) -> tuple[str, ...]:
    """What a word alone looks like."""
    low = _normal(text)
    return (f"s:{_shape(text)}", *_known(low), *_end(text), f"w:{low}", f"z:{low[-3:]}")


def _end(text: str) -> list[str]:
    return [f"e{text[-1]}"] if text[-1] in _ENDS else []


def _known(low: str) -> list[str]:
    return [mark for mark, known in _KNOWN.items() if low in known]


@lru_cache(_CACHED)
def _beside(text: str, way: int) -> tuple[str, ...]:
    """What the word before or behind looks like."""
    low = _normal(text)
    marks = [f"s:{_shape(text)}", *_known(low), f"w:{low}", *_end(text)]
    return tuple(f"{way:+}{mark}" for mark in marks)


def _shape(text: str) -> str:
    plain = text.strip(".,;:()[]<>\"“”’'，；、")
    if not plain:
        return "mark"
    if "@" in text or re.search(r"\w\.\w{2,}", plain):
        return "web"
    if any(map(str.isdigit, plain)):
        return "number" if plain.isdigit() else "digits"
    if _INITIALS.fullmatch(plain):
        return "I"
    if ord(plain[0]) > 0x2E80:
        return "han"
    if plain.isupper():
        return "UP"
    if plain[0].isupper():
        return "Xx"
    return ("xx" if len(plain) > 3 else "x") if plain[0].islower() else "other"


def _of_block(lines: Sequence[NamingLine], parted: Sequence[_Pieces], role: Role) -> list[str]:
    """What all lines together look like."""
    counted = Counter(mark for line in lines for mark in set(_looks(line.text)))
    count = len(lines)
    shares = [f"B:{mark}{step(counted[mark] / count, *_SHARES)}" for mark in _COUNTED]
    commas = sum("," in line.divided[1:] for line in parted) / count
    apart = sum(line.apart for line in lines) / count
    cells = sum(bool(line.cells) for line in lines) / count
    marked = sum(bool(line.mark) for line in lines) / count
    told = {"commas": commas, "apart": apart, "cells": cells, "marked": marked}
    shares += [f"B:{name}{step(share, *_SHARES)}" for name, share in told.items()]
    return [*shares, f"B:{role}", f"B:{role}{step(count, 2, 3, 5, 10, 25)}"]


def _usual(parted: Sequence[_Pieces]) -> dict[tuple[str, ...], list[list[str]]]:
    """What most pieces at one place look like, of lines that are divided alike."""
    alike: dict[tuple[str, ...], list[_Pieces]] = defaultdict(list)
    for line in parted:
        if len(line.pieces) > 1:
            alike[line.divided].append(line)
    found = {}
    for divided, same in alike.items():
        if len(same) > 2:
            counted = [
                Counter(m for one in same for m in set(_looks(one.pieces[i])))
                for i in range(len(divided))
            ]
            found[divided] = [
                [f"U:{mark}{step(count[mark] / len(same), *_SHARES)}" for mark in _COUNTED]
                for count in counted
            ]
    return found


def _stacks(lines: Sequence[NamingLine]) -> list[list[str]]:
    """Of each line, its place among those that stand together, and how many these are."""
    begins = [
        i for i, line in enumerate(lines) if not i or line.apart or line.column != lines[i - 1].column
    ]
    sizes = [end - begin for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
    usual = Counter(sizes).most_common(1)[0] if len(sizes) > 2 else (0, 0)
    same = usual[0] if usual[1] * 2 >= len(sizes) else 0
    alike = _alike_stacks(lines, begins, sizes)
    return [
        [
            f"K{min(place, 4)}/{min(size, 6)}",
            f"K:{min(place, 4)}",
            f"K:same{min(same, 5)}@{min(place, 4)}",
            *alike.get((size, place), ()),
        ]
        for size in sizes
        for place in range(size)
    ]


def _alike_stacks(
    lines: Sequence[NamingLine], begins: Sequence[int], sizes: Sequence[int]
) -> dict[tuple[int, int], list[str]]:
    """What most lines at one place look like, of as many that stand together."""
    found: dict[tuple[int, int], list[str]] = {}
    for size, often in Counter(sizes).items():
        if often < 3 or size < 2:
            continue
        for place in range(size):
            some = [
                lines[at + place].text for at, many in zip(begins, sizes, strict=True) if many == size
            ]
            counted = Counter(mark for text in some for mark in set(_looks(text)))
            found[size, place] = [f"V:{mark}{step(counted[mark] / often, *_SHARES)}" for mark in _COUNTED]
    return found


def _of_line(lines: Sequence[NamingLine], i: int) -> list[str]:
    """What a line looks like, and those around it, for each of its words."""
    found = list(_looks_as("L:", lines[i].text))
    kinds = [_kind_at(lines, i, way) for way in (-2, -1, 0, 1, 2)]
    return [
        *found,
        f"L-1:{kinds[1]}", f"L+1:{kinds[3]}",
        f"L-1|:{kinds[1]}|{kinds[2]}", f"L+1|:{kinds[2]}|{kinds[3]}", f"L|:{'|'.join(kinds[1:4])}",
        f"L-2|:{'|'.join(kinds[:3])}", f"L+2|:{'|'.join(kinds[2:])}",
    ]  # fmt: skip


def _kind_at(lines: Sequence[NamingLine], i: int, way: int) -> str:
    """The kind of a line near another; nothing behind a gap."""
    step = 1 if way > 0 else -1
    for k in range(i + step, i + way + step, step) if way else ():
        if not 0 <= k < len(lines) or lines[max(k, k - step)].apart or lines[k].column != lines[i].column:
            return "end"
    return _kind(lines[i + way].text)


def _of_words(
    lines: Sequence[NamingLine], line: _Pieces, i: int, usual: Sequence[list[str]]
) -> Iterator[SeenWord]:
    """What is seen of each word's piece, and of the word."""
    text = lines[i].text
    honour = len(words.split_honorific(text)[0].split())
    label = words.ADDRESSED_TO.match(f"{text} ")
    behalf = [match.span() for match in _BEHALF.finditer(text)]
    pieces = _of_pieces(line)
    classes = ["none", "none", *map(_class, line.texts), "none"]
    for j, (word, said) in enumerate(zip(line.words, line.texts, strict=True)):
        piece = line.piece[j]
        further, above, same, below = classes[j : j + 4]
        marks = [
            *_word(said),
            f"c-1:{above}|{same}",
            f"c+1:{same}|{below}",
            f"c:{above}|{same}|{below}",
            f"c-2:{further}|{above}|{same}",
            f"cS:{same}|{_kind(line.pieces[piece])}",
        ]
        marks += [f"H{min(j, 1)}"] * (j < honour)
        marks += ["label"] * (label is not None and word.end <= label.end())
        marks += ["behalf"] * any(begin <= word.begin < end for begin, end in behalf)
        marks += ["behind-behalf"] * any(0 <= word.begin - end <= 1 for _, end in behalf)
        if not j or piece != line.piece[j - 1]:
            marks += _begin(line, piece, usual)
        for way in (-1, 1):
            inside = 0 <= j + way < len(line.texts)
            marks += _beside(line.texts[j + way], way) if inside else (f"{way:+}none",)
        if not j:
            marks += _line_begin(lines, i)
        yield pieces[piece], tuple(marks)


def _of_pieces(line: _Pieces) -> list[tuple[str, ...]]:
    """What is seen of each piece of a line, and of those beside it."""
    kinds = ["none", *map(_kind, line.pieces), "none"]
    signs = ["", *line.divided[1:], ""]
    several = "".join(f"{sign}{kind}" for sign, kind in zip(signs, kinds[1:-1], strict=False))
    pattern = several if len(line.pieces) < 6 else "long"
    found = []
    for i, text in enumerate(line.pieces):
        before, kind, behind = kinds[i : i + 3]
        here = f"{signs[i]}|{kind}"
        found.append(
            (
                *_looks_as("S:", text),
                f"P{min(i, 4)}/{min(len(line.pieces), 5)}",
                f"pattern:{pattern}@{i}",
                f"S-1:{before}",
                f"S+1:{behind}",
                f"S-1|:{before}|{here}",
                f"S+1|:{kind}|{signs[i + 1]}{behind}",
                f"S|:{before}|{here}|{behind}",
            )
        )
    return found


def _begin(line: _Pieces, piece: int, usual: Sequence[list[str]]) -> list[str]:
    """What is seen where a piece begins."""
    looks = line.pieces[piece]
    begin = [
        f"by:{line.divided[piece]}",
        f"by{min(piece, 3)}",
        *_looks_as("SB:", looks),
        *_looks_as(f"SB{min(piece, 2)}:", looks),
    ]
    return [*begin, *(usual[piece] if usual else ())]


def _line_begin(lines: Sequence[NamingLine], i: int) -> list[str]:
    """What is seen where a line begins: how it looks, and those around it."""
    line = lines[i]
    found = ["begin", f"begin-apart:{line.apart}", *_looks_as("LB:", line.text)]
    found += ["first"] * (i == 0) + ["marked"] * bool(line.mark) + ["cells"] * bool(line.cells)
    above = lines[i - 1] if i else None
    if above is not None:
        found.append("column" if above.column != line.column else "same-column")
        found.append(f"deeper:{(line.indent > above.indent) - (line.indent < above.indent)}")
        found.append(f"above-ends:{above.text[-1:] if above.text[-1:] in ',;:-–/&.' else ''}")
        found += ["open"] * (above.text.count("(") > above.text.count(")"))
        found += ["above-long"] * (len(above.text) > 50)
        found.append(f"above-last:{_shape(above.text.split()[-1])}") if above.text.split() else None
    kinds = [_kind_at(lines, i, way) for way in (-2, -1, 0, 1, 2)]
    far = [_kind(lines[k].text) if 0 <= k < len(lines) else "none" for k in (i - 1, i + 1)]
    found += [
        f"LB|:{'|'.join(kinds[1:4])}",
        f"LB-2|:{'|'.join(kinds[:3])}",
        f"LB+2|:{'|'.join(kinds[2:])}",
    ]
    found += [f"LB-1:{far[0]}|{kinds[2]}", f"LB+1:{kinds[2]}|{far[1]}"]
    found += [f"apart+{way}" for way in (1, 2) if i + way < len(lines) and lines[i + way].apart]
    return found
