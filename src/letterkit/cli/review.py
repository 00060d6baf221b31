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
)
from letterkit.cli.terminal import print_line, print_paths, report

if TYPE_CHECKING:
    from letterkit.campaign.render import Order


def review(
    context: typer.Context,
    campaign: Campaign = None,
    document: Annotated[
        str | None, typer.Option(metavar="KIND", help="letter or press-release; else the letter.")
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
    """Make the page on which a draft is looked at and discussed."""
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
    if (port or open_) and not serve:
        raise typer.BadParameter("only with --serve", param_hint="--port" if port else "--open")
    order.wanted()
    if serve:
        _serve(session, order, since or [], port, open_)
    else:
        _write(session, order, since or [])


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
        serve(LivePage(order, document, since, session.say), port, ready)
