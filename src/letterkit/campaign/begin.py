"""What is made new: a campaign from a dialogue's recipe, a workspace from the starter library.

Both are planned first, as files with their content, and then written; nothing that exists is ever
overwritten, and a plan that cannot be carried out whole is taken back.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from letterkit.blocks import schemas
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS, KIND_BY_MODEL, MAIN_DOCUMENT, DocumentKind
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.files.writing import write_file
from letterkit.library.index import Block, Library
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace, packaged

DIALOGUES = KIND_BY_MODEL[Dialogue]

_README = """\
# Letters

A workspace of letterkit. The blocks that letters are made of are in `seeds/`, one thing a file; each
letter is a folder in `campaigns/`.

    letterkit new --dialogue 2016     # make and render a letter
    letterkit render                  # render it again after a change
    letterkit check                   # say what is wrong
    letterkit list blocks             # what there is to build with

What a block looks like: `docs/blocks.md`; what stands between braces: `docs/merge-fields.md`.

Commit `seeds/` and `campaigns/`. What is rendered, `campaigns/*/out/`, stays out of git.
"""
_GUIDES = ("blocks.md", "import.md", "merge-fields.md")
_GITIGNORE = "campaigns/*/out/\nseeds/imported/*/out/\n"
_CAMPAIGNS_README = """\
One folder for each letter; `letterkit new --dialogue …` makes them. A folder's `blocks/` holds wording of
that letter's own, which takes the place of the library's block of the same kind and name.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to make, and the folder that they make up."""

    folder: Path
    files: Mapping[Path, str]

    def write(self) -> None:
        """Make the files. Raises LetterkitError, with nothing left behind, where that fails."""
        try:
            for path, content in self.files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                write_file(path, content.encode())
        except OSError as error:
            self.undo()
            reason = error.strerror or str(error)
            hint = "check the folder's permissions and the space on the disk"
            raise LetterkitError(f"{self.folder} could not be made: {reason}", hint) from None

    def undo(self) -> None:
        """Remove the files again, and the folders that are then empty."""
        for path in self.files:
            with suppress(OSError):
                path.unlink()
        folders = {parent for path in self.files for parent in path.parents}
        inside = (f for f in folders if f.is_relative_to(self.folder))
        for folder in sorted(inside, key=lambda f: len(f.parts), reverse=True):
            with suppress(OSError):
                folder.rmdir()


def new_campaign(
    workspace: Workspace,
    wanted: str,
    name: str | None = None,
    documents: Sequence[str] = (MAIN_DOCUMENT.name,),
) -> Plan:
    """Plan the campaign for a dialogue, given by its name or the beginning of it, such as its year.

    `documents` are names of `DOCUMENTS`; without any, all that the dialogue has a recipe for. Raises
    LetterkitError where no dialogue or several fit, one has no such recipe, or the campaign exists.
    """
    library = Library(workspace)
    dialogue = _dialogue(library, wanted)
    name = name or dialogue.name
    if not is_name(name):
        hint = "use small letters, digits and single hyphens, such as 2016-sed"
        raise LetterkitError(f"'{name}' cannot name a campaign", hint, status=2)
    folder = workspace.root / CAMPAIGNS / name
    files: dict[Path, str] = {}
    recipes = dialogue.model.recipes
    for kind in (DOCUMENT_KINDS[name] for name in documents) if documents else DOCUMENTS:
        if not documents and kind.recipe not in recipes:
            continue
        path = folder / kind.file
        if path.exists():
            hint = f"render it: letterkit render {name}; or make another: --campaign NAME"
            shown = workspace.shown(path)
            raise LetterkitError(f"{shown} exists; nothing was changed", hint, status=1)
        files[path] = _document_text(dialogue, name, kind)
    return Plan(folder, files)


def _dialogue(library: Library, wanted: str) -> Block[Dialogue]:
    names, found = library.names(DIALOGUES), dialogues_named(library, wanted)
    if not found:
        known = f"there are: {', '.join(names) or 'none yet'}; see letterkit list dialogues"
        hint = did_you_mean(wanted, names) or known
        raise LetterkitError(f"no dialogue is named '{wanted}'", hint, status=1)
    if len(found) > 1:
        message = f"'{wanted}' fits several dialogues: {', '.join(found)}"
        raise LetterkitError(message, f"name one, such as --dialogue {found[0]}", status=1)
    return load_dialogue(library, found[0])


def dialogues_named(library: Library, wanted: str) -> list[str]:
    """The dialogues that a name or the beginning of one, such as a year, can mean."""
    names = library.names(DIALOGUES)
    return [wanted] if wanted in names else [n for n in names if n.startswith(f"{wanted}-")]


def load_dialogue(library: Library, name: str) -> Block[Dialogue]:
    """The dialogue of that name. Raises LetterkitError with its problems where it has any."""
    block, problems = library.load(DIALOGUES, name)
    if block is None:
        told = "\n".join(str(problem) for problem in problems)
        raise LetterkitError(f"the dialogue {name} cannot be used\n{told}", status=1)
    return cast("Block[Dialogue]", block)


def _document_text(dialogue: Block[Dialogue], name: str, kind: DocumentKind) -> str:
    """The document's file: the recipe as it stands in the dialogue, comments and all."""
    if kind.recipe not in dialogue.model.recipes:
        message = f"{dialogue.reference} has no recipe for a {kind.title}"
        hint = f"write one below `{kind.recipe}:` in {dialogue.document.file}"
        raise LetterkitError(message, hint, status=1)
    text = (
        f"# yaml-language-server: $schema=../../{schemas.FOLDER}/{schemas.file_name(kind)}\n"
        f"# The {kind.title} for {dialogue.model.name}, begun from"
        f" {dialogue.document.file}.\n"
        f"# What is changed here changes this document only. To reword a block for this campaign alone,\n"
        f"# copy it to {CAMPAIGNS}/{name}/blocks/, in the folder of its kind.\n\n"
        f"dialogue: {dialogue.name}\n{_recipe(dialogue, kind.recipe)}"
    )
    parsed, problems = parse(text, kind.file)
    if parsed is not None:
        _, problems = validate(kind.model, parsed)
    if problems:
        place = dialogue.location(kind.recipe)
        message = f"{place}: the recipe cannot be copied: {problems[0].message}"
        raise LetterkitError(message, f"write it below `{kind.recipe}:`, one key a line", status=1)
    return text


def _recipe(dialogue: Block[Dialogue], key: str) -> str:
    """The lines below the key in the dialogue's file, moved to the left margin."""
    lines = dialogue.path.read_text(encoding="utf-8-sig").splitlines()
    keys = dialogue.document.keys
    first = keys[(key,)].line
    below = [place.line for path, place in keys.items() if len(path) == 1 and place.line > first]
    last = min(below, default=len(lines) + 1) - 1
    return textwrap.dedent("\n".join(lines[first:last])).strip("\n") + "\n"


def new_workspace(folder: Path) -> Plan:
    """Plan a workspace with the starter library. Raises LetterkitError where the folder is in use."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "name a folder that does not exist yet, or an empty one"
        raise LetterkitError(f"{folder} exists and is not empty; nothing was changed", hint, status=1)
    files = {
        folder / "README.md": _README,
        folder / ".gitignore": _GITIGNORE,
        folder / CAMPAIGNS / "README.md": _CAMPAIGNS_README,
    }
    seeds = packaged(SEEDS)
    for file in sorted(seeds.rglob("*.yaml")):
        files[folder / SEEDS / file.relative_to(seeds)] = file.read_text(encoding="utf-8")
    for name in _GUIDES:
        files[folder / "docs" / name] = (packaged("docs") / name).read_text(encoding="utf-8")
    files.update({folder / schemas.FOLDER / k: v for k, v in schemas.files().items()})
    return Plan(folder, files)
