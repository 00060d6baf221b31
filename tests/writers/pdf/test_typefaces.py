"""The typefaces that a template names: in the workspace, installed, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from conftest import Letterkit, Small
from letterkit.library.workspace import packaged
from letterkit.writers.pdf import fonts
from writers.pdf.test_glyphs import font

CSS = (packaged("templates") / "letter.css").read_text(encoding="utf-8")
STYLE = "templates/letter.css"
CAMPAIGN = "campaigns/talks/campaign.yaml"
LATIN = "".join(map(chr, range(0x20, 0x180)))
PDF = "campaigns/talks/out/letter.pdf"


def set_in(small: Small, families: str) -> None:
    """Let the workspace's style sheet name these families, on a line of their own."""
    small.write(STYLE, f"{CSS}\nhtml, main {{\n  font-family: {families};\n}}\n")


def used(small: Small) -> set[str]:
    """The fonts of the letter's PDF, by their families."""
    with pikepdf.open(small.root / PDF) as document:
        names = {str(f.BaseFont) for page in document.pages for f in page.Resources.Font.values()}
    return {name.partition("+")[2].replace("-", " ") for name in names}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder that the system keeps fonts in."""
    folder = tmp_path / "installed"
    monkeypatch.setattr(fonts, "_installed_folders", lambda: [folder])
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("families", "hint"),
    [
        ("Gillamond", "'Source Serif Pro' is always there"),
        ("'Source Seriff Pro', serif", "the nearest is 'Source Serif Pro'"),
        ("Test Boxs, serif", "the nearest is 'Test Boxes'"),
        (
            "Textbook, serif",
            "'Source Serif Pro' is always there",
        ),  # half of its letters are those of Boxes
    ],
)
def test_a_family_that_is_nowhere_is_told_with_the_nearest(
    letterkit: Letterkit, small: Small, installed: Path, families: str, hint: str
) -> None:
    font(installed / "boxes.ttf", LATIN)
    set_in(small, families)
    answer = letterkit.renders("--final")
    line = CSS.count("\n") + 3
    column = 16 + families.startswith("'")
    assert answer.findings == [("LK511", f"{STYLE}:{line}:{column}")]
    assert hint in answer.err


def test_check_tells_a_setting_that_names_none(
    letterkit: Letterkit, small: Small, installed: Path
) -> None:
    font(installed / "boxes.ttf", LATIN)
    campaign = small.root / CAMPAIGN
    campaign.write_text(
        f"{campaign.read_text(encoding='utf-8')}style: {{typeface: Test Boxs}}\n", "utf-8"
    )
    answer = letterkit("check")
    line = campaign.read_text(encoding="utf-8").count("\n")
    assert ("LK511", f"{CAMPAIGN}:{line}:19") in answer.findings


@pytest.mark.parametrize("place", ["installed", "fonts"])
@pytest.mark.parametrize("families", ["Test Boxes, serif", "'test boxes'", "Gone, 'Test Boxes'"])
def test_a_family_of_the_machine_or_the_workspace_sets_the_letter(
    letterkit: Letterkit, small: Small, installed: Path, place: str, families: str
) -> None:
    font((installed if place == "installed" else small.root / "fonts") / "boxes.ttf", LATIN)
    set_in(small, families)
    answer = letterkit.renders("--final")
    assert [code for code, _ in answer.findings] == ["LK511"] * families.startswith("Gone")
    assert "Test Boxes" in used(small)


def test_an_installed_font_is_left_alone_where_no_template_names_it(
    letterkit: Letterkit, small: Small, installed: Path
) -> None:
    letterkit.renders("--final")
    before = (small.root / PDF).read_bytes()
    font(installed / "boxes.ttf", LATIN + "\U00012000")
    letterkit.renders("--final", "--force")
    assert (small.root / PDF).read_bytes() == before
    small.change("seeds/framing/opening.yaml", "we write", "we \U00012000 write")
    assert [code for code, _ in letterkit("render", "talks").findings] == ["LK501"]


def test_a_font_of_another_format_is_told_as_such(
    letterkit: Letterkit, small: Small, installed: Path
) -> None:
    font(installed / "boxes.ttf", LATIN)
    with TTFont(installed / "boxes.ttf") as boxes:
        boxes.flavor = "woff"
        boxes.save(installed / "boxes.woff")
    (installed / "boxes.ttf").unlink()
    set_in(small, "Test Boxes, serif")
    answer = letterkit.renders("--final")
    assert [code for code, _ in answer.findings] == ["LK511"]
    assert "is there, but not as static TrueType" in answer.words


@pytest.mark.parametrize("families", ["Gone, 'Test Boxes'", "'Test Boxes'", "sans-serif"])
def test_a_chinese_face_sets_no_latin(letterkit: Letterkit, small: Small, families: str) -> None:
    """Not even where the style names it before all others."""
    with_chinese(small)
    set_in(small, families)
    letterkit("render", "talks", "--final")
    assert used(small) == {"Source Serif Pro", "Source Serif Pro Italic", "Source Serif Pro Semi Bold"}
    small.change("seeds/people/jane-doe.yaml", "a writer", "a writer (刘)")
    assert letterkit("render", "talks", "--final").status == 0
    assert "Test Boxes" in used(small)


def test_a_letter_that_the_serif_lacks_is_not_taken_from_a_chinese_face(
    letterkit: Letterkit, small: Small
) -> None:
    with_chinese(small)
    small.change("seeds/people/jane-doe.yaml", "a writer", "a writer (\u0195)")
    assert [code for code, _ in letterkit("render", "talks").findings] == ["LK501"]


def with_chinese(small: Small) -> None:
    """Give the workspace a font of Chinese characters (GB 2312) and Latin letters, one rare."""
    codes = [bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF)]
    chinese = {code.decode("gb2312", "ignore") for code in codes} - {""}
    font(small.root / "fonts" / "han.ttf", "".join(sorted(chinese | set(LATIN) | {"\u0195"})))
