"""Where a long address may break, and what stays as it is."""

from __future__ import annotations

import re

import pytest

from conftest import Letterkit, Small
from letterkit.writers.breaks import with_breaks


@pytest.mark.parametrize(
    ("page", "pieces"),
    [
        (
            "<p>See https://archive.example/cases/2019_list?lang=en&amp;page=2-3.</p>",
            "<p>See https://|archive.|example/|cases/|2019_|list?|lang=|en&amp;|page=|2-|3.</p>",
        ),
        ("press.office@rights-archive.example", "press.|office@rights-|archive.|example"),
        ("www.archive.example/a/b/c", "www.|archive.|example/|a/|b/|c"),
        (
            "https://a.example/%E4%BA%BA%E6%B0%91",
            "https://|a.|example/%E4|%BA|%BA|%E6|%B0|%91",
        ),
        # Words, short addresses and figures stay whole.
        ("a state-of-the-art-and-well-known thing and/or another", None),
        ("https://short.example", "https://|short.|example"),
        ("info@b.example", None),
        ("the twenty-first-century-declaration...and more", None),
        # What is not printed, or no text.
        ('<p data-at="seeds/issues/a-long-name/and-more.yaml:3">x</p>', None),
        ("<head><title>https://archive.example/cases/list</title></head>", None),
        ("<style>p { background: url(https://archive.example/cases) }</style>", None),
        ("<!-- https://archive.example/cases/list -->", None),
    ],
)
def test_a_long_address_breaks_after_its_marks(page: str, pieces: str | None) -> None:
    assert with_breaks(page) == (pieces or page).replace("|", "<wbr>")


@pytest.mark.parametrize("page", ["a < b > c", "<", "<p", "</p>", '<p title="a>b">x</p>', ""])
def test_nothing_but_breaks_is_added(page: str) -> None:
    assert with_breaks(page) == page


def test_the_page_of_a_letter_has_them_and_its_text_has_not(letterkit: Letterkit, small: Small) -> None:
    address = "https://archive.example/cases/2019/jane-doe"
    small.change("seeds/framing/opening.yaml", "we write", f"and {address} we write")
    letterkit.renders("--format", "html,txt")
    out = small.root / "campaigns" / "talks" / "out"
    page = (out / "letter.html").read_text(encoding="utf-8")
    assert "https://<wbr>archive.<wbr>example/<wbr>cases/<wbr>2019/<wbr>jane-<wbr>doe" in page
    assert address in re.sub("<wbr>", "", page)
    assert address in (out / "letter.txt").read_text(encoding="utf-8")
