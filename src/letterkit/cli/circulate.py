"""The command that sends a draft round: circulate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.approving import Kind, moment_given, now
from letterkit.cli.options import Campaign, DryRun, Session, document_named
from letterkit.cli.terminal import print_paths, print_table, report

if TYPE_CHECKING:
    from letterkit.language.moments import Moment
    from letterkit.partners.circulating.circulate import Circulation, RoundParcel


def circulate(
    context: typer.Context,
    campaign: Campaign = None,
    until: Annotated[
        str, typer.Option(metavar="WHEN", help="The deadline, '2016-06-01 17:00 Europe/Brussels'.")
    ] = "",
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="NAME", help="Who gets it; else all who have not agreed."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also where nothing has changed since the last round.")
    ] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="WHEN", help="When it goes round; else now.")
    ] = None,
    document: Kind = "letter",
    dry_run: DryRun = False,
) -> None:
    """Begin a round: keep what goes out, draft the mails; send none."""
    from letterkit.cli.sending import mailbox
    from letterkit.partners.approvals.recording import now_as
    from letterkit.partners.circulating.circulate import RoundOrder, begin, put_together

    deadline = _deadline(until)
    session: Session = context.obj
    workspace = session.workspace()
    recorded = now_as(now())
    order = RoundOrder(
        workspace,
        session.campaign(workspace, campaign),
        document_named(document),
        moment_given(on, "--on") if on else recorded,
        recorded,
        deadline,
        mailbox(workspace),
        tuple(to or ()),
        again,
    )
    made = put_together(order, session.progress)
    report(made.problems)
    _print(session, made)
    if dry_run:
        session.say("nothing was written")
        return
    kept, mails = begin(made)
    print_paths(path for path in (*kept, *mails) if not path.name.startswith("."))
    session.say(
        f"Round {made.number} is kept; nothing was sent. Open each mail in your mail program,\n"
        f"and send it; then commit {workspace.shown(made.folder)}/ and approvals/."
    )


def _deadline(text: str) -> Moment:
    """The deadline. Raises typer.BadParameter where it has no hour and place."""
    if not text:
        message = "say by when they are to answer: --until '2016-06-01 17:00 Europe/Brussels'"
        raise typer.BadParameter(message, param_hint="--until")
    deadline = moment_given(text, "--until")
    if deadline.time is None:
        message = f"add hour and place: '{deadline} 17:00 Europe/Brussels'"
        raise typer.BadParameter(message, param_hint="--until")
    return deadline


_COLUMNS = ("who", "gets", "in the way")


def _print(session: Session, made: Circulation) -> None:
    rows = [(each.to.party.key, _gets(each), _in_the_way(each)) for each in made.parcels]
    rows += [(each.party.key, "nothing", each.why) for each in made.left_out]
    print_table(_COLUMNS, rows)
    if made.findings:
        from letterkit.diagnostics.printing import summary

        session.say(f"the checks found {summary(made.findings)}: letterkit check {made.order.campaign}")
    if not all(each.to.mailbox for each in made.parcels):
        session.say("no address: enter 'contact' in the file of who signs, or the address in the mail")
    if made.order.sender is None:
        session.say("delivery.yaml has no 'email': the mails do not say whom they come from")


def _gets(parcel: RoundParcel) -> str:
    """What somebody gets, in a few words."""
    since = next((file.since for file in parcel.files if file.since is not None), None)
    word = f"changes since text {since[:8]}" if since is not None else "the whole text"
    called = {"pdf": "PDF", "html": "page"}
    return ", ".join([word, *(called[file.form] for file in parcel.files[1:])])


def _in_the_way(parcel: RoundParcel) -> str:
    no_address = "" if parcel.to.mailbox else "no address"
    return "; ".join(filter(None, (no_address, parcel.missing)))
