"""What Unicode CLDR says of a language, as far as nearly every letter asks for it, in plain values.

babel has it, and loading that takes longer than reading a library: so what it says is asked once for each
language, and kept as data (see `locales.cldr_of`). What few letters ask for, babel is asked each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from babel import Locale
    from babel.plural import PluralRule

# A part of a CLDR pattern: literal `chars`, or a `field`, as its letter and how often it stands.
Part = tuple[str, str | tuple[str, int]]
_USES, _WIDTHS = ("format", "stand-alone"), ("wide", "abbreviated")
_DASH = re.compile(r"[\s\u2009]*–[\s\u2009]*")


class Forms(Struct, frozen=True):
    """The forms that numbers take: of those from 0 on as many as letters have, and the rules for all."""

    of_first: tuple[str, ...]
    rules: Mapping[str, str]


class Cldr(Struct, frozen=True):
    """What CLDR says of a language.

    `months` are by their use, `format` or `stand-alone`, and width, `wide` or `abbreviated`, January
    first; `days` Monday first. `long_date`, `month_and_year` and `year_alone` are the parts of a date as
    precise as that; `between` is what stands between two days of which the day, month or year differs (d,
    M, y). `joined` has the patterns by which items are a list: `start`, `middle`, `end`, and `2` for two.
    """

    script: str | None
    is_right_to_left: bool
    months: Mapping[str, Mapping[str, tuple[str, ...]]]
    days: tuple[str, ...]
    long_date: tuple[Part, ...]
    month_and_year: tuple[Part, ...]
    year_alone: tuple[Part, ...]
    between: Mapping[str, str]
    joined: Mapping[str, str]
    territories: Mapping[str, str]
    plurals: Forms
    ordinals: Forms

    @property
    def has_months(self) -> bool:
        """Whether the months have names; where CLDR has none, babel gives `M05`."""
        return any(character.isalpha() for character in self.months["format"]["wide"][5].lstrip("M"))


def cldr_from(locale: Locale, script: str | None) -> Cldr:
    """What babel's data says, of a language mostly written in that script."""
    days = locale.days["format"]["wide"]
    return Cldr(
        script=script,
        is_right_to_left=locale.character_order == "right-to-left",
        months=_months(locale),
        days=tuple(days[day] for day in range(7)),
        long_date=_long_form(locale),
        month_and_year=_of_skeleton(locale, "yMMMM"),
        year_alone=_of_skeleton(locale, "y"),
        between={difference: _between(locale, difference) for difference in "dMy"},
        joined=dict(locale.list_patterns["standard"]),
        territories=dict(locale.territories),
        plurals=_forms(locale.plural_form),
        ordinals=_forms(locale.ordinal_form),
    )


_FIRST_NUMBERS = 200


def _forms(rule: PluralRule) -> Forms:
    return Forms(tuple(map(rule, range(_FIRST_NUMBERS))), dict(rule.rules))


def _months(locale: Locale) -> dict[str, dict[str, tuple[str, ...]]]:
    """The names of the months. Where a language has none of a use or width, it has those of another.

    babel writes down which where all languages read it, so that the next one would have names of this:
    its data are copied first.
    """
    from babel.localedata import LocaleDataDict, load

    data: Any = load(str(locale))
    months = LocaleDataDict(deepcopy(data["months"]), base=data)
    return {
        use: {width: tuple(months[use][width][month] for month in range(1, 13)) for width in _WIDTHS}
        for use in _USES
    }


def _parts(pattern: str) -> tuple[Part, ...]:
    from babel.dates import tokenize_pattern

    return tuple(tokenize_pattern(pattern))


def _long_form(locale: Locale) -> tuple[Part, ...]:
    """CLDR's long form of a date, part by part, the day without a leading zero where a word follows."""
    parts = _parts(locale.date_formats["long"].pattern)
    in_words = any(kind == "field" and field[0] in "ML" and int(field[1]) > 2 for kind, field in parts)
    return tuple(
        ("field", ("d", 1)) if in_words and (kind, field) == ("field", ("d", 2)) else (kind, field)
        for kind, field in parts
    )


def _of_skeleton(locale: Locale, skeleton: str) -> tuple[Part, ...]:
    """The parts of a date of which these fields are known; of the nearest there are."""
    from babel.dates import match_skeleton

    known = locale.datetime_skeletons
    found = skeleton if skeleton in known else match_skeleton(skeleton, known)
    return _parts(known[found].pattern)


def _between(locale: Locale, difference: str) -> str:
    """What stands between the two days of a range (Unicode CLDR, interval formats)."""
    skeletons = (locale.interval_formats.get(key, {}) for key in ("yMMMMd", "yMMMd", "yMd"))
    pattern = next((each[difference][0] for each in skeletons if difference in each), "")
    parts = _parts(pattern)
    last = str(parts[-1][1]) if parts and parts[-1][0] == "chars" else " – "
    if last.count("(") < last.count(")"):
        last = f"({last}"  # lost in babel's Basque
    # CLDR sets thin spaces around the dash; within a month the days close up (Chicago 6.78).
    return _DASH.sub("–" if difference == "d" and "\u2009" in last else _spaced, last)


def _spaced(dash: re.Match[str]) -> str:
    """A dash between words, not at the head of a line."""
    return "\u00a0– " if len(dash[0]) > 1 else dash[0]
