"""Numbers as a language writes them."""

from __future__ import annotations

from letterkit.language.locales import locale_of


def words_text(number: int | str, language: str) -> str:
    """'nine', but '10': numbers below ten in words, in English; in another language in digits.

    Source: The Associated Press Stylebook, "numerals", by humanize.
    """
    from humanize import apnumber

    value = int(number)
    return apnumber(value) if language.startswith("en") else str(value)


def ordinal_text(number: int | str, language: str) -> str:
    """'31st'. English, French and German; elsewhere the number with a full stop."""
    value = int(number)
    if language.startswith("en"):
        form = locale_of(language).ordinal_form(value)
        return f"{value}{ {'one': 'st', 'two': 'nd', 'few': 'rd'}.get(form, 'th') }"
    if language.startswith("fr"):
        return f"{value}{'er' if value == 1 else 'e'}"
    return f"{value}."
