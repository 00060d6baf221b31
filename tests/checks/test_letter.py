"""LK471 to LK474: the letter as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.checks import check
from letterkit.checks.letter import too_long
from letterkit.diagnostics import Severity
from letterkit.library.index import Library

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
MINISTER = "seeds/addresses/minister.yaml"
ENVOY = """\
office: Envoy
organisation: Foreign Office
address: [2 Side Street, London SW1A 2AH]
country: GB
postal: {street: 2 Side Street, locality: London, postal_code: SW1A 2AH}
holders:
  - {name: Bo Poe, salutation: Envoy Poe, from: 2019-01-01}
verified: 2020-04
"""


def salutation(small: Small, text: str) -> None:
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nsalutation: {text}\n")


# LK471


@pytest.mark.parametrize("text", ["Dear Minister Poe,", "Dear friends,", "Dear Envoy Poe,"])
def test_a_salutation_without_the_addressee(small: Small, expect: Expect, text: str) -> None:
    salutation(small, text)
    expect(f"error LK471 {CAMPAIGN}:8:13")


@pytest.mark.parametrize(
    "text",
    [
        "Dear Minister Lovelace,",
        "Dear Ms. LOVELACE,",
        "Dear Minister,",
        "Your Excellency,",
        '"Dear {{ addressees }},"',
        '"Madame {{ addressees[0].name }}:"',
    ],
)
def test_a_salutation_of_the_addressee(small: Small, expect: Expect, text: str) -> None:
    salutation(small, text)
    expect()


@pytest.mark.parametrize(
    ("language", "text", "finding"),
    [
        ("fr", "Madame la Ministre,", False),
        ("fr-CH", "Monsieur le Président,", False),
        ("fr", "Madame la Ministre Poe,", True),
        ("de", "Sehr geehrte Frau Ministerin,", False),
        ("de", "Sehr geehrter Herr Bundespräsident,", False),
        ("de", "Sehr geehrter Herr Poe,", True),
        ("es", "Señora Ministra:", False),
        ("es", "Estimado señor Poe:", True),
        ("it", "Signora Ministra,", False),
        ("pt", "Senhor Ministro,", False),
        ("zh-Hans", "部长阁下：", False),
        ("ru", "Уважаемая госпожа Лавлейс!", False),
    ],
)
def test_a_title_in_the_letters_language_names_nobody(
    small: Small, language: str, text: str, finding: bool
) -> None:
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nlanguage: {language}\n")
    small.change(CAMPAIGN, "signatures: joint\n", f'signatures: joint\nclose: X\nsalutation: "{text}"\n')
    codes = [problem.code for problem in check(small.workspace, "talks")]
    assert ("LK471" in codes) == finding


def test_a_holders_salutation_in_the_letters_language_may_be_a_title(small: Small) -> None:
    small.change(CAMPAIGN, "signatures: joint\n", "signatures: joint\nlanguage: fr\nclose: X\n")
    small.change(MINISTER, "salutation: Minister Lovelace", "salutation: {fr: Madame la Ministre}")
    assert "LK424" not in [problem.code for problem in check(small.workspace, "talks")]
    small.change(MINISTER, "la Ministre", "la Ministre Poe")
    assert "LK424" in [problem.code for problem in check(small.workspace, "talks")]


def test_a_salutation_that_leaves_one_of_two_out(small: Small, expect: Expect) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, envoy]")
    salutation(small, "Dear Minister Lovelace,")
    expect(f"error LK471 {CAMPAIGN}:8:13")
    small.change(CAMPAIGN, "Dear Minister Lovelace,", "Dear Minister Lovelace and Envoy Poe,")
    expect()


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Dear Minister,", True),
        ("Dear Envoy,", True),
        ("Dear Minister and Envoy,", False),
        ("Dear Minister and Envoy Poe,", True),
        ("Your Excellencies,", False),
    ],
)
def test_titles_may_stand_for_their_holders(
    small: Small, expect: Expect, text: str, finding: bool
) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, envoy]")
    salutation(small, text)
    expect(*[f"error LK471 {CAMPAIGN}:8:13"] * finding)


def test_who_is_not_known_cannot_be_greeted(small: Small, expect: Expect) -> None:
    small.change(MINISTER, "from: 2019-01-01", "from: 2020-05-05")
    salutation(small, "Dear Minister,")
    expect(f"error LK421 {MINISTER}:10:1")


# LK472


def test_a_letter_that_asks_for_nothing(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "  - asks: [release]\n", "")
    expect(f"warning LK472 {CAMPAIGN}:4:1")


# LK473


@pytest.mark.parametrize(
    ("date", "last_day", "finding"),
    [
        ("2020-05-07", "2020-05-06", True),
        ("2020-06", "2020-05-06", True),
        ("2020-05-06", "2020-05-06", False),
        ("2020-05", "2020-05-06", False),
        ("2020", "2020-05-06", False),
        ("2020-05-30", "2020-05", False),
        ("2020-06-01", "2020-05", True),
    ],
)
def test_a_letter_after_its_dialogue(
    small: Small, expect: Expect, date: str, last_day: str, finding: bool
) -> None:
    small.change(CAMPAIGN, "date: 2020-04-20", f"date: {date}")
    small.change(DIALOGUE, "to: 2020-05-06", f"to: {last_day}")
    expect(*[f"error LK473 {CAMPAIGN}:2:7"] * finding, on="2020-05-06")


# LK474


@pytest.mark.parametrize(("pages", "finding"), [(1, False), (4, False), (5, True)])
def test_a_long_letter(small: Small, pages: int, finding: bool) -> None:
    block, _ = Library(small.workspace, "talks").document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    found = [(d.severity, d.code, str(d.location)) for d in too_long(block, pages)]
    assert found == [(Severity.WARNING, "LK474", f"{CAMPAIGN}:5:3")] * finding


def test_a_press_release_may_be_long(release: Small) -> None:
    block, _ = Library(release.workspace, "talks").document(DOCUMENT_KINDS["press-release"], "talks")
    assert block is not None
    assert list(too_long(block, 5)) == []
