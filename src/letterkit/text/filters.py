"""The filters of merge fields, beside the few of Jinja's that a block's text may use.

Dates, lists and numbers are written as the letter's language writes them, by Babel from Unicode CLDR.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from letterkit.language.dates import PartialDate, date_text, days_text
from letterkit.language.lists import list_text
from letterkit.language.locales import locale_of
from letterkit.language.numbers import ordinal_text, words_text
from letterkit.text.amount import MAX_TEXT
from letterkit.text.fields import DialogueField, OccasionField

Filter = Callable[..., object]

_FILTERS: Mapping[str, Callable[[str], Filter]] = {
    "date": lambda language: lambda value: date_text(_is_a(PartialDate | dt.date, value), language),
    "join": lambda language: _join,
    "days": lambda language: lambda value: _days(_is_a(_WITH_DAYS, value), language),
    "list": lambda language: lambda value: list_text(_is_a(list | tuple, value), language),
    "number": lambda language: lambda value: _in_figures(_number(value), language),
    "ordinal": lambda language: lambda value: ordinal_text(value, language),
    "words": lambda language: lambda value: words_text(value, language),
}
JINJA_FILTERS = ("default", "first", "last", "length", "lower", "upper")
FILTERS = (*_FILTERS, *JINJA_FILTERS)
"""The names of all filters."""

_MAX_POWER = 30  # of ten: a number that is written out has no more digits
_WITH_DAYS = DialogueField | OccasionField
_FILTER_TAKES = {_WITH_DAYS: "the dialogue or the occasion", list | tuple: "a list"}


def filters_in(language: str) -> dict[str, Filter]:
    """letterkit's own filters for a language. A value they cannot take is TypeError or ValueError."""
    return {name: make(language) for name, make in _FILTERS.items()}


def _is_a(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"this filter takes {_FILTER_TAKES.get(kind, 'a date')}, not '{value}'")
    return value


def _join(items: object, between: object = "") -> str:
    """The items with something between each two of them, as Jinja's filter of the name makes it."""
    if not isinstance(items, list | tuple):
        raise TypeError(f"this filter takes a list, not '{items}'")
    texts, between = list(map(str, items)), str(between)
    if sum(map(len, texts)) + len(between) * len(texts) > MAX_TEXT:
        raise ValueError(f"the list grows to more than {MAX_TEXT:,} characters")
    return between.join(texts)


def _number(value: object) -> Decimal:
    with suppress(InvalidOperation):
        number = Decimal(str(value))
        if number.is_finite() and abs(number.adjusted()) <= _MAX_POWER:
            return number
    raise ValueError(f"this filter takes a number, not '{value}'")


def _in_figures(number: Decimal, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale_of(language))


def _days(occasion: DialogueField | OccasionField, language: str) -> str:
    return days_text(occasion.first_day, occasion.last_day, language)
