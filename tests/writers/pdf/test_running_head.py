"""running_head: a head that surely fits is told its room, and prints as without."""

from __future__ import annotations

import pypdfium2
import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf
from letterkit.writers.pdf import layout
from letterkit.writers.pdf.running_head import _widest, head_style


def page(head: str, date: str = "June 15, 2016") -> str:
    return (
        f'<body class="letter" data-head="{head}" data-date="{date}" data-page-1="page "'
        ' data-page-2=" of " data-page-3="">'
    )


@pytest.mark.parametrize("head", ["The Honorable John F. Kerry", "Minist&#39;re de l’Intérieur", ""])
def test_a_head_that_surely_fits_is_told_its_share(head: str) -> None:
    assert head_style(page(head)).startswith("@page { @top-left { width: ")


@pytest.mark.parametrize(
    "sort",
    [
        page("THE FEDERATION OF ALL COMMITTEES FOR HUMAN RIGHTS"),
        page("习近平"),
        page("The Honorable Nguyễn"),
        page("The Honorable John F. Kerry", "the thirtieth of September in the year of 2016"),
        "<body>",
        "<p>",
    ],
)
def test_where_it_is_not_sure_nothing_is_told(sort: str) -> None:
    assert head_style(sort) == ""


def test_the_bound_is_above_what_is_printed(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    content, _ = pdf.finish(laid)
    assert content is not None
    text = pypdfium2.PdfDocument(content)[1].get_textpage()
    at = text.get_text_range().index(letter.running_head)
    boxes = [text.get_charbox(i) for i in range(at, at + len(letter.running_head))]
    printed = boxes[-1][2] - boxes[0][0]
    assert printed < (_widest(letter.running_head) or 0) * 10 < 1.5 * printed


def test_the_pages_print_the_same(
    letter_2016: tuple[Small, lt.Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    small, letter = letter_2016

    def printed() -> list[tuple[str, float, float]]:
        laid = pdf.lay_out(released(letter), assets_of(small.workspace))
        assert laid.document is not None
        boxes = (b for page in laid.document.pages for b in page._page_box.descendants())
        return [(b.text, b.position_x, round(b.position_y, 4)) for b in boxes if hasattr(b, "text")]

    told = printed()
    monkeypatch.setattr(layout, "head_style", lambda _: "")
    assert told == printed()
