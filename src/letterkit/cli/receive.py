"""The command that takes in what partners send back: receive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import (
    DryRun,
    On,
    ResultFormat,
    Session,
    day_given,
    is_json,
    today,
)
from letterkit.cli.proposals import place_of, said_of_change, said_of_comment
from letterkit.cli.terminal import folded, print_json, print_line, print_paths

if TYPE_CHECKING:
    from letterkit.library.workspace import Workspace
    from letterkit.partners.intake import TakenIn
    from letterkit.partners.received.receive import Asked, PartnersFile
    from letterkit.partners.received.record import Received
    from letterkit.partners.replies.receiving import ReceivedReply


def receive(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Word files (.docx), mails (.eml), replies (.json), texts (.txt)."
        ),
    ],
    campaign: Annotated[
        str | None, typer.Option(metavar="NAME", help="The campaign; else this one, or the only one.")
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--from", metavar="ORG", help="The organisation that sent them.")
    ] = None,
    sent: Annotated[
        str | None,
        typer.Option(metavar="REV", help="The revision that she was sent; else what the file says."),
    ] = None,
    on: On = None,
    form: ResultFormat = "text",
    dry_run: DryRun = False,
) -> None:
    """Take in what a partner sent back: a file, a mail or text."""
    from letterkit.cli.approving import now
    from letterkit.partners.approvals.recording import now_as
    from letterkit.partners.intake import keep_all
    from letterkit.partners.received.receive import Asked

    as_json = is_json(form)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    if sender is not None:
        _require_organisation(workspace, sender)
    asked = Asked(workspace, name, (day_given(on) or today()).isoformat(), sender, sent)
    taken = _taken_in(session, asked, files)
    written = [] if dry_run else keep_all(asked, taken, now_as(now()))
    if as_json:
        from letterkit.partners.received.record import to_json

        print_json(to_json([each.record for each in taken.every]))
    else:
        _say_what_was_found(session, taken.every, written)
        for reply in taken.replies:
            _say_what_is_entered(session, asked, reply, dry_run=dry_run)
    for remark in (*taken.remarks, *_of_rounds(workspace, name, taken)):
        session.say(remark)


def _taken_in(session: Session, asked: Asked, files: Iterable[Path]) -> TakenIn:
    """Read the files. Raises LetterkitError where one is refused."""
    from letterkit.partners.intake import TakenIn, take_in

    taken = TakenIn()
    for file in dict.fromkeys(files):
        session.progress(f"reading {file.as_posix()}")
        taken += take_in(asked, file)
    return taken


def _say_what_was_found(session: Session, taken: Iterable[PartnersFile], written: Sequence[Path]) -> None:
    names = {path.name for path in written}
    for each in taken:
        record = each.record
        _print(record)
        if each.is_known:
            is_named = f"{record.name}.json" in names
            done = f"it is {record.sender}'s now" if is_named else "nothing was written"
            session.say(f"{record.file} was received on {record.received}; {done}")
    print_paths(written)
    if written:
        session.say("Nothing of the letter was changed. See all again: letterkit proposals")


def _of_rounds(workspace: Workspace, campaign: str, taken: TakenIn) -> Iterator[str]:
    """What is to be known of which round an answer is to, and of what else the same partner sent."""
    from letterkit.partners.received.record import records
    from letterkit.partners.rounds.record import last_rounds

    last = last_rounds(workspace, campaign)
    for record in (each.record for each in taken.every):
        newest = last.get(record.document)
        if newest is not None and newest.text != record.text:
            yield f"{record.file} answers to text {record.text[:8]}; round {newest.number} had another"
    new = [each.record for each in taken.every if not each.is_known]
    yield from _several_of_one(new, [*records(workspace, campaign), *new])


def _several_of_one(new: Iterable[Received], every: Iterable[Received]) -> Iterator[str]:
    """Who has sent several files on one text, and just now one of them."""
    files: dict[tuple[str | None, str], dict[str, str]] = {}
    for record in every:
        files.setdefault((record.sender, record.text), {})[record.sha256] = record.file
    for sender, text in dict.fromkeys((record.sender, record.text) for record in new):
        names = files[sender, text].values()
        if sender is not None and len(names) > 1:
            yield f"{sender} has sent several on the same text: {', '.join(names)}"


def _say_what_is_entered(session: Session, asked: Asked, reply: ReceivedReply, *, dry_run: bool) -> None:
    """What became of her answer, or would."""
    from letterkit.partners.replies.receiving import will_enter

    entered = will_enter(asked, reply.answer)
    if entered is None or reply.file.is_known:
        return
    answer = reply.answer
    words = "would be entered" if dry_run else "entered"
    session.say(f"{words}: {answer.party.key} {entered}")
    text = f"text {answer.text.digest[:8]} of the {answer.reply.document.replace('-', ' ')}"
    about = f"; about {', '.join(answer.parts)}" if answer.parts else ""
    session.say(folded(f"  {text}; says {answer.reply.name}{about}", 4))


def _require_organisation(workspace: Workspace, name: str) -> None:
    """Raises LetterkitError where the library has no such organisation."""
    from letterkit.blocks.kinds import KINDS
    from letterkit.diagnostics import LetterkitError, did_you_mean
    from letterkit.library.index import Library

    kind = next(kind for kind in KINDS if kind.folder == "organisations")
    names = Library(workspace).names(kind)
    if name not in names:
        hint = did_you_mean(name, names) or "see: letterkit list organisations"
        raise LetterkitError(f"no organisation is named '{name}'", hint, status=2)


# Printing


def _print(record: Received) -> None:
    """A record for people: each thing at its place, the words that went and came below."""
    by = f" from {record.sender}" if record.sender else ""
    print_line(f"{record.file}{by}, received {record.received}, of text {record.text[:8]}")
    for change in record.changes:
        _print_lines(place_of(change.place or change.behind), change.kind, said_of_change(change))
    for comment in record.comments:
        kind = "answer" if comment.answers is not None else "comment"
        _print_lines(place_of(comment.place), kind, said_of_comment(comment))
    for other in record.others:
        _print_lines("", other.kind, [other.words] if other.words else [])
    counts = record.words
    _print_folded(
        f"  {_counted(len(record.changes), 'change')}, {_counted(len(record.comments), 'comment')},"
        f" {_counted(len(record.others), 'other thing')};"
        f" words: {counts.sent} sent − {counts.went} + {counts.came} = {counts.back} back",
        4,
    )


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _print_lines(place: str, kind: str, lines: Iterable[str]) -> None:
    _print_folded(f"  {kind}{': ' if place else ''}{place}", 4)
    for line in lines:
        _print_folded(f"      {line}", 8)


def _print_folded(line: str, indent: int) -> None:
    for each in folded(line, indent).split("\n"):
        print_line(each)
