"""The command that starts a workspace: init."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_line

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
) -> None:
    """Start a workspace with the starter library."""
    from letterkit.campaign.starter import new_workspace, own_templates
    from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace

    session: Session = context.obj
    root = folder.resolve()
    if templates and (root / SEEDS).is_dir() and (root / CAMPAIGNS).is_dir():
        _copy_templates(session, own_templates(Workspace(root)))
        return
    plan = new_workspace(root, templates=templates)
    plan.write()
    print_line(str(folder))
    session.say(
        f"{len(plan.files)} files: blocks in seeds/, letters go to campaigns/\n\n"
        f"Next:\n  cd {folder}\n  git init && git add . && git commit -m 'Start from letterkit'\n"
        "  letterkit new --dialogue 2016"
    )


def _copy_templates(session: Session, plan: Plan) -> None:
    """Into a workspace that there is: what it has already stays."""
    plan.write()
    for path in plan.files:
        print_line(path.relative_to(plan.folder).as_posix())
    session.say(
        "edit them; letters print by them from now on, whatever a newer letterkit brings"
        if plan.files
        else "the workspace has them all already; nothing was changed"
    )
