"""How a Word file looks: its styles, its page, and what stands at the head and foot of each page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from letterkit import letter as lt
from letterkit.files.reading import TEMPLATE, read_file
from letterkit.language.phrases import phrases
from letterkit.writers.docx.markup import TWIPS, R, W, root, serialised, text, w
from letterkit.writers.docx.scripts import LATIN_FONT, word_language

_BASE = Path(__file__).parent / "base"
_SIZE = 12.0
"""Points: as large on the page as the PDF's 11.25 in its own font."""
_HEAD, _FOOT = 0.5 * 72, 0.45 * 72
# Width and height, and the margins, in points: those of letter.css.
_PAGES: Mapping[str, tuple[float, float]] = {"letter": (612, 792), "a4": (595.3, 841.9)}
_MARGINS: Mapping[str, Mapping[str, float]] = {
    "letter": {"top": 75.6, "right": 86.4, "bottom": 68.4, "left": 86.4},
    "a4": {"top": 76.5, "right": 82.2, "bottom": 68, "left": 82.2},
}
_EAST_ASIAN_FONT = "SimSun"


class Page(Struct, frozen=True):
    """A sheet of paper and its margins, in twentieths of a point."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @classmethod
    def of(cls, document: lt.Document) -> Page:
        """The document's: its paper, with the margins that its looks ask for."""
        margins = dict(_MARGINS[document.paper])
        if document.looks is not None:
            margins |= {
                side: value for side in margins if (value := getattr(document.looks, side)) is not None
            }
        return cls(*(round(each * TWIPS) for each in (*_PAGES[document.paper], *margins.values())))

    @property
    def text_width(self) -> int:
        """How wide a line is."""
        return self.width - self.left - self.right

    def section(self, heads: Mapping[tuple[str, str], str], *, is_right_to_left: bool) -> Any:
        """The section's properties; `heads` are the relations of heads and feet, by kind and pages."""
        made = w("sectPr")
        for (kind, pages), relation in heads.items():
            reference = w(f"{kind}Reference", type=pages)
            reference.set(f"{{{R}}}id", relation)
            made.append(reference)
        sides = {side: getattr(self, side) for side in ("top", "right", "bottom", "left")}
        distances = {"header": round(_HEAD * TWIPS), "footer": round(_FOOT * TWIPS)}
        made.append(w("pgSz", w=self.width, h=self.height))
        made.append(w("pgMar", **sides, **distances, gutter=0))
        made.append(w("titlePg"))
        if is_right_to_left:
            made.append(w("bidi"))
        return made


def styles_part(document: lt.Document) -> bytes:
    """The part word/styles.xml, with the document's font, size and language."""
    source = read_file(_BASE / "styles.xml", _BASE, TEMPLATE)
    styles = etree.fromstring(source, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    defaults = styles.find(f".//{{{W}}}rPrDefault/{{{W}}}rPr")
    looks, language = document.looks, word_language(document.language)
    latin = (looks.typeface if looks is not None else None) or LATIN_FONT
    size = round(2 * ((looks.size if looks is not None else None) or _SIZE))
    square = (language.font if language.is_east_asian else None) or _EAST_ASIAN_FONT
    complex_ = (language.font if language.is_complex else None) or LATIN_FONT
    tags = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    if language.tag is not None:
        tags[language.slot] = language.tag
    defaults[:] = [
        w("rFonts", ascii=latin, hAnsi=latin, eastAsia=square, cs=complex_),
        w("sz", val=size),
        w("szCs", val=size),
        w("lang", **tags),
    ]
    # The tab that sets the page's number against the right margin.
    styles.find(f".//{{{W}}}style[@{{{W}}}styleId='Header']//{{{W}}}tab").set(
        f"{{{W}}}pos", str(Page.of(document).text_width)
    )
    return serialised(styles)


def settings_part(*, is_protected: bool, is_tracked: bool) -> bytes:
    """The part word/settings.xml. What is protected takes tracked changes alone, without a password."""
    settings = root("settings")
    settings.append(w("zoom", percent=100))
    if is_tracked:
        settings.append(w("trackRevisions"))
    if is_protected:
        settings.append(w("documentProtection", edit="trackedChanges", enforcement=1))
    settings.append(w("defaultTabStop", val=720))
    settings.append(w("characterSpacingControl", val="doNotCompress"))
    settings.append(w("footnotePr", w("footnote", id=-1), w("footnote", id=0)))
    word = "http://schemas.microsoft.com/office/word"
    # Without it Word opens the file as one of Word 2007, in a mode that lays out otherwise.
    settings.append(w("compat", w("compatSetting", name="compatibilityMode", uri=word, val=15)))
    return serialised(settings)


# Heads and feet


def head_part(document: lt.Document) -> bytes:
    """The head of every page but the first: to whom, of when, and which of how many pages."""
    said = phrases(document.language).page
    before, _, rest = said.partition("{page}")
    between, _, after = rest.partition("{pages}")
    date = f"{document.date.text} · " if document.date.text else ""
    line = [
        w("r", text(document.running_head), w("tab"), text(f"{date}{before}")),
        _field("PAGE", "2"),
        w("r", text(between)),
        _field("NUMPAGES", "2"),
        w("r", text(after)),
    ]
    return _furniture("hdr", "Header", line)


def foot_part(words: str) -> bytes:
    """The foot of every page; nothing but an empty line where there are no words."""
    return _furniture("ftr", "Footer", [w("r", text(words))] if words else [])


def no_head_part() -> bytes:
    """The head of the first page, which has none."""
    return _furniture("hdr", "Header", [])


def _furniture(tag: str, style: str, line: list[Any]) -> bytes:
    part = root(tag)
    part.append(w("p", w("pPr", w("pStyle", val=style)), *line))
    return serialised(part)


def _field(name: str, shown: str) -> Any:
    return w("fldSimple", w("r", text(shown)), instr=f" {name} ")
