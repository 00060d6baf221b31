"""A reading that a person has corrected → the blocks of its proposal, made anew.

Nothing that somebody has changed by hand is lost: where a file of the proposal is not as it was made,
nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.journal import digest
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, problem_of, read_file, read_text
from letterkit.files.transaction import digest_of, transaction
from letterkit.importer import reading_text
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE
from letterkit.proposals.propose import MADE_FILE, Proposal, proposal

_SECONDS = 4  # of the processor's, to make blocks of a reading


@dataclass(frozen=True, slots=True)
class MadeAgain:
    """What came of a corrected reading: the proposal, unless the reading is wrong; how many files
    changed.
    """

    proposal: Proposal | None
    problems: tuple[Diagnostic, ...] = ()
    changed: tuple[Path, ...] = ()


def make_again(workspace: Workspace, name: str) -> MadeAgain:
    """Make the blocks of the proposal of that name anew from its reading.

    Writes nothing where the reading has a mistake (LK725) or a file was changed by hand (LK726). Raises
    LetterkitError where there is no such proposal, or the disk refuses.
    """
    if name not in workspace.imported_names():
        there = ", ".join(workspace.imported_names())
        hint = f"there are: {there}" if there else "there is none; take one in: letterkit import FILE"
        raise LetterkitError(f"no imported letter is named '{name}'", hint, status=2)
    with transaction(workspace.root):
        return _made(workspace, name)


def _made(workspace: Workspace, name: str) -> MadeAgain:
    folder = workspace.imported_folder(name)
    file = folder / reading_text.FILE
    shown = workspace.shown(file)
    try:
        text = read_text(file, workspace.root, ASSET)
    except OSError as error:
        return MadeAgain(None, (problem_of(error, shown),))
    reading, problems = reading_text.from_text(text, shown)
    if reading is None:
        return MadeAgain(None, tuple(ordered(problems)))
    try:
        with limited_work(_SECONDS):
            made = proposal(reading, KnownBlocks(Library(workspace)), name)
    except TooMuchWorkError:
        message = "making blocks of it takes longer than of any letter"
        return MadeAgain(None, (Diagnostic("LK711", message, Location(shown, 1, 1), "part it"),))
    found = [*made.problems, *_changed_by_hand(workspace, folder)]
    if has_errors(found):
        return MadeAgain(made, tuple(ordered(found)))
    return MadeAgain(made, (), _write(workspace, folder, made.files))


def _made_before(workspace: Workspace, folder: Path) -> dict[str, str]:
    """The digests of the proposal's files as they were made, by their names."""
    try:
        lines = read_text(folder / MADE_FILE, workspace.root, ASSET).splitlines()
    except OSError:
        return {}
    pairs = (line.partition("  ") for line in lines)
    return {name: value for value, _, name in pairs if name}


def _changed_by_hand(workspace: Workspace, folder: Path) -> list[Diagnostic]:
    """LK726 for each file that is not as it was made, or that letterkit did not make."""
    before = _made_before(workspace, folder)
    found: list[Diagnostic] = []
    for path in _files(workspace, folder):
        name = path.relative_to(folder).as_posix()
        content = read_file(path, workspace.root, ASSET)
        if before.get(name) != digest(content):
            hint = (
                "making it anew would lose that: say it in reading.txt instead and "
                "delete this file, or go on with the blocks as they are"
            )
            message = "changed by hand since the import"
            found.append(Diagnostic("LK726", message, Location(workspace.shown(path), 1, 1), hint))
    return found


def _files(workspace: Workspace, folder: Path) -> list[Path]:
    """The proposal's files that are made of its reading."""
    aside = (reading_text.FILE, MADE_FILE, MARKS_FILE)
    return [
        path
        for path in files_below(folder, workspace.root)
        if path.relative_to(folder).parts[0] != "out" and path.relative_to(folder).as_posix() not in aside
    ]


def _write(workspace: Workspace, folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write what is other than before, all or none; those files."""
    before = {path: read_file(path, workspace.root, ASSET) for path in _files(workspace, folder)}
    made = folder / MADE_FILE
    if made.is_file():
        before[made] = read_file(made, workspace.root, ASSET)
    wanted = {folder / name: text for name, text in files.items() if name != reading_text.FILE}
    new = {path: text for path, text in wanted.items() if before.get(path) != text.encode()}
    replaced = {path: before[path] for path in new if path in before}
    removed = {path: digest_of(path) for path in before if path not in wanted}
    if new or removed:
        Plan(workspace.root, dict(new), replaced=replaced, removed=removed).write()
    return tuple(path for path in sorted({*new, *removed}) if path != made)
