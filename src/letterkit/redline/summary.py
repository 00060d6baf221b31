"""A redline's summary: what is compared with what, how many changes there are, and how each is told.

The words are English in every letter: a redline is for the coalition, not for the addressee.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from letterkit.changes import Cause, Comparison, ListedChange, Version

_CAUSES: dict[Cause, str] = {
    "library": "the library",
    "campaign": "the campaign",
    "fact": "facts",
    "template": "templates",
}


class ToldChange(Struct, frozen=True):
    """A change as the summary tells it.

    `title` says what happened where, `cause` where it comes from, `where` which line to edit.
    """

    number: int
    title: str
    cause: str
    where: str
    old: str
    new: str


class Summary(Struct, frozen=True):
    """The summary's parts, each a line or a few."""

    old: str
    new: str
    counts: str
    causes: str
    entries: tuple[ToldChange, ...]


def summary(comparison: Comparison) -> Summary:
    """Tell a comparison in words. Raises KeyError where a change is none that letterkit knows."""
    changes = comparison.changes
    kinds = Counter(change.what for change in changes)
    causes = Counter(cause for change in changes for cause in change.causes)
    named = [f"{name} {causes[cause]}" for cause, name in _CAUSES.items() if causes[cause]]
    return Summary(
        old=_version(comparison.old),
        new=_version(comparison.new),
        counts=f"{len(changes)} change{'' if len(changes) == 1 else 's'}: {_listed(kinds)}",
        causes=f"They come from: {', '.join(named)}" if named else "",
        entries=tuple(map(_told, changes)),
    )


def _version(version: Version) -> str:
    revision = version.revision or "the working tree"
    return f"{version.campaign} in {revision}, dated {version.date}, text {version.digest[:8]}"


def _listed(kinds: Counter[str]) -> str:
    return ", ".join(f"{what} ({count})" if count > 1 else what for what, count in kinds.most_common())


def _told(change: ListedChange) -> ToldChange:
    cause = " and ".join(_CAUSES[cause] for cause in change.causes)
    where = f"{change.file}:{change.line}"
    is_the_part = change.kind.subject == change.place
    title = change.what if is_the_part else f"{change.what}: {change.place}"
    return ToldChange(change.number, title, cause, where, change.old, change.new)
