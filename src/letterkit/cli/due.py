"""The command that says what in the library is to be looked at: due."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import ResultFormat, Session, day_given, is_json, today
from letterkit.cli.terminal import folded, print_json, print_text, show

if TYPE_CHECKING:
    from letterkit.library.upkeep import Due


def due(
    context: typer.Context,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; else today.")] = None,
    within: Annotated[
        str, typer.Option(metavar="TIME", help="Also what ends so soon: 30d, 8w, 3m or 1y.")
    ] = "30d",
    form: ResultFormat = "text",
) -> None:
    """Say which facts ended, are stale, were never verified or end soon."""
    from letterkit.library.index import Library
    from letterkit.library.results import due_to_json
    from letterkit.library.upkeep import due as ask

    as_json = is_json(form)
    session: Session = context.obj
    workspace = session.workspace()
    day = day_given(on) or today()
    found, problems = ask(workspace, Library(workspace), day, _span(within))
    show(problems)
    if as_json:
        print_json(due_to_json(found))
        return
    for line in _lines(found):
        print_text(line)
    session.say(_summary(found, day))


_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}


def _span(text: str) -> dt.timedelta:
    """The time given with --within; a month counts as 31 days. Raises typer.BadParameter."""
    match = re.fullmatch(r"(\d{1,4})([dwmy])", text)
    if match is None:
        raise typer.BadParameter(f"'{text}' is no time such as 30d, 8w, 3m or 1y", param_hint="--within")
    return dt.timedelta(days=int(match[1]) * _DAYS[match[2]])


def _lines(found: Sequence[Due]) -> Iterator[str]:
    """The facts below what they have in common, each with its place, so that an editor can follow it."""
    from letterkit.library.upkeep import Urgency

    headings = {
        Urgency.ENDED: "ended, and nothing is entered after it",
        Urgency.STALE: "to be verified again",
        Urgency.NEVER: "never verified",
        Urgency.SOON: "soon",
    }
    for urgency, heading in headings.items():
        facts = [fact for fact in found if fact.urgency is urgency]
        if facts:
            yield f"{heading}:"
        for fact in facts:
            when = f" ({fact.date})" if fact.date else ""
            yield f"  {fact.location}"
            yield folded(f"    {fact.title}: {fact.message}{when}", 6)
            if fact.used_by:
                yield folded(f"    used by {', '.join(fact.used_by)}", 6)


def _summary(found: Sequence[Due], day: dt.date) -> str:
    if not found:
        return f"nothing in the library is due on {day}"
    facts = "fact is" if len(found) == 1 else "facts are"
    return (
        f"{len(found)} {facts} due on {day}\n"
        "once you looked at one: letterkit verified BLOCK --on DATE --source TITLE"
    )
