"""Who came and who went: terms of a file beside the holders of an office."""

from __future__ import annotations

import datetime as dt

import pytest

from letterkit.blocks.offices import Address
from letterkit.diagnostics import Location
from letterkit.library.checked import Source
from letterkit.officials.succession import Succession, compared, is_same_person
from letterkit.officials.terms import Seat, Term

ON = dt.date(2026, 6, 1)
PLACE = Location("file.yaml", 1, 1)


def office(*holders: tuple[str, str, str | None], verified: str | None = None) -> Address:
    entries = [{"name": n, "salutation": n, "from": begin, "to": end} for n, begin, end in holders]
    return Address.model_validate({"office": "Minister", "holders": entries, "verified": verified})


def term(name: str, begin: str | None, end: str | None = None, **more: object) -> Term:
    first, last = (dt.date.fromisoformat(each) if each else None for each in (begin, end))
    return Term(Seat("Minister"), name, first, last, PLACE, Source("File"), **more)  # type: ignore[arg-type]


def told(found: Succession, known: Address) -> list[str]:
    """What changes, in words."""
    ended = [f"{known.holders[e.holder].name} until {e.day}{'' if e.term else '?'}" for e in found.ended]
    came = [f"{each.name} from {each.begin}" for each in found.came]
    return [*ended, *came, *(f"kept: {each.message}" for each in found.kept)]


ANN = ("Ann Poe", "2020-01-20", None)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([term("Ann Poe", "2020-01-20")], []),
        ([term("Ann Poe", "2020-01-20", "2027-01-03")], ["Ann Poe until 2027-01-03"]),
        (
            [term("Ann Poe", "2020-01-20", "2025-03-01"), term("Bo Ek", "2025-04-01")],
            ["Ann Poe until 2025-03-01", "Bo Ek from 2025-04-01"],
        ),
        # The file does not say when she went: her successor's first day.
        ([term("Bo Ek", "2025-04-01")], ["Ann Poe until 2025-04-01?", "Bo Ek from 2025-04-01"]),
        (
            [term("Ann Poe", None), term("Bo Ek", "2025-04-01")],
            ["Ann Poe until 2025-04-01?", "Bo Ek from 2025-04-01"],
        ),
        # Two after her, neither of whom serves any more but one.
        (
            [term("Bo Ek", "2022-04-01", "2023-04-01"), term("Cy Stone", "2023-04-02")],
            ["Ann Poe until 2022-04-01?", "Bo Ek from 2022-04-01", "Cy Stone from 2023-04-02"],
        ),
        # Who was there before her is not entered.
        ([term("Old Ina", "2015-01-01", "2019-12-31"), term("Ann Poe", "2020-01-20")], []),
        ([], []),
    ],
)
def test_what_a_file_changes(terms: list[Term], expected: list[str]) -> None:
    known = office(ANN)
    assert told(compared(known, terms, ON), known) == expected


def test_nobody_is_named_by_a_file_that_names_all() -> None:
    known = office(ANN)
    assert told(compared(known, [], ON, is_covered=True), known) == ["Ann Poe until 2026-06-01?"]


def test_a_vacancy_has_its_day() -> None:
    known = office(ANN)
    found = compared(known, [], ON, vacant=term("", "2026-03-01"))
    assert told(found, known) == ["Ann Poe until 2026-03-01"]


def test_a_second_time_in_office_is_a_term_of_its_own() -> None:
    known = office(("Ann Poe", "2010-01-20", "2014-01-20"), ("Bo Ek", "2014-01-21", None))
    found = compared(known, [term("Ann Poe", "2026-01-20")], ON)
    assert told(found, known) == ["Bo Ek until 2026-01-20?", "Ann Poe from 2026-01-20"]


def test_one_who_is_elected_again_stays_until_later() -> None:
    known = office(("Ann Poe", "2020-01-20", "2027-01-03"))
    found = compared(known, [term("Ann Poe", "2020-01-20", "2029-01-03")], ON)
    assert told(found, known) == ["Ann Poe until 2029-01-03"]


def test_history_is_corrected_only_if_that_is_asked_for() -> None:
    known = office(("Ann Poe", "2010-01-20", "2014-01-20"), ("Bo Ek", "2014-01-21", None))
    terms = [term("Ann Poe", "2010-01-20", "2014-01-10"), term("Bo Ek", "2014-01-21")]
    assert told(compared(known, terms, ON), known) == [
        "kept: Ann Poe is entered until 2014-01-20; the file says 2014-01-10"
    ]
    assert told(compared(known, terms, ON, correct=True), known) == ["Ann Poe until 2014-01-10"]


def test_one_who_has_left_does_not_come_back_by_a_file_without_an_end() -> None:
    known = office(("Ann Poe", "2020-01-20", "2025-01-20"))
    found = compared(known, [term("Ann Poe", "2020-01-20")], ON)
    assert told(found, known) == ["kept: Ann Poe is entered until 2025-01-20; the file has no last day"]


def test_an_older_file_changes_nothing_that_was_checked_since() -> None:
    known = office(("Ann Poe", "2020-01-20", "2026-08-31"), verified="2026-07")
    found = compared(known, [term("Ann Poe", "2020-01-20", "2027-01-03")], ON)
    assert told(found, known) == [
        "kept: Ann Poe was checked after the day of the file, which says 2027-01-03"
    ]


def test_two_people_in_one_office_change_nothing() -> None:
    known = office(ANN)
    terms = [term("Bo Ek", "2025-01-01", "2029-01-01"), term("Cy Stone", "2026-01-01", "2029-01-01")]
    found = compared(known, terms, ON)
    assert told(found, known) == []
    assert [why for _, why in found.left_out] == [
        "two people hold Minister on 2026-06-01: Bo Ek and Cy Stone"
    ]


def test_a_name_that_is_only_an_id_is_nobodys() -> None:
    known = office(ANN)
    found = compared(known, [term("", "2025-01-01", known_by=("ek", "bo"))], ON)
    assert [why for _, why in found.left_out] == ["'ek-bo' is an id, and no name"]
    assert found.came == []


@pytest.mark.parametrize(
    ("name", "parts", "expected"),
    [
        ("John F. Kerry", "kerry-john-forbes", True),
        ("Antony J. Blinken", "blinken-antony-j", True),
        ("Hillary Rodham Clinton", "clinton-hillary-rodham", True),
        ("John Kennedy", "kerry-john-forbes", False),
        ("Kerry", "kerry-john-forbes", False),
        ("Ann Kerry", "kerry-john-forbes", False),
    ],
)
def test_who_is_known_by_the_parts_of_a_name(name: str, parts: str, expected: bool) -> None:
    assert (
        is_same_person(term("", "2013-02-01", known_by=tuple(parts.split("-"))), name, None) is expected
    )


def test_a_name_may_change_where_the_id_does_not_and_one_name_be_two_peoples() -> None:
    married = term("Ann Ek", "2020-01-20", id="bioguide P1")
    assert is_same_person(married, "Ann Poe", "bioguide P1")
    assert not is_same_person(married, "Ann Ek", "bioguide P2")
    assert is_same_person(married, "Ann Ek", None)
