"""Letters that the tests lay out, and what can be read of a finished PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from conftest import Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.writers import Assets, pdf
from letterkit.writers.html import to_html
from letterkit.writers.pdf import fonts

MANY_KINDS = """\
Before {{ dialogue.name }} in {{ dialogue.host_city }}
we write to you.

# A heading

1. The first point, which is long enough to go on to a second line of the page, where it
   has no mark of its own but must be counted all the same:

   - a point inside it
   - another one, with a list of its own:
     1. the innermost point
     2. and its neighbour

   A second paragraph of the first point.
2. The second point.

> A quotation that somebody once said, and that we repeat here at some length, so that it
> takes more than one line on the page.
>
> - with a list inside

## A smaller heading

The last words.
"""


def with_many_kinds(small: Small) -> lt.Letter:
    """A letter with lists in lists, headings and a quotation."""
    text = "".join(f"  {line}".rstrip() + "\n" for line in MANY_KINDS.splitlines())
    small.write("seeds/framing/opening.yaml", f"title: Opening\ntext: |\n{text}")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def lay_out(tree: lt.Document, small: Small) -> Any:
    """The document laid out, as WeasyPrint has it."""
    assets = assets_of(small.workspace)
    page, problems = to_html(tree, assets, paged=True)
    assert problems == []
    return lay_out_page(page or "", assets)


def lay_out_page(page: str, assets: Assets) -> Any:
    """A page of HTML laid out."""
    configuration = fonts.configuration(assets.fonts)
    from weasyprint import HTML

    return HTML(string=page).render(font_config=configuration)


def render(letter: lt.Letter, small: Small, *, strip_metadata: bool = False) -> bytes:
    """The letter as a PDF that has no problems."""
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    content, problems = pdf.finish(laid, strip_metadata=strip_metadata)
    assert problems == []
    assert content is not None
    return content


def pages(content: bytes | Path) -> list[str]:
    """The text of each page, in the order of the content."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
