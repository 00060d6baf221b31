"""Topics and editions, and the wording a campaign has of its own."""

from __future__ import annotations

import pytest

from conftest import SMALL, Small
from letterkit import checks
from letterkit.diagnostics import Severity

CAMPAIGN = "campaigns/talks/campaign.yaml"
RELEASE = "campaigns/talks/press-release.yaml"
ISSUE = SMALL["seeds/issues/release.yaml"]
OTHER = ISSUE.replace("cases: named\n", "")
PRESS_RELEASE = """\
dialogue: 2020-talks
date: 2020-04-20
issuer: rights-now
headline: A letter is sent
to: [minister]
body:
  - framing: BLOCK
signatures: joint
"""
OWN = "title: Our own words\ntext: |\n  We speak for ourselves.\n"


def found(small: Small) -> list[tuple[str, str]]:
    """Everything the checks find, with its place."""
    return [(p.code, str(p.location)) for p in checks.check(small.workspace, "talks")]


def test_a_block_of_its_own_that_nothing_uses(small: Small) -> None:
    small.write("campaigns/talks/blocks/framing/own.yaml", OWN)
    (problem,) = checks.check(small.workspace, "talks")
    assert (problem.code, problem.severity) == ("LK411", Severity.WARNING)
    assert str(problem.location) == "campaigns/talks/blocks/framing/own.yaml:1:1"
    assert "framing/own" in problem.message


def test_a_block_of_its_own_that_a_document_uses(small: Small) -> None:
    small.write("campaigns/talks/blocks/framing/opening.yaml", OWN)  # in the library's place
    small.write("campaigns/talks/blocks/framing/own.yaml", OWN)
    small.write(RELEASE, PRESS_RELEASE.replace("BLOCK", "own"))
    assert found(small) == []


def test_of_a_press_release_that_cannot_be_read_no_use_is_known(small: Small) -> None:
    small.write("campaigns/talks/blocks/framing/own.yaml", OWN)
    small.write(RELEASE, "headline: [\n")
    assert "LK411" not in {code for code, _ in found(small)}


def test_a_block_of_its_own_that_cannot_be_read_is_not_called_unused(small: Small) -> None:
    small.write("campaigns/talks/blocks/framing/opening.yaml", "title: Opening\n")
    assert [code for code, _ in found(small)] == ["LK202"]


def test_a_topic_twice(small: Small) -> None:
    small.write("seeds/issues/pardon.yaml", OTHER)
    small.change(CAMPAIGN, "[release]", "[release, pardon]")
    assert found(small) == [("LK412", f"{CAMPAIGN}:6:21")]


def test_a_topic_twice_in_two_lists(small: Small) -> None:
    small.write("seeds/issues/pardon.yaml", OTHER)
    small.change(
        CAMPAIGN, "  - asks: [release]\n", "  - asks: [release]\n  - asks:\n      - issue: pardon\n"
    )
    assert found(small) == [("LK412", f"{CAMPAIGN}:8:16")]


def test_two_topics(small: Small) -> None:
    small.write("seeds/issues/pardon.yaml", OTHER.replace("topic: prisoners", "topic: pardons"))
    small.change(CAMPAIGN, "[release]", "[release, pardon]")
    assert found(small) == []


def test_two_editions_of_one_date(small: Small) -> None:
    small.write("seeds/issues/release.yaml", ISSUE + "as_of: 2019-06\n")
    small.write("seeds/issues/release-again.yaml", OTHER + "as_of: 2019-06\n")
    (problem,) = checks.check(small.workspace, "talks")
    assert (problem.code, str(problem.location)) == ("LK413", f"{CAMPAIGN}:6:12")
    assert "release and release-again" in problem.message


@pytest.mark.parametrize(
    ("path", "as_of", "other"),
    [
        ("seeds/issues/release-again.yaml", "as_of: 2019-06\n", "as_of: 2019-07\n"),
        ("seeds/issues/release-again.yaml", "as_of: 2019-06\n", "as_of: 2019\n"),
        ("seeds/issues/release-again.yaml", "", ""),
    ],
)
def test_editions_of_different_or_no_date(small: Small, path: str, as_of: str, other: str) -> None:
    small.write("seeds/issues/release.yaml", ISSUE + as_of)
    small.write(path, OTHER + other)
    assert found(small) == []


def test_the_campaign_s_own_wording_rivals_nothing(small: Small) -> None:
    small.write("campaigns/talks/blocks/issues/release.yaml", ISSUE + "as_of: 2019-06\n")
    small.write("seeds/issues/release-again.yaml", OTHER + "as_of: 2019-06\n")
    assert found(small) == []
