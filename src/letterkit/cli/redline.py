"""The command that compares: redline."""

from __future__ import annotations

import textwrap
import time
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import (
    Campaign,
    Documents,
    FileFormats,
    Output,
    Overwrite,
    Session,
    absolute,
    documents_named,
    formats_given,
)
from letterkit.cli.terminal import WIDTH, print_paths, report, shown

if TYPE_CHECKING:
    from letterkit.campaign.compare import Compared, KeptText, Request
    from letterkit.library.workspace import Workspace


def redline(
    context: typer.Context,
    campaign: Campaign = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REV", help="The earlier revision: v1, HEAD~3; else HEAD."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="REV", help="The later revision; else the files as they are.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="CAMPAIGN", help="Another campaign, such as last year's.")
    ] = None,
    since_approval: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Since the text that this signatory last approved."),
    ] = None,
    document: Documents = "all",
    formats: FileFormats = "pdf",
    folder: Output = None,
    force: Overwrite = False,
) -> None:
    """Show what changed in a letter since a revision, or from one letter to another."""
    from letterkit.campaign.compare import Request, compare, write_redlines
    from letterkit.campaign.render import Order

    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    earlier: str | KeptText | None
    if since_approval is not None:
        _check_alone(since, until, against)
        document = "letter" if document == "all" else document
        earlier = _approved(workspace, name, documents_named(document)[0], since_approval)
    else:
        _check_sides(name, since, until, against)
        earlier = since
    if against is not None and since is None:
        session.campaign(workspace, against)
    earlier = earlier or (None if against else "HEAD")
    request = Request(workspace, name, earlier, until, against, documents_named(document))
    order = Order(
        workspace,
        name,
        formats=formats_given(formats),
        folder=absolute(folder),
        force=force,
    )
    began = time.perf_counter()
    session.progress(f"comparing {name} with {_before(request)}")
    compared = compare(request)
    report(compared.problems)
    rendered = write_redlines(compared, order, session.progress)
    report(rendered.problems)
    print_paths(rendered.written)
    for path in rendered.unchanged:
        session.say(f"{shown(path)} is up to date")
    _say_what_was_found(session, compared, request)
    if rendered.written:
        session.say(f"done in {time.perf_counter() - began:.1f} s")


def _check_alone(*others: str | None) -> None:
    """Raises typer.BadParameter where the sides are said in another way too."""
    if any(others):
        message = "it says since when; leave the others out"
        raise typer.BadParameter(message, param_hint="--since-approval")


def _approved(workspace: Workspace, campaign: str, document: str, signatory: str) -> str | KeptText:
    """The text which a signatory said yes to last. Raises LetterkitError."""
    from letterkit.library.index import Library
    from letterkit.partners.approvals.earlier import approved_earlier
    from letterkit.partners.approvals.parties import party_named

    return approved_earlier(
        workspace, campaign, document, party_named(Library(workspace, campaign), signatory)
    )


def _check_sides(name: str, since: str | None, until: str | None, against: str | None) -> None:
    """Raises typer.BadParameter where the earlier side is not said, or is the later one."""
    if since is not None:
        return
    if until is not None:
        raise typer.BadParameter("say from which revision on: --since REV", param_hint="--until")
    if against == name:
        raise typer.BadParameter("that is the same campaign; use --since REV", param_hint="--against")


def _before(request: Request) -> str:
    """The old side in a few words."""
    if request.against and request.since:
        return f"{request.against} in {request.since}"
    return request.against or str(request.since)


def _say_what_was_found(session: Session, compared: Compared, request: Request) -> None:
    from letterkit.redline import summary

    for name, released in compared.redlines.items():
        tree = released.tree
        words = name.replace("-", " ")
        if tree.comparison is not None and tree.comparison.changes:
            told = f"{words}: {summary(tree.comparison).counts}"
            session.say(textwrap.fill(told, WIDTH, subsequent_indent="  "))
        else:
            session.say(f"{words}: nothing differs from {_before(request)}; no file was written")
    for name in compared.missing:
        session.say(f"{name.replace('-', ' ')}: only one side has it; left out")
