"""The PDF of a redline: the list of changes first, and margins that say where on a page one is.

The margins are those of a review draft, added to pages that are laid out already. Each change in the list
has the page and line that it begins on, as printed beside it, and leads there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letterkit.changes import Comparison
from letterkit.redline import summary
from letterkit.writers.html import packaged_template
from letterkit.writers.pdf.layout import STRIKE, VARIANT, Laid
from letterkit.writers.pdf.lines import PrintedLine, anchors
from letterkit.writers.pdf.places import place_of
from letterkit.writers.pdf.sheets import Labels, with_sheet
from letterkit.writers.pdf.stylesheets import page_of

if TYPE_CHECKING:
    from weasyprint import Document

_ID = "change-"  # how the ids of changes begin: see `html`


def with_changes(laid: Laid, document: Document, comparison: Comparison) -> tuple[Document, int]:
    """The laid-out redline with its list and margins, and how many pages of list come first."""
    from weasyprint import CSS

    template = packaged_template("changes-sheet.html.jinja", laid.assets)
    places = _places(document, laid.lines)
    page = template.render(document=laid.tree, changes=summary(comparison), places=places)
    style = [CSS(string=STRIKE)]
    sheet = page_of(page, (STRIKE,)).render(
        font_config=document.font_config, pdf_variant=VARIANT, stylesheets=style
    )
    version = f"from text {comparison.old.digest[:8]} to {comparison.new.digest[:8]}"
    return with_sheet(document, laid.lines, sheet.pages, Labels("REDLINE", version, "changes"))


def _places(document: Document, lines: Sequence[PrintedLine]) -> dict[int, str]:
    """Where each marked change begins: 'page 2, line 14', or 'page 1, date'."""
    return {
        int(name.removeprefix(_ID)): _beginning(int(name.removeprefix(_ID)), page, number, lines)
        for name, (page, number) in anchors(document).items()
        if name.startswith(_ID)
    }


def _beginning(change: int, page: int, number: int | None, lines: Sequence[PrintedLine]) -> str:
    """Where a change begins: outside the body its line has no number, and its part's name serves."""
    if number is not None:
        return f"page {page}, line {number}"
    line = next((line for line in lines if line.page == page and line.change == change), None)
    return place_of(line) if line is not None else f"page {page}"
