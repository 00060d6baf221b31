"""LK455: "on" of a month or a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit import checks

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
OPENING = "seeds/framing/opening.yaml"


@pytest.mark.parametrize(
    ("first", "words", "finding"),
    [
        ("2020-05", "on {{ dialogue.first_day | date }} we write", True),
        ("2020-05", "on {{ dialogue.first_day }}, we write", True),
        ("2020-05", "on 2020-05 we write", True),
        ("2020-05", "on 2020/05.", True),
        ("2020-05", "on 2020-05-04 we write", False),
        ("2020-05", "on 2020-05 {{ dialogue.name }} we write", True),
        ("2020-05", "in {{ dialogue.first_day | date }} we write", False),
        ("2020", "on {{ dialogue.first_day | date }} we write", True),
        ("2020-05-04", "on {{ dialogue.first_day | date }} we write", False),
        ("2020-05-04", "that sat on March 2020, we write", True),
        ("2020-05-04", "with a report on March 2020 arrests we write", False),
        ("2020-05-04", "with a report on 2019 we write", False),
    ],
)
def test_a_month_for_a_day(small: Small, expect: Expect, first: str, words: str, finding: bool) -> None:
    small.change(DIALOGUE, "from: 2020-05-04", f"from: {first}")
    small.change(OPENING, "we write", words)
    expect(*[f"warning LK455 {OPENING}:4:3"] * finding)


def test_a_month_in_figures_is_told_whole(small: Small) -> None:
    small.change(OPENING, "we write", "on {{ dialogue.name | length }} and on 2020-05 we write")
    (found,) = [each.message for each in checks.check(small.workspace, "talks") if each.code == "LK455"]
    assert found == "'on 2020-05': a day should stand there, and 2020-05 is none"


def test_in_a_line_of_the_letters_own(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "signatures:", "subject: The talks on May 2020\nsignatures:")
    expect(f"warning LK455 {CAMPAIGN}:7:10")


def test_another_language_has_other_words(small: Small) -> None:
    added = "language: de\nsalutation: Lovelace,\nclose: Hochachtungsvoll\n"
    small.change(CAMPAIGN, "signatures:", f"{added}signatures:")
    small.change(OPENING, "we write", "on May 2020, we write")
    found = {problem.code for problem in checks.check(small.workspace, "talks")}
    assert found == {"LK407", "LK408"}  # "The Honorable" in a German letter
