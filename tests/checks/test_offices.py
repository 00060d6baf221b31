"""LK421 to LK425: who holds an office, how sure that is, and how the holder is addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit import checks as letter_checks

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
MINISTER = "seeds/addresses/minister.yaml"

SALUTATION = "salutation: Minister Lovelace"


def test_the_small_workspace_is_clean(small: Small, expect: Expect) -> None:
    assert (small.root / MINISTER).is_file()
    expect()


def test_the_small_workspace_with_a_press_release_is_clean(release: Small, expect: Expect) -> None:
    assert (release.root / "campaigns/talks/press-release.yaml").is_file()
    expect()


def holders(small: Small, *terms: str) -> None:
    """Other holders, each as 'Bo Poe, 2015-01-01, 2018-12-31' or without an end."""
    head = (small.root / MINISTER).read_text(encoding="utf-8").partition("holders:")[0]
    lines = ["verified: 2020-04", "holders:"]
    for term in terms:
        name, begins, *end = term.split(", ")
        last = f", to: {end[0]}" if end else ""
        lines.append(f"  - {{name: {name}, salutation: {name}, from: {begins}{last}}}")
    small.write(MINISTER, head + "\n".join(lines) + "\n")


# LK421 and LK422


def test_nobody_is_entered(small: Small, expect: Expect) -> None:
    small.write(MINISTER, (small.root / MINISTER).read_text(encoding="utf-8").partition("holders:")[0])
    expect(f"error LK421 {MINISTER}:1:1")


@pytest.mark.parametrize(
    "terms",
    [
        ["Bo Poe, 2020-05-05"],
        ["Bo Poe, 2015-01-01, 2020-05-03", "Cy Roe, 2020-05-05"],
    ],
    ids=["comes later", "a gap"],
)
def test_nobody_holds_it_on_that_day(small: Small, expect: Expect, terms: list[str]) -> None:
    holders(small, *terms)
    expect(f"error LK421 {MINISTER}:11:1")
    assert "only from 2020-05-05 on" in letter_checks.check(small.workspace, "talks")[0].message


def test_the_last_term_has_ended(small: Small, expect: Expect) -> None:
    holders(small, "Cy Roe, 2019-01-01, 2020-05-03", "Bo Poe, 2015-01-01, 2018-12-31")
    expect(f"error LK422 {MINISTER}:12:62")


@pytest.mark.parametrize(
    "terms",
    [
        ["Bo Poe, 2019-01-01, 2020-05-04"],
        ["Bo Poe, 2019-01-01, 2020-05-04", "Cy Roe, 2020-04-30"],
        ["Bo Poe, 2015-01-01"],
    ],
    ids=["last day", "hand-over", "no end"],
)
def test_somebody_serves_on_that_day(small: Small, expect: Expect, terms: list[str]) -> None:
    holders(small, *terms)
    expect()


def test_the_first_day_of_a_month_decides_what_the_draft_prints(small: Small, expect: Expect) -> None:
    small.change(DIALOGUE, "from: 2020-05-04", "from: 2020-05")
    holders(small, "Bo Poe, 2020-05-02")
    expect(f"error LK421 {MINISTER}:11:1")


# LK423


def test_never_verified(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "from: 2019-01-01\nverified: 2020-04\n", "from: 2019-01-01\n")
    expect(f"warning LK423 {MINISTER}:11:5")


@pytest.mark.parametrize(
    ("verified", "finding"),
    [
        ("2020-02-29", True),
        ("2020-02", True),
        ("2020-03-01", False),
        ("2020-03", False),
        ("2020", False),
    ],
)
def test_verified_before_the_holder_came(
    small: Small, expect: Expect, verified: str, finding: bool
) -> None:
    small.change(
        MINISTER, "from: 2019-01-01\nverified: 2020-04", f"from: 2020-03-01\nverified: {verified}"
    )
    expect(*[f"warning LK423 {MINISTER}:15:11"] * finding)


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("verified: 2019-04-19\n", True),
        ("verified: 2019-04-20\n", False),
        ("verified: 2019-03\n", True),
        ("verified: 2019-04\n", False),
        ("verified: 2019\n", False),
        ("verified: 2019-10-19\nreview_after: 6 months\n", True),
        ("verified: 2019-10-20\nreview_after: 6 months\n", False),
        ("verified: 2019-03\nreview_after: 2 years\n", False),
        ("verified: 2019-03\nsources:\n  - {title: A list, date: 2019-05}\n", False),
        ("verified: 2019-03\nsources:\n  - {title: A list, date: 2019-03-31}\n", True),
    ],
)
def test_verified_long_ago(small: Small, expect: Expect, lines: str, finding: bool) -> None:
    small.change(MINISTER, "01-01\nverified: 2020-04\n", f"01-01\n{lines}")
    expect(*[f"warning LK423 {MINISTER}:15:11"] * finding)


def test_a_term_that_is_known_whole_is_no_doubt(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "01-01\nverified: 2020-04", "01-01\n    to: 2020-12-31\nverified: 2019-01-01")
    expect()


def test_the_day_can_be_given(expect: Expect) -> None:
    expect(
        f"warning LK432 {MINISTER}:8:13",
        f"warning LK423 {MINISTER}:15:11",
        "warning LK443 seeds/case-lists/named.yaml:3:5",
        on="2021-05-01",
    )


# LK424

OTHERS = """\
  - {name: Bo Poe, honorific: The Honorable, salutation: Minister Poe, from: 2015-01-01, to: 2016-12-31}
  - {name: Cy Roe, honorific: The Honorable, salutation: Minister Roe, from: 2017-01-01, to: 2018-12-31}
"""


@pytest.mark.parametrize(
    ("honorific", "column"), [("    honorific: The Honourable\n", 16), ("", 5)], ids=["other", "none"]
)
def test_an_honorific_unlike_the_others(
    small: Small, expect: Expect, honorific: str, column: int
) -> None:
    small.change(MINISTER, "    honorific: The Honorable\n", honorific)
    small.change(MINISTER, "holders:\n", f"holders:\n{OTHERS}")
    line = 14 if honorific else 13
    expect(f"warning LK424 {MINISTER}:{line}:{column}")


def test_one_other_holder_is_no_custom(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "    honorific: The Honorable\n", "")
    small.change(MINISTER, "holders:\n", f"holders:\n{OTHERS.partition(chr(10))[0]}\n")
    expect()


def test_his_and_her_are_one_form(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "honorific: The Honorable", "honorific: Her Excellency")
    others = OTHERS.replace("The Honorable", "His Excellency")
    small.change(MINISTER, "holders:\n", f"holders:\n{others}")
    expect()


@pytest.mark.parametrize("salutation", ["Minister Poe", "Minister B.", "Mr. Love"])
def test_somebody_elses_salutation(small: Small, expect: Expect, salutation: str) -> None:
    small.change(MINISTER, SALUTATION, f"salutation: {salutation}")
    expect(f"warning LK424 {MINISTER}:13:17")


@pytest.mark.parametrize(
    ("name", "salutation"),
    [
        ("Ada B. Lovelace", "Your Excellency"),
        ("Ada B. Lovelace", "Madam Minister of State"),
        ("Ada B. Lovelace", "Minister LOVELACE"),
        ("Ada B. Lovelace", "Minister Ada"),
        ("José Núñez", "Minister Nunez"),
        ("Jan Novák", "pane ministře Nováku"),
        ("Conor O’Brien", "Minister O'Brien"),
        ("王毅", "王部长"),
    ],
)
def test_a_salutation_of_the_holder(small: Small, expect: Expect, name: str, salutation: str) -> None:
    small.change(MINISTER, "Ada B. Lovelace", name)
    small.change(MINISTER, SALUTATION, f"salutation: {salutation}")
    expect()


# LK425


def test_the_campaign_names_somebody_else(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "signatures: joint\n", "signatures: joint\nholders:\n  minister: Bo Poe\n")
    expect(f"error LK425 {CAMPAIGN}:9:13")


def test_the_campaign_names_somebody_where_nobody_is_entered(small: Small, expect: Expect) -> None:
    holders(small, "Cy Roe, 2020-05-05")
    named = "holders:\n  minister: {name: Cy Roe}\n"
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{named}")
    expect(f"error LK425 {CAMPAIGN}:9:20")


def test_the_campaign_names_the_holder(small: Small, expect: Expect) -> None:
    named = "holders:\n  minister: Ada B. Lovelace\n"
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{named}")
    expect()


@pytest.mark.parametrize("name", ["Bo Poe", "Cy Roe"])
def test_on_a_day_of_hand_over_the_campaign_may_name_either(
    small: Small, expect: Expect, name: str
) -> None:
    holders(small, "Bo Poe, 2019-01-01, 2020-05-04", "Cy Roe, 2020-05-04")
    small.change(MINISTER, "verified: 2020-04\nholders", "verified: 2020-05-04\nholders")
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nholders: {{minister: {name}}}\n")
    expect()


@pytest.mark.parametrize("name", ["Bo Poe", "Cy Roe"])
def test_in_a_month_of_change_the_campaign_may_name_either(
    small: Small, expect: Expect, name: str
) -> None:
    small.change(DIALOGUE, "from: 2020-05-04", "from: 2020-05")
    holders(small, "Bo Poe, 2019-01-01, 2020-05-15", "Cy Roe, 2020-05-15")
    small.change(MINISTER, "verified: 2020-04\nholders", "verified: 2020-05\nholders")
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nholders: {{minister: {name}}}\n")
    expect()


def test_the_form_of_address_that_the_campaign_gives(small: Small, expect: Expect) -> None:
    named = "holders:\n  minister: {name: Ada B. Lovelace, salutation: Minister Poe}\n"
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{named}")
    expect(f"warning LK424 {CAMPAIGN}:9:49")


# LK427 and LK428


def test_an_office_that_nothing_reaches(small: Small, expect: Expect) -> None:
    text = (small.root / MINISTER).read_text(encoding="utf-8")
    head, _, rest = text.partition("address:")
    small.write(MINISTER, f"{head}holders:{rest.partition('holders:')[2]}")
    expect(f"warning LK427 {MINISTER}:1:1")
    small.change(MINISTER, "holders:", "email: office@example.org\nholders:")
    expect(f"warning LK426 {MINISTER}:1:1")


def test_an_address_whose_city_nobody_can_tell(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "Washington, DC 20520\ncountry: US", "Nairobi 00100\ncountry: KE")
    expect(f"warning LK428 {MINISTER}:4:3")
    small.change(MINISTER, "country: KE\n", "country: KE\npostal: {street: S, locality: Nairobi}\n")
    expect()


def test_an_american_address_whose_city_nobody_can_tell(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "Washington, DC 20520", "Capitol Hill")
    expect(f"warning LK428 {MINISTER}:4:3")
