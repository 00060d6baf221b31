"""Public data → what changes in the library's offices, as one plan of all files or none.

An office of which the file and the library cannot both be right is told and left; no other is held back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.edits import YamlFile
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.offices import Address
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity
from letterkit.files.plan import Plan
from letterkit.language.names import slug
from letterkit.library.checked import Source
from letterkit.library.index import Block, Library
from letterkit.library.where import Where, values_of
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.officials.changing import OfficeFact, OfficeFile, changed, lines_of, new_office, verified
from letterkit.officials.matching import Offices
from letterkit.officials.succession import Succession, compared
from letterkit.officials.terms import Records, Seat, Term, block_name
from letterkit.officials.unread import left_out


class Wanted(Struct, frozen=True):
    """What is asked for: which offices, whether new ones are made, history corrected, dates entered."""

    where: Where = field(default_factory=Where)
    new: bool = False
    correct: bool = False
    verified: bool = False


class Update(Struct):
    """What is to be written, what it changes, and what is to be said.

    `unknown` are the offices of the file that the library does not have, and that nobody asked for.
    """

    on: dt.date
    plan: Plan
    facts: list[OfficeFact] = field(default_factory=list)
    unknown: list[Seat] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def updated(workspace: Workspace, library: Library, records: Records, wanted: Wanted) -> Update:
    """What the records change of the library's offices. Nothing is written."""
    blocks, problems = library.readable(Address)
    work = _Work(workspace, records, wanted, Offices(blocks))
    work.problems += [*problems, *records.problems]
    seats: dict[tuple[str, ...], list[Term]] = {}
    for term in (*records.terms, *records.vacant.values()):
        seats.setdefault(term.seat.key, [])
    for term in records.terms:
        seats[term.seat.key].append(term)
    for key, terms in seats.items():
        work.office(terms, records.vacant.get(key))
    work.those_not_named(blocks)
    files = {path: work.files[path] for path in sorted(work.files, key=lambda path: _in_order(path.stem))}
    facts = sorted(work.facts, key=lambda fact: _in_order(fact.block))
    plan = Plan(workspace.root, files, work.before)
    return Update(records.on, plan, facts, work.unknown, work.problems)


def _in_order(name: str) -> list[tuple[int, str]]:
    """A name to sort by, its numbers by their size: district 2 before 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


class _Work:
    """The offices of a file, one after the other."""

    def __init__(self, workspace: Workspace, records: Records, wanted: Wanted, offices: Offices) -> None:
        self.workspace = workspace
        self.records = records
        self.wanted = wanted
        self.offices = offices
        self.files: dict[Path, str | bytes] = {}
        self.before: dict[Path, bytes] = {}
        self.facts: list[OfficeFact] = []
        self.unknown: list[Seat] = []
        self.problems: list[Diagnostic] = []
        self.seen: set[str] = set()

    def office(self, terms: Sequence[Term], vacant: Term | None) -> None:
        """An office that the file names."""
        last = max(terms, key=_begin, default=vacant)
        if last is None:
            return
        seat = last.seat
        blocks = self.offices.of(seat, terms)
        if len(blocks) > 1:
            if self._is_meant(blocks[0], terms, seat):
                names = ", ".join(block.reference for block in blocks)
                hint = "say in the files which is which: docs/officials.md"
                self._leave_out(last, f"{seat.office or seat.block} may be any of {names}", hint)
        elif blocks:
            self.seen.add(blocks[0].name)
            if self._is_meant(blocks[0], terms, seat):
                self._change(blocks[0], seat, terms, vacant)
        else:
            self._new(seat, terms)

    def those_not_named(self, blocks: Iterable[Block[Address]]) -> None:
        """Seats of a chamber that the file names whole, and which it does not name: nobody holds them."""
        for block in blocks:
            office = block.model
            is_covered = (office.country or "", office.chamber or "") in self.records.covered
            if is_covered and block.name not in self.seen and self._is_meant(block, (), Seat()):
                self._change(block, Seat(), (), None)

    def _is_meant(self, block: Block[Address] | None, terms: Sequence[Term], seat: Seat) -> bool:
        serving = [term for term in terms if term.is_serving(self.records.on)]
        now = max(serving, key=_begin, default=None)
        values = values_of(block.name, block.model, self.records.on) if block else {}
        values |= seat.keys | ({"country": seat.country} if seat.country else {})
        if now is not None:
            values |= {"name": now.name, "party": now.party}
        values.setdefault("block", block_name(seat))
        return self.wanted.where.holds(values)

    def _change(
        self, block: Block[Address], seat: Seat, terms: Sequence[Term], vacant: Term | None
    ) -> None:
        on, office = self.records.on, block.model
        if office.ended is not None and office.ended.first_day <= on:  # nobody writes to it any more
            return
        is_covered = (office.country or "", office.chamber or seat.chamber) in self.records.covered
        found = compared(
            office, terms, on, vacant=vacant, is_covered=is_covered, correct=self.wanted.correct
        )
        for term, why in found.left_out:
            self._leave_out(term, why, _hint(term))
        said_by = [*terms, *([vacant] if vacant else []), *self.records.terms][0]
        edit = self._edited(block, found, seat, said_by.source)
        if edit is None:
            return
        self._say(edit.facts, found.came, block)
        if edit.file.document.text != block.document.text:
            self._write(block.path, edit.file, block.document.text)
        self.facts += edit.facts

    def _edited(
        self, block: Block[Address], found: Succession, seat: Seat, source: Source
    ) -> OfficeFile | None:
        """The block's file with what was found; None, and LK733, where it cannot be edited."""
        try:
            edit = changed(block, found, seat, source, self.records.on)
            if self.wanted.verified and _is_whole(found):
                verified(edit, self.records.on)
        except LetterkitError as error:
            self.problems.append(Diagnostic("LK733", error.message, block.location(), error.hint))
            return None
        return edit

    def _say(self, facts: Sequence[OfficeFact], came: Sequence[Term], block: Block[Address]) -> None:
        """What somebody must know of the changes beyond the table."""
        for fact in facts:
            if fact.what == "kept":
                hint = "--correct writes what the file says of the past" if "until" in fact.said else None
                self.problems.append(
                    _warning("LK734", f"left as it is: {fact.said}", block.location(), hint)
                )
        for term in came:
            if not term.salutation:
                message = (
                    f"the file does not say how {term.name} is addressed: “Dear {term.name}” for now"
                )
                self.problems.append(_warning("LK735", message, term.place, f"see {block.document.file}"))

    def _new(self, seat: Seat, terms: Sequence[Term]) -> None:
        """An office that the library does not have, where somebody holds it."""
        on = self.records.on
        serving = sorted((t for t in terms if t.is_serving(on)), key=_begin)
        if not serving or not self._is_meant(None, terms, seat):
            return
        term = serving[-1]
        if not self.wanted.new:
            self.unknown.append(seat)
            return
        name = self._name(seat)
        if misfit := _misfit(seat, terms, name, on):
            self._leave_out(*misfit)
            return
        path = self.workspace.root / SEEDS / KIND_BY_MODEL[Address].folder / f"{name}.yaml"
        text = "\n".join([*lines_of(new_office(seat, term, on)), ""])
        document, _ = parse(text, self.workspace.shown(path))
        if document is None:
            self._leave_out(term, "it cannot be written as a block", None)
            return
        kind, owner = KIND_BY_MODEL[Address], self.workspace.owner(path)
        self._say((), [term], Block(kind, name, path, Address(office=seat.office), document, owner))
        self._write(path, YamlFile(path, document), None)
        said = "; ".join(filter(None, (seat.office, term.party)))
        self.facts.append(OfficeFact(name, "new", term.name, term.begin, said))

    def _name(self, seat: Seat) -> str:
        """The name of a new file, which no other has; empty where none can be made."""
        words = slug(f"{seat.country} {seat.office} {seat.district}", words=8, most=60)
        name = block_name(seat) or (words if is_name(words) else "")
        path = self.workspace.root / SEEDS / KIND_BY_MODEL[Address].folder / f"{name}.yaml"
        return "" if path in self.files or path.exists() else name

    def _write(self, path: Path, file: YamlFile, before: str | None) -> None:
        """Plan a file, if it is a right block then."""
        _, problems = validate(Address, file.document)
        if problems:
            self.problems += problems
            return
        self.files[path] = file.document.text.encode()
        if before is not None:
            self.before[path] = before.encode()

    def _leave_out(self, term: Term, why: str, hint: str | None) -> None:
        self.problems.append(left_out(why, term.place, hint))


def _misfit(
    seat: Seat, terms: Sequence[Term], name: str, on: dt.date
) -> tuple[Term, str, str | None] | None:
    """Why no new office can be made of these terms, with the term that says so and what to do."""
    term = max((each for each in terms if each.is_serving(on)), key=_begin)
    if clash := compared(Address(office=seat.office or "?"), terms, on).left_out:
        term, why = clash[0]
    elif not name:
        why = f"no name for the file of '{seat.office}' can be made of it; give it in a column 'block'"
    elif not seat.office:
        why = f"the library has no addresses/{seat.block}, and the file does not say which office it is"
    else:
        return None
    return term, why, _hint(term)


def _is_whole(found: Succession) -> bool:
    """Whether the file says who holds the office and where it is, and the library nothing else."""
    return found.serving is not None and bool(found.serving.contact.address) and not found.kept


def _begin(term: Term) -> dt.date:
    return term.begin or dt.date.min


def _hint(term: Term) -> str | None:
    if term.name or not term.known_by:
        return None
    person = "-".join(term.known_by)
    return f"give the person's file too: --from people/{person[0]}/{person}.xml of the same data set"


def _warning(code: str, message: str, place: Location, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, place, hint, Severity.WARNING)
