"""spaces: whether two words that are printed apart have a space between them."""

from __future__ import annotations

import pytest
from lxml import etree

from letterkit.writers.pdf.tags.spaces import is_apart, plain, source_text, unhyphenated


@pytest.mark.parametrize(
    ("before", "after", "source", "apart"),
    [
        ("we ask", "you to", "we ask you to", True),
        ("well-", "known", "a well-known name", False),
        ("from 2008 –", "2010", "from 2008 – 2010", True),
        ("https://a.example/\u200b", "list", "https://a.example/list", False),
        ("Rechtsschutzver", "sicherung", "Rechtsschutzversicherung", False),
        ("释放刘", "晓波", "请求释放刘晓波", False),
        ("한국", "정부", "한국 정부", True),
        ("he said ", "so", "he said so", False),
        ("p.\u00a03,", "line 1", "see p.\u00a03, line 1", True),
        # What a style sheet has changed, and its own words, are not in the source.
        ("IN CAPITALS", "AND MORE", "in capitals and more", True),
        ("刘", "晓", "", False),
        ("한", "국", "", True),
        ("", "word", "word", False),
    ],
)
def test_a_space_is_missing_where_one_was_written(
    before: str, after: str, source: str, apart: bool
) -> None:
    assert is_apart(before, after, source) is apart


def test_a_hyphen_that_divides_a_word_is_told_from_one_that_was_written() -> None:
    source = "die Menschenrechtskoalition und das well‐known"
    assert unhyphenated("die Menschenrechts‐", source, "‐") == "die Menschenrechts"
    assert unhyphenated("das well‐", source, "‐") is None
    assert unhyphenated("die Menschen", source, "‐") is None
    assert unhyphenated("another word‐", source, "‐") is None


def test_what_an_element_says() -> None:
    html = "<p>One<br/>two \n<em>three</em><span class='note'>a note</span> four.</p>"
    assert source_text(etree.fromstring(html)) == "One two three four."
    assert plain("a\u00adb\u200bc\u00a0 d") == "abc d"
