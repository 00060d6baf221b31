"""Footnotes and tables in text and HTML, as a letter and as a redline."""

from __future__ import annotations

import re

from conftest import Letterkit, Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.changes import Version
from letterkit.redline import redline
from letterkit.writers import write
from letterkit.writers.columns import table

HERE = lt.Origin("f.yaml", 1, 1)
OPENING = "seeds/framing/opening.yaml"
WITH_BOTH = """\
title: Opening
text: |
  He fell.[^fall] See [the list](https://lists.example/2020).

  | Year | Held |
  |------|-----:|
  | 2019 | 7[^held] |

  [^fall]: On {{ dialogue.first_day | date }}, & late.

  [^held]: Known by *name*.
"""


def words(small: Small, form: str) -> str:
    """The letter in a format, which must have no problems."""
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    content, problems = write(form, released(letter), assets_of(small.workspace))
    assert problems == []
    return (content or b"").decode()


def cells(*rows: tuple[str, ...]) -> tuple[lt.TableRow, ...]:
    """Rows of words."""
    return tuple(
        lt.TableRow(HERE, tuple(lt.TableCell(HERE, (lt.Text(HERE, word),)) for word in row))
        for row in rows
    )


def in_columns(*rows: tuple[str, ...], right: int = -1, width: int = 40, indent: str = "") -> list[str]:
    """The lines of a table in text; the column `right` is aligned to the right."""
    header, *others = cells(*rows)
    alignment: tuple[lt.Alignment, ...] = tuple(
        "right" if number == right else "left" for number in range(len(rows[0]))
    )
    node = lt.Table(HERE, alignment, header, tuple(others))
    return table(node, rows, indent, width).split("\n")


def test_notes_stand_below_the_text_of_a_letter(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    text = words(small, "txt")
    assert "He fell.[1] See the list[2].\n\nYear  Held\n----  ----\n2019  7[3]\n" in text
    assert text.endswith(
        "\n\n--------------------\n[1] On May\u00a04, 2020, & late.\n[2] https://lists.example/2020\n"
        "[3] Known by name.\n"
    )


def test_a_letter_may_print_the_words_of_links_alone(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    campaign = (small.root / "campaigns/talks/campaign.yaml").read_text()
    small.write("campaigns/talks/campaign.yaml", campaign + "links: words\n")
    assert "the list <https://lists.example/2020>." in words(small, "txt")
    assert words(small, "html").count('role="doc-noteref"') == 2


def test_notes_and_their_calls_lead_to_one_another_in_html(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    page = words(small, "html")
    assert '<sup class="call"><a id="call-1" href="#note-1" role="doc-noteref">1</a></sup>' in page
    # The note's number is no word of the line: "1 On May" is not kept together, and the year left out.
    date = '<span class="unbroken">On May\u00a04, 2020</span>'
    assert f'<p id="note-1"><a href="#call-1">1</a> {date}, &amp; late.</p>' in page
    assert page.index('id="call-3"') < page.index('class="signatures') < page.index('id="note-1"')


def test_the_header_of_a_table_has_its_scope_in_html(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    page = words(small, "html")
    head = '<thead><tr><th scope=col>Year</th><th scope=col class="right">Held</th></tr></thead>'
    assert head in page
    assert re.search(r'<tbody>\s*<tr><td>2019</td><td class="right">7<sup', page)


def test_a_template_that_leaves_out_the_notes_is_told(letterkit: Letterkit, small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    small.write("templates/letter.html.jinja", "<p>{{ document.body[0].children | body }}</p>\n")
    answer = letterkit.refuses("render", "talks", "--format", "html")
    assert answer.findings == [("LK504", "templates/letter.html.jinja:1:1")]


def test_columns_are_as_wide_as_their_words() -> None:
    assert in_columns(("Name", "No."), ("Ada", "7"), ("Bob", "12"), right=1) == [
        "Name  No.",
        "----  ---",
        "Ada     7",
        "Bob    12",
    ]


def test_a_wide_column_takes_more_lines_and_rows_are_told_apart() -> None:
    lines = in_columns(("Year", "What"), ("2019", "word " * 12), ("2020", "end"), width=32, indent="  ")
    assert max(map(len, lines)) <= 32
    assert all(line.startswith("  ") for line in lines if line)
    assert lines[-2:] == ["", "  2020  end"]


def test_a_mark_and_an_accent_have_no_width_and_a_wide_character_two() -> None:
    assert in_columns(("a", "b"), ("刘", "x"), ("e\u0301", "y"))[2:] == ["刘  x", "e\u0301   y"]


def test_too_many_columns_become_lines() -> None:
    names = tuple(f"Column {number}" for number in range(6))
    lines = in_columns(names, tuple("the words of it" for _ in names), width=40)
    assert lines[:2] == ["Column 0: the words of it", "Column 1: the words of it"]


def test_a_redline_marks_the_words_of_a_note(small: Small) -> None:
    trees = []
    for word in ("late", "early"):
        small.write(OPENING, WITH_BOTH.replace("late", word))
        trees.append(small.assemble()[0])
    old, new = trees
    assert old is not None
    assert new is not None
    tree = redline(old, new, (Version("a", "talks", "", ""), Version(None, "talks", "", ""))).tree
    content, problems = write("txt", released(tree), assets_of(small.workspace))
    assert problems == []
    text = (content or b"").decode()
    assert "1 change: words changed" in text
    assert "[1] On May\u00a04, 2020, & [-late-]{+early+}." in text


def test_a_redline_marks_the_call_of_a_note_that_came(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    old, _ = small.assemble()
    small.write(OPENING, WITH_BOTH.replace("He fell", "He^[Ada] fell"))
    new, _ = small.assemble()
    assert old is not None
    assert new is not None
    tree = redline(old, new, (Version("a", "talks", "", ""), Version(None, "talks", "", ""))).tree
    page, problems = write("html", released(tree), assets_of(small.workspace))
    assert problems == []
    assert b'href="#note-1" role="doc-noteref"><ins id=change-1 data-change=1>1</ins></a>' in (
        page or b""
    )
    assert b'href="#note-2" role="doc-noteref">2</a>' in (page or b"")
