"""The commands that say who has agreed, and draft what to write to the others: approvals, remind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.approving import Kind, now, opened
from letterkit.cli.options import Campaign, Output, Overwrite, Session, absolute
from letterkit.cli.terminal import print_csv, print_json, print_paths, print_table, report, shown

if TYPE_CHECKING:
    from letterkit.partners.approvals.standing import SignOn, StandingRow


def approvals(
    context: typer.Context,
    campaign: Campaign = None,
    document: Kind = "letter",
    form: Annotated[
        str, typer.Option("--format", metavar="text|json|csv", help="How the result is printed.")
    ] = "text",
) -> None:
    """Say who has agreed to the text as it is, and who has not."""
    from letterkit.partners.approvals.results import approvals_to_csv, approvals_to_json

    if form not in ("text", "json", "csv"):
        raise typer.BadParameter("choose text, json or csv", param_hint="--format")
    sign_on = opened(context, campaign, document)
    rows = sign_on.rows(now())
    if form == "json":
        print_json(approvals_to_json(rows))
    elif form == "csv":
        print_csv(approvals_to_csv(rows))
    else:
        _print(context.obj, sign_on, rows)


_COLUMNS = ("signatory", "state", "on", "deadline", "what about it")


def _print(session: Session, sign_on: SignOn, rows: Sequence[StandingRow]) -> None:
    from letterkit.partners.approvals.results import told

    print_table(
        _COLUMNS,
        (
            (row.party.key, str(row.state.standing), _day(row), _deadline(row.state.until), told(row))
            for row in rows
        ),
    )
    from letterkit.partners.rounds.record import last_rounds

    signing = [row for row in rows if row.signs]
    agreeing = sum(row.state.agrees for row in signing)
    words = sign_on.document.replace("-", " ")
    session.say(
        f"\n{agreeing} of {len(signing)} who sign agree to text {sign_on.text.digest[:8]} of the {words}"
    )
    last = last_rounds(sign_on.workspace, sign_on.campaign).get(sign_on.document)
    if last is not None:
        since = "" if last.text == sign_on.text.digest else "; it has changed since"
        session.say(f"round {last.number} had text {last.text[:8]}{since}")
    for row in rows:
        if row.state.event is not None and row.state.changed != () and row.signs:
            session.say(
                f"what {row.party.key} has to see: letterkit redline --since-approval {row.party.key}"
            )


def _day(row: StandingRow) -> str:
    return str(row.state.event.at.day) if row.state.event else ""


def _deadline(until: dt.datetime | None) -> str:
    return f"{until:%Y-%m-%d %H:%M} {until.tzinfo}" if until else ""


def remind(
    context: typer.Context,
    campaign: Campaign = None,
    document: Kind = "letter",
    form: Annotated[
        str, typer.Option("--format", metavar="eml|txt", help="Mails to open and send, or texts.")
    ] = "eml",
    folder: Output = None,
    force: Overwrite = False,
) -> None:
    """Draft a mail to each who has not agreed yet; send none."""
    from letterkit.campaign.render import Order, keep
    from letterkit.cli.sending import mailbox
    from letterkit.partners.approvals.reminders import FORMS, reminders
    from letterkit.partners.approvals.standing import to_be_reminded

    if form not in FORMS:
        raise typer.BadParameter(f"choose {' or '.join(FORMS)}", param_hint="--format")
    session: Session = context.obj
    sign_on = opened(context, campaign, document)
    rows = to_be_reminded(sign_on.rows(now()))
    drafts, problems = reminders(sign_on, rows, mailbox(sign_on.workspace), now().date())
    report(problems)
    order = Order(sign_on.workspace, sign_on.campaign, folder=absolute(folder), force=force)
    contents = {order.path(f"reminder-{draft.name}", form): draft.content(form) for draft in drafts}
    written = keep(order, contents)
    report(written.problems)
    print_paths(written.written)
    for path in written.unchanged:
        session.say(f"{shown(path)} is up to date")
    session.say("nothing was sent" if drafts else "everybody who signs has answered; nothing was written")
