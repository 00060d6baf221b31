"""A proposal that somebody has read → blocks of the library and a campaign.

All of it moves or nothing does. A block that the library has already is never overwritten: one that says
the same gives way, one that says something else stops the move, or stays with the letter alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.base import BlockModel
from letterkit.blocks.edits import YamlFile, edited
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.yaml import decode
from letterkit.checks import check_document
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.files.listing import files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET
from letterkit.files.transaction import digest_of, transaction
from letterkit.library.index import Block, Library
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace
from letterkit.proposals.propose import MADE_FILE

# What a block says of itself besides what it says: two that differ in these alone are the same.
_ASIDE = {"verified", "review_after", "sources", "origin", "note", "ignore", "member_from", "member_to"}


class Move(Struct):
    """What adopting would do: the files it makes, the blocks that the library has, what is in the way."""

    folder: Path
    plan: Plan
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def adopt(workspace: Workspace, name: str, *, keep_apart: bool = False) -> Move:
    """Plan the move of the proposal of that name into the library.

    With `keep_apart` a block that the library has otherwise stays with the letter. Raises LetterkitError
    where there is no such proposal.
    """
    require_imported(workspace, name)
    folder, campaign = workspace.imported_folder(name), workspace.root / CAMPAIGNS / name
    workspace.entries(folder)  # raises where it is a link out of the workspace
    as_read = digest_of(folder)
    move = Move(folder, Plan(workspace.root, {}))
    if os.path.lexists(campaign):
        message = f"{workspace.shown(campaign)} exists"
        move.problems.append(_clash(workspace.shown(folder), message, "rename one of the two folders"))
        return move
    move.problems += mistakes(workspace, name)
    files: dict[Path, str | bytes] = {}
    own, _ = Library(workspace, name).own()  # the others are among the mistakes
    for block in own:
        _place(block, workspace, campaign, move, files, keep_apart)
    for file in _others(folder, workspace):
        target = campaign / file.relative_to(folder)
        files[target] = _content(workspace, file, target)
    move.plan = Plan(workspace.root, files, removed={folder: as_read})
    return move


def require_imported(workspace: Workspace, name: str) -> None:
    """Raises LetterkitError where no proposal has that name."""
    there = workspace.imported_names()
    if name not in there:
        hint = (
            f"there are: {', '.join(there)}"
            if there
            else "there is none; take one in: letterkit import FILE"
        )
        raise LetterkitError(f"no imported letter is named '{name}'", hint, status=2)


def mistakes(workspace: Workspace, name: str) -> list[Diagnostic]:
    """What keeps a proposal from being read, or its documents from being made."""
    library = Library(workspace, name)
    _, problems = library.load_all()
    inside = workspace.shown(workspace.imported_folder(name))
    found = [p for p in problems if p.location.file.startswith(inside)]
    for document in workspace.documents(name):
        found += check_document(Library(workspace, name, like=library), name, document).problems
    return [problem for problem in ordered(found) if has_errors([problem])]


def _place(
    block: Block[BlockModel],
    workspace: Workspace,
    campaign: Path,
    move: Move,
    files: dict[Path, str | bytes],
    keep_apart: bool,
) -> None:
    """Where one block goes: into the library, with the letter, or nowhere."""
    path = Path(block.kind.folder) / f"{block.name}.yaml"
    target = workspace.root / SEEDS / path
    if not os.path.lexists(target):
        files[target] = _content(workspace, block.path, target)
        return
    theirs, _ = Library(workspace).load(KIND_BY_MODEL[type(block.model)], block.name)
    if theirs is not None and _says(theirs) == _says(block):
        move.kept.append(workspace.shown(target))
    elif keep_apart:
        apart = campaign / "blocks" / path
        files[apart] = _content(workspace, block.path, apart)
    else:
        hint = (
            f"copy what is new into {workspace.shown(target)} and delete the imported file, or keep"
            " both: adopt with --keep-apart"
        )
        message = f"{workspace.shown(target)} says something else"
        move.problems.append(_clash(block.document.file, message, hint))


def _content(workspace: Workspace, path: Path, target: Path) -> bytes:
    """What a file holds, with the editor's path to the schema as it must be where the file goes.

    Raises LetterkitError where it cannot be read.
    """
    try:
        content = workspace.read(path, ASSET)
    except OSError as error:
        message = f"{workspace.shown(path)} could not be read: {error.strerror or error}"
        raise LetterkitError(message, getattr(error, "hint", None), status=1) from None
    document, _ = decode(content, str(path)) if path.suffix == ".yaml" else (None, [])
    edits = YamlFile(path, document).schema_seen_from(target) if document else []
    new, problems = edited(edits) if edits else (content, [])
    return content if problems else new


def _says(block: Block[BlockModel]) -> object:
    return block.model.model_dump(exclude=_ASIDE)


def _clash(file: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("LK724", message, Location(file, 1, 1), hint)


def _others(folder: Path, workspace: Workspace) -> Iterable[Path]:
    """The proposal's files besides its blocks, and besides what was rendered of it."""
    return (
        path
        for path in files_below(folder, workspace.root)
        if path.relative_to(folder).parts[0] not in ("blocks", "out", MADE_FILE)
    )


def carry_out(move: Move) -> None:
    """Write the files and take the proposal away. Raises LetterkitError, with nothing changed."""
    move.plan.write()


def take_over(workspace: Workspace, name: str, *, keep_apart: bool = False) -> Move:
    """Plan the move and carry it out, unless something is in the way; nobody else writes meanwhile.

    Raises LetterkitError as `adopt` and `carry_out` do.
    """
    with transaction(workspace.root):
        move = adopt(workspace, name, keep_apart=keep_apart)
        if not move.problems:
            carry_out(move)
        return move
