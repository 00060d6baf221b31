"""The command that lists what there is: list."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import ResultFormat, Session, day_given, is_json, today
from letterkit.cli.terminal import print_json, print_table, show
from letterkit.diagnostics import did_you_mean

_TOPICS = "dialogues, campaigns, blocks, people, cases, organisations, signers or addresses"


def list_(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=f"What to list: {_TOPICS}.")],
    form: ResultFormat = "text",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for `list cases`; else today.")
    ] = None,
) -> None:
    """List what there is in the workspace."""
    from letterkit.library import catalogue
    from letterkit.library.index import Library
    from letterkit.library.results import table_to_json

    as_json = is_json(form)
    if topic not in catalogue.TOPICS:
        hint = did_you_mean(topic, catalogue.TOPICS) or f"choose one of {_TOPICS}"
        raise typer.BadParameter(hint, param_hint=f"'{topic}'")
    session: Session = context.obj
    workspace = session.workspace()
    library = Library(workspace)
    day = day_given(on) or today()
    table, problems = catalogue.table(workspace, topic, library, day)
    show(problems)
    if as_json:
        print_json(table_to_json(table))
    elif table.rows:
        print_table(table.columns, table.rows)
    else:
        session.say(f"no {topic} yet")
