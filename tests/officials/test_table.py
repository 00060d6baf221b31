"""Office-holders in a table: columns by their names, and rows that are wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from letterkit.officials.table import read_holders
from letterkit.officials.terms import Records

ON = dt.date(2026, 6, 1)


def table(text: str) -> Records:
    return read_holders(text.encode("utf-8"), "ministers.csv", ON)


@pytest.mark.parametrize(
    "head", ["Office,Name,From", "POSITION;full name;start_date", "Role\tHolder\tTook office"]
)
def test_columns_are_known_by_their_names(head: str) -> None:
    mark = next(mark for mark in ",;\t" if mark in head)
    found = table("\ufeff" + head + "\r\n" + mark.join(("Minister", "Ann Poe", "2025-01-20")) + "\r\n")
    assert [(t.seat.office, t.name, t.begin) for t in found.terms] == [
        ("Minister", "Ann Poe", dt.date(2025, 1, 20))
    ]
    assert found.problems == []


def test_a_cell_may_have_several_lines() -> None:
    found = table('office,name,address,from\nMinister,"Ann\nPoe","1 Main St\nHanoi",2025-01-20\n')
    assert found.terms[0].name == "Ann Poe"
    assert found.terms[0].contact.address == ("1 Main St", "Hanoi")


def test_a_row_without_a_name_is_a_vacancy() -> None:
    found = table("office,name,from\nMinister,,2025-01-20\n")
    assert found.terms == []
    assert [term.begin for term in found.vacant.values()] == [dt.date(2025, 1, 20)]


def test_a_source_of_its_own_and_its_date() -> None:
    found = table(
        "office,name,source,date\nM,Ann Poe,https://example.org/cabinet,2026-02-03\nM,Bo Ek,Gazette,\n"
    )
    first, second = (term.source for term in found.terms)
    assert (first.title, first.url, first.date) == (
        "ministers.csv",
        "https://example.org/cabinet",
        "2026-02-03",
    )
    assert (second.title, second.url, second.date) == ("Gazette", None, "2026-06-01")


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("Minister,Ann Poe,20/01/2025,,,", "2:3", "row 2, column C 'from': '20/01/2025' is no day"),
        ("Minister,Ann Poe,2025-02-30,,,", "2:3", "row 2, column C 'from': '2025-02-30' is no day"),
        (
            "Minister,Ann Poe,2025-01-20,2024-01-20,,",
            "2:4",
            "row 2, column D 'to': the term ends (2024-01-20) before",
        ),
        (
            "Minister,Ann Poe,2025-01-20,,Ruritania,",
            "2:5",
            "row 2, column E 'country': there is no country",
        ),
        ("Minister,Ann Poe,2025-01-20,,,12", "2:6", "row 2, column F 'fax': '12' is no fax number"),
        (",Ann Poe,2025-01-20,,,", "2:1", "row 2, column A 'office': it names no office"),
        (
            "Minister,Ann \u202ePoe,2025-01-20,,,",
            "2:2",
            "row 2, column B 'name': a character that cannot be printed",
        ),
    ],
)
def test_a_row_that_is_wrong_holds_back_no_other(row: str, place: str, said: str) -> None:
    found = table(f"office,name,from,to,country,fax\n{row}\nMinister of Trade,Bo Ek,2025-01-20,,,\n")
    assert [term.name for term in found.terms] == ["Bo Ek"]
    assert [problem.code for problem in found.problems] == ["LK732"]
    assert found.problems[0].message.startswith(f"left out: {said}")
    assert str(found.problems[0].location) == f"ministers.csv:{place}"


def test_columns_that_are_not_read_are_named() -> None:
    found = table("office,name,mood,Holder\nMinister,Ann Poe,fine,Bo Ek\n")
    assert [problem.message for problem in found.problems] == ["columns that are not read: mood, Holder"]
    assert found.terms[0].name == "Ann Poe"


def test_a_row_whose_cells_are_moved_is_left_out() -> None:
    found = table("office,name,from\nMinister,Ann Poe, Dr,2025-01-20\nChair,Bo Lee,2025-01-20\n")
    assert [term.name for term in found.terms] == ["Bo Lee"]
    assert "row 2: it has 4 cells, and there are 3 columns" in found.problems[0].message
