"""Marks between the items of a line, such as the dots of a letterhead, that never stand at a line's end.

CSS has no word for it. So the lines are laid out once without what comes after them, to see where they
end, and a mark that ends or begins one becomes a line break. Each draft has the same letterhead: which of
its marks do is kept in the user's cache folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from letterkit.files.kept import kept_values
from letterkit.writers.pdf.lines import line_ends

if TYPE_CHECKING:
    from weasyprint import Document

_SEPARATOR = re.compile(r'<span class="separator"(>[^<]*</span>)')
_BODY = re.compile(r"(<main\b[^>]*>).*(</main>)", re.DOTALL)
# What a page says of itself, and what stands in its margins: no separator moves by it.
_UNSEEN = re.compile(
    r'<title>.*?</title>|<meta\b[^>]*>|\sdata-head="[^"]*"'
    r"|@page \{ @top-left \{ width: [\d.]+% \} @top-right \{ width: [\d.]+% \} \}",
    re.DOTALL,
)
_HEADER, _END = "</header>", "</body>"

_KIND = "separators"


def without_hanging(page: str, lay_out: Callable[[str], Document], setting: Callable[[], str]) -> str:
    """The page with a break in the place of each separator that would begin or end a line.

    What hangs in this page, without what cannot move its separators, is known from an earlier layout if
    the `setting` was the same: all else that says where lines end.
    """
    if not _SEPARATOR.search(page):
        return page
    number = count()
    numbered = _SEPARATOR.sub(
        lambda mark: f'<span class="separator" data-separator="{next(number)}"{mark[1]}', page
    )
    shortened = _shortened(numbered)
    key = hashlib.sha256(f"{setting()} {_UNSEEN.sub('', shortened)}".encode()).hexdigest()[:32]
    hanging = set(kept_values(_KIND, key, lambda: _hanging(lay_out(shortened))))
    number = count()
    return _SEPARATOR.sub(lambda mark: "<br>" if str(next(number)) in hanging else mark[0], page)


def _hanging(document: Document) -> list[str]:
    """The numbers of the separators that begin or end a line."""
    ends = (element.get("data-separator") for element in line_ends(document) if element is not None)
    return sorted({number for number in ends if number is not None})


def _shortened(page: str) -> str:
    """The page without what cannot move its separators: all below their header, else the body's text."""
    header = page.find(_HEADER, page.rindex("data-separator"))
    end = page.rfind(_END)
    if 0 <= header < end:
        return page[: header + len(_HEADER)] + page[end:]
    return _BODY.sub(r"\1\2", page)
