"""The command that looks for mistakes: check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Campaign, On, Session, day_given
from letterkit.cli.terminal import print_json, print_line, show

if TYPE_CHECKING:
    from letterkit.diagnostics import Diagnostic


def check(
    context: typer.Context,
    campaign: Campaign = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json|github", help="How the findings are printed.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
    on: On = None,
) -> None:
    """Say what is wrong with the blocks and the letters."""
    from letterkit import checks
    from letterkit.campaign.own_looks import findings_on_pages
    from letterkit.diagnostics import has_errors, ordered
    from letterkit.partners.kept import findings_on_records

    if form not in ("text", "json", "github"):
        raise typer.BadParameter("choose text, json or github", param_hint="--format")
    session: Session = context.obj
    workspace = session.workspace()
    names = session.campaigns(workspace, campaign)
    found = checks.check(workspace, *names, on=day_given(on))
    more = [
        each
        for name in names
        for each in (
            *findings_on_pages(workspace, name, day_given(on)),
            *findings_on_records(workspace, name),
        )
    ]
    found = ordered([*found, *more]) if more else found
    _print(session, found, form)
    if has_errors(found) or (strict and found):
        raise typer.Exit(1)


def _print(session: Session, found: Sequence[Diagnostic], form: str) -> None:
    from letterkit.consent import unnamed
    from letterkit.diagnostics.printing import summary, to_github, to_json

    if form == "json":
        print_json(to_json(found))
    elif form == "github":
        for command in to_github(map(unnamed, found)).splitlines():
            print_line(command)
    else:
        show(found, as_result=True)
        session.say(summary(found))
        if found:
            session.say(f"what a code means: letterkit explain {found[0].code}")
