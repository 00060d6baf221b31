"""The passages of a document: what was printed together, what it was made from, what is said about it.

A passage is the lines of one paragraph or part. It knows the block it is made of and those that stand
around it or behind it: the issue of a case list, the people of a case, the organisation that signs. Of a
person nothing is said here but what the letter prints and what the person's block says of its own facts.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from letterkit import letter as lt
from letterkit.blocks.documents import Composition
from letterkit.blocks.models import Address, BlockModel, Citation, Person, Prose, Provenance
from letterkit.changes import Deleted, ListedChange
from letterkit.checks import Checked
from letterkit.diagnostics import Diagnostic, ordered
from letterkit.library.index import Block
from letterkit.writers.pdf.draft import Finder
from letterkit.writers.pdf.lines import PrintedLine

# Where a line was made: its part of the letter, block, file and line of the file.
Origin: TypeAlias = tuple[str, str | None, str | None, int | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checks found, and the passage it is about, if that is printed."""

    number: int
    diagnostic: Diagnostic
    passage: str | None


@dataclass(frozen=True, slots=True)
class About:
    """What a block says of itself, and the line in its file to edit."""

    reference: str
    title: str
    kind: str
    file: str
    line: int
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Citation, ...]
    findings: tuple[Finding, ...]

    @property
    def command(self) -> str:
        """The command that opens the file in the user's editor, at the line."""
        return f"${{EDITOR:-nano}} +{self.line} {shlex.quote(self.file)}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its key, unique in the document, what it is, its words, and the blocks it is made of.

    `group` is the block around it, or the part of the letter. The first of `blocks` is the one to edit.
    `was` is the file and line of a passage that only the earlier letter has.
    """

    key: str
    title: str
    group: str
    words: str
    blocks: tuple[About, ...] = ()
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
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


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a document by key, in the order they are printed, and where each stands."""

    by_key: Mapping[str, Passage]
    regions: tuple[Region, ...]
    findings: tuple[Finding, ...]
    keys: Mapping[Origin, str]

    def at(self, change: ListedChange) -> str | None:
        """The passage that a change of a redline is in; None where nothing of it is printed."""
        exact = (r for r in self.regions if any(line.change == change.number for line in r.lines))
        around = (r for r in self.regions if self.by_key[r.passage].group == change.place)
        return next((region.passage for region in (*exact, *around)), None)


def passages(
    checked: Checked,
    lines: Sequence[PrintedLine],
    findings: Iterable[Diagnostic] = (),
    *,
    present: Passages | None = None,
    redline: lt.Document | None = None,
) -> Passages:
    """The passages of a document that was printed in these lines.

    Of a `redline` the passages that it shares with the letter as it is, whose are `present`, are the
    same; of the others it is said where they stood.
    """
    if redline is not None:
        lines = _as_they_are(lines, redline, checked)
    keys = _Keys(present.keys if present else {})
    regions = tuple(_regions(lines, keys))
    first: dict[str, PrintedLine] = {}
    for region in regions:
        first.setdefault(region.passage, region.lines[0])
    if present is not None:
        known = present.by_key
        by_key = {key: known.get(key) or _earlier(key, regions) for key in first}
        return Passages(by_key, regions, present.findings, keys.known)
    assert checked.tree is not None  # noqa: S101  # it was printed
    told = tuple(_told(ordered(findings), Finder(checked.tree, lines), keys.known))
    sources = _Sources(checked, told)
    by_key = {key: sources.passage(key, _lines_of(key, regions)) for key in first}
    return Passages(by_key, regions, told, keys.known)


def _as_they_are(
    lines: Iterable[PrintedLine], redline: lt.Document, checked: Checked
) -> list[PrintedLine]:
    """The lines of a redline, those of a case with the place that the case has in the letter as it is.

    A case's place is that of its last words, and a comparison puts the words together anew.
    """
    now = {case.blocks: _place_of(case) for case in _cases(checked.tree)}
    moved = {
        (node.origin.file, node.origin.line): now[case.blocks]
        for case in _cases(redline)
        if case.blocks in now and not isinstance(case.change, Deleted)
        for node in lt.walk(case)
    }
    found = []
    for line in lines:
        file, number = moved.get((line.file or "", line.line or 0), (line.file, line.line))
        found.append(replace(line, file=file, line=number))
    return found


def _cases(tree: lt.Document | None) -> Iterator[lt.Case]:
    return (node for node in (lt.walk(tree) if tree else ()) if isinstance(node, lt.Case))


def _place_of(case: lt.Case) -> tuple[str, int]:
    """The file and line that a case is printed from."""
    last = case.children[-1].origin
    return last.file, last.line


def _lines_of(key: str, regions: Iterable[Region]) -> list[PrintedLine]:
    return [line for region in regions if region.passage == key for line in region.lines]


def _words(lines: Iterable[PrintedLine]) -> str:
    return " ".join(line.text for line in lines)


def _earlier(key: str, regions: Iterable[Region]) -> Passage:
    lines = _lines_of(key, regions)
    group = _group(lines[0])
    return Passage(key, group, group, _words(lines), was=f"{lines[0].file}:{lines[0].line}")


def _regions(lines: Iterable[PrintedLine], keys: _Keys) -> Iterator[Region]:
    """Lines that follow each other on a page and were made from the same place."""
    for _, together in groupby(lines, lambda line: (line.page, _origin(line))):
        found = tuple(together)
        yield Region(keys.of(found[0]), found)


def _origin(line: PrintedLine) -> Origin:
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
    findings: Iterable[Diagnostic], finder: Finder, keys: Mapping[Origin, str]
) -> Iterator[Finding]:
    """Each finding with the passage that is printed from its place."""
    for number, finding in enumerate(findings, 1):
        about = finder.about(finding.location)
        yield Finding(number, finding, keys[_origin(about[0])] if about else None)


class _Sources:
    """The blocks of a document by file and by name, and what was found in each."""

    def __init__(self, checked: Checked, findings: Sequence[Finding]) -> None:
        used = checked.subject.files() if checked.subject else ()
        self.by_file = {block.document.file: block for block in used}
        self.by_name = {block.reference: block for block in used}
        self.findings = findings
        self.cases = {_place_of(case): case for case in _cases(checked.tree)}
        self.day = checked.subject.on if checked.subject else None

    def passage(self, key: str, lines: Sequence[PrintedLine]) -> Passage:
        """The passage that these lines are."""
        blocks = tuple(self.about(lines[0]))
        title = blocks[0].title if blocks and lines[0].block else lines[0].part.capitalize()
        return Passage(key, title, _group(lines[0]), _words(lines), blocks)

    def about(self, line: PrintedLine) -> Iterator[About]:
        """The block whose file the line is from, the people of a case, and the block around it."""
        case = self.cases.get((line.file or "", line.line or 0))
        people = [self.by_name.get(name) for name in case.blocks] if case else []
        own = self.by_file.get(line.file or "")
        around = self.by_name.get(line.block or "")
        blocks = (own, *people, around)
        for block in dict.fromkeys(block.reference for block in blocks if block is not None):
            found = own if own is not None and own.reference == block else self.by_name[block]
            yield self._about(found, line.line or 1 if found is own else self._line_in(found))

    def _line_in(self, block: Block[BlockModel]) -> int:
        """The line that holds the block's words."""
        model = block.model
        account = model.account_on(self.day) if isinstance(model, Person) and self.day else None
        if isinstance(model, Person) and account is not None:
            return block.location("accounts", model.accounts.index(account), "text").line
        return block.location("text" if isinstance(model, Prose) else "title").line

    def _about(self, block: Block[BlockModel], line: int) -> About:
        file = block.document.file
        return About(
            reference=block.reference,
            title=_name(block.model) or block.name,
            kind=block.kind.name,
            file=file,
            line=line,
            facts=tuple(_facts(block.model)),
            sources=tuple(_all_sources(block.model)),
            findings=tuple(f for f in self.findings if f.diagnostic.location.file == file),
        )


def _name(model: BlockModel) -> str:
    keys = ("title", "name", "office", "speaker", "headline", "subject")
    return next((str(value) for key in keys if (value := getattr(model, key, None))), "")


def _facts(model: BlockModel) -> Iterator[tuple[str, str]]:
    """What a block says of its own facts: when they were checked, when they are to be."""
    if isinstance(model, Prose) and model.as_of:
        yield "as of", str(model.as_of)
    if isinstance(model, Provenance):
        yield "verified", str(model.verified) if model.verified else "never"
        if model.review_after:
            yield "review after", model.review_after
    if isinstance(model, Address):
        for fax in model.fax:
            yield f"fax {fax.number}", f"verified {fax.verified or 'never'}"
    if isinstance(model, Person):
        yield "may be named in", {"letter": "letters", "public": "public"}.get(model.consent, "nothing")
    if isinstance(model, Composition):
        yield "date", str(model.date)


def _all_sources(model: BlockModel) -> Iterator[Citation]:
    if isinstance(model, Provenance):
        yield from model.sources
    if isinstance(model, Address):
        for holder in model.holders:
            yield from holder.sources
        for fax in model.fax:
            yield from fax.sources
