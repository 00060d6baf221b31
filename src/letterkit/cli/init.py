"""The command that starts a workspace: init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_line


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Start a workspace with the starter library."""
    from letterkit.campaign.starter import new_workspace

    session: Session = context.obj
    session.settle(folder.resolve())
    plan = new_workspace(folder.resolve())
    plan.write()
    print_line(str(folder))
    session.say(
        f"{len(plan.files)} files: blocks in seeds/, letters go to campaigns/\n\n"
        f"Next:\n  cd {folder}\n  git init && git add . && git commit -m 'Start from letterkit'\n"
        "  letterkit new --dialogue 2016"
    )
