"""A body's parts → the runs of them that go into one block each, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from letterkit.importer.parts import Imported, ReadPart
from letterkit.importer.reading import Role
from letterkit.proposals.block_text import is_item


@dataclass(frozen=True, slots=True)
class Segment:
    """Parts that follow each other and go into one block: a passage, an ask, cases, a quotation."""

    kind: str
    number: int
    parts: tuple[ReadPart, ...]


def segments(document: Imported, parts: Sequence[ReadPart]) -> list[Segment]:
    """The parts of a body by the block they go into. An ask that is taken up again is a passage."""
    found: list[Segment] = []
    seen: set[int] = set()
    for (kind, number), run in groupby(parts, key=lambda part: _block_of(part, document)):
        again = kind == "ask" and number in seen
        if kind == "ask":
            seen.add(number)
        found.append(Segment("passage" if again else kind, number, tuple(run)))
    return found


def _block_of(part: ReadPart, document: Imported) -> tuple[str, int]:
    """The kind of block that a part goes into, and which of that kind."""
    if part.ask is not None:
        return "ask", part.ask
    if part.role is Role.CASE:
        return "cases", 0
    for number, quoted in enumerate(document.quotations if part.role is Role.QUOTE else ()):
        if quoted.speaker and quoted.first <= part.last and part.first <= quoted.last:
            return "quotation", number
    return "passage", 0


def style_of(first: ReadPart, number: int) -> str:
    """How letterkit sets the ask so that its mark is the one it had; else as it stands, in prose."""
    if not is_item(first):
        return "prose"
    if not first.marker[0].isdigit():
        return "bulleted"
    return "numbered" if int(first.marker[:-1]) == number else "prose"


def around_cases(
    parts: tuple[ReadPart, ...],
) -> tuple[tuple[ReadPart, ...], tuple[ReadPart, ...], tuple[ReadPart, ...]]:
    """An ask's text, its one run of cases, and what follows them; no cases where there are two runs."""
    runs = [(is_case, tuple(run)) for is_case, run in groupby(parts, key=lambda p: p.role is Role.CASE)]
    if [is_case for is_case, _ in runs] not in ([False, True], [False, True, False]):
        return parts, (), ()
    return runs[0][1], runs[1][1], runs[2][1] if len(runs) > 2 else ()
