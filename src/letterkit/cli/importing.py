"""The commands that take in old letters: import, adopt."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.letters import shown
from letterkit.cli.terminal import Session, print_table, report, show

if TYPE_CHECKING:
    from letterkit.library.workspace import Workspace
    from letterkit.proposals.intake import Input, Taken
    from letterkit.proposals.propose import Proposal


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("import")(import_)
    app.command("adopt")(adopt_)


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Letters as txt, md, html, pdf, docx or eml; - reads standard input."
        ),
    ],
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder that gets imported/NAME; else seeds/."),
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(metavar="NAME", help="The name of the one letter; else one is made.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open what was made in your editor, and check it after.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How the result is printed.")
    ] = "text",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is found; write nothing.")] = False,
) -> None:
    """Take old letters apart into the blocks that they are made of."""
    from letterkit.diagnostics import has_errors
    from letterkit.proposals.intake import take_in, write

    _understood(files, campaign, edit, form, dry_run)
    session: Session = context.obj
    workspace, folder = _where(session, into, dry_run)
    failed, taken_in, made = False, [], []
    for taken in take_in(_inputs(files), workspace, folder, campaign or "", session.progress):
        found = [*taken.problems, *(p for proposal in taken.proposals for p in proposal.problems)]
        show(found)
        failed = failed or has_errors(found)
        taken_in.append(taken)
        folders = [] if dry_run else write(taken, folder)
        made += folders
        if form == "text" and not has_errors(found):
            _say(session, taken, folders, table=dry_run or (sys.stdout.isatty() and not session.quiet))
    if form == "json":
        _print_json(taken_in)
    if edit:
        failed = _edit(made, workspace) or failed
    if made:
        session.say("\nRead them; print one: letterkit render NAME; take one over: letterkit adopt NAME")
    if failed:
        raise typer.Exit(1)


def _understood(
    files: Sequence[Path], campaign: str | None, edit: bool, form: str, dry_run: bool
) -> None:
    from letterkit.blocks.values import is_name

    if form not in ("text", "json"):
        raise typer.BadParameter("choose text or json", param_hint="--format")
    if edit and dry_run:
        raise typer.BadParameter("there is nothing to edit with --dry-run", param_hint="--edit")
    if edit and not _editor():
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
    from letterkit.proposals.intake import Input

    return [
        Input("standard input", sys.stdin.buffer.read())
        if str(file) == "-"
        else Input(file.as_posix(), file)
        for file in files
    ]


def _say(session: Session, taken: Taken, folders: Sequence[Path], *, table: bool) -> None:
    """What was found in one file, and how its words add up."""
    for proposal in taken.proposals:
        if table:
            session.say(f"\n{proposal.name}")
            columns = ("block", "name", "lines", "sure", "in the library")
            print_table(columns, _rows(proposal), whole=("lines", "sure"))
    for folder in folders:
        typer.echo(shown(folder))
    counts = taken.counts
    session.say(
        f"{taken.name}: {counts.total} words: {counts.blocks} in blocks,"
        f" {counts.left_out} left out, {counts.unplaced} unplaced"
    )


def _rows(proposal: Proposal) -> Iterable[tuple[str, ...]]:
    for block in (block for blocks in proposal.blocks for block in blocks):
        lines = f"{block.first}-{block.last}" if block.last > block.first else f"{block.first}"
        # A proposal's name begins many of its blocks' names, and says nothing there.
        name = block.name.replace(f"{proposal.name}-", "…-", 1)
        yield block.kind, name, lines, f"{block.confidence:.2f}", block.remark


def _print_json(taken_in: Iterable[Taken]) -> None:
    from letterkit.importer.results import to_json

    found = [
        pair
        for taken in taken_in
        for proposal in taken.proposals
        for pair in zip(proposal.documents, proposal.blocks, strict=True)
    ]
    typer.echo(to_json(found), nl=False)


def _editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def _edit(folders: Sequence[Path], workspace: Workspace) -> bool:
    """Open the files in the editor; afterwards say what is wrong with them. True where something is."""
    from letterkit.diagnostics import LetterkitError, has_errors
    from letterkit.proposals.adopt import mistakes

    # A campaign comes first: it names the rest.
    files = [file for folder in folders for file in sorted(folder.rglob("*.yaml"), key=_depth)]
    if not files:
        return False
    try:
        command = [*shlex.split(_editor()), *map(str, files)]
        subprocess.run(command, check=True)  # noqa: S603  # the user's own editor
    except (OSError, subprocess.CalledProcessError) as error:
        raise LetterkitError(f"the editor could not be run: {error}", "see VISUAL and EDITOR") from None
    found = [
        problem
        for folder in folders
        if folder == workspace.imported_folder(folder.name)
        for problem in mistakes(workspace, folder.name)
    ]
    show(found)
    return has_errors(found)


def _depth(file: Path) -> tuple[int, Path]:
    return len(file.parts), file


def adopt_(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The imported letter: its folder in seeds/imported/.")
    ],
    keep_apart: Annotated[
        bool,
        typer.Option(
            "--keep-apart", help="Blocks that the library has otherwise stay with this letter alone."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made; move nothing.")
    ] = False,
) -> None:
    """Move an imported letter into the library, once it has been read."""
    from letterkit.proposals.adopt import adopt, carry_out

    session: Session = context.obj
    workspace = session.workspace()
    move = adopt(workspace, name, keep_apart=keep_apart)
    if move.problems:
        session.say("not adopted; nothing was moved")
    report(move.problems)
    if dry_run:
        session.say("would make:")
    else:
        carry_out(move)
    for path in move.plan.files:
        typer.echo(shown(path))
    for file in move.kept:
        session.say(f"{file} says the same, and stays as it is")
    if not dry_run:
        session.say(
            f"\nPrint it: letterkit render {name}\nLook for what is not known: letterkit check {name}"
        )
