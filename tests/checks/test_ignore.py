"""`ignore:` keeps a finding of one code in one file from being said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
MINISTER = "seeds/addresses/minister.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
OPENING = "seeds/framing/opening.yaml"


def ignore(small: Small, file: str, code: str, reason: str | None = "we know") -> None:
    """Add an `ignore:` to the end of a file."""
    text = (small.root / file).read_text(encoding="utf-8")
    line = f"  - code: {code}\n" + (f"    reason: {reason}\n" if reason else "")
    small.write(file, f"{text}ignore:\n{line}")


def test_in_a_block(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "    verified: 2020-04\n", "")
    expect(f"warning LK432 {MINISTER}:8:13")
    ignore(small, MINISTER, "LK432")
    expect()


def test_in_a_campaign(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "  - asks: [release]\n", "")
    ignore(small, CAMPAIGN, "LK472")
    expect()


def test_an_error_too(small: Small, expect: Expect) -> None:
    small.change(JANE, "status: imprisoned", "status: released")
    ignore(small, NAMED, "LK442")
    expect()


def test_another_code_is_said(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "    verified: 2020-04\n", "")
    ignore(small, MINISTER, "LK431")
    expect(f"warning LK432 {MINISTER}:8:13")


@pytest.mark.parametrize("file", [OPENING, CAMPAIGN, NAMED])
def test_another_file_does_not_count(small: Small, expect: Expect, file: str) -> None:
    small.change(MINISTER, "    verified: 2020-04\n", "")
    ignore(small, file, "LK432")
    expect(f"warning LK432 {MINISTER}:8:13")


def test_a_block_that_the_letter_does_not_use_does_not_count(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "    verified: 2020-04\n", "")
    small.write("seeds/framing/other.yaml", "title: Other\ntext: Other\n")
    ignore(small, "seeds/framing/other.yaml", "LK432")
    expect(f"warning LK432 {MINISTER}:8:13")


@pytest.mark.parametrize(
    ("code", "reason", "finding"),
    [("LK432", None, "LK202"), ("LK432", "' '", "LK203"), ("432", "we know", "LK203")],
)
def test_it_takes_a_code_and_a_reason(small: Small, code: str, reason: str | None, finding: str) -> None:
    from letterkit.checks import check

    ignore(small, OPENING, code, reason)
    found = check(small.workspace, "talks")
    assert {(f.code, f.location.file) for f in found} == {(finding, OPENING)}
