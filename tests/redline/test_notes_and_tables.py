"""Footnotes and tables compared like any words: what changed in them is marked, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.changes import Deleted, Inserted
from letterkit.redline import accept, reject
from letterkit.redline.inline import align
from letterkit.text.markdown import parse
from letterkit.values import replace
from redline.test_compare import holds
from text.test_markdown import at

if TYPE_CHECKING:
    from conftest import Small

HERE = lt.Origin("f.yaml", 1, 1)


def words(text: str) -> tuple[lt.Inline, ...]:
    """The words of a paragraph."""
    nodes, problems = parse(text, at, "en-US")
    assert problems == []
    (paragraph,) = nodes
    assert isinstance(paragraph, lt.Paragraph)
    return paragraph.children


def fates(nodes: tuple[lt.Inline, ...]) -> list[tuple[str, str]]:
    """The words that went or came, wherever they stand; a note as its words in brackets."""
    found = []
    for top in nodes:
        for node in lt.walk(top):
            fate = {"deleted": "-", "inserted": "+"}.get(node.change.type if node.change else "")
            if fate and isinstance(node, lt.Text):
                found.append((fate, node.text))
            elif fate and isinstance(node, lt.Footnote):
                found.append((fate, f"[{lt.running_text(node)}]"))
    return found


def test_a_word_of_a_note_is_marked_in_it() -> None:
    aligned = align([words("He fell^[on Sunday] down.")], [words("He fell^[on Monday] down.")])
    assert fates(aligned.paragraphs(1, ())[0]) == [("-", "Sunday"), ("+", "Monday")]
    assert aligned.changes == (("Sunday", "Monday"),)


def test_a_note_that_comes_or_goes_is_marked_whole() -> None:
    old, new = words("He fell^[on Sunday] down."), words("He^[the elder] fell^[on Sunday] down.")
    aligned = align([old], [new])
    assert fates(aligned.paragraphs(1, ())[0]) == [("+", "[the elder]")]
    assert aligned.changes == (("", "[the elder]"),)
    assert fates(align([new], [old]).paragraphs(1, ())[0]) == [("-", "[the elder]")]


def test_notes_keep_to_their_own_where_another_comes_beside_them() -> None:
    aligned = align([words("So^[one]^[two].")], [words("So^[zero]^[one]^[two].")])
    assert fates(aligned.paragraphs(1, ())[0]) == [("+", "[zero]")]


# Tables

TABLE = "| Year | Held |\n|---|---|\n| 2018 | thirty people in all |\n| 2019 | forty people in all |"


def with_table(letter: lt.Letter, text: str) -> lt.Letter:
    """A letter that has these nodes for its body."""
    nodes, problems = parse(text, at, "en-US")
    assert problems == []
    return replace(letter, body=(lt.Passage(HERE, "framing/numbers", nodes),))


def row_changes(tree: lt.Letter) -> list[tuple[str, str]]:
    """The rows that came or went, each by its words."""
    rows = (node for node in lt.walk(tree) if isinstance(node, lt.TableRow) and node.change)
    return [(type(row.change).__name__, " ".join(map(lt.plain_text, row.cells))) for row in rows]


def test_a_row_that_came_and_a_cell_that_changed(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    text = TABLE.replace("thirty", "sixty").replace("| 2019", "| 2020 | nobody |\n| 2019")
    made = holds(with_table(letter, TABLE), with_table(letter, text))
    assert row_changes(made) == [("Inserted", "2020 nobody")]
    assert [
        fate for cell in lt.walk(made) if isinstance(cell, lt.TableCell) for fate in fates(cell.children)
    ] == [
        ("-", "thirty"),
        ("+", "sixty"),
    ]


def test_a_table_of_figures_is_known_by_its_header(letter_2016: tuple[Small, lt.Letter]) -> None:
    """No word of it tells it from others."""
    _, letter = letter_2016
    text = "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"
    made = holds(with_table(letter, text), with_table(letter, text.replace("| 3", "| 5 | 6 |\n| 3")))
    assert row_changes(made) == [("Inserted", "5 6")]


def test_a_table_of_other_columns_takes_the_place_of_the_old_one(
    letter_2016: tuple[Small, lt.Letter],
) -> None:
    _, letter = letter_2016
    text = "\n".join(f"{line} {'---' if '---' in line else 'new'} |" for line in TABLE.split("\n"))
    made = holds(with_table(letter, TABLE), with_table(letter, text))
    tables = [node for node in lt.walk(made) if isinstance(node, lt.Table)]
    assert [type(table.change) for table in tables] == [Deleted, Inserted]


def test_the_notes_are_counted_anew_in_either_letter(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    old = lt.numbered(with_table(letter, "One^[first] letter tells of two^[second] people."))
    new = lt.numbered(with_table(letter, "One letter tells of two^[second] people^[third]."))
    made = holds(old, new)
    labels = {lt.running_text(note): note.label for note in lt.footnotes(made)}
    assert labels == {"first": "1", "second": "1", "third": "2"}
    assert [note.number for note in lt.footnotes(made)] == [1, 2, 3]
    assert [note.label for note in lt.footnotes(accept(made))] == ["1", "2"]
    assert [note.label for note in lt.footnotes(reject(made))] == ["1", "2"]
