"""The commands that ask git: log and status."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.letters import Campaign, documents_named
from letterkit.cli.terminal import Session, print_table

if TYPE_CHECKING:
    from letterkit.campaign.history import Edit, LogEntry
    from letterkit.campaign.status import CampaignStatus, DocumentStatus, Status

Form = Annotated[str, typer.Option("--format", metavar="text|json", help="How it is printed.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(log)
    app.command()(status)


def log(
    context: typer.Context,
    campaign: Campaign = None,
    document: Annotated[str, typer.Option(metavar="KIND", help="letter, press-release or all.")] = "all",
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, metavar="NUMBER", help="At most so many commits."),
    ] = None,
    form: Form = "text",
) -> None:
    """List the commits that changed a campaign's words."""
    from letterkit.campaign.history import history
    from letterkit.campaign.render import Order

    _check_form(form)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    documents = Order(workspace, name, documents_named(document)).wanted()
    found = history(workspace, name, documents, limit)
    if form == "json":
        typer.echo(_json([_as_json(entry) for entry in found.entries]))
    elif found.entries:
        columns = ["commit", "date", *(document.replace("-", " ") for document in documents)]
        rows = ([*_cells(entry, documents)] for entry in found.entries)
        print_table([*columns, "author", "message"], rows, whole=columns)
    else:
        session.say(f"no commit changed the words of {name}")
    if found.is_cut_off:
        session.say("this clone has only the newest commits; fetch the rest: git fetch --unshallow")


def _check_form(form: str) -> None:
    if form not in ("text", "json"):
        raise typer.BadParameter("choose text or json", param_hint="--format")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _as_json(entry: LogEntry) -> dict[str, object]:
    commit = entry.commit
    return {
        "commit": commit.name if commit else None,
        "date": str(commit.day) if commit else None,
        "author": commit.author if commit else None,
        "message": commit.subject if commit else None,
        "documents": {
            name: {
                "digest": edit.digest,
                "added": edit.added,
                "removed": edit.removed,
                "errors": edit.errors,
            }
            for name, edit in entry.edits.items()
        },
    }


def _cells(entry: LogEntry, documents: Sequence[str]) -> Iterator[str]:
    """A row of the table. In a terminal the columns of two documents are narrow."""
    commit = entry.commit
    yield commit.name[:7] if commit else "–"
    yield str(commit.day) if commit else ""
    for name in documents:
        fold = " " if len(documents) == 1 else "\n"
        yield _edit(entry.edits[name], fold) if name in entry.edits else ""
    yield commit.author if commit else ""
    yield commit.subject if commit else "not committed yet"


def _edit(edit: Edit, fold: str = " ") -> str:
    """What a commit did to a document."""
    if edit.errors:
        return f"does not\nassemble:{fold}{edit.errors} error{'s' if edit.errors > 1 else ''}"
    return f"{edit.digest[:8] if edit.digest else 'removed'}{fold}+{edit.added} −{edit.removed}"


def status(context: typer.Context, campaign: Campaign = None, form: Form = "text") -> None:
    """Say how the campaigns stand, and what is not committed."""
    from letterkit.campaign.status import status as ask

    _check_form(form)
    session: Session = context.obj
    workspace = session.workspace()
    names = workspace.campaign_names()
    if campaign is not None:
        names = [session.campaign(workspace, campaign)]
    found = ask(workspace, names)
    if form == "json":
        typer.echo(_json(_status_as_json(found)))
    elif found.campaigns:
        rows = (row for campaign in found.campaigns for row in _rows(campaign))
        print_table(("campaign", "state", *_COLUMNS), rows, whole=("document", "digest"))
    else:
        session.say("there is no campaign yet; make one: letterkit new --dialogue 2016")
    if form == "text":
        _print_revision(found)


_COLUMNS = ("document", "digest", "findings", "not committed")


def _rows(campaign: CampaignStatus) -> Iterator[tuple[str, ...]]:
    """A row for each document; the first has what is said of the campaign."""
    first = (campaign.name, campaign.state)
    changes = _changes(campaign)
    for document in campaign.documents:
        kind = document.name.replace("-", " ")
        digest = document.digest[:8] if document.digest else "none"
        yield (*first, kind, digest, _findings(document), changes)
        first, changes = ("", ""), ""


def _findings(document: DocumentStatus) -> str:
    from letterkit.diagnostics.printing import summary

    return summary(document.findings) if document.findings else "none"


def _changes(campaign: CampaignStatus) -> str:
    if campaign.own is None or campaign.used is None:
        return "unknown"
    counts = ((len(campaign.own), "of its own"), (len(campaign.used), "in the library"))
    return ", ".join(f"{count} {where}" for count, where in counts if count) or "nothing"


def _print_revision(found: Status) -> None:
    """The revision, or why there is none, and the files that are not committed."""
    if found.revision is not None:
        typer.echo(f"\nrevision {found.revision.name} of {found.revision.date}")
    else:
        typer.echo(f"\nno revision: {found.reason or 'nothing is committed yet'}")
    files: dict[str, list[str]] = {}
    for campaign in found.campaigns:
        for file in dict.fromkeys((*(campaign.own or ()), *(campaign.used or ()))):
            files.setdefault(file, []).append(campaign.name)
    if files:
        typer.echo("not committed:")
    for file, names in sorted(files.items()):
        typer.echo(f"  {file} ({', '.join(names)})")


def _status_as_json(found: Status) -> dict[str, object]:
    revision, reason = found.revision, found.reason
    return {
        "revision": {"name": revision.name, "date": str(revision.date)} if revision else None,
        "no_revision": reason.message if reason else None,
        "campaigns": [_campaign_as_json(campaign) for campaign in found.campaigns],
    }


def _campaign_as_json(campaign: CampaignStatus) -> dict[str, object]:
    from letterkit.diagnostics import Severity

    return {
        "name": campaign.name,
        "state": campaign.state,
        "documents": {
            document.name: {
                "digest": document.digest,
                **{
                    f"{severity.value}s": sum(f.severity is severity for f in document.findings)
                    for severity in Severity
                },
            }
            for document in campaign.documents
        },
        "not_committed": None
        if campaign.own is None
        else {"own": campaign.own, "library": campaign.used},
    }
