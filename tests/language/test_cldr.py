"""cldr: what CLDR says of a language is that language's own, and kept between runs."""

from __future__ import annotations

import pytest
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from letterkit.language.cldr import cldr_from
from letterkit.language.dates import PartialDate, date_text
from letterkit.language.lists import list_text
from letterkit.language.locales import UnknownLanguageError, cldr_of, locale_of

LANGUAGES = ("en-US", "de", "es-419", "fr-CA", "ru", "zh-Hant", "th", "bs", "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_is_what_babel_says(language: str) -> None:
    assert cldr_of(language) == cldr_from(locale_of(language), cldr_of(language).script)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_lists_are_written_as_babel_writes_them(language: str) -> None:
    day, locale = PartialDate(2016, 10, 12), locale_of(language)
    assert date_text(day, language) == format_date(day.first_day, "long", locale)
    month = format_skeleton("yMMMM", day.first_day, locale=locale)
    assert date_text(PartialDate(2016, 10), language) == month
    for names in (["A"], ["A", "B"], ["A", "B", "C", "D"]):
        assert list_text(names, language) == format_list(names, locale=locale)


def test_no_language_has_the_months_of_another_that_was_asked_before() -> None:
    """babel writes down, for all, what the first language has that has none of its own."""
    for nameless in ("ann", "az-Arab"):
        cldr_from(locale_of(nameless), None)
    names = cldr_from(locale_of("fur"), "Latn").months["stand-alone"]["wide"]
    assert names == cldr_from(locale_of("fur"), "Latn").months["format"]["wide"]


@pytest.mark.parametrize("tag", ["xx-nonsense-", "tlh", "\ud800"])
def test_of_no_language_nothing_is_kept(tag: str) -> None:
    with pytest.raises(UnknownLanguageError):
        cldr_of(tag)
