"""Web pages as lines, furniture marked as such."""

from __future__ import annotations

import pytest

from importer.readers.files import line_of, texts
from letterkit.foreign import UnreadableError
from letterkit.importer.parts import SourceRegion
from letterkit.importer.readers.html import read_html

PAGE = """<html lang="en"><head><title>t</title><script>evil()</script></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>Letter to Jane Roe</h1>
<p>Jane Roe<br>Minister of Justice</p><p>Dear Minister,</p>
<p>We write about the law, which was passed in the spring and has been used against many people since.</p>
<ol start="3"><li>Repeal it.</li><li>Release <b>them</b>.</li></ol>
<table><tr><td>Watch One</td><td>John Doe</td></tr></table></article></main>
<footer>All rights reserved</footer></body></html>"""


def test_html_gives_structure() -> None:
    source = read_html("x.html", PAGE)
    assert source.language == "en"
    assert line_of(source, "Letter to").heading == 1
    assert line_of(source, "Jane Roe").paragraph == line_of(source, "Minister of Justice").paragraph
    assert [line.marker for line in source.lines if line.marker] == ["3.", "4."]
    assert line_of(source, "Watch One").text == "Watch One | John Doe"


def test_html_marks_what_is_no_content_and_loses_nothing() -> None:
    source = read_html("x.html", PAGE)
    assert {line.text for line in source.lines if line.region is SourceRegion.CHROME} == {
        "Home",
        "All rights reserved",
    }
    assert "evil" not in " ".join(texts(source))


@pytest.mark.parametrize("page", ["", "<", "<html>", "<div>" * 250 + "x", "<?xml version='1.0'?><p>x"])
def test_html_that_is_hardly_any(page: str) -> None:
    assert read_html("x.html", page).name == "x.html"


def test_html_too_deep_for_its_parser_is_refused_and_not_cut() -> None:
    with pytest.raises(UnreadableError, match="deep"):
        read_html("x.html", "<p>first</p>" + "<div>" * 300 + "last")


def test_two_breaks_are_a_blank_line() -> None:
    assert [line.text for line in read_html("x", "<p>One.<br><br>Two.</p>").lines][:3] == [
        "One.",
        "",
        "Two.",
    ]


def test_preformatted_lines_keep_their_columns_and_blank_lines() -> None:
    source = read_html("x.html", "<pre>Ann Jones\tBo Lind\nChair\tClerk\n\nRiver Watch</pre>")
    assert [line.text for line in source.lines] == [
        "Ann Jones\tBo Lind",
        "Chair\tClerk",
        "",
        "River Watch",
    ]


def test_the_mark_of_an_item_in_a_later_cell_is_kept() -> None:
    table = "<table><tr><td>Ann Jones</td><td><ol start=7><li>River Watch</li></ol></td></tr></table>"
    assert texts(read_html("x", table)) == ["Ann Jones | 7. River Watch"]
