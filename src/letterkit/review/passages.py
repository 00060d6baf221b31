"""The passages of a document: what was printed together, what it was made from, what is said about it.

A passage is the lines of one paragraph or part. It knows the block it is made of and those that stand
around it or behind it: the issue of a case list, the people of a case, the organisation that signs. Of a
person nothing is said here but what the letter prints and what the person's block says of its own facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.base import BlockModel
from letterkit.blocks.models import (
    Person,
    Prose,
)
from letterkit.changes import Deleted, ListedChange
from letterkit.checks import Checked
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic, ordered
from letterkit.library.index import Block
from letterkit.review.block_facts import BlockFacts, PassageFinding, block_facts
from letterkit.values import replace
from letterkit.writers.pdf.lines import ADDRESSEE, PrintedLine
from letterkit.writers.pdf.places import PrintedPlaces

# Where a line was made: its part of the letter, block, file and line of the file.
Origin: TypeAlias = tuple[str, str | None, str | None, int | None]


class PrintedPassage(Struct, frozen=True):
    """A passage: its key, unique in the document, what it is, its words, and the blocks it is made of.

    `group` is the block around it, or the part of the letter. The first of `blocks` is the one to edit.
    `was` is the file and line of a passage that only the earlier letter has.
    """

    key: str
    title: str
    group: str
    words: str
    blocks: tuple[BlockFacts, ...] = ()
    was: str | None = None


class PassageRegion(Struct, frozen=True):
    """The lines of a passage on one page."""

    passage: str
    lines: tuple[PrintedLine, ...]

    @property
    def page(self) -> int:
        """The page's number."""
        return self.lines[0].page

    @property
    def place(self) -> str:
        """Where it stands, in the words of a reader: page 2, lines 3–9."""
        numbers = [line.number for line in self.lines if line.number is not None]
        if not numbers:
            return f"page {self.page}"
        first, last = numbers[0], numbers[-1]
        lines = f"line {first}" if first == last else f"lines {first}–{last}"
        return f"page {self.page}, {lines}"


class Passages(Struct, frozen=True):
    """The passages of a document by key, in the order they are printed, and where each stands."""

    by_key: Mapping[str, PrintedPassage]
    regions: tuple[PassageRegion, ...]
    findings: tuple[PassageFinding, ...]
    keys: Mapping[Origin, str]

    def at(self, change: ListedChange) -> str | None:
        """The passage that a change of a redline is in; None where nothing of it is printed."""
        exact = (r for r in self.regions if any(line.change == change.number for line in r.lines))
        around = (r for r in self.regions if self.by_key[r.passage].group == change.place)
        return next((region.passage for region in (*exact, *around)), None)


def passages(
    checked: Checked,
    released: Released[lt.Document],
    lines: Sequence[PrintedLine],
    findings: Iterable[Diagnostic],
) -> Passages:
    """The passages of a document that was released and printed in these lines, and what was found in
    each. The findings are told as an output may show them.
    """
    keys = _Keys({})
    regions = tuple(_regions(lines, keys))
    places = PrintedPlaces(released.tree, lines)
    told = tuple(_told(ordered(findings), places, keys.known))
    sources = _Sources(checked, released, told)
    by_key = {key: sources.passage(key, lines) for key, lines in _lines_by_key(regions).items()}
    return Passages(by_key, regions, told, keys.known)


def passages_of_redline(
    released: Released[lt.Document],
    lines: Sequence[PrintedLine],
    redline: Released[lt.Document],
    present: Passages,
) -> Passages:
    """The passages of a redline that was printed in these lines.

    Those that it shares with the letter as it is, whose are `present`, are the same; of the others it is
    said where they stood.
    """
    keys = _Keys(present.keys)
    regions = tuple(_regions(_as_they_are(lines, redline, released), keys))
    by_key = {
        key: present.by_key.get(key) or _earlier(key, lines)
        for key, lines in _lines_by_key(regions).items()
    }
    return Passages(by_key, regions, present.findings, keys.known)


def _as_they_are(
    lines: Iterable[PrintedLine], redline: Released[lt.Document], released: Released[lt.Document]
) -> list[PrintedLine]:
    """The lines of a redline, those of a case with the place that the case has in the letter as it is.

    A case's place is that of its last words, and a comparison puts the words together anew. Each of the
    two counts people's files in its own way.
    """
    now = {_people(case, released): _place_of(case) for case in _cases(released.tree)}
    moved = {
        (node.origin.file, node.origin.line): now[_people(case, redline)]
        for case in _cases(redline.tree)
        if _people(case, redline) in now and not isinstance(case.change, Deleted)
        for node in lt.walk(case)
    }
    found = []
    for line in lines:
        file, number = moved.get((line.file or "", line.line or 0), (line.file, line.line))
        found.append(replace(line, file=file, line=number))
    return found


def _cases(tree: lt.Document) -> Iterator[lt.Case]:
    return (node for node in lt.walk(tree) if isinstance(node, lt.Case))


def _people(case: lt.Case, released: Released[lt.Document]) -> tuple[str, ...]:
    """The full names of the blocks of a case's people."""
    names = {shown: name for name, shown in released.people.items()}
    return tuple(names.get(block, block) for block in case.blocks)


def _place_of(case: lt.Case) -> tuple[str, int]:
    """The file and line that a case is printed from."""
    last = case.children[-1].origin
    return last.file, last.line


def _lines_by_key(regions: Iterable[PassageRegion]) -> dict[str, list[PrintedLine]]:
    """The lines of each passage, by its key, in the order they are printed."""
    found: dict[str, list[PrintedLine]] = {}
    for region in regions:
        found.setdefault(region.passage, []).extend(region.lines)
    return found


def _words(lines: Iterable[PrintedLine]) -> str:
    return " ".join(line.text for line in lines)


def _earlier(key: str, lines: Sequence[PrintedLine]) -> PrintedPassage:
    """A passage that only the earlier letter has."""
    group = _group(lines[0])
    return PrintedPassage(key, group, group, _words(lines), was=f"{lines[0].file}:{lines[0].line}")


def _regions(lines: Iterable[PrintedLine], keys: _Keys) -> Iterator[PassageRegion]:
    """Lines that follow each other on a page and were made from the same place."""
    for _, together in groupby(lines, lambda line: (line.page, _origin(line))):
        found = tuple(together)
        yield PassageRegion(keys.of(found[0]), found)


def _origin(line: PrintedLine) -> Origin:
    """What tells passages apart. An inside address is one, whichever line of its file a line prints."""
    if line.part == ADDRESSEE:
        return line.part, line.block, None, None
    return line.part, line.block, line.file, line.line


class _Keys:
    """Names the passages, so that a name stays the same while other blocks are edited."""

    def __init__(self, present: Mapping[Origin, str]) -> None:
        self.known = dict(present)
        self.is_earlier = bool(present)
        self.counted: Counter[str] = Counter()

    def of(self, line: PrintedLine) -> str:
        """The key of the passage that the line belongs to."""
        origin = _origin(line)
        if origin not in self.known:
            stem = re.sub(r"[^a-z0-9]+", "-", _group(line).lower()).strip("-") or "passage"
            stem = f"was-{stem}" if self.is_earlier else stem
            self.counted[stem] += 1
            self.known[origin] = f"{stem}-{self.counted[stem]}"
        return self.known[origin]


def _group(line: PrintedLine) -> str:
    return line.block or line.part


def _told(
    findings: Iterable[Diagnostic], places: PrintedPlaces, keys: Mapping[Origin, str]
) -> Iterator[PassageFinding]:
    """Each finding with the passage that is printed from its place."""
    for number, finding in enumerate(findings, 1):
        about = places.lines_from(finding.location)
        yield PassageFinding(number, finding, keys[_origin(about[0])] if about else None)


class _Sources:
    """The blocks of a document by file and by name, and what was found in each."""

    def __init__(
        self, checked: Checked, released: Released[lt.Document], findings: tuple[PassageFinding, ...]
    ) -> None:
        used = checked.subject.files() if checked.subject else ()
        self.shown = released.people
        self.by_file = {self._called(block.document.file): block for block in used}
        self.by_name = {self._called(block.reference): block for block in used}
        self.findings = findings
        self.cases = {_place_of(case): case for case in _cases(released.tree)}
        self.day = checked.subject.on if checked.subject else None

    def _called(self, name: str) -> str:
        """What a file or block is called in what was released."""
        return self.shown.get(name, name)

    def passage(self, key: str, lines: Sequence[PrintedLine]) -> PrintedPassage:
        """The passage that these lines are."""
        blocks = tuple(self._facts(lines[0]))
        title = blocks[0].title if blocks and lines[0].block else lines[0].part.capitalize()
        return PrintedPassage(key, title, _group(lines[0]), _words(lines), blocks)

    def _facts(self, line: PrintedLine) -> Iterator[BlockFacts]:
        """What the blocks of a line say of themselves."""
        own = self.by_file.get(line.file or "")
        for block in self._blocks(line, own):
            at = line.line or 1 if block is own else self._line_in(block)
            file, reference = self._called(block.document.file), self._called(block.reference)
            yield block_facts(block, (file, at), reference, self.findings)

    def _blocks(self, line: PrintedLine, own: Block[BlockModel] | None) -> Iterable[Block[BlockModel]]:
        """The block whose file the line is from, the people of a case, and the block around it."""
        case = self.cases.get((line.file or "", line.line or 0))
        names = (*(case.blocks if case else ()), line.block or "")
        found: dict[str, Block[BlockModel]] = {}
        for block in (own, *map(self.by_name.get, names)):
            if block is not None:
                found.setdefault(block.reference, block)
        return found.values()

    def _line_in(self, block: Block[BlockModel]) -> int:
        """The line that holds the block's words."""
        model = block.model
        account = model.account_on(self.day) if isinstance(model, Person) and self.day else None
        if isinstance(model, Person) and account is not None:
            return block.location("accounts", model.accounts.index(account), "text").line
        return block.location("text" if isinstance(model, Prose) else "title").line
