"""fragment: HTML that makes sense in somebody else's page, without any style sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
import pytest

from conftest import released
from letterkit.campaign.sources import assets_of
from letterkit.writers import fragment
from writers.pdf.samples import with_many_kinds

if TYPE_CHECKING:
    from conftest import Small


def made(small: Small, level: int = 2) -> str:
    """The small workspace's letter as a fragment."""
    letter = with_many_kinds(small)
    content, problems = fragment.write(released(letter), assets_of(small.workspace), level)
    assert problems == []
    assert content is not None
    return content.decode()


@pytest.mark.parametrize(
    ("level", "headings"),
    [(1, ["h1", "h2", "h3"]), (2, ["h2", "h3", "h4"]), (5, ["h5", "h6", "h6"]), (6, ["h6"] * 3)],
)
def test_headings_begin_where_the_page_has_room(small: Small, level: int, headings: list[str]) -> None:
    assert re.findall(r"<(h\d)>", made(small, level)) == headings


def test_nothing_in_it_asks_for_a_style_sheet(small: Small) -> None:
    page = made(small)
    attributes = {name for element in lxml.html.fromstring(page).iter() for name in element.attrib}
    assert attributes == {"lang"}
    assert page.startswith("<article lang=")
    assert "<style" not in page
    assert "<body" not in page


def test_a_list_has_the_numbers_that_were_typed(small: Small) -> None:
    small.write("seeds/issues/release.yaml", _ISSUE)
    page = made(small)
    assert '<ol start="4"><li><p>The fourth.</p></li><li><p>The fifth.</p></li></ol>' in page


_ISSUE = """\
topic: prisoners
title: Release
ask: Release them
text: |
  Ask for these:

  4. The fourth.
  5. The fifth.
cases: named
"""


def test_lines_end_where_they_end_on_paper(small: Small) -> None:
    assert "<p>Max Muster<br>Director<br>Rights Now</p>" in made(small)
