"""Files of old letters → proposals, and proposals → files.

Each file is read for itself, in a process with limits, while blocks are made of the one before it: what
is wrong with one loses none of the others. A proposal's folder comes to be whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors, ordered
from letterkit.files.plan import Plan
from letterkit.files.transaction import transaction
from letterkit.importer.apart import ApartReader
from letterkit.importer.sources import ContentReader, Texts, read_texts
from letterkit.importer.transfer import Read
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.printed import Counts
from letterkit.proposals.propose import SECONDS, Proposal, ProposalNames, propose, too_long
from letterkit.values import replace


class Input(Struct, frozen=True):
    """A file, or what came from standard input; `name` is what people call it."""

    name: str
    data: Path | bytes


class Taken(Struct, frozen=True):
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
    names = ProposalNames(into, wanted=wanted)
    _require_free(wanted, names)
    with ExitStack() as stack:
        apart = stack.enter_context(ApartReader())
        ahead = ThreadPoolExecutor(1)
        stack.callback(ahead.shutdown, cancel_futures=True)
        if read is None:
            apart.start()  # it gets ready while the library is read
        known = KnownBlocks(Library(workspace))
        people = known.people_files

        def texts(one: Input) -> Texts:
            return read_texts(one.data, one.name, people, read or apart.read)

        each = ahead.map(texts, inputs)
        for one in inputs:
            progress(f"reading {one.name}")
            found, problems = next(each)
            yield _proposed(Taken(one.name, (), tuple(problems), tuple(found)), known, names)


def _require_free(wanted: str, names: ProposalNames) -> None:
    if wanted and names.is_taken(wanted):
        raise LetterkitError(f"{wanted} exists; nothing was imported", "choose another name", status=1)


def _proposed(taken: Taken, known: KnownBlocks, names: ProposalNames) -> Taken:
    """The same with what each of its texts would be in the library."""
    proposals: list[Proposal] = []
    problems = list(taken.problems)
    try:
        with limited_work(SECONDS):
            for text in taken.read:
                found, lost = propose(text.source, text.reading, known, names)
                proposals.append(found)
                problems += lost
    except TooMuchWorkError:
        hint = "import the letter alone, without what stands before and after it"
        return Taken(taken.name, (), tuple(ordered([*problems, too_long(taken.name, hint)])))
    return replace(taken, proposals=tuple(proposals), problems=tuple(ordered(problems)))


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
            taken = _proposed(taken, KnownBlocks(Library(workspace)), names)
        if has_errors([*taken.problems, *(p for each in taken.proposals for p in each.problems)]):
            return taken, []
        folders = {into / IMPORTED / proposal.name: proposal.files for proposal in taken.proposals}
        files = {folder / name: c for folder, contents in folders.items() for name, c in contents.items()}
        Plan(work.root, dict(files)).write()
        return taken, list(folders)
