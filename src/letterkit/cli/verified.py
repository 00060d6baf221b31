"""The command that records that a fact was checked: verified."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import DryRun, Session, one_block
from letterkit.cli.terminal import print_diff, print_paths, report


def verified(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="BLOCK", help="A block, such as addresses/us-secretary-of-state.")
    ],
    key: Annotated[
        str | None,
        typer.Argument(metavar="[KEY]", help="One of its facts: a fax number; else the whole block."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="When it was checked; else today.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TITLE", help="Where it was read: a page's or paper's title.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published that, with --source.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Its address, with --source.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Record that a fact was checked, on a day and from a source."""
    from letterkit.cli.options import date_given, today
    from letterkit.language.dates import PartialDate
    from letterkit.library.checked import Source, checked

    if (publisher or url) and not source:
        raise typer.BadParameter("say by --source what was read there", param_hint="--source")
    session: Session = context.obj
    workspace = session.workspace()
    block = one_block(workspace, name)
    day = date_given(on) if on else PartialDate.parse(today().isoformat())
    read = Source(source, publisher, url, str(day)) if source else None
    plan, problems = checked(workspace, block, key, day, read)
    report(problems)
    for path, content in plan.files.items():
        print_diff(workspace.shown(path), plan.replaced[path], content)
    if not dry_run:
        plan.write()
        print_paths(plan.files)
