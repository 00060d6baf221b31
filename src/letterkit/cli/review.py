"""The command that shows a draft to people: review."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import (
    Campaign,
    On,
    Output,
    Overwrite,
    Session,
    absolute,
    day_given,
    document_named,
    now,
)
from letterkit.cli.terminal import folded, print_line, print_paths, report

if TYPE_CHECKING:
    from letterkit.campaign.render import Order


def review(
    context: typer.Context,
    campaign: Campaign = None,
    document: Annotated[
        str | None, typer.Option(metavar="KIND", help="letter or press-release; else the letter.")
    ] = None,
    signatory: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="The page on which this signatory reads and answers."),
    ] = None,
    answer_to: Annotated[
        str | None,
        typer.Option(metavar="MAIL", help="With --for: whom to answer; else the letterhead's address."),
    ] = None,
    since: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REVISION",
            help="Compare with it; any number. Else with the last one that had another text.",
        ),
    ] = None,
    folder: Output = None,
    force: Overwrite = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show it live, in this machine's browser, until Ctrl-C.")
    ] = False,
    port: Annotated[
        int, typer.Option(metavar="NUMBER", min=0, max=65535, help="With --serve; else any free port.")
    ] = 0,
    open_: Annotated[bool, typer.Option("--open", help="With --serve: open the browser.")] = False,
    on: On = None,
) -> None:
    """Make the page on which a draft is looked at, or a partner reads and answers."""
    from letterkit.campaign.render import Order

    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    order = Order(
        workspace,
        name,
        (document_named(document),) if document else tuple(workspace.documents(name)[:1]),
        folder=absolute(folder),
        force=force,
        on=day_given(on),
    )
    order.wanted()
    revisions = since or []
    if not serve:
        _check_static(port, open_)
    if signatory is not None:
        _check_partners(revisions, is_other=serve or on is not None)
        _write_partners(session, order, signatory, revisions, answer_to)
    elif answer_to:
        raise typer.BadParameter("only with --for", param_hint="--answer-to")
    elif serve:
        _serve(session, order, revisions, port, open_)
    else:
        _write(session, order, revisions)


def _check_static(port: int, open_: bool) -> None:
    """Raises typer.BadParameter for what only a live page goes with."""
    if port or open_:
        raise typer.BadParameter("only with --serve", param_hint="--port" if port else "--open")


def _check_partners(since: list[str], *, is_other: bool) -> None:
    """Raises typer.BadParameter for what a partner's page does not go with."""
    if is_other or len(since) > 1:
        message = "goes with one --since, and without --serve and --on"
        raise typer.BadParameter(message, param_hint="--for")


def _write(session: Session, order: Order, since: list[str]) -> None:
    from letterkit.campaign import render as output
    from letterkit.review.document import CannotPrintError
    from letterkit.review.static_page import static_page

    began = time.perf_counter()
    (document,) = order.documents
    try:
        page = static_page(order, document, since, session.progress)
    except CannotPrintError as error:
        report(error.problems)
        raise typer.Exit(1) from None
    rendered = output.keep(order, {order.output / file_name(document): page})
    report(rendered.problems)
    print_paths(rendered.written)
    for path in rendered.unchanged:
        session.say(f"{path.name} is up to date")
    session.say(f"done in {time.perf_counter() - began:.1f} s")


def _write_partners(
    session: Session, order: Order, name: str, since: list[str], answer_to: str | None
) -> None:
    """The page on which a signatory answers."""
    from letterkit.campaign import render as output
    from letterkit.partners.approvals.parties import party_named
    from letterkit.partners.approvals.standing import sign_on
    from letterkit.partners.replies.asking import page_for

    (document,) = order.documents
    session.progress(f"reading the blocks of {order.campaign}")
    asked = sign_on(order.workspace, order.campaign, document)
    party = party_named(asked.library, name)
    page = page_for(asked, party, since=next(iter(since), None), answer_to=answer_to)
    report(page.problems)
    if page.content is None:
        raise typer.Exit(1)
    path = order.output / answer_file_name(document, party.key)
    rendered = output.keep(order, {path: page.content})
    report(rendered.problems)
    print_paths(rendered.written)
    for unchanged in rendered.unchanged:
        session.say(f"{unchanged.name} is up to date")
    for remark in page.remarks:
        session.say(folded(remark, 2))
    if rendered.written:
        session.say(f"{len(page.content) / 1000:.0f} kB; nothing was sent")


def answer_file_name(document: str, signatory: str) -> str:
    """A signatory's page: answer-acme.html, of a press release press-release-answer-acme.html."""
    from letterkit.blocks.kinds import MAIN_DOCUMENT

    before = "" if document == MAIN_DOCUMENT.name else f"{document}-"
    return f"{before}answer-{signatory.replace('/', '-')}.html"


def file_name(document: str) -> str:
    """The page's file: review.html, of a press release press-release-review.html."""
    from letterkit.blocks.kinds import MAIN_DOCUMENT

    return "review.html" if document == MAIN_DOCUMENT.name else f"{document}-review.html"


def _serve(session: Session, order: Order, since: list[str], port: int, open_: bool) -> None:
    from letterkit.campaign.watch import until_interrupted
    from letterkit.review.live_page import LivePage
    from letterkit.review.serve import serve

    def ready(address: str) -> None:
        print_line(address)
        session.say("It is for this machine alone, and follows your files; Ctrl-C ends it.")
        if open_:
            typer.launch(address)

    (document,) = order.documents
    with until_interrupted():
        serve(LivePage(order, document, since, session.say, now), port, ready)
