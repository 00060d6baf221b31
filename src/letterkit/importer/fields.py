"""Lines that name people and organisations → who they are, their fields parted: one search for all forms.

What each piece of a line looks like is weighed (`pieces`), and what follows what: in a line, in the lines
of one signature or address, from one to the next. The reading that fits all lines best is taken; by how
much it fits better than the next one is how sure it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from msgspec import Struct, field

from letterkit.importer.pieces import LinePiece, is_suffix, pieces_of_line
from letterkit.importer.reading import Sure, aside, written

_NEVER = -99.0


class FoundParty(Struct):
    """Somebody named, while pieces are put together: per field, the lines and places of its pieces."""

    fields: dict[str, list[LinePiece]] = field(default_factory=lambda: defaultdict(list))
    margin: float = 9.0

    def text(self, label: str, lines: Sequence[str]) -> str:
        """The words of a field, `written`, with those that divide it from the next aside."""
        if label == "X":
            return aside(
                " ".join(lines[p.line][p.begin : p.end].strip(" .,;()") for p in self.fields[label])
            )
        return " ".join(filter(None, _slices(self.fields[label], lines)))

    def sure(self, least: float) -> Sure:
        """How sure, by how much worse the next reading is; `least`: what a sure one needs."""
        return (
            Sure.SURE if self.margin >= least else Sure.LIKELY if self.margin >= least / 2 else Sure.LOOK
        )


def _slices(pieces: Sequence[LinePiece], lines: Sequence[str]) -> Iterator[str]:
    """The words of pieces; those that follow each other in a line stand together."""
    i = 0
    while i < len(pieces):
        last = i
        while last + 1 < len(pieces) and pieces[last].goes_to(pieces[last + 1]):
            last += 1
        line, begin, end = lines[pieces[i].line], pieces[i].begin, pieces[last].end
        yield aside(line[:begin].strip(" ,") if pieces[i].kind in ("line", "for") else "")
        text = line[begin:end].strip()
        bare = text.rstrip(").,;") if text.count(")") > text.count("(") else text.rstrip(",")
        yield written(bare)
        yield aside(text[len(bare) :].strip(").;"))
        gap = line[end : pieces[last].after].strip()
        yield aside(gap if pieces[last].after == len(line) else gap.strip(" ,()"))
        i = last + 1


def parted(text: str) -> tuple[str, str, str]:
    """'Jane Roe, Ph.D., Chair, The Watch' → person, title and organisation, `written`."""
    found = Search([text], pieces_of_line(0, text), [True], [True], 0, [{}]).named()[0]
    person, title, organisation, rest = (found.text(label, [text]) for label in "PTOX")
    return person, title, f"{organisation} {rest}".strip()


# The search


class ReadingStep(NamedTuple):
    """One way to go on: the piece's label, whether somebody new begins with it, the state after it."""

    label: str
    new: bool
    state: str
    cost: float


def _orders(made_of: Mapping[str, float]) -> frozenset[str]:
    return frozenset(made[:i] for made in made_of for i in range(1, len(made) + 1))


class Search:
    """The best reading of the pieces of those who sign.

    Labels are P(erson), T(itle), O(rganisation) and X, which is none of them. `apart` says which lines
    stand apart from those above.
    """

    labels = "PTOX"
    # What a signature is made of, in which order, and how likely that is.
    made_of: ClassVar[Mapping[str, float]] = {
        "P": -0.5, "O": 0.0, "T": -3.0, "PT": 0.0, "PO": 0.0, "PTO": 0.5, "POT": 0.0,
        "OP": 0.0, "OPT": 0.0, "OTP": -0.5, "OT": -2.0, "TO": -2.0, "TP": -1.0, "TPO": -1.0,
    }  # fmt: skip
    orders = _orders(made_of)

    def __init__(
        self, lines: Sequence[str], pieces: Sequence[LinePiece], alone: Sequence[bool],
        apart: Sequence[bool], joined: float, usual: Sequence[Mapping[str, float]],
    ) -> None:  # fmt: skip
        self.lines, self.pieces, self.alone, self.apart = lines, pieces, alone, apart
        self.joined = joined  # what it costs to go on in the next line with somebody of the one above
        self.known: dict[tuple[tuple[object, ...], str], list[ReadingStep]] = {}
        self.usual = usual  # what those who sign there are, as far as known: weights for P and O

    def named(self) -> list[FoundParty]:
        """Who is named, in order."""
        scores: dict[str, float] = {"": 0.0}
        ways: list[dict[str, list[ReadingStep]]] = []
        forward = [scores]
        for i in range(len(self.pieces)):
            look = self._look(i)
            ways.append({state: self._known(look, i, state) for state in scores})
            after: dict[str, float] = {}
            for state, steps in ways[-1].items():
                for step in steps:
                    total = scores[state] + step.cost
                    if total > after.get(step.state, _NEVER * 9e9):
                        after[step.state] = total
            scores = after
            forward.append(scores)
        ahead = [{state: self.made_of.get(state, _NEVER) for state in scores}]
        for way in reversed(ways):
            ahead.append(
                {state: max(self._total(step, ahead[-1]) for step in way[state]) for state in way}
            )
        return self._traced(ways, forward, ahead[::-1])

    def _look(self, i: int) -> tuple[object, ...]:
        """All on which the steps at a piece depend."""
        piece, text = self.pieces[i], self.lines[self.pieces[i].line]
        ahead = (self.pieces[i - 1].kind, *self.pieces[i - 1].likeness.values()) if i else ()
        place = (self.alone[piece.line], self.apart[piece.line], *self.usual[piece.line].items())
        said = text[piece.begin] == "(" or text[piece.begin].islower()
        suffix = piece.kind == "comma" and is_suffix(text[piece.begin : piece.end])
        return (ahead, place, piece.kind, *piece.likeness.values(), said, suffix)

    def _known(self, look: tuple[object, ...], i: int, state: str) -> list[ReadingStep]:
        """The steps at a piece; those of pieces that look alike are found once."""
        if (look, state) not in self.known:
            self.known[look, state] = self._steps(i, state)
        return self.known[look, state]

    def _total(self, step: ReadingStep, ahead: Mapping[str, float]) -> float:
        return step.cost + ahead[step.state]

    def _traced(
        self,
        ways: Sequence[Mapping[str, Sequence[ReadingStep]]],
        forward: Sequence[Mapping[str, float]],
        ahead: Sequence[Mapping[str, float]],
    ) -> list[FoundParty]:
        """The best way through, with by how much it is better than any in which a piece is another."""
        found: list[FoundParty] = []
        state = ""
        for i, piece in enumerate(self.pieces):
            taken = max(ways[i][state], key=lambda step: self._total(step, ahead[i + 1]))
            if taken.new:
                found.append(FoundParty())
            found[-1].fields[taken.label].append(piece)
            if piece.kind != "link":  # 'President of the Quay' is right either way
                others = [
                    forward[i][before] + self._total(step, ahead[i + 1])
                    for before, steps in ways[i].items()
                    for step in steps
                    if (step.label, step.new) != (taken.label, taken.new)
                ]
                margin = ahead[0][""] - max(others, default=_NEVER)
                found[-1].margin = min(found[-1].margin, margin)
            state = taken.state
        return found

    def _steps(self, i: int, state: str) -> list[ReadingStep]:
        piece = self.pieces[i]
        steps = []
        for label in self.labels:
            like = piece.likeness[label]
            after = state if label in state or label == "X" else state + label
            if state and (label == "X" or after in self.orders):
                steps.append(ReadingStep(label, False, after, like + self._going_on(i, state, label)))
            if (not state or piece.kind in ("line", "for", "new", "cell")) and (label != "X" or like > 3):
                begun = label if label != "X" else "O"
                steps.append(ReadingStep(label, True, begun, like + self._beginning(i, state, label)))
        return [step for step in steps if step.cost > _NEVER / 2] or steps

    def _beginning(self, i: int, state: str, label: str) -> float:
        """What it costs that somebody begins with a piece, and whoever is above it ends."""
        line = self.pieces[i].line
        within = state and self.joined > 0 and not (self.apart[line] or self.alone[line])
        cost = self.made_of.get(state, _NEVER) if state else 0
        beside = state and self.pieces[i].kind == "cell"
        return cost + self.usual[line].get(label, 0) - bool(within) - bool(beside)

    def _going_on(self, i: int, state: str, label: str) -> float:
        """What it costs that a piece goes on with somebody."""
        piece, line = self.pieces[i], self.pieces[i].line
        if piece.kind in ("line", "for"):
            return self._going_on_below(i, state, label)
        if piece.kind == "new":
            return _NEVER
        if label == "X":
            if piece.kind != "comma":
                return 0
            return _NEVER if state == "O" else 0.5 if "O" in state else 0  # of an office: where it is
        if label not in state:
            ordered = state + label in ("PT", "PTO", "PO") or piece.kind in ("colon", "behalf")
            return 0 if ordered else -0.5
        if label != state[-1]:
            return _NEVER
        if piece.kind in ("cell", "column"):
            return -2.0 if piece.kind == "cell" else _NEVER
        suffix = piece.kind == "comma" and is_suffix(self.lines[line][piece.begin : piece.end])
        another = label == "O" and piece.kind == "comma" and piece.likeness["O"] >= 3
        small = self.lines[line][piece.begin].islower()
        named = another and not small and self.pieces[i - 1].likeness["P"] > 0  # 'Jane Roe, The Watch'
        same = 1.0 if suffix else -1.5 if named else -0.4 if another else 0.1
        return {"P": 3.0 if suffix else _NEVER}.get(label, same)

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
            return {"P": _NEVER, "T": -1.5}.get(
                label, 0 if hangs else -1.0 - 2 * (state == "O")
            ) + self.joined
        return self.joined if label not in state else _NEVER


class AddressSearch(Search):
    """The best reading of the lines of inside addresses; A is a postal line."""

    labels = "PTOA"
    made_of: ClassVar[Mapping[str, float]] = {
        made + address: cost + (0.3 if address else 0)
        for made, cost in {
            "P": -1.0, "T": -0.5, "O": -0.5, "PT": 0.3, "PO": 0.0, "PTO": 0.5, "POT": 0.0, "TP": 0.2,
            "TPO": 0.2, "TO": 0.0, "OP": -0.3, "OPT": 0.0, "OT": -0.3, "OTP": 0.0, "TOP": -0.5, "": -3.0,
        }.items()
        for address in ("", "A")
        if made or address
    }  # fmt: skip
    orders = _orders(made_of)

    def _beginning(self, i: int, state: str, label: str) -> float:
        """Within lines that stand together, only a name begins somebody new, below a whole address."""
        cost = self.made_of.get(state, _NEVER) if state else 0
        if state and not self.apart[self.pieces[i].line]:
            return (
                cost - 0.7
                if label in "PT" and (len(state) > 1 or self.alone[self.pieces[i].line])
                else _NEVER
            )
        return cost + (0 if label != "A" else -1.0)

    def _going_on_below(self, i: int, state: str, label: str) -> float:
        piece, above = self.pieces[i], self.pieces[i - 1]
        apart = -0.6 if self.apart[piece.line] else 0
        if self.alone[piece.line]:
            return _NEVER
        lower = self.lines[piece.line][piece.begin].islower()
        if label != state[-1]:
            return apart - 2 * lower if label not in state else _NEVER
        honoured = label == "P" and above.likeness.get("H", 0) > 0
        floor = max(0.0, 1.0 - piece.likeness["A"])
        same = {"P": 2.0 if honoured else _NEVER, "T": -1.5 + 2 * lower, "O": -4.0 + 4 * lower}
        return same.get(label, floor) + apart
