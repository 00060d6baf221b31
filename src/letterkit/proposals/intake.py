"""Files of old letters → proposals; a corrected reading → its blocks; what was read → the library.

Each file is read for itself, in a process with limits, while blocks are made of the one before it: what
is wrong with one loses none of the others. A proposal's folder comes to be whole or not at all, and moves
so. A block that the library has already is never overwritten: one that says the same gives way, one that
says something else stops the move, or stays with the letter alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.base import BlockModel
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Person
from letterkit.blocks.yaml import without_unprintable
from letterkit.checks import check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.journal import digest
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, problem_of
from letterkit.files.refusal import refusal
from letterkit.files.transaction import digest_of, transaction
from letterkit.importer import reading_text
from letterkit.importer.apart import ApartReader
from letterkit.importer.documents import documents_of
from letterkit.importer.parts import Read
from letterkit.importer.sources import ContentReader, read_texts
from letterkit.library.index import Block, Library
from letterkit.library.workspace import CAMPAIGNS, IMPORTED, SEEDS, Workspace
from letterkit.limits import TooMuchWorkError, limited_work
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


# A proposal that somebody has read

# What a block says of itself besides what it says: two that differ in these alone are the same.
_ASIDE = {"verified", "review_after", "sources", "origin", "note", "ignore", "member_from", "member_to"}


class Move(Struct):
    """What adopting would do: the files it makes, the blocks that the library has, what is in the way."""

    plan: Plan
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def adopt(workspace: Workspace, name: str, *, keep_apart: bool = False) -> Move:
    """Plan the move of the proposal of that name into the library.

    With `keep_apart` a block that the library has otherwise stays with the letter. Without problems the
    plan may be carried out. Raises LetterkitError where there is no such proposal, or none to be read.
    """
    require_imported(workspace, name)
    folder, campaign = workspace.imported_folder(name), workspace.root / CAMPAIGNS / name
    workspace.entries(folder)  # raises where it is a link out of the workspace
    as_read = digest_of(folder)
    move = Move(Plan(workspace.root, {}))
    if os.path.lexists(campaign):
        message, at = f"{workspace.shown(campaign)} exists", Location(workspace.shown(folder), 1, 1)
        move.problems = [Diagnostic("LK724", message, at, "rename one of the two folders")]
        return move
    move.problems = mistakes(workspace, name)
    own, _ = Library(workspace, name).own()  # the others are among the mistakes
    apart = campaign / "blocks" if keep_apart else None
    goes = {block.path: _place(block, workspace, apart, move) for block in own}
    # The files besides the blocks, and besides what was rendered of them.
    aside = ("blocks", "out", MADE_FILE)
    names = (file.relative_to(folder) for file in files_below(folder, workspace.root))
    goes |= {folder / name: campaign / name for name in names if name.parts[0] not in aside}
    files = {target: _content(workspace, file, target) for file, target in goes.items() if target}
    move.plan = Plan(workspace.root, dict(files), removed={folder: as_read})
    return move


def take_over(workspace: Workspace, name: str, *, keep_apart: bool = False) -> Move:
    """Plan the move and carry it out, unless something is in the way; nobody else writes meanwhile.

    Raises LetterkitError as `adopt` does, and where a file could not be written, with nothing changed.
    """
    with transaction(workspace.root):
        move = adopt(workspace, name, keep_apart=keep_apart)
        if not move.problems:
            move.plan.write()
        return move


def require_imported(workspace: Workspace, name: str) -> None:
    """Raises LetterkitError where no proposal has that name."""
    there = workspace.imported_names()
    if name not in there:
        none = "there is none; take one in: letterkit import FILE"
        hint = f"there are: {', '.join(there)}" if there else none
        raise LetterkitError(f"no imported letter is named '{name}'", hint, status=2)


def mistakes(workspace: Workspace, name: str) -> list[Diagnostic]:
    """What keeps a proposal from being read, or its documents from being made."""
    library = Library(workspace, name)
    _, problems = library.load_all()
    inside = workspace.shown(workspace.imported_folder(name))
    found = [p for p in problems if p.location.file.startswith(inside)]
    for document in workspace.documents(name):
        found += check_document(library, name, document).problems
    return [problem for problem in ordered(found) if has_errors([problem])]


def _place(block: Block[BlockModel], workspace: Workspace, apart: Path | None, move: Move) -> Path | None:
    """Where a block goes: into the library, into the letter's own blocks `apart`, or nowhere."""
    path = Path(block.kind.folder) / f"{block.name}.yaml"
    target = workspace.root / SEEDS / path
    if not os.path.lexists(target):
        return target
    theirs, _ = Library(workspace).load(KIND_BY_MODEL[type(block.model)], block.name)
    shown = workspace.shown(target)
    says = block.model.model_dump(exclude=_ASIDE)
    if theirs is not None and theirs.model.model_dump(exclude=_ASIDE) == says:
        move.kept.append(shown)
        return None
    if apart is None:
        hint = f"copy what is new into {shown} and delete the imported file,"
        hint += " or keep both: adopt with --keep-apart"
        message, at = f"{shown} says something else", Location(block.document.file, 1, 1)
        move.problems.append(Diagnostic("LK724", message, at, hint))
    return apart / path if apart else None


def _content(workspace: Workspace, path: Path, target: Path) -> bytes:
    """What a file holds, with the editor's path to the schema as it must be some folders up.

    Raises LetterkitError where it cannot be read.
    """
    try:
        content = workspace.read(path, ASSET)
    except OSError as error:
        raise refusal(error, f"{workspace.shown(path)} could not be read") from None
    up = b"../" * (len(path.parts) - len(target.parts)) if path.suffix == ".yaml" else b""
    return content.replace(b"$schema=" + up, b"$schema=", 1)
