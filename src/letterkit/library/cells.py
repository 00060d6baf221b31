"""An answer or a cell → the words that stand in a block's file; or what is wrong with it.

Nothing is guessed: a date that can be read in two ways, a number whose country is not known and a country
that is only nearly one are refused, with what to write. What a spreadsheet did to a value is undone
where there is one way to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from letterkit.blocks.values import is_name, is_telephone_number, short
from letterkit.blocks.yaml import unprintable
from letterkit.diagnostics import did_you_mean
from letterkit.language.countries import EUROPEAN_UNION, country_meant, is_country, is_named
from letterkit.language.dates import PartialDate
from letterkit.language.names import folded, one_line, plain
from letterkit.language.telephones import meant_by
from letterkit.library.entries import Fact, FactForm

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
DATE_ORDERS = (DAY_FIRST, MONTH_FIRST)
"""How a table writes 03/04/2026."""

_ERROR = re.compile(r"#(?:N/?A|REF!?|NAME\?|VALUE!?|DIV/0!?|NULL!?|NUM!?|#+)", re.IGNORECASE)
# Marks of direction and spaces of no width, which address books put around numbers.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_WITHOUT_TIME = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[^\W\d]{3,})\.?,? (?P<year>\d{4})")
_IN_WORDS_US = re.compile(r"(?P<month>[^\W\d]{3,})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")


class UnfitError(Exception):
    """A value does not fit: why, what to do, and the name of the fact that it is about."""

    def __init__(self, why: str, hint: str = "", fact: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint
        self.fact = fact


class CellReading(Struct, frozen=True):
    """What values are read by: the order of dates, if it is known, and how blocks are found by name.

    `find` gives the name of the block of a folder that people call so, and raises UnfitError.
    """

    dates: str | None
    find: Callable[[str, str], str]


def values_of(fact: Fact, said: Iterable[str], country: str | None, reading: CellReading) -> list[str]:
    """The words of one or several answers, or of a cell. Raises UnfitError.

    `country` is the code by which a national telephone number is read. A cell holds several values on
    lines of their own, or with semicolons between them.
    """
    texts = [text for text in said if text.strip()]
    if fact.is_many:
        texts = [item for text in texts for item in items_of(text)]
    return list(dict.fromkeys(_value(fact, text, country, reading) for text in texts))


def items_of(cell: str) -> list[str]:
    """The values in a cell: on lines of their own, or on one line with semicolons between them."""
    split = cell.split("\n") if "\n" in cell else cell.split(";")
    return [item.strip() for item in split if item.strip()]


def cell_of(items: Sequence[str]) -> str:
    """A cell that holds these values."""
    cell = "\n".join(items)
    return f"{cell}\n" if ";" in cell and "\n" not in cell else cell


def _value(fact: Fact, text: str, country: str | None, reading: CellReading) -> str:
    if fact.form is FactForm.NUMBERS:
        text = _UNSEEN.sub("", text)
    if character := unprintable(text):
        why = f"it holds a character that cannot be seen or printed (U+{ord(character):04X})"
        raise UnfitError(why, "type the cell anew")
    if _ERROR.fullmatch(text.strip()):
        raise UnfitError(f"'{text.strip()}' is an error of the spreadsheet's", "mend the formula there")
    if fact.form is FactForm.TEXT:
        lines = (line.rstrip() for line in re.split(r"\r\n|[\r\n\x85\u2028\u2029]", text.expandtabs(4)))
        return "\n".join(lines).strip("\n")
    return _read(fact, one_line(text), country, reading)


def _read(fact: Fact, text: str, country: str | None, reading: CellReading) -> str:
    match fact.form:
        case FactForm.DATE:
            return _date(text, reading.dates)
        case FactForm.DAY:
            return _day(text, reading.dates)
        case FactForm.EMAILS | FactForm.URL | FactForm.NAME:
            return _formed(fact.form, text)
        case FactForm.NUMBERS:
            return _number(text, country)
        case FactForm.COUNTRY:
            return country_code(text)
        case FactForm.PARTIES:
            return EUROPEAN_UNION if plain(text) in ("eu", "european union") else country_code(text)
        case FactForm.CHOICE:
            return _choice(text, fact.choices)
        case FactForm.BLOCK | FactForm.BLOCKS:
            return reading.find(fact.kind, text)
        case _:
            return text


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if (word := folded(text).replace(" ", "-")) in choices:
        return word
    hint = did_you_mean(word, choices) or ""
    raise UnfitError(f"'{short(text)}' is none of {', '.join(choices)}", hint)


_FORMED: Mapping[FactForm, tuple[Callable[[str], object], str, str]] = {
    FactForm.EMAILS: (re.compile(r"[^@\s]+@[^@\s]+").fullmatch, "an e-mail address", ""),
    FactForm.URL: (
        re.compile(r"https?://\S+").fullmatch,
        "an address of the web",
        "begin it with https://",
    ),
    FactForm.NAME: (is_name, "a name", "small letters, digits and single hyphens, such as fair-trials"),
}


def _formed(form: FactForm, text: str) -> str:
    fits, what, hint = _FORMED[form]
    text = text.removeprefix("mailto:")
    if not fits(text):
        raise UnfitError(f"'{short(text)}' is not {what}", hint)
    return text


# Countries


@cache
def country_code(text: str) -> str:
    """The code of the country that goes by the code or name. Raises UnfitError."""
    if is_country(text):
        return text
    meant = country_meant(text)
    if meant and (is_named(meant, text, "en") or len(re.sub(r"\W", "", text)) < 4):
        return meant
    hint = f"did you mean '{meant}'?" if meant else "write its two letters (ISO 3166), such as VN"
    raise UnfitError(f"there is no country '{short(text)}'", hint)


# Telephone numbers


def _number(text: str, country: str | None) -> str:
    """The number in the international form, as it was written where it has that already."""

    if _SCIENTIFIC.fullmatch(text):
        hint = "make the column text in the spreadsheet, and type the number again"
        raise UnfitError(f"the spreadsheet kept only the first digits of '{text}'", hint)
    written = re.sub(r"\(0\)", "", text.removeprefix("tel:"))
    written = f"+{written[2:].lstrip()}" if written.startswith("00") else written
    written = re.sub("[‐‑–—−]", "-", written)
    if written.startswith("+"):
        if is_telephone_number(written):
            return written
        raise UnfitError(f"'{short(text)}' is no number that can be dialled", "look it up again")
    meant = meant_by(written, country) if country else []
    national = [one.international for one in meant if not (one.is_abroad or one.has_extension)]
    found = list(filter(is_telephone_number, national))
    if len(found) == 1:
        return found[0]
    if country is None:
        raise UnfitError(
            f"'{short(text)}' does not say its country", "write +, the country's code, the number"
        )
    why = "can be read in two ways" if found else f"is no number of {country}"
    raise UnfitError(f"'{short(text)}' {why}", "write it with + and the country's code")


# Dates


def _date(text: str, order: str | None) -> str:
    """A date as ISO 8601 writes it, as precise as it was given."""
    text = _WITHOUT_TIME.sub("", text)
    parts = _parts(text, order)
    if parts is None:
        raise UnfitError(f"'{short(text)}' is no date", "write 2026, 2026-11 or 2026-11-26")
    year, month, day = parts
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        raise UnfitError(f"there is no date '{short(text)}'", "write 2026-11-26") from None
    return str(PartialDate(year, month, day))


def _day(text: str, order: str | None) -> str:
    date = _date(text, order)
    if len(date) < len("2026-11-26"):
        raise UnfitError(f"'{short(text)}' is no day", "write the day too, such as 2026-11-26")
    return date


def _parts(text: str, order: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), None, None
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        # With points the day comes first, in every language that writes so (CLDR).
        return (year, *_month_and_day(text, first, second, DAY_FIRST if match[2] == "." else order))
    if match := _IN_WORDS.fullmatch(text) or _IN_WORDS_US.fullmatch(text):
        from letterkit.language import loader
        from letterkit.language.written_dates import months_named

        month = months_named(loader.names()).get(folded(match["month"]))
        return (int(match["year"]), month, int(match["day"]) if match["day"] else None) if month else None
    return None


def _month_and_day(text: str, first: int, second: int, order: str | None) -> tuple[int, int]:
    """Raises UnfitError where either may be the month, and nobody said which."""
    if order is None and first != second and first <= 12 and second <= 12:
        hint = f"write 2026-11-26, or say --dates {DAY_FIRST} or --dates {MONTH_FIRST}"
        raise UnfitError(f"'{text}' may have the day or the month first", hint)
    if order is None:
        order = DAY_FIRST if first > 12 else MONTH_FIRST
    month, day = (second, first) if order == DAY_FIRST else (first, second)
    if month > 12:
        raise UnfitError(f"'{text}' is not written {order}", "write it as 2026-11-26")
    return month, day
