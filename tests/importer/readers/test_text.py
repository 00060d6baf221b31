"""Lines of plain text, their marks and pages."""

from __future__ import annotations

import pytest

from letterkit.importer.readers.text import marked, read_text


@pytest.mark.parametrize(
    ("line", "mark", "rest"),
    [
        ("• Meet them", "•", "Meet them"),
        ("•Meet them", "•", "Meet them"),
        ("- meet them", "-", "meet them"),
        ("1. Meet them", "1.", "Meet them"),
        ("(iv) Meet them", "(iv)", "Meet them"),
        ("b) meet them", "b)", "meet them"),
        ("Primero. Que se libere", "Primero.", "Que se libere"),
        ("一、释放他们", "一、", "释放他们"),
        ("T. Kumar", "", "T. Kumar"),
        ("5. Juni 2016", "", "5. Juni 2016"),
        ("*Affiliation only", "", "*Affiliation only"),
        ("1500 Pennsylvania Ave", "", "1500 Pennsylvania Ave"),
        ("* * *", "", "* * *"),
    ],
)
def test_list_marks(line: str, mark: str, rest: str) -> None:
    assert marked(line) == (mark, rest)


def test_a_divided_word_is_put_together_and_a_hyphen_kept_where_it_belongs() -> None:
    text = (
        "They were sent to the re-education camps and to demo-\ncratic meetings of a "
        "non-\nviolent kind and well.\n"
    )
    assert [line.text for line in read_text("x", text).lines][:3] == [
        "They were sent to the re-education camps and to democratic",
        "meetings of a non-",
        "violent kind and well.",
    ]


def test_pages_are_counted_by_form_feeds() -> None:
    assert [line.page for line in read_text("x", "a\n\fb\nc").lines] == [1, 2, 2]
