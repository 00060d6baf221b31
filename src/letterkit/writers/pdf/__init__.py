"""Document → PDF, in two steps: the pages are laid out, and then finished as a file.

    laid = lay_out(released, assets)
    content, problems = finish(laid, Review(findings_about(laid.pages)))

`screen.paint` paints the same pages for a screen, which needs nothing of a file but what is seen.

What depends on the pages, such as how many there are, is asked between the two. `write` does both, for
callers with nothing to ask. WeasyPrint is loaded by the first step, not with this folder.
"""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.writers import Assets, Written
from letterkit.writers.pdf.finishing import finish
from letterkit.writers.pdf.layout import Laid, lay_out
from letterkit.writers.pdf.review import Review

__all__ = ["Laid", "Review", "finish", "lay_out", "write"]


def write(document: Released[lt.Document], assets: Assets) -> Written:
    """The document as a PDF, without a draft's marks: see `lay_out` and `finish`."""
    return finish(lay_out(document, assets))
