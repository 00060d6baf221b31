"""The small workspace with one defect: what the checks say of it, and that they say nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

import pytest

from letterkit.checks import check

if TYPE_CHECKING:
    from conftest import Small

PRESS_RELEASE = """\
dialogue: 2020-talks
date: 2020-04-21
issuer: rights-now
headline: A call for a release
to: [minister]
body:
  - framing: opening
  - asks: [release]
signatures: joint
"""


class Expect(Protocol):
    """Compares all that is said of the workspace with all that should be."""

    def __call__(self, *findings: str, on: str | None = None) -> None:
        """Each finding as 'warning LK423 seeds/addresses/minister.yaml:14:11'."""


@pytest.fixture
def expect(small: Small) -> Expect:
    """Looks at the library and at every document of the campaign `talks`."""

    def compare(*findings: str, on: str | None = None) -> None:
        found = check(small.workspace, "talks", on=dt.date.fromisoformat(on) if on else None)
        assert [f"{f.severity} {f.code} {f.location}" for f in found] == list(findings), found

    return compare


@pytest.fixture
def release(small: Small) -> Small:
    """The small workspace with a press release besides."""
    small.write("campaigns/talks/press-release.yaml", PRESS_RELEASE)
    return small
