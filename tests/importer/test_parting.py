"""Who signs and who is written to: the fields of each line parted, and no word left out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from importer.texts import plain
from letterkit.importer.naming_lines import naming_lines
from letterkit.importer.parting import party_rows, with_names_in_braces
from letterkit.importer.readers.text import read_text
from letterkit.importer.reading import (
    ReadRow,
    Role,
    Sure,
    fields_of,
    named_within,
    pieces_of,
    source_words,
)

FORMS = yaml.safe_load((Path(__file__).parent / "named.yaml").read_text(encoding="utf-8"))
NAMED = [one for one in FORMS if Role.SIGNED not in one]
TOLD = [one for one in FORMS if Role.SIGNED in one]


def rows_of(text: str, role: Role = Role.SIGNS) -> list[ReadRow]:
    """The rows of lines that name somebody."""
    lines = read_text("x", plain(text)).lines
    return party_rows(naming_lines(lines, role), role)


def named(one: dict[str, Any]) -> tuple[str, Role]:
    return (one["signs"], Role.SIGNS) if "signs" in one else (one["to"], Role.TO)


def parted(text: str) -> tuple[bool, list[str]]:
    """A row's fields without the empty ones at its end; whether it is one field alone."""
    fields = fields_of(text)
    return len(fields) == 1, [*fields[:-1], *filter(None, fields[-1:])]


@pytest.mark.parametrize("one", NAMED, ids=lambda one: str(one["rows"][0])[:40])
def test_the_fields_are_parted(one: dict[str, Any]) -> None:
    rows = [row for row in rows_of(*named(one)) if row.role in (Role.SIGNS, Role.TO)]
    assert [parted(row.text) for row in rows] == [parted(row) for row in one["rows"]]


@pytest.mark.parametrize("one", NAMED, ids=lambda one: str(one["rows"][0])[:40])
def test_no_word_is_left_out_or_there_twice(one: dict[str, Any]) -> None:
    text, role = named(one)
    there = [
        piece
        for row in rows_of(text, role)
        for word in source_words(row.text)
        for piece in pieces_of(word)
    ]
    assert sorted(there) == sorted(piece for word in text.split() for piece in pieces_of(word))


@pytest.mark.parametrize("one", TOLD, ids=lambda one: str(one["rows"][0])[:40])
def test_the_names_in_a_sentence_that_says_who_signed(one: dict[str, Any]) -> None:
    assert [with_names_in_braces(one[Role.SIGNED])[0]] == one["rows"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The appeal was signed by Kite Watch Inc. and the Lantern Fund.",
            ["Kite Watch Inc.", "Lantern Fund"],
        ),
        ("Firman la carta Ana Robles y la Red de Puertos.", ["Ana Robles", "Red de Puertos"]),
        ("The letter was signed by – – and nobody else.", []),
        (f"Signed by {'Rights Now, ' * 2000}", []),
    ],
)
def test_sentences_that_nothing_was_learned_from(sentence: str, names: list[str]) -> None:
    assert named_within(with_names_in_braces(sentence)[0]) == names


def test_a_sentence_that_names_nobody_stays_as_it_is() -> None:
    said, sure = with_names_in_braces("It was signed by many {of us}.")
    assert said == r"It was signed by many \{of us\}."
    assert sure is Sure.LOOK


def test_what_could_be_something_else_is_not_sure() -> None:
    (sure,) = rows_of("Dr Jane Roe, Chair, Rights Fund")
    (doubtful,) = rows_of("Molo Verde")
    assert (sure.sure, doubtful.sure) == (Sure.SURE, Sure.LOOK)


def test_a_row_says_in_which_lines_it_stands() -> None:
    rows = rows_of("Jane Roe\nChair\nRights Fund\n\nJohn Doe\nDirector\nOpen Courts Network")
    assert [(row.first, row.last) for row in rows] == [(1, 3), (5, 7)]


@pytest.mark.parametrize("text", ["", "•", "____", "; ;", "(", "\u3000", "1.", "–", "{Rights} \\ Fund"])
@pytest.mark.parametrize("role", [Role.SIGNS, Role.TO])
def test_lines_that_name_nobody_are_read_too(text: str, role: Role) -> None:
    there = [
        piece
        for row in rows_of(text, role)
        for word in source_words(row.text)
        for piece in pieces_of(word)
    ]
    assert there == [piece for word in text.split() for piece in pieces_of(word)]


def test_what_stands_before_an_addressee_is_in_braces_before_all_fields() -> None:
    (row,) = rows_of("To: Members of the Committee on Foreign Affairs", Role.TO)
    assert row.text.startswith("{To:} ;")


def test_a_semicolon_between_those_who_sign_is_no_word_of_theirs() -> None:
    rows = rows_of("Jane Roe, Example Watch; John Doe, Quay Rights Fund", Role.SIGNS)
    assert not any("{" in row.text for row in rows)


def test_columns_that_keep_no_step_are_read_to_their_ends() -> None:
    rows = rows_of(
        """
        Jane Roe                                Dr. John Doe
        Chair, Canal Ward                       Fellow, Faculty of Law,
                                                Quay University
        Ann Exempel
        Lecturer, Quay School                   Karl Exempel
                                                Author
        """
    )
    assert [fields_of(row.text)[0] for row in rows] == [
        "Jane Roe", "Ann Exempel", "Dr. John Doe", "Karl Exempel",
    ]  # fmt: skip


def test_columns_that_keep_step_have_somebody_each() -> None:
    rows = rows_of(
        """
        Jane Roe                                John Doe
        Chair                                   Fellow
        Canal Ward

        Ann Exempel                             Karl Exempel
        Lecturer                                Author
        """
    )
    assert len(rows) == 4


def test_cells_that_stand_far_apart_are_parted_in_a_moment() -> None:
    far = " " * 50_000
    (line,) = read_text("x", f"Jane Roe |{far}Chair{far}Rights Fund").lines
    begun = time.process_time()
    (named,) = naming_lines([line], Role.SIGNS)
    assert named.cells[0] == "Jane Roe"
    assert time.process_time() - begun < 1
