"""The members of Congress: seats, terms, names and forms of address, and what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from letterkit.officials.congress import read_congress
from letterkit.officials.plain_yaml import read_plain
from letterkit.officials.terms import Records, Term

SAMPLE = Path(__file__).parent / "data" / "legislators.yaml"
REAL = Path(__file__).parents[3] / "shared" / "data" / "legislators-current.yaml"
ON = dt.date(2026, 6, 1)


def records(text: str) -> Records:
    return read_congress(read_plain(text, "legislators.yaml"), "legislators.yaml", ON)


@pytest.fixture(scope="module")
def sample() -> Records:
    return records(SAMPLE.read_text(encoding="utf-8"))


def of(terms: Sequence[Term], name: str) -> list[Term]:
    return [term for term in terms if term.name == name]


def test_terms_in_one_seat_that_follow_each_other_are_one(sample: Records) -> None:
    house, senate = of(sample.terms, 'Ann Q. "Annie" Poe, Jr.')
    assert (house.begin, house.end, house.seat.key) == (
        dt.date(2019, 1, 3),
        dt.date(2022, 11, 30),
        ("seat", "us", "house", "va", "8", ""),
    )
    assert (senate.begin, senate.seat.key) == (
        dt.date(2022, 12, 1),
        ("seat", "us", "senate", "va", "", "2"),
    )


def test_a_term_long_after_another_is_one_of_its_own() -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("start: '2021-01-03'", "start: '2021-03-03'")
    assert len(of(records(text).terms, 'Ann Q. "Annie" Poe, Jr.')) == 3


@pytest.mark.parametrize(
    ("name", "office", "salutation"),
    [
        ('Ann Q. "Annie" Poe, Jr.', "Senator from Virginia", "Senator Poe"),
        ("Bo Ruiz", "Resident Commissioner from Puerto Rico", "Resident Commissioner Ruiz"),
        ("Cy X. Stone", "Delegate from the District of Columbia", "Delegate Stone"),
        ("Di Tran", "Representative from Virginia, District 8", "Representative Tran"),
    ],
)
def test_how_each_is_called(sample: Records, name: str, office: str, salutation: str) -> None:
    term = of(sample.terms, name)[-1]
    assert (term.seat.office, term.salutation, term.honorific) == (office, salutation, "The Honorable")


def test_only_the_last_term_says_where_somebody_is(sample: Records) -> None:
    house, senate = of(sample.terms, 'Ann Q. "Annie" Poe, Jr.')
    assert house.contact.fax == ()  # the number of 2019 is not carried forward
    assert senate.contact.fax == ("+1 202-228-0380",)
    assert senate.contact.address == ("703 Hart Senate Office Building", "Washington, DC 20510")


def test_a_few_members_are_no_whole_congress(sample: Records) -> None:
    assert sample.covered == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("end: '2029-01-03'", "end: soon", "a term of Bo Ruiz has no dates that can be read"),
        ("start: 2023-02-20", "start: 2029-02-20", "a term of Di Tran has no dates that can be read"),
        ("type: sen", "type: prez", 'a term of Ann Q. "Annie" Poe, Jr. is of no seat in Congress'),
        ("state: DC", "state: ZZ", "a term of Cy X. Stone is of no seat in Congress that is known"),
        ("    last: Stone\n", "", "this entry has no name"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(old: str, new: str, said: str) -> None:
    found = records(SAMPLE.read_text(encoding="utf-8").replace(old, new))
    assert [problem.code for problem in found.problems] == ["LK732"]
    assert said in found.problems[0].message
    assert found.terms


@pytest.mark.skipif(not REAL.is_file(), reason="the public data are not here")
def test_the_real_file_is_read_whole() -> None:
    found = read_congress(read_plain(REAL.read_text(encoding="utf-8"), REAL.name), REAL.name, ON)
    serving = [term for term in found.terms if term.is_serving(ON)]
    assert found.problems == []
    assert len({term.seat.key for term in serving}) == len(serving) > 530
    assert found.covered == {("US", "senate"), ("US", "house")}
    assert all(term.salutation.split()[-1] in term.name for term in serving)
