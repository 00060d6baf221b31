"""markdown: footnotes, tables, and what a link prints."""

from __future__ import annotations

import pytest

from letterkit import letter as lt
from letterkit.text.markdown import MAX_COLUMNS, Manner, parse
from text.test_markdown import at, nodes, problems


def notes(text: str, manner: Manner | None = None) -> list[lt.Footnote]:
    """The notes of a text that must be right."""
    found, told = parse(text, at, "en-US", manner or Manner())
    assert told == []
    return [node for top in found for node in lt.walk(top) if isinstance(node, lt.Footnote)]


# Notes


def test_a_call_takes_its_note() -> None:
    text = "He fell.[^fall] She\nrose.[^rise]\n\n[^rise]: On *Monday*.\n\n[^fall]: On Sunday,\n    late."
    first, second = notes(text)
    assert lt.plain_text(first) == "On Sunday, late."
    assert lt.plain_text(second) == "On Monday."
    lines = [node.origin.line for node in lt.walk(first) if isinstance(node, lt.Text)]
    assert (first.origin.line, lines) == (11, [16, 16, 17])
    assert second.origin.line == 12
    (paragraph,) = nodes(text)
    assert lt.running_text(paragraph) == "He fell. She rose."
    assert lt.plain_text(paragraph) == "He fell. She rose. On Sunday, late. On Monday."


def test_a_note_may_stand_in_the_line() -> None:
    (note,) = notes("He fell^[On **Sunday**.] down.")
    assert lt.plain_text(note) == "On Sunday."


@pytest.mark.parametrize("text", ["He fell. [^a]\n\n[^a]: So.", "He fell.\n[^a]\n\n[^a]: So."])
def test_no_space_parts_a_call_from_its_word(text: str) -> None:
    assert lt.running_text(nodes(text)[0]) == "He fell."


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("He fell.[^2]", 11, 11),
        ("He fell.\n\n[^2]: Alone.", 13, 3),
        ("He[^a] fell.[^a]\n\n[^a]: Twice called.", 11, 5),
        ("He fell.[^a]\n\n[^a]: One.\n\n[^a]: Another.", 15, 3),
        ("He fell.[^a]\n\n[^a]: One.\n\n    Two.", 11, 11),
        ("He fell.[^a]\n\n[^a]: - One.", 11, 11),
        ("He fell.[^a]\n\n[^a]:", 11, 11),
        ("He fell.[^a]\n\n[^a]: One^[and two].", 13, 12),
        ("He fell^[and", 11, 10),
    ],
)
def test_a_note_that_is_not_whole(text: str, line: int, column: int) -> None:
    assert ("LK313", line, column) in problems(text)


# Tables

TABLE = """\
| Year | Held |  Freed |
|:---|:-:|---:|
| 2019 | *40* | 2 |
| 2020 | 50 \\| 60[^a] | |

[^a]: So."""


def test_a_table() -> None:
    (table,) = nodes(TABLE)
    assert isinstance(table, lt.Table)
    assert table.alignment == ("left", "center", "right")
    rows = [[lt.plain_text(cell) for cell in row.cells] for row in (table.header, *table.rows)]
    assert rows == [["Year", "Held", "Freed"], ["2019", "40", "2"], ["2020", "50 | 60 So.", ""]]
    assert [row.origin.line for row in (table.header, *table.rows)] == [11, 13, 14]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 13),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nWe thank you.", 14),
        ("|a" * (MAX_COLUMNS + 1) + "|\n" + "|-" * (MAX_COLUMNS + 1) + "|", 11),
    ],
)
def test_a_table_that_would_lose_or_swallow_words(text: str, line: int) -> None:
    assert [(code, where) for code, where, _ in problems(text)] == [("LK309", line)]


# Links


def test_a_link_tells_its_address_in_a_note() -> None:
    manner = Manner(links="footnotes")
    (note,) = notes("See [the list](https://e.org/%C3%A4).", manner)
    assert lt.plain_text(note) == "https://e.org/ä"
    (note,) = notes("[Write](mailto:a@e.org) to us.", manner)
    assert lt.plain_text(note) == "a@e.org"
    assert notes("See [the list](https://e.org).") == []


@pytest.mark.parametrize(
    "text", ["<https://e.org/x>", "https://e.org/x", "[https://e.org/x](https://e.org/x)"]
)
def test_an_address_that_prints_needs_no_note(text: str) -> None:
    assert notes(f"See {text}.", Manner(links="footnotes")) == []


def test_a_link_in_a_note_tells_its_address_there() -> None:
    (note,) = notes("So.[^a]\n\n[^a]: See [the list](https://e.org).", Manner(links="footnotes"))
    assert lt.plain_text(note) == "See the list (https://e.org)."


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://e.org/_a_/b--c*d.", "https://e.org/_a_/b--c*d"),
        ("(see https://e.org/a(b)c)", "https://e.org/a(b)c"),
        ("*https://e.org/x*", "https://e.org/x"),
        ("https://e.org/?a=1&copy=2, and", "https://e.org/?a=1&copy=2"),
        ("<https://e.org/a--b'c'>", "https://e.org/a--b'c'"),
        ("https://e.org/a\\_b", "https://e.org/a_b"),
    ],
)
def test_an_address_prints_character_by_character(text: str, address: str) -> None:
    (link,) = (node for top in nodes(text) for node in lt.walk(top) if isinstance(node, lt.Link))
    assert (lt.plain_text(link), link.told) == (address, True)


@pytest.mark.parametrize(
    "text", ["[1]: https://e.org\n\nWords.", "Words [a].\n\n[a]: b\n\n[a]: c", "[Note]: this\n\nWords."]
)
def test_no_line_is_lost_as_the_address_of_a_link(text: str) -> None:
    assert "LK309" in [code for code, _, _ in problems(text)] or "LK307" in str(problems(text))
