"""Where each printed line stands, read from the laid-out pages."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from conftest import Small
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers.html import to_html
from letterkit.writers.pdf.lines import PrintedLine, anchors, printed_lines
from writers.pdf.samples import lay_out, lay_out_page, with_many_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable


def numbered(lines: Iterable[PrintedLine]) -> list[tuple[int | None, str]]:
    """The body's lines: number and text."""
    return [(line.number, line.text) for line in lines if line.part == "body"]


def test_each_line_of_lists_headings_and_quotations_is_counted_once(small: Small) -> None:
    lines = printed_lines(lay_out(with_many_kinds(small), small))
    assert numbered(lines) == [
        (1, "Before Bilateral Talks in Geneva we write to you."),
        (2, "A heading"),
        (3, "1. The first point, which is long enough to go on to a second line of the page, where it"),
        (4, "has no mark of its own but must be counted all the same:"),
        (5, "• a point inside it"),
        (6, "• another one, with a list of its own:"),
        (7, "1. the innermost point"),
        (8, "2. and its neighbour"),
        (9, "A second paragraph of the first point."),
        (10, "2. The second point."),
        (11, "A quotation that somebody once said, and that we repeat here at some length, so"),
        (12, "that it takes more than one line on the page."),
        (13, "• with a list inside"),
        # Overleaf, where the signatures keep the end of the body with them.
        (1, "A smaller heading"),
        (2, "The last words."),
        (3, "1. Ask for the release of those named here:"),
        (4, "– Jane Doe, a writer, who has been in prison since 2018."),
    ]
    places = [(line.page, line.baseline) for line in lines if line.number]
    assert places == sorted(places)


def test_a_line_knows_its_block_file_and_line(small: Small) -> None:
    lines = printed_lines(lay_out(with_many_kinds(small), small))
    origins = {line.text: (line.block, line.file, line.line) for line in lines}
    opening = "seeds/framing/opening.yaml"
    assert origins["A heading"] == ("framing/opening", opening, 6)
    assert origins["2. and its neighbour"] == ("framing/opening", opening, 14)
    assert origins["The last words."] == ("framing/opening", opening, 26)
    asked = ("issues/release", "seeds/issues/release.yaml", 5)
    assert origins["1. Ask for the release of those named here:"] == asked
    jane = origins["– Jane Doe, a writer, who has been in prison since 2018."]
    assert jane == ("case-lists/named", "seeds/people/jane-doe.yaml", 9)
    minister = origins["Minister of State"]
    assert minister[:2] == ("addresses/minister", "seeds/addresses/minister.yaml")
    assert origins["Max Muster"][0] == "signatures/joint"


def test_the_parts_around_the_body_have_names_and_no_numbers(small: Small) -> None:
    lines = printed_lines(lay_out(with_many_kinds(small), small))
    outside = [line for line in lines if line.part != "body"]
    assert all(line.number is None for line in outside)
    parts = list(dict.fromkeys(line.part for line in outside))
    expected = ["letterhead", "date", "addressee", "reference", "salutation", "close", "signatures"]
    assert parts == expected


def test_columns_are_lines_of_their_own(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    lines = printed_lines(lay_out(letter, small))
    kerry, lew = (
        next(line for line in lines if name in line.text and line.part == "addressee")
        for name in ("Kerry", "Lew")
    )
    assert kerry.baseline == lew.baseline
    assert kerry.right < lew.left
    assert kerry.block != lew.block


def test_the_numbers_begin_again_on_each_page(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    lines = [line for line in printed_lines(lay_out(letter, small)) if line.part == "body"]
    pages = {line.page for line in lines}
    assert len(pages) == 4
    for page in pages:
        numbers = [line.number for line in lines if line.page == page]
        assert numbers == list(range(1, len(numbers) + 1))
    # The case list goes on overleaf.
    assert {line.page for line in lines if line.block == "case-lists/prisoners-2016"} == {2, 3}


def test_lines_side_by_side_in_the_body_share_a_number(small: Small) -> None:
    page = """<main><p>above</p><div style="display: grid; grid-template-columns: 1fr 1fr">
    <p>left</p><p>right</p></div><p>below</p></main>"""
    lines = printed_lines(lay_out_page(page, assets_of(small.workspace)))
    assert numbered(lines) == [(1, "above"), (2, "left"), (2, "right"), (3, "below")]


def test_what_floats_is_read_and_what_is_empty_is_not(small: Small) -> None:
    page = """<main><p>beside <span style="float: right">a float</span>it</p><p>&#8203;</p>
    <p></p><p><br>after an empty line</p><p style="visibility: hidden">unseen</p></main>"""
    lines = printed_lines(lay_out_page(page, assets_of(small.workspace)))
    texts = sorted(line.text for line in lines)
    assert texts == ["a float", "after an empty line", "beside it"]


def test_an_anchor_leads_to_the_first_line_of_its_element(small: Small) -> None:
    page = """<p id="before">outside</p><main id="all"><section id="part"><ul><li id="item">
    <p>first <ins id="change">second</ins></p></li></ul></section><p id="last">third</p>
    <p id="over" style="break-before: page">fourth</p></main>"""
    found = anchors(lay_out_page(page, assets_of(small.workspace)))
    assert found == {
        "before": (1, None),
        "all": (1, 1),
        "part": (1, 1),
        "item": (1, 1),
        "change": (1, 1),
        "last": (1, 2),
        "over": (2, 1),
    }


def test_a_line_names_the_change_that_begins_on_it(small: Small) -> None:
    page = """<main><p><del data-change="1">old</del> word <ins data-change="2">a<br>b</ins>
    <ins data-change="3">c</ins><br><ins data-change="3">d</ins></p><p>none</p>
    <section data-change="4"><p>new</p><p>words</p></section></main>"""
    lines = printed_lines(lay_out_page(page, assets_of(small.workspace)))
    assert [line.change for line in lines] == [1, 3, 3, None, 4, 4]


def test_places_change_nothing_else(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    page, _ = to_html(letter, assets_of(small.workspace), paged=True)
    without = re.sub(r' data-at="[^"]*"', "", page or "")
    assert without != page
    bare = printed_lines(lay_out_page(without, assets_of(small.workspace)))
    unplaced = [replace(line, file=None, line=None) for line in printed_lines(lay_out(letter, small))]
    assert list(bare) == unplaced


def test_the_lengths_are_points_of_the_page(letter_2016: tuple[Small, lt.Letter]) -> None:
    """As the PDF's own text layer has them."""
    small, letter = letter_2016
    document = lay_out(letter, small)
    content = io.BytesIO(document.write_pdf())
    pages = list(pypdfium2.PdfDocument(content))
    for line in printed_lines(document):
        page = pages[line.page - 1]
        height = page.get_size()[1]
        box = (line.left - 1, height - line.bottom, line.right + 1, height - line.top)
        left, bottom, right, top = box
        found = page.get_textpage().get_text_bounded(left, bottom, right, top)
        # PDFium tells of a hyphen at a line's end by a control character.
        assert "".join(line.text.split()) == "".join(found.split()).replace("\x02", "-")
        assert line.top < line.baseline < line.bottom
        assert line.right <= page.get_size()[0] - 1.2 * 72 + 0.5
        assert line.left == pytest.approx(86.4) or line.left > 86.4
