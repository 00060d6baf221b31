"""The command that says how the campaigns stand: status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from letterkit.cli.options import Campaign, ResultFormat, Session, how_to_begin, is_json
from letterkit.cli.terminal import print_json, print_line, print_table, print_text

if TYPE_CHECKING:
    from letterkit.campaign.status import CampaignStatus, DocumentStatus, Status
    from letterkit.library.workspace import Workspace


def status(context: typer.Context, campaign: Campaign = None, form: ResultFormat = "text") -> None:
    """Say how the campaigns stand, and what is not committed."""
    from letterkit.campaign.results import status_to_json
    from letterkit.campaign.status import status as ask
    from letterkit.delivery.standing import counted
    from letterkit.partners.rounds.record import last_rounds

    as_json = is_json(form)
    session: Session = context.obj
    workspace = session.workspace()
    names = session.campaigns(workspace, campaign)
    found = ask(
        workspace,
        names,
        lambda name: counted(workspace, name),
        lambda name: last_rounds(workspace, name),
    )
    if as_json:
        print_json(status_to_json(found))
    else:
        _print(session, workspace, found)


_COLUMNS = ("campaign", "state", "document", "digest", "findings", "not committed")


def _print(session: Session, workspace: Workspace, found: Status) -> None:
    if found.campaigns:
        rows = (row for campaign in found.campaigns for row in _rows(campaign))
        print_table(_COLUMNS, rows, whole=("document", "digest"))
    else:
        session.say(f"there is no campaign yet; make one: {how_to_begin(workspace)}")
    _print_beside(found)
    _print_revision(found)
    _print_changed_files(found)


def _rows(campaign: CampaignStatus) -> Iterator[tuple[str, ...]]:
    """A row for each document; the first has what is said of the campaign."""
    first, changes = (campaign.name, campaign.state), not_committed(campaign)
    for document in campaign.documents:
        kind = document.name.replace("-", " ")
        digest = document.digest[:8] if document.digest else "none"
        yield (*first, kind, digest, _findings(document), changes)
        first, changes = ("", ""), ""


def _findings(document: DocumentStatus) -> str:
    from letterkit.diagnostics.printing import summary

    return summary(document.findings) if document.findings else "none"


def not_committed(campaign: CampaignStatus) -> str:
    """How many files of a campaign are not committed as they are, and where."""
    if campaign.own is None or campaign.used is None:
        return "unknown"
    counts = ((len(campaign.own), "of its own"), (len(campaign.used), "in the library"))
    return ", ".join(f"{count} {where}" for count, where in counts if count) or "nothing"


def _print_beside(found: Status) -> None:
    """The last rounds of each campaign, and how many of its deliveries stand how, where there are any."""
    said = [line for campaign in found.campaigns for line in _beside(campaign)]
    if said:
        print_text("")
    for line in said:
        print_line(line)


def _beside(campaign: CampaignStatus) -> Iterator[str]:
    digests = {document.name: document.digest for document in campaign.documents}
    for document, last in campaign.rounds.items():
        since = "" if digests.get(document) == last.text else ", which has changed since"
        words = document.replace("-", " ")
        text = f"round {last.number}, text {last.text[:8]}{since}"
        yield f"{campaign.name}, {words}: {text}; answers until {last.until}"
    if campaign.deliveries:
        counts = ", ".join(f"{count} {state}" for state, count in campaign.deliveries.items())
        yield f"deliveries of {campaign.name}: {counts}"


def _print_revision(found: Status) -> None:
    """The revision, or why there is none."""
    if found.revision is not None:
        print_text(f"\nrevision {found.revision.name} of {found.revision.day}")
    else:
        print_text(f"\nno revision: {found.reason or 'nothing is committed yet'}")


def _print_changed_files(found: Status) -> None:
    """The files that are not committed, each with the campaigns that it matters to."""
    files: dict[str, list[str]] = {}
    for campaign in found.campaigns:
        for file in dict.fromkeys((*(campaign.own or ()), *(campaign.used or ()))):
            files.setdefault(file, []).append(campaign.name)
    if files:
        print_line("not committed:")
    for file, names in sorted(files.items()):
        print_line(f"  {file} ({', '.join(names)})")
