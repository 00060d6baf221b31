"""The PDF of a redline: the list of changes first, and margins that say where on a page one is.

The margins are those of a review draft, added to pages that are laid out already. Each change in the list
has the page and line that it begins on, as printed beside it, and leads there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.changes import Comparison
from letterkit.writers import Assets
from letterkit.writers.html import changes_sheet
from letterkit.writers.pdf.draft import lead_to, margins_of, place_of
from letterkit.writers.pdf.lines import PrintedLine, anchors, printed_lines
from letterkit.writers.pdf.margins import Sheet, mark

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.text.fonts import FontConfiguration

# WeasyPrint takes the thickness of a strike from the font, which is too thin for a fax; an underline that
# is lifted has its own.
STRIKE = """
del, main ol > li.deleted > p:first-child::before, main ol > li.moved-away > p:first-child::before {
  text-decoration: underline !important;
  text-decoration-thickness: 1pt !important;
  text-underline-offset: -0.32em !important;
}
"""
_BAND = "REDLINE"


def with_changes(
    document: Document,
    tree: lt.Document,
    comparison: Comparison,
    assets: Assets,
    configuration: FontConfiguration,
) -> tuple[Document, int]:
    """The laid-out redline with its list and margins, and how many pages of list come first."""
    from weasyprint import CSS, HTML

    lines = printed_lines(document)
    html = HTML(string=changes_sheet(tree, comparison, assets, _places(document, lines)))
    style = [CSS(string=STRIKE)]
    sheet = html.render(font_config=configuration, pdf_variant="pdf/a-3a", stylesheets=style)
    version = f"from text {comparison.old.digest[:8]} to {comparison.new.digest[:8]}"
    lead_to(document, lines)
    margins = [Sheet((), (), (version, "changes"), _BAND) for _ in sheet.pages]
    margins += margins_of(lines, len(document.pages), version, _BAND)
    pages = mark(document.copy([*sheet.pages, *document.pages]), margins, configuration)
    return document.copy(pages), len(sheet.pages)


def _places(document: Document, lines: Sequence[PrintedLine]) -> dict[int, str]:
    """Where each marked change begins: 'page 2, line 14', or 'page 1, date'."""
    found: dict[int, str] = {}
    for name, (page, number) in anchors(document).items():
        if name.startswith("change-"):
            change = int(name.removeprefix("change-"))
            beginning = (line for line in lines if line.page == page and line.change == change)
            known = place_of(line) if number is None and (line := next(beginning, None)) else None
            found[change] = known or (f"page {page}, line {number}" if number else f"page {page}")
    return found
