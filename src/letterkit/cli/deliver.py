"""The command that prepares a final campaign for fax, post, mail, press and web: deliver."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from letterkit.cli.options import Campaign, Overwrite, Session, absolute, day_given, names_in, now, today
from letterkit.cli.terminal import print_paths, print_table, remark, report, show, shown

if TYPE_CHECKING:
    from letterkit.delivery.model import Prepared, PreparedDelivery
    from letterkit.delivery.order import DeliveryOrder
    from letterkit.delivery.send import Outcome, Sending


def deliver(
    context: typer.Context,
    campaign: Campaign = None,
    mailing: Annotated[
        bool, typer.Option("--mailing", help="The copies that letterkit mail made, not the letter.")
    ] = False,
    send: Annotated[bool, typer.Option("--send", help="Send it, after asking once.")] = False,
    via: Annotated[
        str, typer.Option("--via", metavar="WAY", help="hylafax, smtp, maildir or folder.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The folder for maildir and folder.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="ADDRESSEE",
            help="This one alone, by the name of its block or copy.",
            autocompletion=lambda: names_in("seeds/addresses"),
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept-number", metavar="NUMBER", help="A number that you have checked."),
    ] = None,
    again: Annotated[
        str | None, typer.Option(metavar="REASON", help="Send once more what went out, and why.")
    ] = None,
    any_hour: Annotated[
        bool, typer.Option("--any-hour", help="Call also outside the office's working hours.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day of sending; else today.")
    ] = None,
    force: Overwrite = False,
) -> None:
    """Prepare a final letter for fax, post, e-mail, press and web; send it."""
    from letterkit.delivery.order import DeliveryOrder

    _require_fitting(send=send, via=via, to=to, again=again)
    session: Session = context.obj
    workspace = session.workspace()
    order = DeliveryOrder(
        workspace,
        session.campaign(workspace, campaign),
        day_given(on) or today(),
        frozenset(map(_number, accept or ())),
        frozenset(only or ()),
        "mail" if mailing else "delivery",
    )
    prepared = _prepared(session, order, mailing=mailing)
    report(prepared.problems)
    _write(session, order, prepared, force=force)
    _print(prepared.deliveries)
    if send:
        raise typer.Exit(
            _send(session, order, prepared, Way(via, absolute(to), again, any_hour), yes=yes)
        )
    _say_what_is_in_the_way(session, order.campaign, prepared.deliveries, mailing=mailing)


def _prepared(session: Session, order: DeliveryOrder, *, mailing: bool) -> Prepared:
    """What is prepared of the letter itself, or of its copies."""
    if mailing:
        from letterkit.mailing.delivering import prepare_mailing

        return prepare_mailing(order, session.progress)
    from letterkit.delivery.prepare import prepare

    return prepare(order, session.progress)


def _require_fitting(*, send: bool, via: str, to: Path | None, again: str | None) -> None:
    """Raises typer.BadParameter where the options do not fit one another."""
    if send:
        _require_way(via, to)
    elif via or to or again is not None:
        raise typer.BadParameter("it belongs to sending: add --send", param_hint="--via, --to, --again")
    if again is not None and not again.strip():
        raise typer.BadParameter("say why", param_hint="--again")


def _require_way(via: str, to: Path | None) -> None:
    from letterkit.delivery.transports import NAMES

    if via not in NAMES:
        raise typer.BadParameter(f"choose one of {', '.join(NAMES)}", param_hint="--via")
    if (via in ("maildir", "folder")) != (to is not None):
        raise typer.BadParameter("maildir and folder need one, and they alone", param_hint="--to")


def _number(text: str) -> str:
    """A number that is accepted, in E.164 form. Raises typer.BadParameter."""
    from letterkit.language.telephones import NoTelephoneError, telephone

    try:
        return telephone(text).e164
    except NoTelephoneError:
        message = f"'{text}' is no number such as +12026472283"
        raise typer.BadParameter(message, param_hint="--accept-number") from None


def _write(session: Session, order: DeliveryOrder, prepared: Prepared, *, force: bool) -> None:
    from letterkit.delivery.writing import folder_of, write

    written, problems = write(order, prepared, force=force)
    report(problems)
    session.say(f"{len(prepared.files)} files in {shown(folder_of(order))}, {len(written)} of them new")


_COLUMNS = ("who", "by", "to", "pages", "file", "in the way")


def _print(deliveries: Sequence[PreparedDelivery]) -> None:
    print_table(_COLUMNS, map(_row, deliveries), whole=("by", "pages"))


def _row(delivery: PreparedDelivery) -> tuple[str, ...]:
    key = delivery.key
    codes = dict.fromkeys(each.code for each in delivery.in_the_way if each.severity == "error")
    who = key.recipient.rpartition("/")[2]
    pages = str(delivery.pages or "")
    return (who, key.channel.value, key.destination, pages, delivery.file, " ".join(codes))


def _say_what_is_in_the_way(
    session: Session, campaign: str, deliveries: Sequence[PreparedDelivery], *, mailing: bool
) -> None:
    from letterkit.delivery.prepare import blocked
    from letterkit.diagnostics import has_errors

    found = blocked(deliveries)
    show(found)
    if has_errors(found):
        raise typer.Exit(1)
    which = f"{campaign} --mailing" if mailing else campaign
    session.say(f"nothing was sent; to send: letterkit deliver {which} --send --via hylafax")


# Sending


class Way(Struct, frozen=True):
    """How to send: by which transport, into which folder, why once more, and whether at any hour."""

    via: str
    folder: Path | None
    again: str | None
    any_hour: bool


def _send(session: Session, order: DeliveryOrder, prepared: Prepared, way: Way, *, yes: bool) -> int:
    """Ask once, and send what is not sent yet; the exit status."""
    from letterkit.cli.sending import transport_for
    from letterkit.delivery.journal import DeliveryJournal
    from letterkit.delivery.prepare import blocked
    from letterkit.delivery.send import Sending
    from letterkit.diagnostics import has_errors

    journal = DeliveryJournal(order.workspace, order.campaign)
    transport = transport_for(order.workspace, way.via, way.folder)
    sending = Sending(journal, transport, now, way.again, way.any_hour)
    going = [each for each in prepared.deliveries if transport.file_for(each)]
    stopped = blocked(going)
    show(stopped)
    wanted = sending.wanted(going)
    if not wanted:
        session.say(f"nothing to send by {way.via}; see what was sent: letterkit deliveries")
        return int(has_errors(stopped))
    if not yes and not typer.confirm(f"Send {len(wanted)} by {way.via}?", err=True):
        session.say("nothing was sent")
        return 1
    outcomes = _sent(session, sending, wanted, prepared)
    print_paths(sorted(journal.folder / f"{each.delivery.id}.yaml" for each in outcomes))
    is_well = sum(each.is_sent for each in outcomes) == len(wanted)
    return int(not is_well or has_errors(stopped))


def _sent(
    session: Session, sending: Sending, wanted: Sequence[PreparedDelivery], prepared: Prepared
) -> list[Outcome]:
    """Send, and tell of each at once."""
    from letterkit.delivery.journal import DeliveryState

    outcomes = []
    for outcome in sending.send(wanted, prepared.files):
        remark(f"{outcome.delivery.id}: {outcome.state.value} – {outcome.said}")
        outcomes.append(outcome)
    if any(each.state is DeliveryState.UNKNOWN for each in outcomes):
        session.say("what is unknown may have gone out: letterkit deliveries --look-up")
    return outcomes
