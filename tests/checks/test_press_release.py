"""LK481 to LK483: what a press release says of its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.checks import check

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

PRESS = "campaigns/talks/press-release.yaml"
CAMPAIGN = "campaigns/talks/campaign.yaml"
SENT = "seeds/framing/sent.yaml"


def organisations(small: Small, block: str, *names: str) -> None:
    """A signature block of organisations of these names."""
    for name in names:
        if name != "rights-now":
            signer = f"signers: [{{name: Bo {name}, from: 2018}}]\n"
            small.write(f"seeds/organisations/{name}.yaml", f"name: The {name}\n{signer}")
    lines = "".join(f"  - {name}\n" for name in names)
    small.write(f"seeds/signatures/{block}.yaml", f"title: A block\norganisations:\n{lines}")


# LK481


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["rights-now"], "The alpha signed the letter only"),
        (["rights-now", "alpha", "beta"], "The beta did not sign the letter"),
        (["beta", "rights-now"], "The beta did not sign the letter; The alpha signed the letter only"),
    ],
)
def test_signatories_that_differ(release: Small, names: list[str], said: str) -> None:
    organisations(release, "joint", "rights-now", "alpha")
    organisations(release, "other", *names)
    release.change(PRESS, "signatures: joint", "signatures: other")
    (finding,) = check(release.workspace, "talks")
    assert str(finding) == f"{PRESS}:9:13: error LK481: {said}"


def test_the_order_of_signatories_may_differ(release: Small, expect: Expect) -> None:
    organisations(release, "joint", "rights-now", "alpha")
    organisations(release, "other", "alpha", "rights-now")
    release.change(PRESS, "signatures: joint", "signatures: other")
    expect()


def test_without_a_letter_there_is_nothing_to_compare(release: Small, expect: Expect) -> None:
    (release.root / CAMPAIGN).unlink()
    release.change(PRESS, "headline: A call", "headline: Nine groups call")
    expect()


# LK482


@pytest.fixture
def sent(release: Small) -> Small:
    """A press release of a letter that three organisations sign, the issuer among them."""
    organisations(release, "joint", "rights-now", "alpha", "beta")
    release.change(PRESS, "framing: opening", "framing: sent")
    release.write(SENT, "title: Sent\ntext: A letter was sent.\n")
    return release


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("A letter of four human rights organizations.", 15),
        ("Four organisations", 3),
        ("The 12 groups that signed", 7),
        ("sixteen NGOs", 3),
        ("Rights Now and three other human rights groups", 18),
        ("one other organization", 3),
        ("Rights Now and four organizations", 18),
        ("By ten\n  human rights groups", 6),
    ],
)
def test_a_count_that_differs(sent: Small, expect: Expect, line: str, column: int) -> None:
    sent.write(SENT, f"title: Sent\ntext: |\n  A letter was sent.\n  {line}\n")
    expect(f"error LK482 {SENT}:4:{column}")


@pytest.mark.parametrize(
    "line",
    [
        "Three human rights organizations",
        "3 groups",
        "Rights Now and two other groups",
        "Rights Now and two organizations",
        "{{ signatories | length | words }} human rights organizations",
        "more than nine groups",
        "Nine groups of prisoners",
        "Since 2016 human rights groups",
        "On June 9 groups",
        "An organization, one organization",
        "Twenty-nine groups, 1,200 groups, $9 groups",
        "Nine banned organizations",
        "Nine people in organizations",
    ],
)
def test_other_numbers(sent: Small, expect: Expect, line: str) -> None:
    sent.write(SENT, f"title: Sent\ntext: |\n  A letter was sent.\n  {line}\n")
    expect()


def test_an_issuer_who_did_not_sign_may_count_either_way(sent: Small, expect: Expect) -> None:
    sent.write("seeds/organisations/gamma.yaml", "name: Gamma\n")
    sent.change(PRESS, "issuer: rights-now", "issuer: gamma")
    for count in ("three", "two"):
        sent.write(SENT, f"title: Sent\ntext: Gamma and {count} other groups\n")
        expect()
    sent.write(SENT, "title: Sent\ntext: Gamma and four other groups\n")
    expect(f"error LK482 {SENT}:2:17")


def test_in_the_headline_and_in_values(sent: Small, expect: Expect) -> None:
    sent.change(PRESS, "headline: A call", "headline: Nine Groups Call")
    sent.write(SENT, 'title: Sent\ntext: "{{ with.who }} wrote."\nwith: {who: They}\n')
    given = "framing: sent\n    with:\n      who: Eight human rights organizations"
    sent.change(PRESS, "framing: sent", given)
    expect(f"error LK482 {PRESS}:4:11", f"error LK482 {PRESS}:9:12")


def test_in_a_quotation(sent: Small, expect: Expect) -> None:
    text = "text: We are nine groups.\nspeaker: Bo Poe\norganisation: rights-now\ndate: 2020-04\n"
    sent.write("seeds/quotations/we.yaml", text)
    sent.change(PRESS, "  - asks", "  - quotation: we\n  - asks")
    expect("error LK482 seeds/quotations/we.yaml:1:14")


def test_the_letter_may_count_what_it_likes(sent: Small, expect: Expect) -> None:
    sent.write("seeds/framing/opening.yaml", "title: A\ntext: Nine groups were closed.\n")
    expect()


# LK483


@pytest.mark.parametrize(
    ("embargo", "date", "finding"),
    [
        ("2020-04-20", "2020-04-21", True),
        ("2020-04-21", "2020-04-21", False),
        ("2020-04-22", "2020-04-21", False),
        ("2020-04-20", "2020-04", False),
        ("2020-03-31", "2020-04", True),
        ("2020-04-20 23:59 America/New_York", "2020-04-21", True),
        ("2020-04-21 00:01 Pacific/Auckland", "2020-04-21", False),
        ("2020-04-21 09:00 Europe/Brussels", "2020-04-21", False),
    ],
)
def test_the_embargo_has_passed(
    release: Small, expect: Expect, embargo: str, date: str, finding: bool
) -> None:
    release.change(PRESS, "date: 2020-04-21\n", f"date: {date}\nembargo: {embargo}\n")
    expect(*[f"error LK483 {PRESS}:3:10"] * finding)
