"""The command that starts a workspace: init."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_line, print_paths

if TYPE_CHECKING:
    from letterkit.files.plan import Plan


def init(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A new or empty folder; with --templates a workspace, too."),
    ],
    templates: Annotated[
        bool,
        typer.Option("--templates", help="Copy the templates to templates/, to be edited there."),
    ] = False,
    empty: Annotated[
        bool,
        typer.Option("--empty", help="No starter library: each folder says what belongs into it."),
    ] = False,
    example: Annotated[
        bool,
        typer.Option("--example", help="The starter library, and its letter of 2016 as an example."),
    ] = False,
) -> None:
    """Start a workspace: with the starter library, an example letter, or an empty library."""
    from letterkit.campaign.starter import new_workspace, own_templates
    from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace

    if empty and example:
        raise typer.BadParameter("an empty library has no example in it", param_hint="--empty")
    session: Session = context.obj
    root = folder.resolve()
    session.settle(root)
    if templates and (root / SEEDS).is_dir() and (root / CAMPAIGNS).is_dir():
        _copy_templates(session, own_templates(Workspace(root)))
        return
    if example:
        _make_example(session, folder)
        return
    plan = new_workspace(root, templates=templates, empty=empty)
    plan.write()
    print_line(str(folder))
    what = "a page in each folder of seeds/ says what belongs there" if empty else "blocks in seeds/"
    _say_what_is_next(session, folder, f"{len(plan.files)} files: {what}, letters go to campaigns/")
    session.say(_NEXT_IN_EMPTY if empty else "  letterkit new --dialogue 2016")


_NEXT_IN_EMPTY = "  letterkit new --dialogue NAME\nor read docs/from-nothing.md first"


def _say_what_is_next(session: Session, folder: Path, made: str) -> None:
    git = "git init && git add . && git commit -m 'Start from letterkit'"
    session.say(f"{made}\n\nNext:\n  cd {folder}\n  {git}")


def _make_example(session: Session, folder: Path) -> None:
    from letterkit.campaign.starter import new_example
    from letterkit.cli.render import say_findings

    begun = new_example(folder.resolve(), session.progress)
    say_findings(session, begun.problems, begun.findings, begun.order)
    print_line(str(folder))
    print_paths([*begun.files, *begun.drafts])
    _say_what_is_next(session, folder, "the starter library, and the letter of 2016 made of it")
    session.say("  letterkit check")


def _copy_templates(session: Session, plan: Plan) -> None:
    """Into a workspace that there is: what it has already stays."""
    plan.write()
    for path in plan.files:
        print_line(path.relative_to(plan.root).as_posix())
    session.say(
        "edit them; letters print by them from now on, whatever a newer letterkit brings"
        if plan.files
        else "the workspace has them all already; nothing was changed"
    )
