"""LK434: a letter is made of a block that was retired before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
JOINT = "seeds/signatures/joint.yaml"


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("addresses/minister", f"{CAMPAIGN}:3:6"),
        ("framing/opening", f"{CAMPAIGN}:5:14"),
        ("issues/release", f"{CAMPAIGN}:6:12"),
        ("case-lists/named", "seeds/issues/release.yaml:6:8"),
        ("people/jane-doe", "seeds/case-lists/named.yaml:3:5"),
        ("signatures/joint", f"{CAMPAIGN}:7:13"),
        ("dialogues/2020-talks", f"{CAMPAIGN}:1:11"),
        ("signers/ann-poe", f"{JOINT}:4:13"),
    ],
)
def test_a_block_of_any_kind(small: Small, expect: Expect, block: str, place: str) -> None:
    small.write("seeds/signers/ann-poe.yaml", "name: Ann Poe\n")
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - person: ann-poe\n")
    expect()
    file = small.root / f"seeds/{block}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}retired: 2020-04-21\nreason: so\n", encoding="utf-8")
    expect()
    file.write_text(f"{text}retired: 2020-04-20\n", encoding="utf-8")
    expect(f"error LK434 {place}")


def test_a_letter_that_is_not_sure_of_its_day_keeps_it(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "date: 2020-04-20", "date: 2020-04")
    small.change(
        "seeds/framing/opening.yaml", "title: Opening\n", "title: Opening\nretired: 2020-04-02\n"
    )
    expect()
