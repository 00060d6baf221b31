"""stylesheets: what is left out of a style sheet could match nothing, and what is in doubt stays."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Small, released
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf
from letterkit.writers.pdf import fonts, layout, stylesheets
from letterkit.writers.pdf.stylesheets import Vocabulary
from writers.pdf.samples import with_many_kinds

LOOKS = ("color", "font_size", "font_weight", "font_style", "display", "break_before", "text_indent")


def boxes(laid: pdf.Laid) -> list[object]:
    """Every box of the pages: what it says, where it is, how large it is, and how it looks."""
    assert laid.document is not None
    found: list[object] = []
    for page in laid.document.pages:
        for box in page._page_box.descendants():
            place: Any = box.position_x, box.position_y, box.width, box.height
            found += [box.element_tag, getattr(box, "text", ""), *place]
            found += [box.style[name] for name in LOOKS]
    return found


def test_a_page_comes_out_the_same_with_cut_style_sheets(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, assets = released(with_many_kinds(small)), assets_of(small.workspace)
    cut = pdf.lay_out(letter, assets)
    monkeypatch.setattr(layout, "with_cut_style", lambda page, _: page)
    monkeypatch.setattr(stylesheets, "_is_letter", lambda _: False)
    assert boxes(cut) == boxes(pdf.lay_out(letter, assets))


def test_a_class_counts_where_an_element_has_it_and_not_in_what_is_written() -> None:
    """So that a style sheet stays as it was cut while somebody writes."""
    style = "\n".join(f".{name} {{ top: 0 }}" for name in ("call", "a", "b", "c", "d"))
    words = "<P CLASS='a x'>A call, <br class=b>and a class.<i title='>' class=\"c d\">Words"
    left = stylesheets.with_cut_style(f"<style>{style}</style>{words}", style)
    css = left.removeprefix("<style>").removesuffix(f"</style>{words}")
    assert css.split("\n") == [f".{name} {{ top: 0 }}" for name in "abcd"]


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p, q { color: red }", "p { color: red }"),
        ("q, .note p { color: red }", ".note p { color: red }"),
        (".other, p.other, .note .other { color: red }", ""),
        ("p:not(.other) { color: red }", "p:not(.other) { color: red }"),
        (":is(q, .other) p { color: red }", ""),
        (":is(q, p) + p { color: red }", ":is(q, p) + p { color: red }"),
        ("[dir=rtl] p { color: red }", ""),
        ("p:has(q) { color: red }", "p:has(q) { color: red }"),
        ("* { color: red } /* all */", "* { color: red }"),
        ("p, { color: red }", "p,  { color: red }"),
        ("@page :first { margin: 0 }", "@page :first { margin: 0 }"),
        ("@media screen { p { color: red } }", ""),
        ("@media print { q { color: red } }", "@media print { q { color: red } }"),
        ("@counter-style disc { symbols: x }", "@counter-style disc { symbols: x }"),
        ("@counter-style arabic-indic { symbols: x }", ""),
    ],
)
def test_what_can_match_nothing_is_left_out(css: str, left: str) -> None:
    page = Vocabulary(frozenset("p"), frozenset(("note",)), frozenset(), frozenset(("disc",)))
    assert stylesheets._cut(css, page)[0] == left


@pytest.mark.parametrize(
    ("page", "is_letter"),
    [
        ("<p class=x data-at=y>Words <em lang=fr>here</em></p>", True),
        ("<p dir=rtl>Words", False),
        ("<p hidden>Words", False),
        ("<details>Words", False),
        ("<svg viewBox='0 0 1 1'></svg>", False),
        ("<style>ol { list-style: lower-greek }</style><ol><li>Words</ol>", False),
    ],
)
def test_the_browser_s_defaults_are_cut_only_for_what_a_letter_has(
    small: Small, page: str, *, is_letter: bool
) -> None:
    fonts.configuration(small.workspace.root / "fonts")
    made = stylesheets.page_of(page)
    assert made.is_letter is is_letter
    assert len(made._ua_counter_style()[0]) == 4 if is_letter else len(made._ua_counter_style()[0]) > 40


def test_a_style_that_names_a_numbering_has_all_of_them(small: Small) -> None:
    fonts.configuration(small.workspace.root / "fonts")
    assert not stylesheets.page_of("<ol><li>Words</ol>", ["ol { list-style: lower-roman }"]).is_letter
