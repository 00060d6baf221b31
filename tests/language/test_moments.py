"""moments: until when something is kept back, to the hour and at a place, and how that is told."""

from __future__ import annotations

import pytest

from letterkit.language.moments import Moment, MomentError, moment_text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031-03-02", "2031-03-02"),
        ("2026-01-15 07:45 Asia/Kolkata", "2026-01-15T07:45+05:30"),
        ("2026-07-15 0:00 America/New_York", "2026-07-15T00:00-04:00"),
        ("2026-07-15 23:59 UTC", "2026-07-15T23:59+00:00"),
        ("2026-03-29 03:00 Europe/Lisbon", "2026-03-29T03:00+01:00"),
    ],
)
def test_a_moment(text: str, iso: str) -> None:
    moment = Moment.parse(text)
    assert moment.iso == iso
    assert Moment.parse(str(moment)) == moment


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2026-02-30", "there is no date 2026-02-30", ""),
        ("soon", "expected a day or an hour of it, found 'soon'", "09:00 Europe/Brussels"),
        ("2026-05-04 9 Europe/Oslo", "expected a day or an hour", "09:00 Europe/Brussels"),
        ("2026-05-04 10:00", "'10:00' does not say at which place", "2026-05-04 10:00 Europe/"),
        ("2026-05-04 24:00 UTC", "there is no time 24:00", "midnight is 00:00"),
        ("2026-05-04 10:00 Oslo", "there is no time zone 'Oslo'", "did you mean 'Europe/Oslo'?"),
        ("2026-05-04 10:00 Europe/Viena", "no time zone 'Europe/Viena'", "mean 'Europe/Vienna'?"),
        ("2026-05-04 10:00 Los Angeles", "no time zone", "did you mean 'America/Los_Angeles'?"),
        ("2026-05-04 10:00 EST", "there is no time zone 'EST'", "by region and city"),
        ("2026-05-04 10:00 Etc/GMT+3", "there is no time zone 'Etc/GMT+3'", "by region and city"),
        ("2026-05-04 10:00 ../UTC", "there is no time zone '../UTC'", "did you mean"),
        # IANA's tz database: the hour that is left out, and the one that comes twice.
        (
            "2026-03-08 02:30 America/Chicago",
            "there is no 02:30 in America/Chicago",
            "choose an hour before or after it",
        ),
        (
            "2026-11-01 01:15 America/Chicago",
            "has 01:15 twice on 2026-11-01",
            "choose an hour before or after it",
        ),
    ],
)
def test_what_is_no_moment(text: str, message: str, hint: str) -> None:
    with pytest.raises(MomentError) as caught:
        Moment.parse(text)
    assert message in str(caught.value)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "July 15, 2026, 6:05\u00a0PM Central European Summer Time (Vienna)"),
        ("en-GB", "15 July 2026, 18:05 Central European Summer Time (Vienna)"),
        ("de", "15. Juli 2026, 18:05 Mitteleuropäische Sommerzeit (Wien)"),
        ("fr", "15 juillet 2026, 18:05 heure d’été d’Europe centrale (Vienne)"),
        ("es", "15 de julio de 2026, 18:05 hora de verano de Europa central (Viena)"),
        ("zh", "2026年7月15日 中欧夏令时间 18:05 (维也纳)"),
    ],
)
def test_an_hour_in_the_words_of_a_language(language: str, text: str) -> None:
    assert moment_text(Moment.parse("2026-07-15 18:05 Europe/Vienna"), language) == text


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Kolkata", "India Standard Time (Kolkata)"),
        ("Asia/Saigon", "Indochina Time (Ho Chi Minh)"),
        ("Asia/Yangon", "Myanmar Time (Yangon)"),
        ("Europe/Kyiv", "Eastern European Summer Time (Kyiv)"),
        ("Europe/London", "British Summer Time (London)"),
        ("UTC", "Coordinated Universal Time"),
    ],
)
def test_a_zone_whose_identifier_was_another(zone: str, name: str) -> None:
    assert moment_text(Moment.parse(f"2026-07-15 18:05 {zone}"), "en-GB") == f"15 July 2026, 18:05 {name}"


def test_the_zone_is_that_of_the_season() -> None:
    told = moment_text(Moment.parse("2026-12-01 9:00 America/New_York"), "en-US")
    assert told == "December 1, 2026, 9:00\u00a0AM Eastern Standard Time (New York)"


def test_universal_time_has_no_city() -> None:
    told = moment_text(Moment.parse("2026-12-01 12:00 UTC"), "en-GB")
    assert told == "1 December 2026, 12:00 Coordinated Universal Time"


def test_a_day_alone() -> None:
    assert moment_text(Moment.parse("2026-12-01"), "en-US") == "December 1, 2026"
