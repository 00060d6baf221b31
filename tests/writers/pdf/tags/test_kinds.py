"""kinds: which structure elements there are."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from lxml import etree

from letterkit.writers.pdf.tags.elements import Element, Printed
from letterkit.writers.pdf.tags.kinds import alternative, heading_level, numbering


@pytest.mark.parametrize(
    ("html", "mark", "found"),
    [
        ("ol", "3.", "Decimal"),
        ("ol", "(٣)", "Decimal"),
        ("ol", "c)", "LowerAlpha"),
        ("ol", "IV.", "UpperRoman"),
        ("ol", "i.", "LowerRoman"),
        ("ol", "二、", "Decimal"),
        ("ul", "•", "Disc"),
        ("ul", "–", "Disc"),
        ("ul", "", "None"),
    ],
)
def test_how_a_list_is_marked(html: str, mark: str, found: str) -> None:
    made = Element("L", source=etree.Element(html))
    item = made.add("LI", None, None)
    if mark:
        box = SimpleNamespace(text=mark)
        item.add("Lbl", None, None).kids.append(Printed(box, 0))
    item.add("LBody", None, None)
    assert numbering(made) == found


@pytest.mark.parametrize(
    ("html", "level"),
    [
        ("<h3/>", 3),
        ('<strong role="heading" aria-level="4"/>', 4),
        ('<strong role="heading"/>', 2),
        ('<p role="heading" aria-level="x"/>', 2),
        ('<p role="heading" aria-level="²"/>', 2),
        ("<header/>", None),
        ("<p/>", None),
    ],
)
def test_what_a_heading_is(html: str, level: int | None) -> None:
    assert heading_level(etree.fromstring(html)) == level


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<img alt="The logo"/>', "The logo"),
        ('<img alt=""/>', ""),
        ("<img/>", None),
        ('<svg xmlns="http://www.w3.org/2000/svg"><title>A map</title></svg>', "A map"),
        ('<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"/>', ""),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', None),
    ],
)
def test_what_a_picture_says(html: str, said: str | None) -> None:
    assert alternative(etree.fromstring(html)) == said
