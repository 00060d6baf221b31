"""Files of old letters → proposals, proposals → files; a corrected reading → its blocks, made anew.

Each file is read for itself, in a process with limits, while blocks are made of the one before it: what
is wrong with one loses none of the others. A proposal's folder comes to be whole or not at all. Nothing
that somebody has changed by hand is lost: where a file of the proposal is not as it was made, nothing is
written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.yaml import without_unprintable
from letterkit.diagnostics import Diagnostic, Location, has_errors, ordered
from letterkit.files.journal import digest
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, problem_of, read_file, read_text
from letterkit.files.transaction import digest_of, transaction
from letterkit.importer import reading_text
from letterkit.importer.apart import ApartReader
from letterkit.importer.parts import Read
from letterkit.importer.sources import ContentReader, read_texts
from letterkit.library.index import Library
from letterkit.library.workspace import IMPORTED, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.adopt import require_imported
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE
from letterkit.proposals.printed import Counts
from letterkit.proposals.propose import MADE_FILE, Proposal, ProposalNames, proposal, propose
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
    names.require_free(wanted)
    with ExitStack() as stack:
        apart = stack.enter_context(ApartReader())
        ahead = ThreadPoolExecutor(1)
        stack.callback(ahead.shutdown, cancel_futures=True)
        if read is None:
            apart.start()  # it gets ready while the library is read
        known = KnownBlocks(Library(workspace))
        people, content = known.people_files, read or apart.read
        each = ahead.map(lambda one: read_texts(one.data, one.name, people, content), inputs)
        for one in inputs:
            progress(f"reading {one.name}")
            found, problems = next(each)
            yield _proposed(Taken(one.name, tuple(problems), tuple(found)), known, names)


def _proposed(taken: Taken, known: KnownBlocks, names: ProposalNames) -> Taken:
    """The same with what each of its texts would be in the library."""
    try:
        with limited_work(_SECONDS):
            made = tuple(propose(t.source, t.reading, known, names) for t in taken.read)
            return replace(taken, proposals=made)
    except TooMuchWorkError:
        hint = "import the letter alone, without what stands before and after it"
        return Taken(taken.name, (*taken.said, _too_long(taken.name, hint)))


def write(taken: Taken, workspace: Workspace, into: Path, wanted: str = "") -> tuple[Taken, list[Path]]:
    """Write a file's proposals into `into/imported/`, all or none; returns them, and their folders.

    Where another run has taken a name meanwhile they are written under the next that is free; a name that
    is `wanted` is not given up. Writes nothing where the file has an error. Raises LetterkitError where
    the wanted name is taken, or the disk refuses.
    """
    with transaction(workspace.locked_for(into)) as work:
        names = ProposalNames(into)
        if any(names.is_taken(proposal.name) for proposal in taken.proposals):
            names.require_free(wanted)
            taken = _proposed(taken, KnownBlocks(Library(workspace)), names)
        if has_errors(taken.problems):
            return taken, []
        folders = [into / IMPORTED / proposal.name for proposal in taken.proposals]
        made = zip(folders, taken.proposals, strict=True)
        files = {folder / name: text for folder, one in made for name, text in one.files.items()}
        Plan(work.root, dict(files)).write()
        return taken, folders


def _too_long(file: str, hint: str) -> Diagnostic:
    message = "making blocks of it takes longer than of any letter"
    return Diagnostic("LK711", message, Location(file, 1, 1), hint)


# A reading that a person has corrected


class MadeAgain(Struct, frozen=True):
    """What came of a corrected reading: the proposal, unless the reading is wrong; what changed."""

    proposal: Proposal | None
    problems: tuple[Diagnostic, ...] = ()
    changed: tuple[Path, ...] = ()


def make_again(workspace: Workspace, name: str) -> MadeAgain:
    """Make the blocks of the proposal of that name anew from its reading.

    Writes nothing where the reading has a mistake (LK725) or a file was changed by hand (LK726). Raises
    LetterkitError where there is no such proposal, or the disk refuses.
    """
    require_imported(workspace, name)
    folder = workspace.imported_folder(name)
    shown = workspace.shown(folder / reading_text.FILE)
    with transaction(workspace.root):
        try:
            text = read_text(folder / reading_text.FILE, workspace.root, ASSET)
        except OSError as error:
            return MadeAgain(None, (problem_of(error, shown),))
        reading, problems = reading_text.from_text(without_unprintable(text), shown)
        if reading is None:
            return MadeAgain(None, tuple(ordered(problems)))
        try:
            with limited_work(_SECONDS):
                made = proposal(reading, KnownBlocks(Library(workspace)), name)
        except TooMuchWorkError:
            return MadeAgain(None, (_too_long(shown, "part it"),))
        before = _made_before(workspace, folder)
        found = [*made.problems, *_changed_by_hand(workspace, folder, before)]
        if has_errors(found):
            return MadeAgain(made, tuple(ordered(found)))
        return MadeAgain(made, (), _write(workspace, folder, before, made.files))


def _made_before(workspace: Workspace, folder: Path) -> dict[Path, bytes]:
    """What the proposal's files hold that were made of its reading."""
    aside = (reading_text.FILE, MARKS_FILE, "out")
    made = (p for p in files_below(folder, workspace.root) if p.relative_to(folder).parts[0] not in aside)
    return {path: read_file(path, workspace.root, ASSET) for path in made}


def _changed_by_hand(
    workspace: Workspace, folder: Path, before: Mapping[Path, bytes]
) -> Iterator[Diagnostic]:
    """LK726 for each file that is not as it was made, or that letterkit did not make."""
    lines = before.get(folder / MADE_FILE, b"").decode("utf-8", "replace").splitlines()
    digests = {folder / name: value for value, _, name in (line.partition("  ") for line in lines)}
    hint = "making it anew would lose that: say it in reading.txt instead and delete this file,"
    hint += " or go on with the blocks as they are"
    for path, content in before.items():
        if path != folder / MADE_FILE and digests.get(path) != digest(content):
            at = Location(workspace.shown(path), 1, 1)
            yield Diagnostic("LK726", "changed by hand since the import", at, hint)


def _write(
    workspace: Workspace, folder: Path, before: Mapping[Path, bytes], files: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write what is other than before, all or none; those files."""
    wanted = {folder / name: text for name, text in files.items() if name != reading_text.FILE}
    new = {path: text for path, text in wanted.items() if before.get(path) != text.encode()}
    replaced = {path: before[path] for path in new if path in before}
    removed = {path: digest_of(path) for path in before if path not in wanted}
    if new or removed:
        Plan(workspace.root, dict(new), replaced=replaced, removed=removed).write()
    return tuple(sorted({*new, *removed} - {folder / MADE_FILE}))
