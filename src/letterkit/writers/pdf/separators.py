"""Marks between the items of a line, such as the dots of a letterhead, that never stand at a line's end.

CSS has no word for it. So the lines are laid out once without what comes after them, to see where they
end, and a mark that ends or begins one becomes a line break.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

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


Hanging: TypeAlias = dict[str, set[str | None]]
"""Of the page that was last looked at, without what cannot move its separators, the numbers of those that
hang.
"""


def without_hanging(page: str, lay_out: Callable[[str], Document], known: Hanging) -> str:
    """The page with a break in the place of each separator that would begin or end a line.

    What is `known` is not laid out once more: while a letter is written, its letterhead stays as it is.
    """
    if not _SEPARATOR.search(page):
        return page
    number = count()
    numbered = _SEPARATOR.sub(
        lambda mark: f'<span class="separator" data-separator="{next(number)}"{mark[1]}', page
    )
    shortened = _shortened(numbered)
    if (key := _UNSEEN.sub("", shortened)) not in known:
        document = lay_out(shortened)
        ends = (element for element in line_ends(document) if element is not None)
        known.clear()  # of the last page alone
        known[key] = {element.get("data-separator") for element in ends}
    hanging = known[key]
    number = count()
    return _SEPARATOR.sub(lambda mark: "<br>" if str(next(number)) in hanging else mark[0], page)


def _shortened(page: str) -> str:
    """The page without what cannot move its separators: all below their header, else the body's text."""
    header = page.find(_HEADER, page.rindex("data-separator"))
    end = page.rfind(_END)
    if 0 <= header < end:
        return page[: header + len(_HEADER)] + page[end:]
    return _BODY.sub(r"\1\2", page)
