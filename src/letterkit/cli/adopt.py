"""The command that moves an imported letter into the library: adopt."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_paths, report


def adopt(
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
    from letterkit.proposals import adopt as adopting

    session: Session = context.obj
    do = adopting.adopt if dry_run else adopting.take_over
    move = do(session.workspace(), name, keep_apart=keep_apart)
    if move.problems:
        session.say("not adopted; nothing was moved")
    report(move.problems)
    if dry_run:
        session.say("would make:")
    print_paths(move.plan.files)
    for file in move.kept:
        session.say(f"{file} says the same, and stays as it is")
    if not dry_run:
        session.say(
            f"\nPrint it: letterkit render {name}\nLook for what is not known: letterkit check {name}"
        )
