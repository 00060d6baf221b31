"""The command that gives a block another name: rename."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import DryRun, Session, one_block
from letterkit.cli.terminal import print_line, print_paths, report


def rename(
    context: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="KIND/OLD", help="A block of the library, such as issues/churches.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    dry_run: DryRun = False,
) -> None:
    """Give a block another name, in its file and wherever it is named."""
    from letterkit.library.renaming import renamed
    from letterkit.partners.approvals.parties import records_under

    session: Session = context.obj
    workspace = session.workspace()
    block = one_block(workspace, old)
    found = renamed(workspace, block, new)
    if found.problems:
        session.say("not renamed: a file that cannot be read may name the block")
    report(found.problems)
    if not dry_run:
        found.plan.write()
        print_paths(found.plan.files)
    for place in found.places if dry_run else ():
        print_line(str(place))
    count = len(found.places)
    session.say(
        f"{block.reference} {'would be' if dry_run else 'is'} {block.kind.folder}/{new} now;"
        f" {count} place{'' if count == 1 else 's'} named it"
    )
    for path in records_under(workspace, block.reference):
        session.say(
            f"{workspace.shown(path)} has what was said under the old name, and counts as nobody's:"
            f" rename it to {new}.yaml too"
        )
    if found.kept:
        session.say(f"with a copy of their own, under the old name: {', '.join(found.kept)}")
