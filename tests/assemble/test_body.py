"""body: asks, and the cases of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import (
    CAMPAIGN,
    JOE,
    JOE_ROE,
    NAMED,
    RELEASE,
    asks,
    case_texts,
    letter,
    place,
)
from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


@pytest.mark.parametrize("style", ["numbered", "bulleted", "headed", "prose"])
def test_an_ask(small: Small, style: str) -> None:
    small.change(CAMPAIGN, "  - asks: [release]", f"  - asks: [release]\n    style: {style}")
    section = asks(letter(small))
    assert section.style == style
    (ask,) = section.items
    assert (ask.block, ask.topic) == ("issues/release", "prisoners")
    assert (ask.title, ask.summary) == ("Release", "Release them")
    assert (place(section), place(ask)) == (f"{CAMPAIGN}:6:11", f"{RELEASE}:4:7")


def test_a_case_list_of_its_own(small: Small) -> None:
    small.change(CAMPAIGN, "asks: [release]", "cases: named")
    small.change(
        NAMED,
        "title: Named\n",
        "title: Named\nlead_in: Of *many* in {{ dialogue.host_city }}\nclosing: No more\n",
    )
    section = letter(small).body[1]
    assert isinstance(section, lt.CaseList)
    assert (section.block, place(section)) == ("case-lists/named", f"{NAMED}:1:1")
    assert [lt.plain_text(node) for node in section.lead_in] == ["Of many in Geneva"]
    assert [lt.plain_text(node) for node in section.closing] == ["No more"]
    assert [case.people for case in section.cases] == [("Jane Doe",)]


def test_the_campaign_may_give_an_issue_other_cases(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write("seeds/case-lists/other.yaml", "title: Other\ncases: [joe-roe]\n")
    small.change(CAMPAIGN, "[release]", "[{issue: release, cases: other}]")
    assert case_texts(small) == ["Joe Roe, a printer."]


def test_an_issue_without_cases(small: Small) -> None:
    small.change(RELEASE, "cases: named\n", "")
    (ask,) = asks(letter(small)).items
    assert [type(child) for child in ask.children] == [lt.Paragraph]
