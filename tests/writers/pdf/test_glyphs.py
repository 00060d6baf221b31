"""Characters that no font has, and those of other scripts that one has."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from conftest import Letterkit, Small, released
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf
from writers.pdf.samples import pages, render

OPENING = "seeds/framing/opening.yaml"
JANE = "seeds/people/jane-doe.yaml"
CAMPAIGN = "campaigns/talks/campaign.yaml"


def font(file: Path, characters: str) -> None:
    """A TrueType font of boxes for these characters."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (900, 700), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyph = pen.glyph()
    names = [".notdef", *(f"uni{ord(c):04X}" for c in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"uni{ord(c):04X}" for c in characters})
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    file.parent.mkdir(parents=True, exist_ok=True)
    builder.save(file)


@pytest.mark.parametrize("name", ["刘晓波", "ئىلھام", "བསྟན", "𒀀𒁀"])
def test_a_name_in_another_script_prints_or_stops(small: Small, name: str) -> None:
    """With the font in the workspace's fonts/ it prints; without any font it is a diagnostic."""
    file = "seeds/people/jane-doe.yaml"
    small.change(file, "described_as: a writer\n", f"described_as: a writer\nnative_name: {name}\n")
    small.change("seeds/case-lists/named.yaml", "title: Named\n", "title: Named\nnative_names: yes\n")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    document = released(letter)
    content, problems = pdf.write(document, assets_of(small.workspace))
    if problems:
        assert content is None
        assert {problem.code for problem in problems} == {"LK501"}
        places = {str(document.at_home(problem).location) for problem in problems}
        assert places == {f"{file}:1:7"}
    font(small.root / "fonts" / "boxes.ttf", "".join(sorted(set(name))))
    content = render(letter, small)
    assert sorted(name) == sorted("".join(c for c in "".join(pages(content)) if c in name))


def test_cuneiform_has_no_font_anywhere(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "a writer", "a writer (𒀀)")
    letter, _ = small.assemble()
    assert letter is not None
    document = released(letter)
    content, problems = pdf.write(document, assets_of(small.workspace))
    assert content is None
    assert "\n".join(str(document.at_home(problem)) for problem in problems) == (
        "seeds/people/jane-doe.yaml:2:15: error LK501: no font has the character '𒀀' (U+12000)\n"
        "  `letterkit doctor` names the fonts to install"
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        (OPENING, "we write", "we \U00012000", f"{OPENING}:4:3"),
        (JANE, "name: Jane", "name: \U00012000", f"{JANE}:1:7"),
        (CAMPAIGN, "date:", "close: \U00012000\ndate:", f"{CAMPAIGN}:2:8"),
    ],
    ids=["in a text", "in a name", "in the campaign"],
)
def test_a_missing_glyph_stops_the_pdf(
    letterkit: Letterkit, small: Small, path: str, old: str, new: str, place: str
) -> None:
    small.change(path, old, new)
    answer = letterkit.refuses("render", "talks")
    assert answer.findings == [("LK501", place)]
    assert "(U+12000)" in answer.err
