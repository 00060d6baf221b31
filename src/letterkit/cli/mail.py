"""The command that makes a letter's copies for hundreds of recipients: mail."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Campaign, Output, Overwrite, Session, absolute, day_given, today
from letterkit.cli.terminal import StatusLine, print_paths, show, shown

if TYPE_CHECKING:
    from letterkit.diagnostics import Diagnostic
    from letterkit.mailing.mail import Mailing
    from letterkit.mailing.order import MailOrder

_OF_A_ROW = ("LK662", "LK762")  # what keeps a row from being a recipient
_EACH = 3
"""Findings of one code that are shown before the others are counted."""


def mail(
    context: typer.Context,
    campaign: Campaign = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="FILE|NAME",
            help="A table, congress-legislators, a list of blocks; 'addresses'; again for more.",
        ),
    ] = None,
    where: Annotated[
        str, typer.Option(metavar="FILTER", help="Only these: 'state=VA chamber=senate'.")
    ] = "",
    sample: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="So many copies, as different as they come.")
    ] = None,
    merged: Annotated[
        bool, typer.Option("--merged", help="One PDF of all copies besides, for a printer.")
    ] = False,
    two_sided: Annotated[
        bool, typer.Option("--two-sided", help="In it each letter begins a new sheet.")
    ] = False,
    messages: Annotated[bool, typer.Option("--eml", help="An e-mail of each copy besides.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME=KEY", help="What a column is; nothing leaves it out."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The encoding of a CSV that does not show it.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of an Excel workbook.")
    ] = None,
    dates: Annotated[
        str | None, typer.Option(metavar="ORDER", help="day-first or month-first, for 03/04/2026.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day of sending; else today.")
    ] = None,
    output: Output = None,
    force: Overwrite = False,
    processes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many processes; else one a processor.")
    ] = None,
) -> None:
    """Make a letter's copies for hundreds of recipients."""
    from letterkit.mailing.mail import mail as made
    from letterkit.mailing.order import MailOrder
    from letterkit.mailing.table import TableReading

    session: Session = context.obj
    workspace = session.workspace()
    if not to:
        raise typer.BadParameter("say whom to write to: a file, or names of offices", param_hint="--to")
    if two_sided and not merged:
        message = "it is about the file for the printer: add --merged"
        raise typer.BadParameter(message, param_hint="--two-sided")
    order = MailOrder(
        workspace,
        session.campaign(workspace, campaign),
        tuple(to),
        day_given(on) or today(),
        where,
        TableReading(encoding, sheet, _order_of(dates), _columns(column or ())),
        absolute(output),
        sample,
        messages,
        merged,
        two_sided,
        force,
        processes or os.cpu_count() or 1,
    )
    try:
        with StatusLine(quiet=session.quiet) as line:
            mailing = made(order, line.tell)
    except KeyboardInterrupt:
        session.say("stopped; what is made stays, and the same command makes the rest")
        raise
    _tell(session, order, mailing)
    if mailing.errors:
        raise typer.Exit(1)


def _order_of(dates: str | None) -> str | None:
    from letterkit.library.cells import DATE_ORDERS

    if dates is not None and dates not in DATE_ORDERS:
        raise typer.BadParameter(f"choose {' or '.join(DATE_ORDERS)}", param_hint="--dates")
    return dates


def _columns(said: Iterable[str]) -> dict[str, str]:
    """What --column says. Raises typer.BadParameter, or LetterkitError for a key that there is not."""
    from letterkit.library.entry_kinds import OFFICE
    from letterkit.library.member_tables import require_fact
    from letterkit.mailing.table import CALLED, SEAT

    found = {}
    for text in said:
        column, sign, fact = text.rpartition("=")
        said_fact = fact.strip().replace("-", "_")
        fact = CALLED.get(said_fact, said_fact)
        if not sign:
            raise typer.BadParameter(f"'{text}' is not NAME=KEY", param_hint="--column")
        found[column] = fact if fact in SEAT else require_fact(OFFICE, fact)
    return found


def _tell(session: Session, order: MailOrder, mailing: Mailing) -> None:
    """What was found, what failed, and what there is now."""
    show(_fewer([*mailing.findings, *mailing.errors]))
    for text in mailing.remarks:
        session.say(text)
    print_paths(sorted(mailing.written))
    session.say(_counted(order, mailing))
    if mailing.whole and mailing.whole < mailing.made:
        session.say(f"{mailing.whole} of them share no page with others, and were laid out by themselves")
    if mailing.errors:
        session.say("mend these, and run it again: what is made stays, what is missing is made")


def _counted(order: MailOrder, mailing: Mailing) -> str:
    """How many copies there are now, and how many could not be made."""
    rows = {each.location for each in mailing.problems if each.code in _OF_A_ROW}
    failed, there_are = len(mailing.failed) + len(rows), mailing.made + mailing.same
    if mailing.errors and not (failed or there_are):
        return "no copy was made"
    copies = "1 copy" if there_are == 1 else f"{there_are} copies"
    as_before = "1 as it was" if mailing.same == 1 else f"{mailing.same} as they were"
    done = f"{mailing.made} made, {as_before}; {failed} could not be made"
    return f"{copies} in {shown(order.output)}: {done}"


def _fewer(findings: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings; of the warnings of one code the first few, with how many more there are."""
    from letterkit.diagnostics import Severity, ordered
    from letterkit.values import replace

    every = ordered(findings)
    counts = Counter(each.code for each in every if each.severity is Severity.WARNING)
    seen: Counter[str] = Counter()
    for each in every:
        seen[each.code] += each.severity is Severity.WARNING
        if each.severity is Severity.ERROR or seen[each.code] < _EACH:
            yield each
        elif seen[each.code] == _EACH:
            left = counts[each.code] - _EACH
            more = f"; and {left} more {each.code}" if left else ""
            yield replace(each, hint=f"{each.hint or ''}{more}".lstrip("; ") or None)
