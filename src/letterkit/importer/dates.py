"""Dates as letters print them, in the month names of babel's languages."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from letterkit.language import loader
from letterkit.language.locales import locale_of

# Dates are read in more languages than letters are: babel has their months.
_OTHERS = ("pt", "it", "nl", "ru", "ar", "tr")
_EARLIEST, _LATEST = 1945, 2100
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?!\w)")
_CJK = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]")
_CJK_FIGURES = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]"
)
_FIGURES = "〇一二三四五六七八九"
_NUMERIC = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b")
_ROUND = re.compile(
    r"^[\s\W]*(?:(?:date|datum|fecha|posted|published|updated|issued|released|sent|on|le|am|den|"
    r"the)\b\.?:?[\s\W]*){0,3}$|"
    r"^[\s\W]*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[\s\W]*[^\W\d_][^\d:;!?]{1,45}[,:–—-]?\s*(?:le|den|a|,)?\s*$")
_AFTER = re.compile(r"^[\s\W]*(?:\d{1,2}[:.h]\d{2}[^,;]{0,30}|\W*|/.{4,45}\d{4})$", re.IGNORECASE)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first whole date in a text as ISO 8601, with its start and end; None where there is none."""
    found = [
        hit
        for pattern in (_named(), _ISO, _CJK, _CJK_FIGURES, _NUMERIC)
        if (hit := _first(pattern, text))
    ]
    return min(found, key=lambda hit: hit[1], default=None)


def date_line(text: str) -> str | None:
    """The date of a line that is nothing else but a date, with its place or weekday perhaps."""
    if len(text) > 90:
        return None
    found = find_date(text)
    if found is None:
        return None
    iso, start, end = found
    before, after = text[:start], text[end:]
    weekday = _weekdays().sub("", before)
    plain = _ROUND.match(weekday) or (_PLACE.match(weekday) and len(weekday.split()) <= 6)
    return iso if plain and _AFTER.match(after) else None


def month_line(text: str) -> str | None:
    """The month of a line that is nothing else but a month and its year: `2016-06`."""
    match = re.fullmatch(r"([^\W\d_]+)\.?,?\s+(?:(?:of|de|del|do)\s+)?((?:19|20)\d{2})", text.strip())
    month = _months().get(match[1].lower()) if match else None
    return f"{match[2]}-{month:02}" if match and month else None


def is_month(text: str) -> bool:
    """Whether a text begins with the name of a month."""
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and first[0].lower() in _months()


def _languages() -> tuple[str, ...]:
    """The languages whose months stand in dates as words; the first that has a name decides."""
    read = (name for name in loader.read_languages() if name not in loader.SPACELESS)
    return tuple(dict.fromkeys((*read, *_OTHERS)))


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in _languages():
        calendar = locale_of(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in calendar[form][width].items():
                    names.setdefault(name.lower().rstrip("."), month)
    names["sept"] = 9
    return {name: month for name, month in names.items() if not name.isdigit() and len(name) > 2}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?"
    year = r"(?P<year{0}>(?:19|20)\d{{2}})"
    month = rf"(?P<month{{0}}>{names})\b\.?"
    between = r"[\s,]{1,3}(?:(?:of|de|del|do)\s+)?(?:the\s+)?"
    forms = (
        day.format(1) + between + month.format(1) + between + year.format(1),
        month.format(2) + between + day.format(2) + between + year.format(2),
    )
    return re.compile(rf"(?<![\w-])(?:{forms[0]}|{forms[1]})(?!\w)", re.IGNORECASE)


@cache
def _weekdays() -> re.Pattern[str]:
    names = {
        name
        for language in _languages()
        for width in ("wide", "abbreviated")
        for name in locale_of(language).days["format"][width].values()
        if len(name) > 2
    }
    return re.compile(
        rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b\.?,?", re.IGNORECASE
    )


def _first(pattern: re.Pattern[str], text: str) -> tuple[str, int, int] | None:
    for match in pattern.finditer(text):
        if iso := _iso(pattern, match):
            return iso, match.start(), match.end()
    return None


def _iso(pattern: re.Pattern[str], match: re.Match[str]) -> str | None:
    if pattern is _NUMERIC:
        return _numeric(int(match[1]), int(match[3]), match[2], match[4])
    if pattern is _CJK_FIGURES:
        return _date(*(_figure(match[i]) for i in (1, 2, 3)))
    if pattern is _ISO or pattern is _CJK:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    form = "1" if match["day1"] else "2"
    month = _months()[match[f"month{form}"].lower()]
    return _date(int(match[f"year{form}"]), month, int(match[f"day{form}"]))


def _figure(text: str) -> int:
    """A number in Chinese figures, as dates have it: 二〇一三, 十二, 三十一."""
    text = text.replace("零", "〇")
    if "十" not in text:
        return int("".join(str(_FIGURES.index(c)) for c in text))
    tens, ones = text.split("十", 1)
    return 10 * (_FIGURES.index(tens) if tens else 1) + (_FIGURES.index(ones) if ones else 0)


def _numeric(first: int, second: int, mark: str, year: str) -> str | None:
    """A date in figures, where only one reading is possible; with full stops the day stands first."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if first > 12 or mark == ".":
        return _date(full, second, first)
    if second > 12 or first == second:
        return _date(full, first, second)
    return None


def _date(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
