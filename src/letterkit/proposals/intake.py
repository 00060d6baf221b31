"""Files of old letters → proposals, and proposals → files.

Each file is read for itself: what is wrong with one loses none of the others. Many files are read by
several processes. A proposal's folder comes to be whole or not at all.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors, ordered
from letterkit.files.reading import UnfitFileError
from letterkit.files.writing import make_folder, write_file
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
    if wanted and names.is_taken(wanted):
        raise LetterkitError(f"{wanted} exists; nothing was read", "choose another name", status=1)
    known = KnownBlocks(Library(workspace))
    many = len(inputs) >= _MANY and (os.cpu_count() or 1) > 1
    for read in _by_many(inputs, workspace, into) if many else _by_one(inputs, known, into, progress):
        taken = _again(read, known, names, wanted) if wanted or _clashes(read, names) else read
        names.given.update(proposal.name for proposal in taken.proposals)
        yield taken


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


def write(taken: Taken, into: Path, workspace: Workspace) -> list[Path]:
    """Write a file's proposals into `into/imported/`; returns their folders.

    Writes nothing where the file has an error. Raises LetterkitError where the disk refuses, or where
    `imported/` is a link out of the workspace.
    """
    if has_errors([*taken.problems, *(p for proposal in taken.proposals for p in proposal.problems)]):
        return []
    made: list[Path] = []
    inside = workspace.root if into.is_relative_to(workspace.root) else into
    try:
        for proposal in taken.proposals:
            make_folder(into / IMPORTED, inside)
            made.append(into / IMPORTED / proposal.name)
            _write(proposal, made[-1], inside)
    except UnfitFileError as error:
        message = f"{workspace.shown(into / IMPORTED)} is {error.strerror}; nothing was written"
        raise LetterkitError(message, error.hint, status=1) from None
    except OSError as error:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)
        reason = error.strerror or str(error)
        hint = "check the folder's permissions and the space on the disk"
        raise LetterkitError(f"{made[-1]} could not be made: {reason}", hint) from None
    return made


def _write(proposal: Proposal, folder: Path, inside: Path) -> None:
    """The folder appears under its name when all its files are there."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        for name, content in proposal.files.items():
            file = beside / name
            make_folder(file.parent, inside)
            write_file(file, content.encode(), inside)
        beside.rename(folder)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(beside)
        raise
