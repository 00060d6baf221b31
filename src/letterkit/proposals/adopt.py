"""A proposal that somebody has read → blocks of the library and a campaign.

All of it moves or nothing does. A block that the library has already is never overwritten: one that says
the same gives way, one that says something else stops the move, or stays with the letter alone.
"""

from __future__ import annotations

import os
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
from letterkit.files.refusal import refusal
from letterkit.files.transaction import digest_of, transaction
from letterkit.library.index import Block, Library
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace
from letterkit.proposals.propose import MADE_FILE

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
    """What a file holds, with the editor's path to the schema as it must be where the file goes.

    Raises LetterkitError where it cannot be read.
    """
    try:
        content = workspace.read(path, ASSET)
    except OSError as error:
        raise refusal(error, f"{workspace.shown(path)} could not be read") from None
    document, _ = decode(content, str(path)) if path.suffix == ".yaml" else (None, [])
    edits = YamlFile(path, document).schema_seen_from(target) if document else []
    new, problems = edited(edits) if edits else (content, [])
    return content if problems else new
