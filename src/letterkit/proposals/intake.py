"""Files of old letters → proposals, and proposals → files.

Each file is read for itself: what is wrong with one loses none of the others. Many files are read by
several processes. A proposal's folder comes to be whole or not at all.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.importer.reading import Read, read_texts
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, Workspace
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.propose import Counts, Proposal, ProposalNames, propose

# From so many files on a second process is worth its start.
_MANY = 24
_AT_A_TIME = 8


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
        return Counts(
            sum(c.blocks for c in each), sum(c.left_out for c in each), sum(c.unplaced for c in each)
        )


def take_in(
    inputs: Sequence[Input],
    workspace: Workspace,
    into: Path,
    wanted: str = "",
    progress: Callable[[str], None] = lambda message: None,
) -> Iterator[Taken]:
    """What each file would be in the library of the workspace, in their order; nothing is written.

    `into` is the folder that holds `imported/`; `wanted` names the one proposal of one file. Raises
    LetterkitError where something has that name.
    """
    names = ProposalNames(into)
    _require_free(wanted, names)
    known = KnownBlocks(Library(workspace))
    many = len(inputs) >= _MANY and (os.cpu_count() or 1) > 1
    for read in _by_many(inputs, workspace, into) if many else _by_one(inputs, known, into, progress):
        taken = _again(read, known, names, wanted) if wanted or _clashes(read, names) else read
        names.given.update(proposal.name for proposal in taken.proposals)
        yield taken


def _require_free(wanted: str, names: ProposalNames) -> None:
    if wanted and names.is_taken(wanted):
        raise LetterkitError(f"{wanted} exists; nothing was imported", "choose another name", status=1)


def _clashes(read: Taken, names: ProposalNames) -> bool:
    """Whether an earlier file has given one of the names."""
    return any(proposal.name in names.given for proposal in read.proposals)


def _by_one(
    inputs: Iterable[Input], known: KnownBlocks, into: Path, progress: Callable[[str], None]
) -> Iterator[Taken]:
    for one in inputs:
        progress(f"reading {one.name}")
        yield _take(one, known, into)


def _by_many(inputs: Sequence[Input], workspace: Workspace, into: Path) -> Iterator[Taken]:
    """The same with as many processes as there are processors."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(None, context, _prepare, (workspace, into)) as pool:
        yield from pool.map(_take_prepared, inputs, chunksize=_AT_A_TIME)


_prepared: list[tuple[KnownBlocks, Path]] = []


def _prepare(workspace: Workspace, into: Path) -> None:
    _prepared.append((KnownBlocks(Library(workspace)), into))


def _take_prepared(one: Input) -> Taken:
    return _take(one, *_prepared[0])


def _take(one: Input, known: KnownBlocks, into: Path) -> Taken:
    read, problems = read_texts(one.data, one.name, known.people_files)
    taken = _proposed(
        Taken(one.name, problems=tuple(problems), read=tuple(read)), known, ProposalNames(into)
    )
    return replace(taken, problems=tuple(ordered(taken.problems)))


def _proposed(taken: Taken, known: KnownBlocks, names: ProposalNames) -> Taken:
    """The same with what each of its texts would be in the library."""
    proposals: list[Proposal] = []
    problems = list(taken.problems)
    for text in taken.read:
        found, lost = propose(text.source, text.documents, known, names)
        proposals += found
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
