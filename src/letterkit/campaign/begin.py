"""A campaign begun: its files from a dialogue's recipe, and the first draft rendered.

Files are planned first, with their content, and then written; nothing that exists is ever overwritten,
and what cannot be done whole is taken back: a dialogue that was entered for the campaign goes with it.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct

from letterkit.blocks import schemas
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS, KIND_BY_MODEL, MAIN_DOCUMENT, DocumentKind
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.campaign.render import Order, Progress, render
from letterkit.diagnostics import Diagnostic, LetterkitError, did_you_mean, has_errors
from letterkit.files.plan import Plan
from letterkit.files.reading import BLOCK
from letterkit.files.transaction import transaction
from letterkit.library.index import Block, Library
from letterkit.library.workspace import CAMPAIGNS, Workspace
from letterkit.writers.pdf.loading import import_weasyprint

DIALOGUES = KIND_BY_MODEL[Dialogue]


class NewCampaign(Struct, frozen=True):
    """What to begin: a campaign for a dialogue, which gives its name where no other is given.

    `documents` are names of `DOCUMENTS`; without any, all that the dialogue has a recipe for. `entered`
    is the plan of the dialogue's files, where nobody has entered the dialogue before.
    """

    workspace: Workspace
    dialogue: str
    name: str | None = None
    documents: tuple[str, ...] = (MAIN_DOCUMENT.name,)
    entered: Plan | None = None

    def planned(self) -> tuple[Plan, Order]:
        """The campaign's files, and what to render of them. Raises as `new_campaign` does."""
        plan = new_campaign(self.workspace, self.dialogue, self.name, self.documents)
        made = {path.name: path.parent.name for path in plan.files}
        names = tuple(kind.name for kind in DOCUMENTS if kind.file in made)
        return plan, Order(self.workspace, next(iter(made.values())), names)


class NewLetter(Struct, frozen=True):
    """What to begin where there is no dialogue: a letter of that name, and the plan of its files."""

    workspace: Workspace
    name: str
    plan: Plan
    entered: None = None

    def planned(self) -> tuple[Plan, Order]:
        """The letter's files, and what to render of them."""
        return self.plan, Order(self.workspace, self.name, (MAIN_DOCUMENT.name,))


class Begun(Struct, frozen=True):
    """What was begun: the files of the dialogue and of the campaign, and the drafts.

    `findings` are what the checks found in the drafts. With an error among `problems` nothing was
    written.
    """

    order: Order
    dialogue: tuple[Path, ...]
    files: tuple[Path, ...]
    drafts: tuple[Path, ...]
    problems: list[Diagnostic]
    findings: list[Diagnostic]

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written."""
        return has_errors(self.problems)


def begin(new: NewCampaign | NewLetter, progress: Progress = lambda message: None) -> Begun:
    """Write the dialogue, where it is new, and the campaign, and render its first draft: all or nothing.

    Raises LetterkitError as `new_campaign` does, and where the machine cannot make PDFs.
    """
    with transaction(new.workspace.root) as work:
        if new.entered is not None:
            new.entered.write()
        plan, order = new.planned()
        import_weasyprint()  # without which no draft can be made, so that nothing is begun
        plan.write()
        rendered = render(order, progress)
        begun = Begun(
            order,
            tuple(new.entered.files) if new.entered else (),
            tuple(plan.files),
            _drafts(order),
            rendered.problems,
            rendered.findings,
        )
        if begun.is_refused:
            work.take_back()
        return begun


def would_make(new: NewCampaign | NewLetter) -> list[Path]:
    """The files that `begin` would make; of a dialogue that is not there yet only the campaign's folder.

    Raises LetterkitError as `new_campaign` does.
    """
    if isinstance(new, NewCampaign) and new.entered is not None:
        folder = new.workspace.root / CAMPAIGNS / (new.name or new.dialogue)
        return [*new.entered.files, folder]
    plan, order = new.planned()
    return [*plan.files, *_drafts(order)]


def _drafts(order: Order) -> tuple[Path, ...]:
    return tuple(order.path(name, form) for name in order.documents for form in order.formats)


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
    files: dict[Path, str | bytes] = {}
    recipes = dialogue.model.recipes
    for kind in (DOCUMENT_KINDS[name] for name in documents) if documents else DOCUMENTS:
        if not documents and kind.recipe not in recipes:
            continue
        path = folder / kind.file
        if os.path.lexists(path):
            hint = f"render it: letterkit render {name}; or make another: --campaign NAME"
            shown = workspace.shown(path)
            raise LetterkitError(f"{shown} exists; nothing was changed", hint, status=1)
        files[path] = _document_text(workspace, dialogue, name, kind)
    if not files:
        hint = f"write one in {dialogue.document.file}, below `{MAIN_DOCUMENT.recipe}:`"
        raise LetterkitError(f"{dialogue.reference} has no recipe", hint, status=1)
    return Plan(workspace.root, files)


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


def _document_text(workspace: Workspace, dialogue: Block[Dialogue], name: str, kind: DocumentKind) -> str:
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
        f"dialogue: {dialogue.name}\n{_recipe(workspace, dialogue, kind.recipe)}"
    )
    parsed, problems = parse(text, kind.file)
    if parsed is not None:
        _, problems = validate(kind.model, parsed)
    if problems:
        place = dialogue.location(kind.recipe)
        message = f"{place}: the recipe cannot be copied: {problems[0].message}"
        raise LetterkitError(message, f"write it below `{kind.recipe}:`, one key a line", status=1)
    return text


def _recipe(workspace: Workspace, dialogue: Block[Dialogue], key: str) -> str:
    """The lines below the key in the dialogue's file, moved to the left margin."""
    lines = workspace.text(dialogue.path, BLOCK).splitlines()
    keys = dialogue.document.keys
    first = keys[(key,)].line
    below = [place.line for path, place in keys.items() if len(path) == 1 and place.line > first]
    last = min(below, default=len(lines) + 1) - 1
    return textwrap.dedent("\n".join(lines[first:last])).strip("\n") + "\n"
