"""Numbers as a language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from letterkit.language import loader
from letterkit.language.cldr import Forms
from letterkit.language.locales import Tag, cldr_of


def words_text(number: int | str, language: str) -> str:
    """'nine', but '10': numbers below ten in words, in English; in another language in digits.

    Source: The Associated Press Stylebook, "numerals", by humanize.
    """
    from humanize import apnumber

    value = int(number)
    return apnumber(value) if Tag.parse(language).language == loader.ENGLISH else str(value)


def ordinal_text(number: int | str, language: str) -> str:
    """'31st', as the language's file has it; where it says nothing, the number with a full stop."""
    value = int(number)
    own = loader.of_tag(language)
    if own is None or not own.ordinals:
        return f"{value}."
    form = _plural_form(cldr_of(language).ordinals, value)
    return own.ordinals.get(form, own.ordinals["other"]).format(number=value)


def others_text(number: int, language: str) -> str | None:
    """'six others', which follows a name; None where the language's file has no word for it."""
    own = loader.of_tag(language)
    if own is None or not own.others:
        return None
    return _plural(own.others, number, language).format(number=words_text(number, language))


def listed_below_text(number: int, language: str) -> str:
    """'40 organisations, listed below', spelled as in the tag's region; else in English."""
    own = loader.of_tag(language)
    if own is None or not own.listed_below:
        own, language = loader.english(), loader.ENGLISH
    return _plural(own.listed_below, number, language).format(number=number)


def _plural_form(forms: Forms, number: int) -> str:
    """CLDR's name of the form that a number takes."""
    if 0 <= number < len(forms.of_first):
        return forms.of_first[number]
    from babel.plural import PluralRule

    return PluralRule(forms.rules)(number)


def _plural(forms: Mapping[str, str], number: int, language: str) -> str:
    """The text for so many: the region's own where it has one."""
    plural, region = _plural_form(cldr_of(language).plurals, number), language.rpartition("-")[2]
    wanted = (f"{plural}-{region}", plural, f"other-{region}")
    return next((forms[name] for name in wanted if name in forms), forms["other"])


@cache
def english_numbers() -> tuple[str, ...]:
    """The English words for 1 to 20, in order."""
    return loader.english().numbers
