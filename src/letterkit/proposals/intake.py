"""Files of old letters → proposals; a corrected reading → its blocks.

Each file is read for itself, in a process with limits, while blocks are made of the one before it: what
is wrong with one loses none of the others. A proposal's folder comes to be whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.models import Person
from letterkit.blocks.yaml import without_unprintable
from letterkit.diagnostics import Diagnostic, Location, has_errors, ordered
from letterkit.files.journal import digest
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, problem_of
from letterkit.files.transaction import transaction
from letterkit.importer import reading_text
from letterkit.importer.apart import ApartReader
from letterkit.importer.documents import documents_of
from letterkit.importer.parts import Read
from letterkit.importer.sources import ContentReader, read_texts
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.adopt import require_imported
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE
from letterkit.proposals.propose import MADE_FILE, Proposal, ProposalNames, made_line, proposal, propose
from letterkit.values import replace

_SECONDS = 4  # of the processor's, to make blocks of a file


class Input(Struct, frozen=True):
    """A file, or what came from standard input; `name` is what people call it."""

    name: str
    data: Path | bytes


class Taken(Struct, frozen=True):
    """What came of one file; `said` is what is wrong with the file itself."""

    name: str
    said: tuple[Diagnostic, ...] = ()
    read: tuple[Read, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong with it, and with what would be made of it."""
        return ordered([*self.said, *(p for proposal in self.proposals for p in proposal.problems)])


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
    content is taken apart by `read`, else in a process of its own. Raises LetterkitError where the name
    is taken.
    """
    names = ProposalNames(into, wanted)
    with ExitStack() as stack:
        apart = stack.enter_context(ApartReader())
        ahead = ThreadPoolExecutor(1)
        stack.callback(ahead.shutdown, cancel_futures=True)
        if read is None:
            apart.start()  # it gets ready while the library is read
        known = KnownBlocks(Library(workspace))
        blocks = reversed(known.library.readable(Person)[0])  # of two of one name the first counts
        people = {name.lower(): block.name for block in blocks for name in block.model.names}
        each = ahead.map(lambda one: read_texts(one.data, one.name, people, read or apart.read), inputs)
        for one in inputs:
            progress(f"reading {one.name}")
            found, problems = next(each)
            yield _proposed(Taken(one.name, tuple(problems), tuple(found)), known, names)


def _proposed(taken: Taken, known: KnownBlocks, names: ProposalNames) -> Taken:
    """The same with what each of its texts would be in the library."""
    return _limited(taken, lambda: [propose(t.source, t.reading, known, names) for t in taken.read])


def _limited(taken: Taken, make: Callable[[], Sequence[Proposal]]) -> Taken:
    """The same with the proposals that are made; with LK711 where that takes too long."""
    try:
        with limited_work(_SECONDS):
            return replace(taken, proposals=tuple(make()))
    except TooMuchWorkError:
        message = "making blocks of it takes longer than of any letter"
        hint = "import the letter alone, without what stands before and after it"
        too_long = Diagnostic("LK711", message, Location(taken.name, 1, 1), hint)
        return Taken(taken.name, (*taken.said, too_long))


def write(taken: Taken, workspace: Workspace, into: Path, wanted: str = "") -> tuple[Taken, list[Path]]:
    """Write a file's proposals into `into/imported/`, all or none; returns them, and their folders.

    A name that another run has taken meanwhile gets a number. Nothing is written where there is an error.
    Raises LetterkitError where the name that is `wanted` is taken, or the disk refuses.
    """
    with transaction(workspace.locked_for(into)) as work:
        names = ProposalNames(into, wanted)
        if any(names.is_taken(proposal.name) for proposal in taken.proposals):
            taken = _proposed(taken, KnownBlocks(Library(workspace)), names)
        if has_errors(taken.problems):
            return taken, []
        folders = [into / IMPORTED / proposal.name for proposal in taken.proposals]
        made = zip(folders, taken.proposals, strict=True)
        files = {folder / name: text for folder, one in made for name, text in one.files.items()}
        Plan(work.root, dict(files)).write()
        return taken, folders


# A reading that a person has corrected


def make_again(workspace: Workspace, name: str) -> tuple[Taken, list[Path]]:
    """Make the blocks of that proposal anew from its reading; returns what came of it, and the files that
    changed: none where the reading has a mistake (LK725) or a file was changed by hand (LK726).

    Raises LetterkitError where there is no such proposal, or the disk refuses.
    """
    require_imported(workspace, name)
    folder = workspace.imported_folder(name)
    shown = workspace.shown(folder / reading_text.FILE)
    with transaction(workspace.root):
        try:
            text = workspace.text(folder / reading_text.FILE, ASSET)
        except OSError as error:
            return Taken(shown, (problem_of(error, shown),)), []
        reading, problems = reading_text.from_text(without_unprintable(text), shown)
        if reading is None:
            return Taken(shown, tuple(problems)), []
        known = KnownBlocks(Library(workspace))
        taken = _limited(Taken(shown), lambda: [proposal(reading, documents_of(reading), known, name)])
        return (taken, []) if has_errors(taken.problems) else _written_again(taken, workspace, folder)


def _written_again(taken: Taken, workspace: Workspace, folder: Path) -> tuple[Taken, list[Path]]:
    """Write what is other than before; or LK726 for each file that is not as letterkit made it."""
    before = _made_before(workspace, folder)
    if by_hand := tuple(_changed_by_hand(before, workspace, folder)):
        return replace(taken, said=by_hand), []
    wanted = {folder / name: text.encode() for name, text in taken.proposals[0].files.items()}
    del wanted[folder / reading_text.FILE]
    changed = {path for path, _ in before.items() ^ wanted.items()}
    files: dict[Path, str | bytes] = {path: wanted[path] for path in sorted(changed & wanted.keys())}
    replaced = {path: before[path] for path in files.keys() & before.keys()}
    removed = {path: digest(before[path]) for path in before.keys() - wanted.keys()}
    Plan(workspace.root, files, replaced, removed).write()
    return taken, sorted(changed - {folder / MADE_FILE})


def _made_before(workspace: Workspace, folder: Path) -> dict[Path, bytes]:
    """What the proposal's files hold that were made of its reading."""
    aside = (reading_text.FILE, MARKS_FILE, "out")
    there = files_below(folder, workspace.root)
    return {p: workspace.read(p, ASSET) for p in there if p.relative_to(folder).parts[0] not in aside}


def _changed_by_hand(
    files: Mapping[Path, bytes], workspace: Workspace, folder: Path
) -> Iterator[Diagnostic]:
    made = files.get(folder / MADE_FILE, b"").decode("utf-8", "replace").splitlines()
    hint = "making it anew would lose that: say it in reading.txt instead and delete this file,"
    hint += " or go on with the blocks as they are"
    for path, content in files.items():
        line = made_line(path.relative_to(folder).as_posix(), content)
        if line not in made and path != folder / MADE_FILE:
            at = Location(workspace.shown(path), 1, 1)
            yield Diagnostic("LK726", "changed by hand since the import", at, hint)
