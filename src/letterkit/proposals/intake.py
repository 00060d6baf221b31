"""Files of old letters → proposals, and proposals → files.

Each file is read for itself, in a process with limits: what is wrong with one loses none of the others.
Many files are read by several processes. A proposal's folder comes to be whole or not at all.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.importer.apart import ApartReader
from letterkit.importer.sources import ContentReader, read_texts
from letterkit.importer.transfer import Read
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.printed import Counts
from letterkit.proposals.propose import Proposal, ProposalNames, propose

# From so many files on a second process is worth its start.
_MANY = 24
_AT_A_TIME = 8
_SECONDS = 4  # of the processor's, to make blocks of a file


@dataclass(frozen=True, slots=True)
class Input:
    """A file, or what came from standard input; `name` is what people call it."""

    name: str
    data: Path | bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file."""

    name: str
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    read: tuple[Read, ...] = ()

    @property
    def counts(self) -> Counts:
        """Its words, by where they went."""
        each = [proposal.counts for proposal in self.proposals]
        return Counts(sum(c.printed for c in each), sum(c.listed for c in each))


def take_in(
    inputs: Sequence[Input],
    workspace: Workspace,
    into: Path,
    wanted: str = "",
    progress: Callable[[str], None] = lambda message: None,
    read: ContentReader | None = None,
) -> Iterator[Taken]:
    """What each file would be in the library of the workspace, in their order; nothing is written.

    `into` is the folder that holds `imported/`; `wanted` names the one proposal of one file. A file's
    content is taken apart by `read`, else in a process of its own. Raises LetterkitError where something
    has that name.
    """
    names = ProposalNames(into)
    _require_free(wanted, names)
    with ApartReader() as apart:
        many = len(inputs) >= _MANY and (os.cpu_count() or 1) > 1
        if read is None and not many:
            apart.start()  # it gets ready while the library is read
        known = KnownBlocks(Library(workspace))
        intake = _Intake(known, into, read or apart.read)
        for each in _by_many(inputs, workspace, into) if many else _by_one(inputs, intake, progress):
            taken = _again(each, known, names, wanted) if wanted or _clashes(each, names) else each
            names.given.update(proposal.name for proposal in taken.proposals)
            yield taken


def _require_free(wanted: str, names: ProposalNames) -> None:
    if wanted and names.is_taken(wanted):
        raise LetterkitError(f"{wanted} exists; nothing was imported", "choose another name", status=1)


def _clashes(read: Taken, names: ProposalNames) -> bool:
    """Whether an earlier file has given one of the names."""
    return any(proposal.name in names.given for proposal in read.proposals)


@dataclass(frozen=True, slots=True)
class _Intake:
    """What files are taken in with: the library, the folder for `imported/`, and what reads them."""

    known: KnownBlocks
    into: Path
    read: ContentReader

    def take(self, one: Input) -> Taken:
        """What one file would be."""
        read, problems = read_texts(one.data, one.name, self.known.people_files, self.read)
        taken = Taken(one.name, problems=tuple(problems), read=tuple(read))
        try:
            with limited_work(_SECONDS):
                taken = _proposed(taken, self.known, ProposalNames(self.into))
        except TooMuchWorkError:
            taken = replace(taken, problems=(*problems, _too_much(one.name)), read=())
        return replace(taken, problems=tuple(ordered(taken.problems)))


def _by_one(inputs: Iterable[Input], intake: _Intake, progress: Callable[[str], None]) -> Iterator[Taken]:
    for one in inputs:
        progress(f"reading {one.name}")
        yield intake.take(one)


def _by_many(inputs: Sequence[Input], workspace: Workspace, into: Path) -> Iterator[Taken]:
    """The same with as many processes as there are processors."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(None, context, _prepare, (workspace, into)) as pool:
        yield from pool.map(_take_prepared, inputs, chunksize=_AT_A_TIME)


_prepared: list[_Intake] = []


def _prepare(workspace: Workspace, into: Path) -> None:
    apart = ApartReader()
    apart.start()
    _prepared.append(_Intake(KnownBlocks(Library(workspace)), into, apart.read))


def _take_prepared(one: Input) -> Taken:
    return _prepared[0].take(one)


def _too_much(name: str) -> Diagnostic:
    hint = "import the letter alone, without what stands before and after it"
    message = "making blocks of it takes longer than of any letter"
    return Diagnostic("LK711", message, Location(name, 1, 1), hint)


def _proposed(taken: Taken, known: KnownBlocks, names: ProposalNames) -> Taken:
    """The same with what each of its texts would be in the library."""
    proposals: list[Proposal] = []
    problems = list(taken.problems)
    for text in taken.read:
        found, lost = propose(text.source, text.reading, known, names)
        proposals.append(found)
        problems += lost
    return replace(taken, proposals=tuple(proposals), problems=tuple(problems))


def _again(taken: Taken, known: KnownBlocks, names: ProposalNames, wanted: str) -> Taken:
    """The same under names that no file before it has, or the one that is wanted."""
    return replace(_proposed(taken, known, replace(names, wanted=wanted)), problems=taken.problems)


def write(taken: Taken, workspace: Workspace, into: Path, wanted: str = "") -> tuple[Taken, list[Path]]:
    """Write a file's proposals into `into/imported/`, all or none; returns them, and their folders.

    Where another run has taken a name meanwhile they are written under the next that is free; a name that
    is `wanted` is not given up. Writes nothing where the file has an error. Raises LetterkitError where
    the wanted name is taken, or the disk refuses.
    """
    with transaction(workspace.locked_for(into)) as work:
        names = ProposalNames(into)
        if any(names.is_taken(proposal.name) for proposal in taken.proposals):
            _require_free(wanted, names)
            again = _proposed(taken, KnownBlocks(Library(workspace)), names)
            taken = replace(again, problems=tuple(ordered(again.problems)))
        if has_errors([*taken.problems, *(p for each in taken.proposals for p in each.problems)]):
            return taken, []
        folders = {into / IMPORTED / proposal.name: proposal.files for proposal in taken.proposals}
        files = {folder / name: c for folder, contents in folders.items() for name, c in contents.items()}
        Plan(work.root, dict(files)).write()
        return taken, list(folders)
