"""languages: words in another script carry their language on the page, and nothing else changes."""

from __future__ import annotations

import pytest

from letterkit.writers.languages import with_languages


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>Gao 高瑜</p>", '<p>Gao <span lang="zh">高瑜</span></p>'),
        ('<body data-head="高瑜"><br><p>x</p>', '<body data-head="高瑜"><br><p>x</p>'),
        ('<p lang="ja">高瑜<b>山</b></p>高', '<p lang="ja">高瑜<b>山</b></p><span lang="zh">高</span>'),
        ('<p lang="und">高</p>', '<p lang="und">高</p>'),
        ("<p>a &lt; 高</b>", '<p>a &lt; <span lang="zh">高</span></b>'),
    ],
)
def test_words_on_a_page(page: str, marked: str) -> None:
    head = "<html><title>高瑜</title>"
    page, marked = (each if each.startswith("<body") else f"<body>{each}" for each in (page, marked))
    assert with_languages(head + page, "en-US") == head + marked


def test_a_page_without_a_body_stays() -> None:
    assert with_languages("高瑜", "en") == "高瑜"
