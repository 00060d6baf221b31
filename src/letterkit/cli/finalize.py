"""The command that brings a campaign to its end: finalize."""

from __future__ import annotations

import typer

from letterkit.cli.options import Campaign, Session
from letterkit.cli.terminal import print_paths, show, shown


def finalize(context: typer.Context, campaign: Campaign = None) -> None:
    """Freeze a campaign, and make the PDFs that are sent and kept."""
    from letterkit.campaign.finalize import finalize as bring_to_its_end
    from letterkit.diagnostics import has_errors

    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    done = bring_to_its_end(workspace, name, session.progress)
    show(done.problems)
    if has_errors(done.problems):
        session.say("not finalized while errors stand; nothing was written")
        raise typer.Exit(1)
    print_paths(done.made)
    session.say("")
    for document, digest in done.digests:
        session.say(f"text digest of the {document.replace('-', ' ')}: {digest[:8]}")
    folder = shown(workspace.campaign_folder(name))
    session.say(
        f"Send: {', '.join(map(shown, done.pdfs))}\n"
        f"Record it: git add {folder} && git commit -m 'Finalize {name}'\n"
        "From now on the letter prints the same, whatever becomes of library and templates."
    )
