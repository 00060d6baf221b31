"""What `log` and `status` found, as JSON for other programs, and its schemas.

As in `status`, nothing here names a person: findings are counted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from letterkit.diagnostics import Severity
from letterkit.diagnostics.json import json_schema, json_text

if TYPE_CHECKING:
    from letterkit.campaign.history import History, LogEntry
    from letterkit.campaign.status import CampaignStatus, DocumentStatus, Status
from letterkit.past.revisions import Revision


class EditRow(Struct, frozen=True):
    """What a commit did to a document: its text's digest since then, and the words that came and went.

    Without a digest the document cannot be made, for so many errors, or is no more.
    """

    digest: str | None
    added: int
    removed: int
    errors: int


class LogRow(Struct, frozen=True):
    """A commit: its full hash, its day as 2016-06-01, its author's name, its message's first line.

    All of them are null where the changes are not committed, and the day of a commit without one.
    `documents` has what changed, by the name of the document.
    """

    commit: str | None
    date: str | None
    author: str | None
    message: str | None
    documents: dict[str, EditRow]


def log_to_json(found: History) -> str:
    """The entries of a log as a JSON list, the newest first."""
    return json_text([_log_row(entry) for entry in found.entries])


def log_schema() -> dict[str, Any]:
    """The JSON Schema of what `log_to_json` writes."""
    return json_schema(list[LogRow], "letterkit log")


def _log_row(entry: LogEntry) -> LogRow:
    commit = entry.commit
    edits = {
        name: EditRow(edit.digest, edit.added, edit.removed, edit.errors)
        for name, edit in entry.edits.items()
    }
    if commit is None:
        return LogRow(None, None, None, None, edits)
    day = commit.day.isoformat() if commit.day else None
    return LogRow(commit.name, day, commit.author, commit.subject, edits)


class RevisionRow(Struct, frozen=True):
    """A revision as `git describe` names it, with `+` where files differ from it; its day, null where its
    commit has no date that is one.
    """

    name: str
    date: str | None


class DocumentStatusRow(Struct, frozen=True):
    """A document: its text's digest, null where it cannot be made, and how much was found."""

    digest: str | None
    errors: int
    warnings: int


class RoundRow(Struct, frozen=True):
    """The last round of a document: its number, its text's digest, the deadline as ISO 8601 writes it."""

    number: int
    text: str
    until: str


class ChangedFilesRow(Struct, frozen=True):
    """The files that are not committed as they are: the campaign's own, and those of the library.

    Files of people are told by their folder alone.
    """

    own: list[str]
    library: list[str]


class CampaignStatusRow(Struct, frozen=True):
    """A campaign, its documents by name, and its files; `not_committed` is null without git.

    `deliveries` has how many of its deliveries are in a state, by the state; none where none is known.
    `rounds` has the last round of each document that went round.
    """

    name: str
    state: str
    documents: dict[str, DocumentStatusRow]
    not_committed: ChangedFilesRow | None
    deliveries: dict[str, int]
    rounds: dict[str, RoundRow]


class StatusRow(Struct, frozen=True):
    """How the campaigns stand; `no_revision` says why there is no revision to speak of."""

    revision: RevisionRow | None
    no_revision: str | None
    campaigns: list[CampaignStatusRow]


def _revision_row(revision: Revision) -> RevisionRow:
    return RevisionRow(revision.name, revision.date.isoformat() if revision.date else None)


def status_to_json(found: Status) -> str:
    """A status as a JSON object."""
    revision, reason = found.revision, found.reason
    row = StatusRow(
        revision=_revision_row(revision) if revision else None,
        no_revision=reason.message if reason else None,
        campaigns=[_campaign_row(campaign) for campaign in found.campaigns],
    )
    return json_text(row)


def status_schema() -> dict[str, Any]:
    """The JSON Schema of what `status_to_json` writes."""
    return json_schema(StatusRow, "letterkit status")


def _campaign_row(campaign: CampaignStatus) -> CampaignStatusRow:
    changed = None
    if campaign.own is not None and campaign.used is not None:
        changed = ChangedFilesRow(list(campaign.own), list(campaign.used))
    documents = {document.name: _document_row(document) for document in campaign.documents}
    deliveries = dict(campaign.deliveries)
    rounds = {
        name: RoundRow(each.number, each.text, each.until.iso) for name, each in campaign.rounds.items()
    }
    return CampaignStatusRow(campaign.name, campaign.state, documents, changed, deliveries, rounds)


def _document_row(document: DocumentStatus) -> DocumentStatusRow:
    counts = Counter(finding.severity for finding in document.findings)
    return DocumentStatusRow(document.digest, counts[Severity.ERROR], counts[Severity.WARNING])
