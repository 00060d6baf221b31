"""Lines that name people and organisations → who they are, their fields parted: one search for all forms.

A line is divided where writers divide it. How much each piece looks like a person, a title or an
organisation is weighed (`likeness`), and so is what follows what: in a line, in the lines of one
signature, from one to the next. The reading that fits all lines best is taken; by how much it fits better
than the next one is how sure it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from letterkit.importer import shapes, words
from letterkit.importer.reading import Sure, aside, written

_DIVIDED = re.compile(
    r"(?P<dash>\s+(?:[–—-]|--|/)\s+)|(?P<colon>:\s+(?=[A-ZÀ-Ž]))"
    rf"|(?P<behalf>\s*[,–—-]?\s*\b(?!for\b|pour\b|por\b|für\b){words.ON_BEHALF_OF}\s+)"
    r"|(?P<bracket>\s*\((?=[^()]{2,120}\)[.,;]?$))|(?P<comma>\s*[,，]\s*)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|A[IS]+BL|A\.?C|S\.?A|USA?|U\.S\.A?|UK)\.?"
)
_FOR = re.compile(rf"{words.ON_BEHALF_OF}\s+", re.IGNORECASE)
_SHARED = re.compile(rf"(?P<one>\S.*?)\s+(?:{words.AND}|&)\s+(?P<other>\S.*)")
_AFTER_NAME = re.compile(rf"\w{shapes.AFTER_NAME.pattern}")
_NEVER = -99.0
LABELS = "PTOX"  # person, title, organisation, aside

# What a signature is made of, in which order, and how likely that is.
_MADE_OF = {
    "P": -0.5, "O": 0.0, "T": -3.0, "PT": 0.0, "PO": 0.0, "PTO": 0.5, "POT": 0.0,
    "OP": 0.0, "OPT": 0.0, "OTP": -0.5, "OT": -2.0, "TO": -2.0, "TP": -1.0, "TPO": -1.0,
}  # fmt: skip
_BEGINNINGS = {made[:i] for made in _MADE_OF for i in range(1, 4)}


class Piece(NamedTuple):
    """A piece of a line: where, how it is divided from the one before, what it looks like."""

    line: int
    begin: int
    end: int
    after: int  # where the next one begins
    kind: str
    likeness: Mapping[str, float]

    def goes_to(self, other: Piece) -> bool:
        """Whether another follows it in its line."""
        return self.line == other.line and self.after == other.begin


@dataclass(slots=True)
class Named:
    """Somebody named, while pieces are put together: per field, the lines and places of its pieces."""

    fields: dict[str, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    margin: float = 9.0

    def text(self, label: str, lines: Sequence[str]) -> str:
        """The words of a field, `written`, with those that divide it from the next aside."""
        if label == "X":
            return aside(" ".join(lines[p.line][p.begin : p.end].strip(" .,;()") for p in self.fields[label]))
        return " ".join(filter(None, _slices(self.fields[label], lines)))

    @property
    def sure(self) -> Sure:
        """How sure, by how much worse the next reading is."""
        return Sure.SURE if self.margin >= 1.5 else Sure.LIKELY if self.margin >= 0.75 else Sure.LOOK


def _slices(pieces: Sequence[Piece], lines: Sequence[str]) -> Iterator[str]:
    """The words of pieces; those that follow each other in a line stand together."""
    i = 0
    while i < len(pieces):
        last = i
        while last + 1 < len(pieces) and pieces[last].goes_to(pieces[last + 1]):
            last += 1
        line, begin, end = lines[pieces[i].line], pieces[i].begin, pieces[last].end
        yield aside(line[:begin].strip(" ,") if pieces[i].kind in ("line", "for") else "")
        text = line[begin:end].strip().rstrip(",")
        yield written(text.rstrip(").,;") if text.count(")") > text.count("(") else text)
        yield aside(line[end : pieces[last].after].strip(" ,()"))
        i = last + 1


# Pieces


def pieces_of_line(number: int, text: str, cells: Sequence[str] = ()) -> list[Piece]:
    """The pieces of a line, or of the cells of a table's row, which stand in the text in their order."""
    found = list(_of_cells(text, cells) if cells else _of_text(text))
    nexts = [begin for begin, *_ in found[1:]]
    return [
        Piece(number, begin, end, after, kind, like)
        for (begin, end, kind, like), after in zip(found, [*nexts, len(text)], strict=True)
    ]


_Found = tuple[int, int, str, dict[str, float]]


def _of_cells(text: str, cells: Sequence[str]) -> Iterator[_Found]:
    at = 0
    for i, cell in enumerate(cells):
        at = text.index(cell, at)
        yield at, at + len(cell), "cell" if i else "line", likeness(cell, "cell")
        at += len(cell)


def _of_text(text: str) -> Iterator[_Found]:
    begin, kind = 0, "line"
    if match := _FOR.match(text):  # 'On behalf of the Watch'
        begin, kind = match.end(), "for"
    marks = [m for m in _DIVIDED.finditer(text, begin) if 1 < m.start() and m.end() < len(text)]
    names = len(marks) > 2 and all(m["dash"] for m in marks) and _can_be_group(text[: marks[0].start()])
    for match in marks:
        if not _within_brackets(text, match.start()):
            yield from _parted(text, begin, match.start(), kind)
            begin, kind = match.end(), "new" if names else match.lastgroup or ""
            named = _AFTER_NAME.search(text[: match.start()])
            if kind == "bracket" and named:  # a member of parliament, and where of
                yield begin, len(text), kind, _like(X=4)
                return
    yield from _parted(text, begin, len(text), kind)


def _can_be_group(text: str) -> bool:
    return likeness(text, "line")["P"] < 3


def _within_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _parted(text: str, begin: int, end: int, kind: str) -> Iterator[_Found]:
    """A piece, or two: 'President of the Quay', where that can be an organisation."""
    said = text[begin:end]
    match = words.TITLE_OF.fullmatch(said) if kind not in ("line", "for") else None
    shared = _SHARED.fullmatch(said) if kind == "line" and text[end:].lstrip()[:1] == "(" else None
    first, _, rest = said.partition(" ")
    if match and (shapes.is_title(match["title"]) or (kind != "bracket" and match["title"][:1].islower())):
        group = shapes.has_organisation_word(match["rest"]) or re.fullmatch(r"\S+\.\S+|[A-Z]{3,}", match["rest"])
        link = match["link"].strip().lower()
        if group or not (link.startswith("for") or " " not in match["rest"] or kind == "bracket"):
            yield begin, begin + match.end("title"), kind, _like(T=3, O=-3)
            yield begin + match.start("rest"), end, "link", _like(T=0, O=2.5) if group else _like(T=1, O=0.8)
            return
    if shared and all(_like_named(shared[one])["P"] > 0 for one in ("one", "other")):
        yield begin, begin + shared.end("one"), kind, likeness(shared["one"], kind)
        yield begin + shared.start("other"), end, "new", likeness(shared["other"], kind)
    elif kind == "bracket" and rest[:1].isupper() and shapes.is_title(first.rstrip("s")) and not shapes.is_title(rest):
        yield begin, begin + len(first), kind, _like(T=3)
        yield begin + len(first) + 1, end, "link", _like(O=2)
    else:
        yield begin, end, kind, likeness(said, kind)


def _like(*, P: float = -4, T: float = -3, O: float = -4, X: float = -9) -> dict[str, float]:  # noqa
    return {"P": P, "T": T, "O": O, "X": X}


def likeness(text: str, kind: str) -> dict[str, float]:
    """How much a piece looks like a person, a title, an organisation, or like none of the fields."""
    plain = text.strip(" .,;()")
    if kind == "for" or kind == "behalf":
        return _like(O=5)
    if plain.isdigit():
        return _like(X=4)
    if kind == "comma" and is_suffix(text):
        return _like(P=0, O=0)
    if shapes.is_place(plain):
        place = {"dash": 2.5, "cell": 2.5, "comma": 1.5, "line": 1.5}.get(kind, -9)
        return _like(P=-2, O=-1 if place > 2 else 0.5, X=place)
    like = _like_named(plain) if text[:1] != "(" else _like(O=1.5, T=0)
    return {**like, "X": -2.5} if kind in ("dash", "cell") else like


def _like_named(plain: str) -> dict[str, float]:
    shape = shapes.shape_of(plain)
    called = words.CALLED_ON.match(plain)
    name = plain[called.end() :] if called else ""
    if shapes.has_name_shape(name) and shapes.shape_of(name) in ("person", "either"):
        return _like(P=3, O=-2)
    if shape == "title" or shapes.is_title(words.split_honorific(plain)[1]):
        return _like(T=2, O=1) if shapes.has_organisation_word(plain) else _like(T=3, O=-1)
    if shape == "person":
        return _like(P=3, O=-2)
    if shape == "either":
        return _like(P=1, T=-2, O=0.5)
    if shapes.has_organisation_word(plain) or plain.isupper() or re.search(r"\.\w", plain):
        return _like(O=3)
    if plain[:1].islower():
        return _like(T=2, O=-1)
    return _like(T=0.5, O=1.5) if " " in plain else _like(T=1.2, O=1)


def is_suffix(text: str) -> bool:
    """Whether it belongs to what stands before the comma: 'Inc.', 'Ph.D.'"""
    plain = text.strip()
    return _SUFFIX.fullmatch(plain) is not None or shapes.POST_NOMINAL.fullmatch(plain) is not None


def parted(text: str) -> tuple[str, str, str]:
    """'Jane Roe, Ph.D., Chair, The Watch' → person, title and organisation, `written`."""
    found = Search([text], pieces_of_line(0, text), [True], [True], 0, [{}]).named()[0]
    return found.text("P", [text]), found.text("T", [text]), found.text("O", [text])


# The search


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go on: the piece's label, whether somebody new begins with it, the state after it."""

    label: str
    new: bool
    state: str
    cost: float


class Search:
    """The best reading of the pieces of lines; `apart` says which lines stand apart from those above."""

    def __init__(
        self, lines: Sequence[str], pieces: Sequence[Piece], alone: Sequence[bool],
        apart: Sequence[bool], joined: float, usual: Sequence[Mapping[str, float]],
    ) -> None:  # fmt: skip
        self.lines, self.pieces, self.alone, self.apart = lines, pieces, alone, apart
        self.joined = joined  # what it costs to go on in the next line with somebody of the one above
        self.usual = usual  # what those who sign there are, as far as known: weights for P and O

    def named(self) -> list[Named]:
        """Who is named, in order."""
        forward: list[dict[str, float]] = [{"": 0.0}]
        for i in range(len(self.pieces)):
            after: dict[str, float] = {}
            for state, score in forward[-1].items():
                for step in self._steps(i, state):
                    total = score + step.cost
                    if total > after.get(step.state, -1e9):
                        after[step.state] = total
            forward.append(after)
        return self._traced(forward, self._backward())

    def _backward(self) -> list[dict[str, float]]:
        """What each state can still come to, from every piece to the end."""
        ahead: list[dict[str, float]] = [dict.fromkeys(("", *_BEGINNINGS), _NEVER * 9)]
        ahead[0].update(_MADE_OF)
        for i in range(len(self.pieces) - 1, -1, -1):
            best = {}
            for state in ahead[0]:
                costs = [step.cost + ahead[0][step.state] for step in self._steps(i, state)]
                best[state] = max(costs, default=_NEVER * 9)
            ahead.insert(0, best)
        return ahead

    def _traced(self, forward: list[dict[str, float]], ahead: list[dict[str, float]]) -> list[Named]:
        found: list[Named] = []
        state = ""
        for i, piece in enumerate(self.pieces):
            steps = self._steps(i, state)
            step = max(steps, key=lambda one: one.cost + ahead[i + 1][one.state])
            if step.new:
                found.append(Named())
            found[-1].fields[step.label].append(piece)
            if piece.kind != "link":  # 'President of the Quay' is right either way
                found[-1].margin = min(found[-1].margin, self._margin(i, step, forward, ahead))
            state = step.state
        return found

    def _margin(
        self, i: int, taken: Step, forward: list[dict[str, float]], ahead: list[dict[str, float]]
    ) -> float:
        """By how much the best reading is better than any in which a piece is something else."""
        best, other = _NEVER * 9, _NEVER * 9
        for state, score in forward[i].items():
            for step in self._steps(i, state):
                total = score + step.cost + ahead[i + 1][step.state]
                if (step.label, step.new) == (taken.label, taken.new):
                    best = max(best, total)
                else:
                    other = max(other, total)
        return best - other

    def _steps(self, i: int, state: str) -> list[Step]:
        piece = self.pieces[i]
        steps = []
        for label in LABELS:
            like = piece.likeness[label]
            after = state if label in state or label == "X" else state + label
            if state and (label == "X" or after in _BEGINNINGS):
                steps.append(Step(label, False, after, like + self._going_on(i, state, label)))
            if (not state or piece.kind in ("line", "for", "new")) and (label != "X" or like > 3):
                begun = label if label != "X" else "O"
                steps.append(Step(label, True, begun, like + self._beginning(i, state, label)))
        return steps

    def _beginning(self, i: int, state: str, label: str) -> float:
        """What it costs that somebody begins with a piece, and whoever is above it ends."""
        line = self.pieces[i].line
        within = state and self.joined > 0 and not (self.apart[line] or self.alone[line])
        cost = _MADE_OF.get(state, _NEVER) if state else 0
        return cost + self.usual[line].get(label, 0) - bool(within)

    def _going_on(self, i: int, state: str, label: str) -> float:
        """What it costs that a piece goes on with somebody."""
        piece, line = self.pieces[i], self.pieces[i].line
        if piece.kind in ("line", "for"):
            return self._going_on_below(i, state, label)
        if piece.kind == "new":
            return _NEVER
        if label == "X":
            return _NEVER if piece.kind == "comma" and state == "O" else 0
        if label not in state:
            ordered = state + label in ("PT", "PTO", "PO") or piece.kind in ("colon", "behalf")
            return 0 if ordered else -0.5
        if label != state[-1]:
            return _NEVER
        suffix = piece.kind == "comma" and is_suffix(self.lines[line][piece.begin : piece.end])
        another = label == "O" and piece.kind == "comma" and piece.likeness["O"] >= 3
        return {"P": 3.0 if suffix else _NEVER}.get(label, 1.0 if suffix else -0.4 if another else 0.1)

    def _going_on_below(self, i: int, state: str, label: str) -> float:
        piece, above = self.pieces[i], self.pieces[i - 1]
        line = piece.line
        if self.alone[line]:
            return _NEVER
        if above.kind == "for" and label not in state:
            return 1.0  # who signs for them stands below, be it apart
        if self.apart[line]:
            return _NEVER
        if label == "X":
            return 0 if "P" in state else _NEVER
        if label == state[-1]:
            hangs = self.lines[line][piece.begin] == "("
            return {"P": _NEVER, "T": -1.5}.get(label, 0 if hangs else -1.0 - 2 * (state == "O")) + self.joined
        return self.joined if label not in state else _NEVER
