"""LK431 and LK432: facts past their review date, and fax numbers not checked for long."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from letterkit.language.dates import PartialDate
from letterkit.library.review import is_past

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

MINISTER = "seeds/addresses/minister.yaml"
OPENING = "seeds/framing/opening.yaml"
JANE = "seeds/people/jane-doe.yaml"


@pytest.mark.parametrize(
    ("verified", "period", "last_day"),
    [
        ("2016-06-15", "6 months", "2016-12-15"),
        ("2016-06", "6 months", "2016-12-31"),
        ("2016", "6 months", "2017-06-30"),
        ("2016-08-31", "6 months", "2017-02-28"),
        ("2016-02-29", "1 year", "2017-02-28"),
        ("2016-02", "2 years", "2018-02-28"),
        ("2016-12-01", "1 month", "2017-01-01"),
        ("2016-11", "13 months", "2017-12-31"),
    ],
)
def test_how_long_a_fact_holds(verified: str, period: str, last_day: str) -> None:
    day = dt.date.fromisoformat(last_day)
    assert not is_past(PartialDate.parse(verified), period, day)
    assert is_past(PartialDate.parse(verified), period, day + dt.timedelta(days=1))


def test_the_calendar_has_an_end() -> None:
    assert not is_past(PartialDate.parse("9999-12-31"), "999 years", dt.date.max)


# LK431


@pytest.mark.parametrize(
    ("verified", "finding"),
    [("2019-10-19", True), ("2019-10-20", False), ("2019-09", True), ("2019-10", False)],
)
def test_a_block_past_its_review_date(small: Small, expect: Expect, verified: str, finding: bool) -> None:
    small.change(OPENING, "title: Opening\n", f"title: Opening\nverified: {verified}\n")
    small.change(OPENING, "title: Opening\n", "title: Opening\nreview_after: 6 months\n")
    expect(*[f"warning LK431 {OPENING}:3:11"] * finding)


@pytest.mark.parametrize("lines", ["verified: 1999\n", "review_after: 1 month\n"])
def test_without_a_date_or_a_period_there_is_no_review(small: Small, expect: Expect, lines: str) -> None:
    small.change(OPENING, "title: Opening\n", f"title: Opening\n{lines}")
    expect()


def test_a_block_that_the_letter_does_not_use(small: Small, expect: Expect) -> None:
    small.write("seeds/framing/other.yaml", "title: A\ntext: B\nverified: 1999\nreview_after: 1 month\n")
    expect()


def test_a_person_is_left_to_the_cases(small: Small, expect: Expect) -> None:
    small.change(JANE, "verified: 2020-04\n", "verified: 2019-01\nreview_after: 6 months\n")
    expect("warning LK443 seeds/case-lists/named.yaml:3:5")


def test_an_office_in_doubt_is_said_once(small: Small, expect: Expect) -> None:
    small.change(
        MINISTER, "01-01\nverified: 2020-04\n", "01-01\nverified: 2019-01\nreview_after: 1 year\n"
    )
    expect(f"warning LK423 {MINISTER}:15:11")


def test_an_office_whose_holder_is_known_has_facts_that_age(small: Small, expect: Expect) -> None:
    small.change(
        MINISTER,
        "01-01\nverified: 2020-04\n",
        "01-01\n    to: 2020-12-31\nverified: 2019-01\nreview_after: 1 year\n",
    )
    expect(f"warning LK431 {MINISTER}:16:11")


def test_what_two_documents_use_is_said_once(release: Small, expect: Expect) -> None:
    lines = "title: Opening\nverified: 2019-01\nreview_after: 6 months\n"
    release.change(OPENING, "title: Opening\n", lines)
    expect(f"warning LK431 {OPENING}:2:11")


# LK432


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("", True),
        ("    verified: 2019-04-19\n", True),
        ("    verified: 2019-04-20\n", False),
        ("    verified: 2019-03\n", True),
        ("    verified: 2019-04\n", False),
        ("    verified: 2019\n", False),
    ],
)
def test_a_fax_number_not_checked_for_long(
    small: Small, expect: Expect, line: str, finding: bool
) -> None:
    small.change(MINISTER, "    verified: 2020-04\n", line)
    expect(*[f"warning LK432 {MINISTER}:8:13"] * finding)


def test_a_press_release_goes_to_no_fax(release: Small, expect: Expect) -> None:
    release.change(MINISTER, "    verified: 2020-04\n", "")
    (release.root / "campaigns/talks/campaign.yaml").unlink()
    expect()


# LK433

ENVOY = """\
office: Envoy
organisation: Ministry of State
address: [2 Side Street, "Washington, DC 20520"]
country: US
fax: [{number: "NUMBER", verified: 2020-04}]
holders: [{name: Bo Poe, salutation: Envoy Poe, from: 2019-01-01}]
verified: 2020-04
"""


@pytest.mark.parametrize(("number", "finding"), [("+1 (202) 647 2283", True), ("+1 202-647-2284", False)])
def test_one_number_in_two_offices(small: Small, expect: Expect, number: str, finding: bool) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY.replace("NUMBER", number))
    small.change("campaigns/talks/campaign.yaml", "to: [minister]", "to: [minister, envoy]")
    expect(*["warning LK433 seeds/addresses/envoy.yaml:5:16"] * finding)


def test_one_number_twice_in_an_office(small: Small, expect: Expect) -> None:
    again = 'verified: 2020-04\n  - {number: "+12026472283", verified: 2020-04}\nholders'
    small.change(MINISTER, "verified: 2020-04\nholders", again)
    expect(f"warning LK433 {MINISTER}:10:14")
