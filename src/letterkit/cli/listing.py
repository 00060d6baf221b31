"""The command that lists what there is: list."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import Session, day_given, is_json, today
from letterkit.cli.terminal import print_csv, print_json, print_table, show
from letterkit.diagnostics import did_you_mean

_TOPICS = "dialogues, campaigns, blocks, people, cases, organisations, signers or addresses"


def list_(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=f"What to list: {_TOPICS}.")],
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="text|json|csv", help="How it is printed; csv is for `add --from`."
        ),
    ] = "text",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for `list cases`; else today.")
    ] = None,
) -> None:
    """List what there is in the workspace."""
    from letterkit.library import catalogue
    from letterkit.library.index import Library
    from letterkit.library.results import table_to_json

    session: Session = context.obj
    if form == "csv":
        _print_csv(session, topic)
        return
    as_json = is_json(form)
    if topic not in catalogue.TOPICS:
        hint = did_you_mean(topic, catalogue.TOPICS) or f"choose one of {_TOPICS}"
        raise typer.BadParameter(hint, param_hint=f"'{topic}'")
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


def _print_csv(session: Session, topic: str) -> None:
    """The table that a spreadsheet opens, and `add --from` takes back."""
    from letterkit.library.entry_kinds import ENTRY_KINDS
    from letterkit.library.index import Library
    from letterkit.library.member_tables import library_table
    from letterkit.tables import to_csv

    kind = next((kind for kind in ENTRY_KINDS if topic in (kind.plural, kind.folder)), None)
    if kind is None:
        known = ", ".join(kind.plural for kind in ENTRY_KINDS)
        raise typer.BadParameter(f"as csv there are {known}", param_hint=f"'{topic}'")
    columns, rows, problems = library_table(Library(session.workspace()), kind)
    show(problems)
    print_csv(to_csv(columns, rows))
