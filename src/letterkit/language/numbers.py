"""Numbers as a language writes them."""

from __future__ import annotations

from functools import cache

from letterkit.language import loader
from letterkit.language.locales import locale_of


def words_text(number: int | str, language: str) -> str:
    """'nine', but '10': numbers below ten in words, in English; in another language in digits.

    Source: The Associated Press Stylebook, "numerals", by humanize.
    """
    from humanize import apnumber

    value = int(number)
    return apnumber(value) if language.startswith("en") else str(value)


def ordinal_text(number: int | str, language: str) -> str:
    """'31st', as the language's file has it; where it says nothing, the number with a full stop."""
    value = int(number)
    own = loader.of_tag(language)
    if own is None or not own.ordinals:
        return f"{value}."
    form = locale_of(language).ordinal_form(value)
    return own.ordinals.get(form, own.ordinals["other"]).format(number=value)


@cache
def english_numbers() -> tuple[str, ...]:
    """The English words for 1 to 20, in order."""
    return loader.english().numbers
