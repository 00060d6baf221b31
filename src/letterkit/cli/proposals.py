"""The command for what partners sent: proposals lists it, and takes the officer's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Campaign, ResultFormat, Session, is_json, now
from letterkit.cli.terminal import folded, print_json, print_line, print_paths, shown

if TYPE_CHECKING:
    from letterkit.library.workspace import Workspace
    from letterkit.partners.decided.deciding import Deciding, Done
    from letterkit.partners.decided.standing import Item
    from letterkit.partners.received.record import ReceivedChange, ReceivedComment, SentPlace

Ids = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="ID",
        help="Take a change over; several as ID,ID; all of a file as its digits.",
    ),
]


def proposals(
    context: typer.Context,
    campaign: Campaign = None,
    accept: Ids = None,
    reject: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Do not take it over; several or all likewise.")
    ] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="With --reject: why.")] = "",
    answer: Annotated[
        tuple[str, str] | None, typer.Option(metavar="ID TEXT", help="Answer a comment or a change.")
    ] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Take a decision back; several or all likewise."),
    ] = None,
    everywhere: Annotated[
        bool,
        typer.Option("--everywhere", help="With --accept: for every later letter too, in the library."),
    ] = False,
    commit: Annotated[
        bool,
        typer.Option("--commit", help="Commit it, with the partner as author; one commit a partner."),
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="List what was decided too.")] = False,
    form: ResultFormat = "text",
) -> None:
    """List what partners want changed, and decide about it."""
    as_json = is_json(form)
    chosen = {"--accept": _ids(accept), "--reject": _ids(reject), "--undo": _ids(undo)}
    given = [*(name for name, ids in chosen.items() if ids), *(["--answer"] if answer else [])]
    _require_one(given, because, everywhere=everywhere, commit=commit)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    if not given:
        _list(session, name, workspace_items(workspace, name), as_json=as_json, is_all=all_)
        return
    from letterkit.partners.approvals.recording import now_as
    from letterkit.partners.decided import deciding as decided

    order = decided.Deciding(workspace, name, now_as(now()), everywhere, commit)
    if answer:
        done = decided.answer(order, *answer)
    elif given == ["--accept"]:
        done = decided.accept(order, chosen["--accept"])
    elif given == ["--reject"]:
        done = decided.reject(order, chosen["--reject"], because)
    else:
        done = decided.undo(order, chosen["--undo"])
    _say(session, order, done)


def workspace_items(workspace: Workspace, campaign: str) -> list[Item]:
    """Everything that the campaign has received."""
    from letterkit.partners.decided.standing import items

    return items(workspace, campaign)


def _ids(given: Sequence[str] | None) -> list[str]:
    """The ids of an option, each of which may hold several with commas between them."""
    return [name for each in given or () for name in each.replace(",", " ").split()]


def _require_one(given: Sequence[str], because: str, *, everywhere: bool, commit: bool) -> None:
    """Raises typer.BadParameter where options do not go together."""
    if len(given) > 1:
        raise typer.BadParameter("one of them at a time", param_hint=", ".join(given))
    if because and given != ["--reject"]:
        raise typer.BadParameter("only with --reject", param_hint="--because")
    if everywhere and given != ["--accept"]:
        raise typer.BadParameter("only with --accept", param_hint="--everywhere")
    if commit and not given:
        message = "only with --accept, --reject, --answer or --undo"
        raise typer.BadParameter(message, param_hint="--commit")


# What was decided


def _say(session: Session, order: Deciding, done: Done) -> None:
    """The files that were written, and what remains to be done."""
    from letterkit.partners.decided.protection import Handling
    from letterkit.partners.decided.telling import told

    for proposal, handling in done.handled:
        if handling.how is Handling.SAID:
            session.say(
                f"{proposal.name}: the {proposal.record.document.replace('-', ' ')} says it already"
            )
        elif (words := told(proposal, handling)) is not None:
            session.say(f"{proposal.name}: {words}")
    print_paths(done.written)
    for path in done.removed:
        session.say(f"{shown(path)} was removed: it would say what the library's block does")
    for name in done.documents:
        session.say(
            f"the {name.replace('-', ' ')} says something else now; whose yes holds: letterkit approvals"
        )
    if done.letters:
        session.say(f"letters that are not final and have these words too: {', '.join(done.letters)}")
    for commit in done.commits:
        session.say(f"committed as {commit}")


# The list


def _list(session: Session, campaign: str, items: list[Item], *, as_json: bool, is_all: bool) -> None:
    if as_json:
        from letterkit.partners.decided.results import to_json

        print_json(to_json(items))
        return
    wanted = [item for item in items if is_all or item.is_waiting]
    for place, group in groupby(wanted, key=_heading):
        _print_group(place, list(group))
    if not items:
        session.say(
            f"no file that {campaign} received wants a change; take one in: letterkit receive FILE"
        )
    elif rest := len(items) - len(wanted):
        session.say(
            f"{rest} more {'is' if rest == 1 else 'are'} decided; see all: letterkit proposals --all"
        )


def _heading(item: Item) -> tuple[str, str]:
    """The paragraph that a thing is about, and its words as they were sent."""
    place, record = item.place, item.proposal.record
    before = "" if record.document == "letter" else f"{record.document.replace('-', ' ')}: "
    if place is None:
        came_in_mail = record.mail is not None and not record.file.lower().endswith(".eml")
        return f"{before}elsewhere in {record.file}{', or in its mail' if came_in_mail else ''}", ""
    return f"{before}{place.block}, paragraph {place.paragraph} ({place.file}:{place.line})", place.text


def _print_group(heading: tuple[str, str], items: Iterable[Item]) -> None:
    where, text = heading
    _print_folded(where, 4)
    if text:
        _print_folded(f"    {text}", 4)
    for item in items:
        proposal = item.proposal
        _print_folded(f"  {proposal.name}  {proposal.who}: {proposal.kind}; {item.state.value}", 6)
        for line in _lines(item):
            _print_folded(f"      {line}", 8)
    print_line("")


def _lines(item: Item) -> Iterator[str]:
    """What a thing says, and what there is to know about it."""
    from letterkit.partners.decided.telling import to_do

    change, comment = item.proposal.change, item.proposal.comment
    if change is not None:
        yield from said_of_change(change)
    elif comment is not None:
        yield from said_of_comment(comment)
    elif words := item.proposal.thing.words:  # type: ignore[union-attr]  # neither of the two
        yield words
    relations = (
        ("contradicts", item.against),
        ("wants the same as", item.same),
        ("read it together with", item.near),
    )
    yield from (f"{what} {', '.join(names)}" for what, names in relations if names)
    if words := to_do(item):
        yield words
    if item.because:
        yield f"because: {item.because}"
    if item.answer:
        yield f"answered: {item.answer}"


def said_of_change(change: ReceivedChange) -> Iterator[str]:
    """The words that went and came, and whose that is."""
    if change.went:
        yield f"− {change.went}"
    if change.kind == "paragraph moved":
        behind = change.behind
        yield f"  now behind {place_of(behind)}" if behind else "  now before everything"
    elif change.came:
        yield f"+ {change.came}"
    yield from (f"by {each.author or 'somebody'}, {each.date[:10] or 'undated'}" for each in change.by)


def said_of_comment(comment: ReceivedComment) -> Iterator[str]:
    """The words that a comment is on, and what it says."""
    if comment.words:
        yield f"on: {comment.words}"
    done = " (resolved)" if comment.resolved else ""
    yield f"{comment.author or 'somebody'}: {comment.text}{done}"


def place_of(place: SentPlace | None) -> str:
    """A paragraph that was sent, in words; nothing of none."""
    return f"{place.block}, paragraph {place.paragraph} ({place.file}:{place.line})" if place else ""


def _print_folded(line: str, indent: int) -> None:
    for each in folded(line, indent).split("\n"):
        print_line(each)
