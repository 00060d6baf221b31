"""A day, or an hour of a day at a place, and how it is told: until when a text is kept back.

The zones are those of IANA's time zone database, by their names; the words are Unicode CLDR's.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.diagnostics import did_you_mean
from letterkit.language.dates import date_text
from letterkit.language.locales import locale_of
from letterkit.language.typography import NBSP

if TYPE_CHECKING:
    from babel import Locale

FORM = "2026-05-04, or 2026-05-04 09:00 Europe/Brussels"
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]+(\d{1,2}:\d{2})(?:\s+(\S.*))?)?")
# Names of the database that are no place's: `Etc/GMT+5` means five hours behind, not before.
_NO_PLACE = ("Etc/", "SystemV/", "posix/", "right/")


class MomentError(ValueError):
    """The words are no such moment; `hint` says what may have been meant."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Moment(Struct, frozen=True):
    """A day, as the place counts days; with `time` and `zone` an hour and minute of it there."""

    day: dt.date
    time: dt.time | None = None
    zone: str | None = None

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Raises MomentError where `text` is no moment, or one that no clock there shows."""
        match = _MOMENT.fullmatch(text.strip())
        if match is None:
            raise MomentError(f"expected a day or an hour of it, found '{text[:60]}'", f"write {FORM}")
        day, time, zone = match.groups()
        if time is None:
            return cls(_day(day))
        if zone is None:
            hint = f"add the place, as in {day} {time} Europe/Brussels"
            raise MomentError(f"'{time}' does not say at which place", hint)
        moment = cls(_day(day), _time(time), _zone(zone))
        _require_shown(moment)
        return moment

    @property
    def local(self) -> dt.datetime | None:
        """The hour with its difference from universal time; None for a day."""
        from zoneinfo import ZoneInfo

        if self.time is None or self.zone is None:
            return None
        return dt.datetime.combine(self.day, self.time, ZoneInfo(self.zone))

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it: `2026-05-04`, or `2026-05-04T09:00+02:00`."""
        local = self.local
        return local.isoformat(timespec="minutes") if local else self.day.isoformat()

    def __str__(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day} {self.time:%H:%M} {self.zone}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise MomentError(f"there is no date {text}") from None


def _time(text: str) -> dt.time:
    hour, minute = map(int, text.split(":"))
    try:
        return dt.time(hour, minute)
    except ValueError:
        hint = "the hours go from 00:00 to 23:59; midnight is 00:00 of the day that begins"
        raise MomentError(f"there is no time {text}", hint) from None


def _zone(name: str) -> str:
    zones = _zones()
    if name in zones:
        return name
    words = name.replace(" ", "_")
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones)}
    city = cities.get(words.rpartition("/")[2].casefold())
    hint = f"did you mean '{city}'?" if city else did_you_mean(words, zones)
    hint = hint or "name it by region and city, such as Europe/Brussels or America/New_York"
    raise MomentError(f"there is no time zone '{name[:60]}'", hint)


@cache
def _zones() -> frozenset[str]:
    """The zones that have a place's name, and UTC.

    An abbreviation such as EST or CET is none: it says half of the year what is not so.
    """
    from zoneinfo import available_timezones

    places = (z for z in available_timezones() if "/" in z and not z.startswith(_NO_PLACE))
    return frozenset(("UTC", *places))


def _require_shown(moment: Moment) -> None:
    """Raise MomentError for an hour that the clocks there pass over, or show twice (PEP 495)."""
    local = moment.local
    if local is None:
        return
    later = local.replace(fold=1)
    if local.utcoffset() == later.utcoffset():
        return
    back = local.astimezone(dt.UTC).astimezone(local.tzinfo)
    shown = f"{moment.time:%H:%M}"
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        message = f"there is no {shown} in {moment.zone} on {moment.day}: the clocks go forward then"
    else:
        message = f"{moment.zone} has {shown} twice on {moment.day}: the clocks go back then"
    raise MomentError(message, "choose an hour before or after it")


def moment_text(moment: Moment, language: str) -> str:
    """A moment in the language's words.

    'May 4, 2026', or 'May 4, 2026, 9:00 AM Central European Summer Time (Brussels)'.
    """
    day, local = date_text(moment.day, language), moment.local
    if local is None or moment.zone is None:
        return day
    locale = locale_of(language)
    both = str(locale.datetime_formats["medium"]).replace("'", "")
    return both.replace("{1}", day).replace("{0}", _time_text(local, moment.zone, language))


def _time_text(local: dt.datetime, zone: str, language: str) -> str:
    """The hour with the zone's name and, because few know those of other places, its city."""
    from babel.dates import format_time, get_timezone_location

    locale = locale_of(language)
    # CLDR, Date Field Symbol Table: `h` counts to 12 and `H` to 24, `v` is the zone, `zzzz` its name as
    # it is in that season.
    hours = "h" if "h" in locale.time_formats["short"].pattern else "H"
    named = _season_name(local, zone, locale).replace("'", "''")
    skeleton = locale.datetime_skeletons[f"{hours}mv"].pattern
    pattern = skeleton.replace("v", f"'{named}'" if named else "zzzz")
    pattern = re.sub(r"mm\sa", f"mm{NBSP}a", pattern)
    text = format_time(local, pattern, tzinfo=local.tzinfo, locale=locale)
    city = get_timezone_location(local, locale=locale, return_city=True) if "/" in zone else ""
    return f"{text} ({city})" if city else text


def _season_name(local: dt.datetime, zone: str, locale: Locale) -> str:
    """The zone's name in that season where babel does not find it; else empty, or where CLDR has none.

    CLDR keeps such names by the zone's oldest identifier (UTS 35, 6.2: Asia/Calcutta), and babel looks
    for the one in use.
    """
    from babel.core import get_global

    aliases, meta_zones = get_global("zone_aliases"), get_global("meta_zones")
    present = aliases.get(zone, zone)
    if present in meta_zones:
        return ""
    older = (meta_zones.get(old) for old, new in aliases.items() if new == present)
    found = locale.meta_zones.get(next(filter(None, older), None), {})
    return str(found.get("long", {}).get("daylight" if local.dst() else "standard", ""))
