"""A campaign compared with what it was, and what the redline lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterkit.campaign.compare import Compared, Request, compare

if TYPE_CHECKING:
    from conftest import Small


def since(small: Small, revision: str = "HEAD", until: str | None = None) -> Compared:
    """The campaign compared with what it was."""
    return compare(Request(small.workspace, "talks", revision, until))


def listed(compared: Compared, document: str = "letter") -> list[str]:
    """What the redline lists."""
    assert compared.problems == []
    comparison = compared.redlines[document].tree.comparison
    assert comparison is not None
    return [change.what for change in comparison.changes]
