"""When an office may be called: in its working hours, and not twice at once on one number."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

OPENS, CLOSES = dt.time(9), dt.time(17)
GAP = dt.timedelta(minutes=15)
"""Between two calls to one number: a fax of ten pages takes less."""
_SATURDAY = 5


def when_to_call(
    number: str, now: dt.datetime, previous: dt.datetime | None, *, any_hour: bool
) -> dt.datetime | None:
    """When a number in E.164 form may be called: None for at once.

    In the working hours of its time zone, Monday to Friday, unless at `any_hour`; of a number whose
    country has several zones and says not which, in those hours that all of them share. `previous` is
    when the same number is called before.
    """
    earliest = now if previous is None else max(now, previous + GAP)
    at = earliest if any_hour else _in_hours(earliest, _zones(number))
    return at if at > now else None


def _zones(number: str) -> list[ZoneInfo]:
    import phonenumbers
    from phonenumbers import timezone

    names = timezone.time_zones_for_number(phonenumbers.parse(number))
    return [ZoneInfo(name) for name in names if "/" in name and not name.startswith("Etc/")]


def _in_hours(moment: dt.datetime, zones: list[ZoneInfo]) -> dt.datetime:
    """The first quarter of an hour from then on in which every zone is at work; else the moment."""
    quarter = dt.timedelta(minutes=15)
    at = moment
    for _ in range(4 * 24 * 4):
        if all(_at_work(at.astimezone(zone)) for zone in zones):
            return at
        # The quarter's beginning, so that a call is at nine and not at seven past.
        at = (at + quarter).replace(minute=(at + quarter).minute // 15 * 15, second=0, microsecond=0)
    return moment


def _at_work(local: dt.datetime) -> bool:
    return local.weekday() < _SATURDAY and OPENS <= local.time() < CLOSES
