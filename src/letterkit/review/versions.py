"""The versions that a document can be compared with: those asked for and those that changed it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from letterkit.campaign.history import LogEntry, history
from letterkit.campaign.render import Order
from letterkit.consent import Register
from letterkit.diagnostics import LetterkitError
from letterkit.past.git import Repository
from letterkit.past.revisions import NO_DAY, resolve

_RECENT = 12
_SUBJECT = 48


class EarlierVersion(Struct, frozen=True):
    """A revision to compare with, as it is offered in the list."""

    name: str
    label: str
    is_chosen: bool = False


class EarlierVersions:
    """Those of one document. Its history is read again when there is a new commit.

    None whose name names a person of the register is among them, and no label does.
    """

    def __init__(self, order: Order, document: str, since: Sequence[str]) -> None:
        self.order = order
        self.document = document
        self.since = since
        self._read: tuple[str, tuple[LogEntry, ...]] = ("", ())

    def asked(self, digest: str, register: Register) -> tuple[EarlierVersion, ...]:
        """Those asked for; else the last one whose text was another than the one of that digest."""
        return self._named(register) or tuple(islice(self._recent(digest, 2, register), 1))

    def offered(self, digest: str, register: Register) -> tuple[EarlierVersion, ...]:
        """Those asked for, and the recent ones whose text was another."""
        return (*self._named(register), *self._recent(digest, _RECENT, register))

    def _named(self, register: Register) -> tuple[EarlierVersion, ...]:
        return tuple(EarlierVersion(name, name) for name in self.since if not register.names(name))

    def _recent(self, digest: str, limit: int, register: Register) -> tuple[EarlierVersion, ...]:
        entries = self._entries(limit)
        return tuple(
            EarlierVersion(entry.commit.name, register.withheld(_label(entry)))
            for entry in entries
            if entry.commit
            and (edit := entry.edits.get(self.document))
            and edit.digest not in (None, digest)
        )

    def _entries(self, limit: int) -> tuple[LogEntry, ...]:
        """The newest commits that changed the text; none where git has nothing to say."""
        workspace = self.order.workspace
        try:
            head = resolve(Repository.of(workspace.root), "HEAD")
            if self._read[0] != head:
                found = history(workspace, self.order.campaign, [self.document], limit)
                self._read = head, found.entries
        except LetterkitError:
            return ()
        return self._read[1]


def _label(entry: LogEntry) -> str:
    """A commit as people know it: 2016-05-20 Reword the ask on visas (1a2b3c4)."""
    assert entry.commit is not None  # noqa: S101  # only those are asked for
    subject = entry.commit.subject
    short = subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…"
    return f"{entry.commit.day or NO_DAY} {short} ({entry.commit.name[:7]})"


def chosen(versions: Sequence[EarlierVersion], since: str | None) -> str | None:
    """The name of the one asked for, or of the first; None where there is none."""
    names = [version.name for version in versions]
    return since if since in names else next(iter(names), None)
