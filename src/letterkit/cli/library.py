"""The commands that look things up: list, show, explain, schema."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

import typer

from letterkit.cli.terminal import Session, day_given, print_table, show
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.diagnostics.codes import CODES

_TOPICS = "dialogues, campaigns, blocks, people, cases, organisations or addresses"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("list")(list_)
    app.command("show")(show_block)
    app.command()(explain)
    app.command()(schema)


def list_(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=f"What to list: {_TOPICS}.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for `list cases`; else today.")
    ] = None,
) -> None:
    """List what there is in the workspace."""
    from letterkit.library import catalogue
    from letterkit.library.index import Library

    if topic not in catalogue.TOPICS:
        hint = did_you_mean(topic, catalogue.TOPICS) or f"choose one of {_TOPICS}"
        raise typer.BadParameter(hint, param_hint=f"'{topic}'")
    session: Session = context.obj
    workspace = session.workspace()
    library = Library(workspace)
    # The only place where "today" is asked for: a list of cases without a date is of this day.
    day = day_given(on) or dt.datetime.now().astimezone().date()
    table, problems = catalogue.table(workspace, topic, library, day)
    show(problems)
    if as_json:
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif table.rows:
        print_table(table.columns, table.rows)
    else:
        session.say(f"no {topic} yet")


def show_block(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="BLOCK", help="A block, such as issues/religious-freedom.")
    ],
) -> None:
    """Show a block: what it says of itself, its file, and who uses it."""
    from letterkit.blocks.kinds import KINDS
    from letterkit.library import catalogue
    from letterkit.library.index import Library

    session: Session = context.obj
    workspace = session.workspace()
    library = Library(workspace)
    blocks, problems = library.find(name)
    show(problems)
    if not blocks:
        names = [f"{kind.folder}/{n}" for kind in KINDS for n in library.names(kind)]
        bare = {n.rpartition("/")[2]: n for n in names}
        hint = did_you_mean(name, [*names, *bare]) or "letterkit list blocks shows them all"
        raise LetterkitError(f"no block is named '{name}'", hint, status=1)
    for block in blocks:
        page = catalogue.page(workspace, block, library)
        typer.echo(f"{page.reference}  ({page.file})")
        for key, value in page.facts:
            typer.echo(f"  {key + ':':<10} {value}")
        for user in page.used_by or ("nothing yet",):
            typer.echo(f"  {'used by:':<10} {user}")
        typer.echo(f"\n{page.content}")


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code, such as LK204.")],
) -> None:
    """Explain a code: what it means and how to mend it."""
    import textwrap

    found = CODES.get(code.upper())
    if found is None:
        hint = did_you_mean(code.upper(), CODES) or "codes run from LK101 to LK724"
        raise LetterkitError(f"there is no code '{code}'", hint, status=2)
    typer.echo(f"{code.upper()}: {found.title}\n")
    typer.echo(textwrap.fill(found.meaning, 78) + "\n")
    typer.echo(textwrap.fill(f"To mend it: {found.mend}", 78))


def schema(
    context: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help="A kind of block, or `letter` for the letter's tree."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write all of them into the workspace's schemas/.")
    ] = False,
) -> None:
    """Print the JSON Schema of a kind of block.

    Without a kind, list the kinds.
    """
    from letterkit.blocks import schemas
    from letterkit.files.writing import write_file

    if write:
        session: Session = context.obj
        folder = session.workspace().root / schemas.FOLDER
        folder.mkdir(exist_ok=True)
        for name, content in schemas.files().items():
            write_file(folder / name, content.encode())
            typer.echo(f"{schemas.FOLDER}/{name}")
    elif kind is None:
        typer.echo("\n".join(schemas.names()))
    elif kind in schemas.names():
        typer.echo(schemas.to_text(kind), nl=False)
    else:
        hint = did_you_mean(kind, schemas.names()) or f"kinds: {', '.join(schemas.names())}"
        raise LetterkitError(f"there is no kind '{kind}'", hint, status=2)
