"""A reading that a person has corrected → the blocks of its proposal, made anew.

Nothing that somebody has changed by hand is lost: where a file of the proposal is not as it was made,
nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, has_errors, ordered
from letterkit.files.journal import digest
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, problem_of, read_file, read_text
from letterkit.files.transaction import digest_of, transaction
from letterkit.importer import reading_text
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.proposals.adopt import require_imported
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.marks import MARKS_FILE
from letterkit.proposals.propose import MADE_FILE, SECONDS, Proposal, proposal, too_long


class MadeAgain(Struct, frozen=True):
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
    require_imported(workspace, name)
    with transaction(workspace.root):
        return _made(workspace, name)


def _made(workspace: Workspace, name: str) -> MadeAgain:
    folder = workspace.imported_folder(name)
    shown = workspace.shown(folder / reading_text.FILE)
    try:
        text = read_text(folder / reading_text.FILE, workspace.root, ASSET)
    except OSError as error:
        return MadeAgain(None, (problem_of(error, shown),))
    reading, problems = reading_text.from_text(text, shown)
    if reading is None:
        return MadeAgain(None, tuple(ordered(problems)))
    try:
        with limited_work(SECONDS):
            made = proposal(reading, KnownBlocks(Library(workspace)), name)
    except TooMuchWorkError:
        return MadeAgain(None, (too_long(shown, "part it"),))
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
    for path, content in before.items():
        if path != folder / MADE_FILE and digests.get(path) != digest(content):
            hint = (
                "making it anew would lose that: say it in reading.txt instead and "
                "delete this file, or go on with the blocks as they are"
            )
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
