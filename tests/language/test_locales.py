"""locales: which tags are languages that letters can be in, and what is suggested for the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.language.locales import (
    Tag,
    UnknownLanguageError,
    checked_language,
    is_right_to_left,
    is_same,
    known_language,
    locale_of,
)


@pytest.mark.parametrize(
    "tag",
    [
        "nl",
        "en-AU",
        "zh-Hans",
        "zh-Hant-HK",
        "pt-AO",
        "sr-Latn",
        "sr-Cyrl-BA",
        "es-419",
        "fil",
        "nb",
        "de-CH-1996",
    ],
)
def test_a_tag_of_bcp_47_is_accepted_as_it_is(tag: str) -> None:
    assert checked_language(tag) == tag


def test_capitals_make_no_difference() -> None:
    assert checked_language("ZH-hant-tw") == "zh-Hant-TW"
    assert str(Tag.parse("PT-br")) == "pt-BR"


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("dk", "da"),
        ("kr", "ko"),
        ("ua", "uk"),
        ("de-EU", "de"),
        ("es-UN", "es"),
        ("cy-UK", "cy-GB"),
        ("es_MX", "es-MX"),
        ("pt br", "pt-BR"),
        ("spanish", "es"),
        ("Italiano", "it"),
        ("deu", "de"),
        ("iw", None),  # Hebrew: it runs from right to left
        ("ru-RUS", "ru"),
        ("en-Cyrl", "en"),
        ("quenya", None),
        ("", None),
        ("und", None),
        ("*", None),
    ],
)
def test_what_is_no_language_is_refused_with_what_may_be_meant(wrong: str, meant: str | None) -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        checked_language(wrong)
    assert caught.value.suggestion == meant


def test_a_language_whose_months_nobody_has_entered_is_none() -> None:
    with pytest.raises(UnknownLanguageError):
        checked_language("jbo")
    assert known_language("jbo") is None


def test_a_country_that_cldr_does_not_know_a_language_in_has_the_language() -> None:
    assert str(locale_of("fr-US")) == "fr"
    assert str(locale_of("zh-Hant-US")) == "zh_Hant"


def test_the_direction() -> None:
    assert [is_right_to_left(tag) for tag in ("ar", "ur", "ug", "en", "bo")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_one_language_in_two_scripts_is_two() -> None:
    assert is_same("de-AT", "de")
    assert not is_same("zh-TW", "zh")
    assert is_same("zh-TW", "zh-Hant")


def test_a_country_of_a_tag() -> None:
    assert [Tag.parse(tag).country for tag in ("es-MX", "es-419", "zh-Hant-TW", "fr")] == [
        "MX",
        None,
        "TW",
        None,
    ]


@given(st.text(max_size=20))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        tag = checked_language(text)
    except UnknownLanguageError:
        return
    assert locale_of(tag).months
