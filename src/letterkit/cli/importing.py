"""The command that takes in old letters: import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.imported import print_taken, say_counts, say_doubts
from letterkit.cli.options import ResultFormat, Session, is_json
from letterkit.cli.terminal import (
    editor,
    open_in_editor,
    print_json,
    print_paths,
    show,
)

if TYPE_CHECKING:
    from letterkit.diagnostics import Diagnostic
    from letterkit.library.workspace import Workspace
    from letterkit.proposals.intake import Input, Taken


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...", help="Letters as txt, md, html, pdf, docx or eml; - reads standard input."
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder that gets imported/NAME; else seeds/."),
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(metavar="NAME", help="The name of the one letter; else one is made.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the reading in your editor; make the blocks of it after.")
    ] = False,
    again: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Make an imported letter's blocks anew from its reading."),
    ] = None,
    form: ResultFormat = "text",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is found; write nothing.")] = False,
) -> None:
    """Take old letters apart into the blocks that they are made of."""
    from letterkit.diagnostics import has_errors
    from letterkit.proposals.intake import take_in, write

    as_json = is_json(form)
    _check_call(files or [], campaign, again, into, edit=edit, dry_run=dry_run)
    session: Session = context.obj
    if again is not None:
        if has_errors(_make_again(session, session.workspace(), [again], edit=edit)):
            raise typer.Exit(1)
        return
    workspace, folder = _where(session, into, dry_run)
    taken_in = take_in(_inputs(files or []), workspace, folder, campaign or "", session.progress)
    keep = partial(write, workspace=workspace, into=folder, wanted=campaign or "")
    done, made = _keep(session, taken_in, None if dry_run else keep, as_json)
    if as_json:
        _print_json(done)
    found = [problem for taken in done for problem in taken.problems]
    if edit and made:
        found += _make_again(session, workspace, [folder.name for folder in made], edit=True)
    if made:
        session.say(
            "\nLook at reading.txt, at what has a ? first. Correct it, then:"
            " letterkit import --again NAME"
            "\nPrint the letter: letterkit render NAME; take it over: letterkit adopt NAME"
        )
    if has_errors(found):
        raise typer.Exit(1)


def _keep(
    session: Session,
    taken_in: Iterable[Taken],
    keep: Callable[[Taken], tuple[Taken, list[Path]]] | None,
    as_json: bool,
) -> tuple[list[Taken], list[Path]]:
    """Write what each file gives, unless `keep` is None; and say so before the next is read.

    Returns what was taken in and the folders written.
    """
    from letterkit.diagnostics import has_errors

    with_tables = keep is None or session.is_watched
    done: list[Taken] = []
    made: list[Path] = []
    for read in taken_in:
        taken, folders = keep(read) if keep else (read, [])
        show(taken.problems)
        if not as_json and not has_errors(taken.problems):
            print_taken(session, taken, folders, with_tables=with_tables, is_first=not done)
        done.append(taken)
        made += folders
    return done, made


def _check_call(
    files: Sequence[Path],
    campaign: str | None,
    again: str | None,
    into: Path | None,
    *,
    edit: bool,
    dry_run: bool,
) -> None:
    """Raises typer.BadParameter where the options do not go together."""
    from letterkit.blocks.values import is_name

    if (again is None) is not bool(files):
        message = "name the files to import, or with --again the letter that was imported"
        raise typer.BadParameter(message, param_hint="FILE...")
    if again is not None and (dry_run or campaign):
        raise typer.BadParameter("goes with --edit alone", param_hint="--again")
    if edit and (dry_run or into):
        said = "nothing is written with --dry-run" if dry_run else "blocks are made anew in seeds/ alone"
        raise typer.BadParameter(said, param_hint="--edit")
    if edit and not editor():
        raise typer.BadParameter("set VISUAL or EDITOR to your editor's command", param_hint="--edit")
    if campaign is not None and (len(files) > 1 or not is_name(campaign)):
        message = "one file, and a name of small letters, digits and single hyphens"
        raise typer.BadParameter(message, param_hint="--campaign")


def _where(session: Session, into: Path | None, dry_run: bool) -> tuple[Workspace, Path]:
    """The workspace whose library is compared with, and the folder that gets `imported/`."""
    from letterkit.diagnostics import LetterkitError
    from letterkit.library.workspace import SEEDS, Workspace

    try:
        workspace = session.workspace()
    except LetterkitError:
        if not dry_run and into is None:
            raise
        workspace = Workspace((into or Path.cwd()).resolve().parent)
    return workspace, into.resolve() if into else workspace.root / SEEDS


def _inputs(files: Iterable[Path]) -> list[Input]:
    """The files, and standard input for `-`."""
    from letterkit.files.reading import OLD_LETTER
    from letterkit.proposals.intake import Input

    return [
        Input("standard input", sys.stdin.buffer.read(OLD_LETTER.largest + 1))
        if str(file) == "-"
        else Input(file.as_posix(), file)
        for file in files
    ]


def _print_json(done: Iterable[Taken]) -> None:
    from letterkit.importer.results import lines_of, to_json

    found = [
        (document, blocks, lines_of(text.source, text.reading, number))
        for taken in done
        for text, proposal in zip(taken.read, taken.proposals, strict=True)
        for number, (document, blocks) in enumerate(zip(proposal.documents, proposal.blocks, strict=True))
    ]
    print_json(to_json(found))


def _make_again(
    session: Session, workspace: Workspace, names: Sequence[str], *, edit: bool
) -> list[Diagnostic]:
    """Make the blocks of imported letters anew from their readings, once these were edited where that is
    asked; what is wrong.
    """
    from letterkit.importer.reading_text import FILE

    there = [name for name in names if name in workspace.imported_names()]
    if edit and there:
        open_in_editor(workspace.imported_folder(name) / FILE for name in there)
    return [problem for name in names for problem in _made_again(session, workspace, name)]


def _made_again(session: Session, workspace: Workspace, name: str) -> list[Diagnostic]:
    """Make the blocks anew, and say what changed; what is wrong."""
    from letterkit.proposals.adopt import mistakes
    from letterkit.proposals.intake import make_again

    made, changed = make_again(workspace, name)
    show(made.problems)
    if made.problems:
        session.say("the blocks stayed as they were")
        return made.problems
    print_paths(changed)
    say_doubts(session, made.proposals[0])
    say_counts(session, name, made.proposals)
    found = mistakes(workspace, name)
    show(found)
    return found
