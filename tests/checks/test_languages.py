"""LK405 to LK408: what a document's language needs, and which blocks have no words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.checks import check

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
MINISTER = "seeds/addresses/minister.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"
OPENING = "seeds/framing/opening.yaml"
BLOCKS = (
    OPENING,
    "seeds/issues/release.yaml",
    "seeds/case-lists/named.yaml",
    "seeds/people/jane-doe.yaml",
)
GERMAN = "Vor den Gesprächen schreiben wir Ihnen. Wir bitten die Regierung, für die Menschen zu sprechen."


def in_language(small: Small, tag: str, *lines: str) -> None:
    """The letter in a language, whose blocks say that they are in it."""
    added = "".join(f"{line}\n" for line in (f"language: {tag}", *lines))
    small.change(CAMPAIGN, "to: [minister]\n", f"{added}to: [minister]\n")
    small.change(MINISTER, "    honorific: The Honorable\n", "")
    for block in (
        OPENING,
        "seeds/issues/release.yaml",
        "seeds/case-lists/named.yaml",
        "seeds/people/jane-doe.yaml",
    ):
        text = (small.root / block).read_text(encoding="utf-8")
        small.write(block, f"{text}language: {tag}\n")


# LK405 and LK406


@pytest.mark.parametrize("tag", ["es-MX", "de", "ko"])
def test_a_letter_without_a_close(small: Small, expect: Expect, tag: str) -> None:
    in_language(small, tag, "salutation: Ada Lovelace")
    expect(f"error LK405 {CAMPAIGN}:3:11")


def test_a_language_without_words_of_letterkits_own(small: Small, expect: Expect) -> None:
    in_language(small, "fi", "salutation: Ada Lovelace", "close: Kunnioittavasti")
    expect(f"error LK406 {CAMPAIGN}:3:11")
    (said,) = [each.message for each in check(small.workspace, "talks")]
    assert said.endswith("'fi': 'Re:', 'Via Fax:', and the pages’ numbers print in English")
    small.change(CAMPAIGN, "signatures:", "delivery_notation: no\nsignatures:")
    (said,) = [each.message for each in check(small.workspace, "talks")]
    assert said.endswith("'fi': 'Re:' and the pages’ numbers print in English")


def test_a_coalition_may_know_that_labels_are_english(small: Small, expect: Expect) -> None:
    in_language(small, "fi", "salutation: Ada Lovelace", "close: Kunnioittavasti")
    small.change(CAMPAIGN, "signatures:", "ignore: [{code: LK406, reason: agreed}]\nsignatures:")
    expect()


def test_a_chinese_letter_needs_neither(small: Small, expect: Expect) -> None:
    in_language(small, "zh-Hant")
    expect()


# LK407


def test_an_office_holder_without_a_salutation_in_the_language(small: Small, expect: Expect) -> None:
    in_language(small, "nl", "salutation: Excellentie Lovelace,", "close: Hoogachtend,")
    small.change(MINISTER, "salutation: Minister Lovelace", "salutation: {en: Minister Lovelace}")
    expect(f"error LK407 {MINISTER}:12:17")


def test_an_office_holder_with_one(small: Small, expect: Expect) -> None:
    in_language(small, "nl-BE", "salutation: Excellentie Lovelace,", "close: Hoogachtend,")
    both = "salutation: {en: Minister Lovelace, nl: Minister Lovelace}"
    small.change(MINISTER, "salutation: Minister Lovelace", both)
    expect()


@pytest.mark.parametrize(
    ("honorific", "severity"),
    [
        ("{en: The Honorable}", "error"),
        ("{nl: Hare Excellentie, en: The Honorable}", ""),
        ("Hare Excellentie", ""),
        ("The Honorable", "warning"),
        ("The Honourable", "warning"),
    ],
)
def test_an_honorific_by_language(small: Small, expect: Expect, honorific: str, severity: str) -> None:
    in_language(small, "nl", "salutation: Excellentie Lovelace,", "close: Hoogachtend,")
    small.change(MINISTER, "    salutation:", f"    honorific: {honorific}\n    salutation:")
    expect(*([f"{severity} LK407 {MINISTER}:12:16"] if severity else []))


def test_a_signer_without_a_title_in_the_language(small: Small, expect: Expect) -> None:
    in_language(small, "nl", "salutation: Excellentie Lovelace,", "close: Hoogachtend,")
    small.change(RIGHTS, "title: Director", "title: {en: Director}")
    expect(f"error LK407 {RIGHTS}:4:12")
    small.change(
        CAMPAIGN, "signatures:", "signers:\n  rights-now: {name: Bo, title: {fr: Chef}}\nsignatures:"
    )
    expect(f"error LK407 {CAMPAIGN}:11:33")
    small.change(CAMPAIGN, "fr: Chef", "nl: Hoofd")
    expect()


# LK408


def test_a_block_that_says_another_language(small: Small, expect: Expect) -> None:
    small.change(OPENING, "title: Opening", "title: Opening\nlanguage: cs")
    expect(f"warning LK408 {OPENING}:3:1")


def test_a_block_whose_words_are_of_another_language(small: Small, expect: Expect) -> None:
    small.write(OPENING, f"title: Opening\ntext: {GERMAN}\n")
    expect(f"warning LK408 {OPENING}:2:1")


def test_a_block_with_a_translation(small: Small, expect: Expect) -> None:
    own = f"title: Opening\nlanguage: de\ntext: {GERMAN}\n"
    small.write(OPENING, f"{own}translations:\n  en:\n    text: We write.\n")
    expect()


def test_words_that_are_in_no_language_are_let_be(small: Small, expect: Expect) -> None:
    small.write(OPENING, "title: Opening\ntext: Geneva, 2020.\n")
    expect()


def test_merge_fields_are_checked_in_every_language(small: Small, expect: Expect) -> None:
    both = "title: Opening\ntext: We write.\ntranslations:\n  fr:\n    text: À {{ dialogue.host_cty }}\n"
    small.write(OPENING, both)
    expect(f"error LK301 {OPENING}:5:16")
