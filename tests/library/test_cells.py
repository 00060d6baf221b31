"""An answer or a cell → the words of a file: what is taken, and what is refused."""

from __future__ import annotations

import pytest

from letterkit.library.cells import CellReading, UnfitError, cell_of, items_of, values_of
from letterkit.library.entries import Fact, FactForm


def read(form: FactForm, text: str, country: str | None = None, dates: str | None = None) -> list[str]:
    """The words that a text comes to."""
    fact = Fact("fact", "fact", "", form, choices=("none", "letter"))
    return values_of(fact, [text], country, CellReading(dates, lambda _, words: words))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016", "2016"),
        ("2016-6", "2016-06"),
        ("2016/06/01", "2016-06-01"),
        ("2016-06-01 00:00:00", "2016-06-01"),
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("04/04/2026", "2026-04-04"),
        ("3.4.2026", "2026-04-03"),
        ("June 3, 2026", "2026-06-03"),
        ("leden 2026", "2026-01"),
        ("3 juin 2026", "2026-06-03"),
        ("März 2026", "2026-03"),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_read(text: str, date: str) -> None:
    assert read(FactForm.DATE, text) == [date]


@pytest.mark.parametrize("text", ["03/04/2026", "2026-02-30", "31/02/2026", "soon", "26", "44927"])
def test_another_date_is_refused(text: str) -> None:
    with pytest.raises(UnfitError):
        read(FactForm.DATE, text)


def test_which_comes_first_can_be_said_and_then_holds_for_all() -> None:
    assert read(FactForm.DATE, "03/04/2026", dates="day-first") == ["2026-04-03"]
    assert read(FactForm.DATE, "03/04/2026", dates="month-first") == ["2026-03-04"]
    with pytest.raises(UnfitError, match="not written day-first"):
        read(FactForm.DATE, "04/13/2026", dates="day-first")
    with pytest.raises(UnfitError, match="no day"):
        read(FactForm.DAY, "2026-04")


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("+1 202-647-2283", None, "+1 202-647-2283"),
        ("\u202a+1 202-647-2283\u202c", None, "+1 202-647-2283"),
        ("(202) 647-2283", "US", "+1 202-647-2283"),
        ("12026472283", "US", "+1 202-647-2283"),
        ("842437992000", "VN", "+84 24 3799 2000"),
        ("0084 24 3799 2000", None, "+84 24 3799 2000"),
        ("+41 (0)22 917 9000", None, "+41 22 917 9000"),
    ],
)
def test_a_number_becomes_international(text: str, country: str | None, number: str) -> None:
    assert read(FactForm.NUMBERS, text, country) == [number]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("202-647-2283", None),
        ("1.2026472E+10", "US"),
        ("12", "US"),
        ("+1 202-555-0123", "US"),
        ("x", "US"),
    ],
)
def test_a_number_is_never_guessed(text: str, country: str | None) -> None:
    with pytest.raises(UnfitError):
        read(FactForm.NUMBERS, text, country)


def test_countries_go_by_code_and_by_their_whole_names() -> None:
    names = ("VN", "Vietnam", "USA", "UK", "Deutschland")
    assert [read(FactForm.COUNTRY, name)[0] for name in names] == ["VN", "VN", "US", "GB", "DE"]
    assert read(FactForm.PARTIES, "EU; Viet Nam") == ["EU", "VN"]
    with pytest.raises(UnfitError, match="Vietnm"):
        read(FactForm.COUNTRY, "Vietnm")


@pytest.mark.parametrize("text", ["a\u202eb", "a\x07b", "#REF!", "#N/A"])
def test_what_cannot_be_seen_and_errors_of_spreadsheets_are_refused(text: str) -> None:
    with pytest.raises(UnfitError):
        read(FactForm.WORDS, text)


def test_choices_and_forms_are_looked_at() -> None:
    assert read(FactForm.CHOICE, " Letter ") == ["letter"]
    for form, text in (
        (FactForm.CHOICE, "perhaps"),
        (FactForm.EMAILS, "a b"),
        (FactForm.URL, "a.org"),
        (FactForm.NAME, "A b"),
    ):
        with pytest.raises(UnfitError):
            read(form, text)


@pytest.mark.parametrize("items", [["a; b"], ["a; b", "c"], ["a", "b"], ["a"], []])
def test_a_cell_of_several_values_comes_back(items: list[str]) -> None:
    assert items_of(cell_of(items)) == items
