"""Whom a mailing goes to: what is read of a table, of public data, of the library; what is left."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import Small
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library
from letterkit.mailing.recipients import MailedTo, Recipients, read_recipients
from letterkit.mailing.table import TableReading

from .conftest import COLUMNS, ROWS, table

DAY = dt.date(2020, 4, 20)
MEMBER = """\
- name: {{first: Ann, last: Poe, official_full: Ann Poe}}
  id: {{bioguide: P000001}}
  terms:
  - {{type: sen, start: '{0}', end: '{1}', state: VA, class: 1, party: Independent,
     address: 1 Hart Senate Office Building Washington DC 20510}}
"""


def read(small: Small, *to: str, where: str = "", **reading: object) -> Recipients:
    named = tuple(str(small.root / each) if "." in each else each for each in to)
    how = TableReading(**reading)  # type: ignore[arg-type]
    return read_recipients(Library(small.workspace, "talks"), MailedTo(named, DAY, where, how))


def names(found: Recipients) -> list[str]:
    return [each.block.name for each in found.found]


def codes(found: Recipients) -> list[tuple[str, int, int]]:
    return [(p.code, p.location.line, p.location.column) for p in found.problems]


def rows(small: Small, *some: str) -> Recipients:
    small.write("t.csv", table(*some))
    return read(small, "t.csv")


def test_a_row_is_an_office_with_its_holder(small: Small) -> None:
    found = rows(small, ROWS[0])
    (who,) = found.found
    office = who.block.model
    assert (office.office, office.holders[0].name) == ("Senator", "Ann Poe")
    assert office.address == ("1 Main St", "Washington, DC 20510")
    assert who.own == {"main_committee": "Health"}
    assert who.asked["state"] == "VA"
    assert str(who.block.location("address")).endswith("t.csv:2:5")


def test_a_filter_asks_for_own_columns_too(small: Small) -> None:
    small.write("t.csv", table(*ROWS))
    assert names(read(small, "t.csv", where="main_committee=health,trade")) == ["ann-poe", "bo-ek"]
    assert names(read(small, "t.csv", where="state!=VA")) == ["bo-ek"]
    with pytest.raises(LetterkitError, match="offices have no 'comittee'"):
        read(small, "t.csv", where="comittee=Health")
    with pytest.raises(LetterkitError, match="leaves none of the 3"):
        read(small, "t.csv", where="state=TX")


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("Ann Poe", "Ann Poe" * 50),
        ("Ann Poe", "=1+A2"),
        ("Ann Poe", '=HYPERLINK("x")'),
        ("Senator Poe", ""),
        ("Senator Poe", "A\u202eB"),
        ("US", "Ruritania"),
        ("poe@example.org", "nobody"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_at_its_place(small: Small, cell: str, place: str) -> None:
    if '"' in place:
        place = f'"{place.replace(chr(34), chr(34) * 2)}"'
    found = rows(small, ROWS[0].replace(cell, place, 1), ROWS[1])
    column = ROWS[0].replace('"1 Main St;Washington, DC 20510"', "x").split(",").index(cell) + 1
    assert codes(found) == [("LK762", 2, column)]
    assert names(found) == ["bo-ek"]


def test_a_table_without_what_a_letter_needs_is_refused(small: Small) -> None:
    small.write("t.csv", "name,office\nAnn Poe,Senator\n")
    with pytest.raises(LetterkitError, match="no column is 'salutation'"):
        read(small, "t.csv")
    small.write("t.csv", "Wer,office\nAnn Poe,Senator\n")
    with pytest.raises(LetterkitError, match="no column is 'name'"):
        read(small, "t.csv")


def test_two_columns_of_one_field_are_refused(small: Small) -> None:
    small.write("t.csv", f"{COLUMNS},main-committee\n{ROWS[0]},Trade\n")
    with pytest.raises(LetterkitError, match=r"are both 'recipient\.main_committee'"):
        read(small, "t.csv")
    assert read(small, "t.csv", columns={"main-committee": ""}).found[0].own == {
        "main_committee": "Health"
    }


def test_who_stands_twice_in_the_same_words_gets_one_copy(small: Small) -> None:
    found = rows(small, ROWS[0], ROWS[1], ROWS[0])
    assert names(found) == ["ann-poe", "bo-ek"]
    assert codes(found) == [("LK662", 4, 1)]
    assert "3" not in found.problems[0].message.rpartition("t.csv:")[2].split(":")[0]


def test_two_rows_that_contradict_each_other_get_none(small: Small) -> None:
    found = rows(
        small, ROWS[0], ROWS[1], ROWS[0].replace("1 Main", "9 Main").replace("Ann Poe", '"POE, Ann"')
    )
    assert names(found) == ["bo-ek"]
    assert codes(found) == [("LK662", 2, 1), ("LK662", 4, 1)]


def test_namesakes_in_two_offices_get_a_copy_each_and_names_that_stay(small: Small) -> None:
    other = ROWS[2].replace("Cy Roe", "Ann Poe")
    found = rows(small, ROWS[0], other)
    assert codes(found) == [("LK663", 3, 1)]
    assert len(set(names(found))) == 2
    assert names(rows(small, other, ROWS[1], ROWS[0])) == [names(found)[1], "bo-ek", names(found)[0]]


def test_public_data_give_those_who_serve_on_the_day(small: Small) -> None:
    small.write("l.yaml", MEMBER.format("2017-01-03", "2023-01-03"))
    found = read(small, "l.yaml", where="state=VA chamber=senate")
    (who,) = found.found
    assert (who.block.name, who.asked["name"]) == ("us-senate-va-1", "Ann Poe")
    small.write("l.yaml", MEMBER.format("2021-01-03", "2027-01-03"))
    with pytest.raises(LetterkitError, match="can be written to"):
        read(small, "l.yaml")


def test_offices_of_the_library_all_some_and_listed(small: Small) -> None:
    assert names(read(small, "addresses")) == ["minister"]
    assert names(read(small, "minister")) == ["minister"]
    small.write("group.yaml", "# whom we know\n- addresses/minister\n")
    assert names(read(small, "group.yaml")) == ["minister"]
    with pytest.raises(LetterkitError, match="no office 'ministr'") as refused:
        read(small, "ministr")
    assert "minister" in str(refused.value)
