"""The command that says what became of deliveries, and takes receipts by hand: deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from letterkit.cli.options import Campaign, Session, absolute, now
from letterkit.cli.terminal import print_json, print_paths, print_table, print_text, remark, report, show

if TYPE_CHECKING:
    from letterkit.delivery.journal import RecordedDelivery
    from letterkit.library.workspace import Workspace


def deliveries(
    context: typer.Context,
    campaign: Campaign = None,
    look_up: Annotated[
        bool, typer.Option("--look-up", help="Ask the fax server, or with --to a folder, what is there.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The folder or Maildir to look into.")
    ] = None,
    delivered: Annotated[
        str | None, typer.Option(metavar="ID", help="Record that this one arrived.")
    ] = None,
    failed: Annotated[
        str | None, typer.Option(metavar="ID", help="Record that this one did not arrive.")
    ] = None,
    how: Annotated[
        str | None, typer.Option(metavar="WORDS", help="How you know: a receipt, a visit, a call.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json|csv", help="How the result is printed.")
    ] = "text",
) -> None:
    """Say what was sent, failed, is unknown or pending; record receipts."""
    from letterkit.delivery.standing import entries_of

    _require_fitting(form, delivered, failed, how)
    _require_looking_up(look_up, to)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    if delivered or failed:
        _record_by_hand(workspace, name, delivered, failed, how or "")
        return
    if look_up:
        _look_up(session, workspace, name, absolute(to))
    entries, problems = entries_of(workspace, name)
    show(problems)
    _print(session, entries, form)
    if problems:
        raise typer.Exit(1)


def _require_fitting(form: str, delivered: str | None, failed: str | None, how: str | None) -> None:
    """Raises typer.BadParameter where the options do not fit one another."""
    if form not in ("text", "json", "csv"):
        raise typer.BadParameter("choose text, json or csv", param_hint="--format")
    if delivered and failed:
        raise typer.BadParameter("one at a time", param_hint="--delivered, --failed")
    if bool(delivered or failed) != bool(how and how.strip()):
        hint = "--delivered, --failed, --how"
        raise typer.BadParameter("a receipt needs the delivery's ID and --how", param_hint=hint)


def _require_looking_up(is_wanted: bool, to: Path | None) -> None:
    """Raises typer.BadParameter where a folder is named and nothing is looked up."""
    if to is not None and not is_wanted:
        raise typer.BadParameter("it belongs to --look-up", param_hint="--to")


def _record_by_hand(
    workspace: Workspace, campaign: str, delivered: str | None, failed: str | None, how: str
) -> None:
    """Append what somebody knows from outside: of a letter handed over, or a receipt that came."""
    from letterkit.blocks.deliveries import DeliveryEvent
    from letterkit.delivery.journal import DeliveryJournal, moment
    from letterkit.delivery.standing import entries_of, known

    entries, problems = entries_of(workspace, campaign)
    key = known(entries, delivered or failed or "")
    report([each for each in problems if each.location.file.endswith(f"/{key.id}.yaml")])
    journal = DeliveryJournal(workspace, campaign)
    what: Literal["delivered", "failed"] = "delivered" if delivered else "failed"
    journal.append(key, DeliveryEvent(at=moment(now()), what=what, via="by hand", detail=how.strip()))
    print_paths([journal.folder / f"{key.id}.yaml"])


def _look_up(session: Session, workspace: Workspace, campaign: str, folder: Path | None) -> None:
    """Ask of everything that is unknown or submitted: the fax server, or a folder that is named."""
    from letterkit.cli.sending import transport_for
    from letterkit.delivery.journal import DeliveryJournal
    from letterkit.delivery.send import is_open, look_up
    from letterkit.delivery.standing import entries_of

    journal = DeliveryJournal(workspace, campaign)
    ways = ("folder", "maildir") if folder is not None else ("hylafax",)
    transports = [transport_for(workspace, way, folder) for way in ways]
    entries, _ = entries_of(workspace, campaign)
    for entry, transport in ((e, t) for e in entries for t in transports if is_open(e, t)):
        try:
            receipt = look_up(journal, entry.key, transport, now())
        except OSError as error:
            remark(f"{transport.name} could not be asked: {error.strerror or error}")
            raise typer.Exit(3) from None
        said = receipt.what if receipt else "nothing is known of it there"
        session.say(f"{entry.key.id}: {said}")
    _say_what_nobody_can_ask(session, entries)


def _say_what_nobody_can_ask(session: Session, entries: Sequence[RecordedDelivery]) -> None:
    """Of mail whose sending was broken off a person has to say what became of it."""
    from letterkit.delivery.journal import DeliveryState

    for entry in entries:
        if entry.state is DeliveryState.UNKNOWN and entry.latest("via") == "smtp":
            who = entry.key.id
            session.say(
                f"{who}: a mail server cannot be asked; look among what your account has sent, then:"
                f" letterkit deliveries --delivered {who} --how WORDS, or --failed"
            )


_COLUMNS = ("who", "by", "to", "state", "when", "said")


def _print(session: Session, entries: Sequence[RecordedDelivery], form: str) -> None:
    from letterkit.delivery.standing import counts, to_csv, to_json

    if form == "json":
        print_json(to_json(entries))
    elif form == "csv":
        print_text(to_csv(entries).rstrip("\r\n"))
    elif not entries:
        session.say("nothing is prepared; prepare it: letterkit deliver")
    else:
        print_table(_COLUMNS, map(_row, entries), whole=("by", "state", "when"))
        session.say(counts(entries))


def _row(entry: RecordedDelivery) -> tuple[str, ...]:
    key = entry.key
    who = key.recipient.rpartition("/")[2]
    at = entry.events[-1].at[:16].replace("T", " ") if entry.events else ""
    said = entry.events[-1].detail or entry.latest("job") or "" if entry.events else ""
    return (who, key.channel.value, key.destination, entry.state.value, at, said)
