"""The command that lists what there is: list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Session, day_given, is_json, today
from letterkit.cli.terminal import folded, print_csv, print_json, print_table, print_text, show
from letterkit.diagnostics import did_you_mean

if TYPE_CHECKING:
    from letterkit.library.catalogue import Listing

_TOPICS = (
    "dialogues, campaigns, blocks, people, cases, organisations, signers, addresses, issues or framing"
)


def list_(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="TOPIC", help=f"What to list: {_TOPICS}.", show_default=False)
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="text|json|csv", help="How it is printed; csv is for `add --from`."
        ),
    ] = "text",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for `list cases`; else today.")
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(metavar="FILTER", help="Only these addresses: 'state=VA chamber=senate'."),
    ] = None,
    usage: Annotated[
        bool, typer.Option("--usage", help="In how many letters each block is, and in which last.")
    ] = False,
    unused: Annotated[bool, typer.Option("--unused", help="Only blocks that are in no letter.")] = False,
    alike: Annotated[
        bool, typer.Option("--alike", help="Pairs of issues or framing that say nearly the same.")
    ] = False,
    likeness: Annotated[
        float, typer.Option(min=0.3, max=1, metavar="0.3-1", help="How alike, with --alike.")
    ] = 0.8,
) -> None:
    """List what there is in the workspace, what is used and what alike."""
    if topic is None:
        topic = "issues" if alike else "blocks" if usage or unused else ""
    session: Session = context.obj
    if form == "csv":
        _require_csv(where, usage=usage, unused=unused, alike=alike)
        _print_csv(session, topic)
        return
    _require_topic(topic)
    _require(topic, where, usage=usage, unused=unused, alike=alike)
    as_json = is_json(form)
    if alike:
        _list_alike(session, topic, likeness, as_json=as_json)
        return
    table = _table(session, topic, day_given(on) or today(), where, usage=usage, unused=unused)
    none = f"no {topic} yet" if where is None else f"no such {topic}"
    _print(session, table, _NOTHING if unused else none, as_json=as_json)


_NOTHING = "every block is in a letter"


def _print(session: Session, table: Listing, none: str, *, as_json: bool) -> None:
    """The rows; where there is none, in words for people."""
    if as_json:
        from letterkit.library.results import table_to_json

        print_json(table_to_json(table))
    elif table.rows:
        print_table(table.columns, table.rows)
    else:
        session.say(none)


def _require_csv(where: str | None, *, usage: bool, unused: bool, alike: bool) -> None:
    """Raises typer.BadParameter where more is asked for than the whole table."""
    if where is not None or usage or unused or alike:
        raise typer.BadParameter("csv is the whole table, for `add --from`", param_hint="--format")


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


def _require_topic(topic: str) -> None:
    """Raises typer.BadParameter where there is nothing of that name to list."""
    from letterkit.library import catalogue

    if topic not in catalogue.TOPICS:
        hint = (did_you_mean(topic, catalogue.TOPICS) if topic else None) or f"choose one of {_TOPICS}"
        raise typer.BadParameter(hint, param_hint=f"'{topic}'" if topic else "TOPIC")


def _require(topic: str, where: str | None, *, usage: bool, unused: bool, alike: bool) -> None:
    """Raises typer.BadParameter where what was asked for does not go together."""
    of_use = usage or unused
    wrong = {
        "choose one of --usage, --unused and --alike": (usage + unused + alike > 1, "--usage"),
        "issues and framing are compared": (alike and topic not in ("issues", "framing"), "--alike"),
        "campaigns are no blocks": (of_use and topic == "campaigns", "--usage"),
        "it is for `list addresses`": (
            where is not None and (topic != "addresses" or of_use),
            "--where",
        ),
    }
    for message, (is_so, option) in wrong.items():
        if is_so:
            raise typer.BadParameter(message, param_hint=option)


def _table(
    session: Session, topic: str, day: dt.date, where: str | None, *, usage: bool, unused: bool
) -> Listing:
    from letterkit.library import catalogue
    from letterkit.library.index import Library
    from letterkit.library.where import where as filter_of

    workspace = session.workspace()
    library = Library(workspace)
    if usage or unused:
        table, problems = catalogue.usage(workspace, topic, library, unused=unused)
    else:
        meant = filter_of(where) if where is not None else None
        table, problems = catalogue.table(workspace, topic, library, day, meant)
    show(problems)
    return table


def _list_alike(session: Session, topic: str, least: float, *, as_json: bool) -> None:
    from letterkit.blocks.models import Framing, Issue
    from letterkit.library.alike import alike
    from letterkit.library.index import Library
    from letterkit.library.results import alike_to_json

    library = Library(session.workspace())
    blocks, problems = library.readable(Issue) if topic == "issues" else library.readable(Framing)
    show(problems)
    found, are_more = alike(blocks, least)
    if as_json:
        print_json(alike_to_json(found))
    for pair in () if as_json else found:
        editions = ", editions of one topic" if pair.editions else ""
        print_text(folded(f"{pair.likeness:.2f}  {pair.one}  {pair.other}{editions}", 6))
        language = f" in {pair.language}" if pair.language else ""
        print_text(folded(f"      {pair.part}{language}: {pair.differs or 'the same words'}", 6))
    if are_more:
        session.say("there are more: ask for a higher --likeness")
    elif not found:
        session.say(f"no two {topic} are {least:g} alike")
