"""Pages painted for a screen: what is seen is what the file shows."""

from __future__ import annotations

import pypdfium2
import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers import pdf
from letterkit.writers.pdf import screen


def pictures(content: bytes) -> list[bytes]:
    """What each page looks like, at screen size."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=1, grayscale=True).to_pil().tobytes() for page in document]


@pytest.mark.parametrize("review", [None, pdf.Review((), "v1", "2016-05-20", has_sheet=False)])
def test_the_pictures_are_those_of_the_file(
    letter_2016: tuple[Small, lt.Letter], review: pdf.Review | None
) -> None:
    small, tree = letter_2016
    laid = pdf.lay_out(released(tree), assets_of(small.workspace))
    painted, problems = screen.paint(laid, review)
    content, others = pdf.finish(laid, review)
    assert problems == others
    assert painted is not None
    assert pictures(painted.pdf) == pictures(content or b"")
    assert len(painted.pages) == laid.pages


@pytest.mark.parametrize("review", [None, pdf.Review((), "v1", "2016-05-20", has_sheet=False)])
def test_a_page_that_stays_keeps_its_digest(
    letter_2016: tuple[Small, lt.Letter], review: pdf.Review | None
) -> None:
    small, tree = letter_2016
    other = replace(tree, close=replace(tree.close, text="Yours"))
    before, after = (
        screen.paint(pdf.lay_out(released(each), assets_of(small.workspace)), review)[0]
        for each in (tree, other)
    )
    assert before is not None
    assert after is not None
    same = [one.digest == other.digest for one, other in zip(before.pages, after.pages, strict=True)]
    assert same[0]
    assert not all(same)
