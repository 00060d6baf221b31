"""The command that gives up a block, or a fact of an office: retire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import DryRun, Session, one_block
from letterkit.cli.terminal import print_diff, print_paths, report

if TYPE_CHECKING:
    from letterkit.blocks.base import BlockModel
    from letterkit.language.dates import PartialDate
    from letterkit.library.index import Block
    from letterkit.library.workspace import Workspace


def retire(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="KIND/NAME", help="A block, such as organisations/rights-now.")
    ],
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY]",
            help="One fact of an office: a fax number, an e-mail address, or address; else the block.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why: it is kept in the file and printed nowhere.")
    ] = "",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="From when on; else today.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Give up a block, or a number of an office, from a day on."""
    from letterkit.cli.options import date_given, today
    from letterkit.library.retiring import retired

    if not reason.strip():
        raise typer.BadParameter("say why, for whoever asks next year", param_hint="--reason")
    session: Session = context.obj
    workspace = session.workspace()
    block = one_block(workspace, name)
    day = date_given(on or str(today()))
    plan, problems = retired(workspace, block, key, day, " ".join(reason.split()))
    report(problems)
    for path, content in plan.files.items():
        print_diff(workspace.shown(path), plan.replaced[path], content)
    if not dry_run:
        plan.write()
        print_paths(plan.files)
    if key is None:
        _say_uses(session, workspace, block, day)


def _say_uses(session: Session, workspace: Workspace, block: Block[BlockModel], day: PartialDate) -> None:
    """Which blocks and campaigns name it, for whoever has to take it out."""
    from letterkit.library.catalogue import page
    from letterkit.library.index import Library

    for use in page(workspace, block, Library(workspace)).used_by:
        session.say(f"still named by {use}")
    session.say(f"letters before {day} keep it; letterkit check refuses it in later ones")
