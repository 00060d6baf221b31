"""The command that lists what changed a letter: log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import Campaign, Documents, ResultFormat, Session, documents_named, is_json
from letterkit.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from letterkit.campaign.history import Edit, LogEntry


def log(
    context: typer.Context,
    campaign: Campaign = None,
    document: Documents = "all",
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, metavar="NUMBER", help="At most so many commits."),
    ] = None,
    form: ResultFormat = "text",
) -> None:
    """List the commits that changed a campaign's words."""
    from letterkit.campaign.history import history
    from letterkit.campaign.results import log_to_json

    as_json = is_json(form)
    session: Session = context.obj
    workspace = session.workspace()
    name = session.campaign(workspace, campaign)
    documents = workspace.documents_asked(name, documents_named(document))
    found = history(workspace, name, documents, limit)
    if as_json:
        print_json(log_to_json(found))
    elif found.entries:
        _print(found.entries, documents)
    else:
        session.say(f"no commit changed the words of {name}")
    if undated := [e.commit.name[:7] for e in found.entries if e.commit and e.commit.day is None]:
        session.say(f"the date of {', '.join(undated)} is no day between 1970 and 9999; see: git fsck")
    if found.is_cut_off:
        session.say("this clone has only the newest commits; fetch the rest: git fetch --unshallow")


def _print(entries: Sequence[LogEntry], documents: Sequence[str]) -> None:
    columns = ["commit", "date", *(document.replace("-", " ") for document in documents)]
    rows = ([*_cells(entry, documents)] for entry in entries)
    print_table([*columns, "author", "message"], rows, whole=columns)


def _cells(entry: LogEntry, documents: Sequence[str]) -> Iterator[str]:
    """A row of the table. In a terminal the columns of two documents are narrow."""
    from letterkit.past.revisions import NO_DAY

    commit = entry.commit
    yield commit.name[:7] if commit else "–"
    yield str(commit.day or NO_DAY) if commit else ""
    for name in documents:
        fold = " " if len(documents) == 1 else "\n"
        yield told(entry.edits[name], fold) if name in entry.edits else ""
    yield commit.author if commit else ""
    yield commit.subject if commit else "not committed yet"


def told(edit: Edit, fold: str = " ") -> str:
    """What a commit did to a document: the digest since then and how many words came and went."""
    if edit.errors:
        return f"does not\nassemble:{fold}{edit.errors} error{'s' if edit.errors > 1 else ''}"
    return f"{edit.digest[:8] if edit.digest else 'removed'}{fold}+{edit.added} −{edit.removed}"
