"""LK461 to LK466: who signs, for whom, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"
OTHER = "seeds/organisations/other.yaml"
JOINT = "seeds/signatures/joint.yaml"


def other(small: Small, text: str) -> None:
    """A second organisation that signs."""
    small.write(OTHER, text)
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - other\n")


# LK461 and LK462


def test_nobody_is_entered(small: Small, expect: Expect) -> None:
    small.write(RIGHTS, "name: Rights Now\n")
    expect(f"error LK461 {JOINT}:3:5")


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("from: 2020-04-21", "LK461"),
        ("from: 2020-05", "LK461"),
        ("from: 2020-04", None),
        ("from: 2020", None),
        ("from: 2018\n    to: 2020-04-19", "LK462"),
        ("from: 2018\n    to: 2020-03", "LK462"),
        ("from: 2018\n    to: 2020-04-20", None),
        ("from: 2018\n    to: 2020-04", None),
        ("from: 2018\n    to: 2020", None),
    ],
)
def test_terms(small: Small, expect: Expect, term: str, code: str | None) -> None:
    small.change(RIGHTS, "from: 2018", term)
    expect(*[f"error {code} {JOINT}:3:5"] * bool(code))


def test_a_gap_between_two_signers(small: Small, expect: Expect) -> None:
    later = "from: 2018\n    to: 2019\n  - {name: Bo Poe, from: 2021}"
    small.change(RIGHTS, "from: 2018", later)
    expect(f"error LK461 {JOINT}:3:5")


def test_the_month_of_a_letter_without_a_day(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "date: 2020-04-20", "date: 2020-04")
    small.change(RIGHTS, "from: 2018", "from: 2018\n    to: 2020-04-01")
    expect()


def test_organisations_sign_without_a_signer(small: Small, expect: Expect) -> None:
    small.write(RIGHTS, "name: Rights Now\n")
    small.change(JOINT, "title: Joint\n", "title: Joint\nsign_as: organisation\n")
    expect()


def test_at_the_place_in_the_included_block(small: Small, expect: Expect) -> None:
    small.write("seeds/signatures/all.yaml", "title: All\norganisations:\n  - list: joint\n")
    small.change(CAMPAIGN, "signatures: joint", "signatures: all")
    small.write(RIGHTS, "name: Rights Now\n")
    expect(f"error LK461 {JOINT}:3:5")


def test_at_the_name_of_the_organisation(small: Small, expect: Expect) -> None:
    small.change(JOINT, "  - rights-now", "  - organisation: rights-now")
    small.write(RIGHTS, "name: Rights Now\n")
    expect(f"error LK461 {JOINT}:3:19")


# LK463


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("member_from: 2020-04-21", True),
        ("member_from: 2020-05", True),
        ("member_from: 2020-04", False),
        ("member_from: 2020", False),
        ("member_to: 2020-04-19", True),
        ("member_to: 2020-03", True),
        ("member_to: 2020-04-20", False),
        ("member_to: 2020-04", False),
        ("member_from: 2019\nmember_to: 2020", False),
    ],
)
def test_members(small: Small, expect: Expect, line: str, finding: bool) -> None:
    text = (small.root / RIGHTS).read_text(encoding="utf-8")
    small.write(RIGHTS, f"{text}{line}\n")
    expect(*[f"error LK463 {JOINT}:3:5"] * finding)


def test_of_who_is_no_member_the_signer_does_not_matter(small: Small, expect: Expect) -> None:
    small.write(RIGHTS, "name: Rights Now\nmember_to: 2019\n")
    expect(f"error LK463 {JOINT}:3:5")


# LK464


def test_two_organisations_of_one_name(small: Small, expect: Expect) -> None:
    other(small, "name: rights  now\nsigners: [{name: Bo Poe, from: 2018}]\n")
    expect(f"error LK464 {JOINT}:4:5")


@pytest.mark.parametrize(
    "name",
    [
        "RIGHTS-NOW",
        "The Rights Now",
        "Rights Now (RN)",
        "Ríghts\u200b Now!",
        "Rights\u00adNow",
        "Rights Now e.V.",
        "Rights Now, Inc.",
        "Rights N\u043ew",  # with a Cyrillic o
    ],
)
def test_an_organisation_in_other_spelling(small: Small, expect: Expect, name: str) -> None:
    other(small, f'name: "{name}"\nsigners: [{{name: Bo Poe, from: 2018}}]\n')
    expect(f"warning LK464 {JOINT}:4:5")


def test_what_is_in_the_brackets_of_both_tells_them_apart(small: Small, expect: Expect) -> None:
    small.change(RIGHTS, "name: Rights Now", "name: Rights Now (Kenya)")
    other(small, "name: Rights Now (Uganda)\nsigners: [{name: Bo Poe, from: 2018}]\n")
    expect()


@pytest.mark.parametrize(
    "person",
    ["Max Muster", "MAX  MUSTER", "Max Müster", "Max (M.) Muster", "Dr. Max Muester", "'Muster, Max'"],
)
def test_a_person_signs_for_two_organisations(small: Small, expect: Expect, person: str) -> None:
    other(small, f"name: Rights Tomorrow\nsigners: [{{name: {person}, from: 2018}}]\n")
    expect(f"warning LK464 {JOINT}:4:5")


def test_a_person_whom_the_campaign_names_signs_twice(small: Small, expect: Expect) -> None:
    other(small, "name: Rights Tomorrow\n")
    small.change(CAMPAIGN, "signatures: joint", "signatures: joint\nsigners: {other: Max Muster}")
    expect(f"warning LK464 {JOINT}:4:5")


def test_who_does_not_sign_does_not_sign_twice(small: Small, expect: Expect) -> None:
    other(small, "name: Rights Tomorrow\nsigners: [{name: Max Muster, from: 2018}]\n")
    small.change(JOINT, "title: Joint\n", "title: Joint\nsign_as: organisation\n")
    expect()


# LK465


@pytest.mark.parametrize(
    ("later", "finding"),
    [
        ("{name: Bo Poe, from: 2019}", True),
        ("{name: Bo Poe, from: 2018}", False),  # both sign
        ("{name: Bo Poe, from: 2019, jointly: yes}", False),
        ("{name: Max Muster, title: President, from: 2019}", False),  # the same person
        ("{name: Bo Poe, from: 2020-05}", False),  # not yet
    ],
)
def test_a_term_that_nobody_ended(small: Small, expect: Expect, later: str, finding: bool) -> None:
    small.change(RIGHTS, "from: 2018\n", f"from: 2018\n  - {later}\n")
    expect(*[f"warning LK465 {JOINT}:3:5"] * finding)


def test_a_term_that_was_ended(small: Small, expect: Expect) -> None:
    small.change(RIGHTS, "from: 2018\n", "from: 2018\n    to: 2019\n  - {name: Bo Poe, from: 2019}\n")
    expect()


# Individuals


def individuals(small: Small, *entries: str, more: str = "") -> None:
    """Individuals who sign after Rights Now."""
    people = "".join(f"  - person: {entry}\n" for entry in entries)
    small.write(JOINT, f"title: Joint\n{more}organisations:\n  - rights-now\n{people}")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Ann Poe", "Bo Ek"), []),
        (("Ann Poe", "Ann  POE"), ["error"]),
        (("Ann Poe", "Dr. Ann Poé"), ["warning"]),
        (("Ann Poe", "Poe, Ann"), ["warning"]),
        (("Max Muster",), ["warning"]),
    ],
)
def test_an_individual_twice(small: Small, expect: Expect, names: list[str], found: list[str]) -> None:
    individuals(small, *(f'{{name: "{name}"}}' for name in names))
    expect(*[f"{severity} LK464 {JOINT}:{3 + len(names)}:13" for severity in found])


def test_what_an_individual_needs(small: Small, expect: Expect) -> None:
    small.write("seeds/signers/ann-poe.yaml", "name: Ann Poe\naffiliation: University\nnote: {fr: oui}\n")
    more = "individuals_need: [affiliation, note]\n"
    individuals(small, "ann-poe", "{name: Bo Ek, title: Poet, affiliation: House}", more=more)
    expect(f"error LK466 {JOINT}:6:13", "error LK407 seeds/signers/ann-poe.yaml:3:7")
