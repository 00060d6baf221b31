"""The command that brings a campaign to its end: finalize."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Campaign, Session
from letterkit.cli.terminal import print_paths, show, shown

if TYPE_CHECKING:
    from letterkit.campaign.finalize import Finalized


def finalize(
    context: typer.Context,
    campaign: Campaign = None,
    without_approval: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A signatory who need not have approved; any number."),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Why, with --without-approval: the final's record keeps it."),
    ] = "",
) -> None:
    """Freeze a campaign, and make the PDFs that are sent and kept."""
    from letterkit.campaign.finalize import finalize as bring_to_its_end
    from letterkit.cli.approving import now
    from letterkit.diagnostics import has_errors
    from letterkit.partners.approvals.finalizing import Asking

    reason = " ".join(reason.split())
    if bool(without_approval) != bool(reason):
        raise typer.BadParameter("say who, and why: --without-approval NAME --reason TEXT")
    without = dict.fromkeys(without_approval or (), reason)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    done = bring_to_its_end(workspace, name, session.progress, Asking(now(), without))
    show(done.problems)
    if has_errors(done.problems):
        session.say("not finalized while errors stand; nothing was written")
        raise typer.Exit(1)
    print_paths(done.made)
    _say_what_was_made(session, done, name, shown(workspace.campaign_folder(name)))


def _say_what_was_made(session: Session, done: Finalized, name: str, folder: str) -> None:
    session.say("")
    for key, reason in done.agreed_to.without.items():
        session.say(f"without the approval of {key}: {reason}")
    if not done.agreed_to.was_asked:
        session.say(
            "no approvals are kept for this campaign, so none was asked for: letterkit record --help"
        )
    for document, digest in done.digests:
        session.say(f"text digest of the {document.replace('-', ' ')}: {digest[:8]}")
    session.say(
        f"Send: {', '.join(map(shown, done.pdfs))}\n"
        f"Record it: git add {folder} && git commit -m 'Finalize {name}'\n"
        "From now on the letter prints the same, whatever becomes of library and templates."
    )
