"""A reading is written down, and read back as it was; what a person writes wrongly is told with its
place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.texts import FOOT, HEAD, reading
from letterkit.importer.reading import (
    OF_PEOPLE,
    Head,
    LetterReading,
    ReadRow,
    Role,
    Sure,
    aside,
    fields_of,
    joined,
    source_words,
    written,
)
from letterkit.importer.reading_text import from_text, to_text

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TEXT = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
ROWS = st.builds(
    lambda role, text, first, more, sure: ReadRow(role, text, first, first + more, sure),
    st.sampled_from([role for role in Role if role not in OF_PEOPLE]),
    TEXT,
    st.integers(1, 9999),
    st.integers(0, 9),
    st.sampled_from(Sure),
)


@given(st.lists(ROWS, min_size=1, max_size=8))
def test_a_reading_is_read_back_as_it_was(rows: list[ReadRow]) -> None:
    one = LetterReading("a letter.txt", (Head("letter", "en"),), tuple(rows), (), "2013-06-21")
    assert from_text(to_text(one), "reading.txt") == (one, [])


def test_a_release_around_a_letter_is_read_back() -> None:
    rows = tuple(
        ReadRow(Role.TEXT, f"Row {i}.", i, i, Sure.LIKELY, d) for i, d in enumerate([0, 1, 1, 0], 1)
    )
    people = (ReadRow(Role.PERSON, "Jane Doe ; J. D.", 2, 2, Sure.LOOK),)
    one = LetterReading("x", (Head("press-release", "en"), Head("letter", "fr")), rows, people)
    assert from_text(to_text(one), "x") == (one, [])


@given(st.lists(TEXT, min_size=1, max_size=5), TEXT)
def test_fields_hold_any_text(fields: list[str], other: str) -> None:
    text = joined([*map(written, fields)])
    assert fields_of(f"{text} {aside(other)}") == fields
    assert source_words(f"{text} {aside(other)}") == [w for f in (*fields, other) for w in f.split()]


def test_a_role_in_an_empty_margin_begins_a_part_and_an_empty_margin_joins() -> None:
    text = "== letter (en)\n7 text | One.\n ask | Two.\n | Three.\n"
    one, problems = from_text(text, "x")
    assert problems == []
    assert one is not None
    assert [(row.role, row.text, row.first) for row in one.rows] == [
        (Role.TEXT, "One.", 7),
        (Role.ASK, "Two. Three.", 7),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "said", "hint"),
    [
        ("== letter (en)\n1  akk | Free her", 2, 4, "no role is called 'akk'", "did you mean 'ask'?"),
        ("== letter (en)\n1  text  Free her", 2, 1, "no stroke", "12  text"),
        ("== postcard\n1 text | x", 1, 1, "begins no document", "== letter"),
        ("1 text | x", 1, 1, "belongs to no document", "== letter"),
        ("== letter\n | x", 2, 1, "goes on with nothing", "role"),
        ("== letter\n1 text | x\n== letter\n2 text | y", 3, 1, "there is a letter already", "continued"),
        ("== letter\n1 text | x\n== people\n1 text | y", 4, 3, "no role is called 'text'", "person"),
        ("", 1, 1, "no line of a letter", "git"),
    ],
)
def test_what_is_written_wrongly_is_told(text: str, line: int, column: int, said: str, hint: str) -> None:
    one, problems = from_text(text, "reading.txt")
    assert one is None
    assert problems[0].code == "LK725"
    assert (problems[0].location.line, problems[0].location.column) == (line, column)
    assert said in problems[0].message
    assert hint in (problems[0].hint or "")


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    from_text(text, "x")
    from_text(f"== letter\n1 text | x\n{text}", "x")


def test_a_first_reading_looks_so() -> None:
    shown = to_text(reading(HEAD + "We ask you to free Jane Doe, who is in prison." + FOOT))
    rows = [line for line in shown.splitlines() if not line.startswith("#")]
    assert rows == (Path(__file__).parent / "first-reading.txt").read_text(encoding="utf-8").splitlines()
