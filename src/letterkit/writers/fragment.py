"""Document → HTML for a page of somebody else's: a fragment of its body, that needs no style sheet.

Lines end where they end on paper, lists have their numbers and marks, and headings begin at the level
that the page has room for. There is no class, no style and no name of a block in it.
"""

from __future__ import annotations

import re

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.writers import Assets, Written
from letterkit.writers.html import to_html

LEVEL = 2
"""The level of the document's own heading: a page has its title at the first."""
_DEEPEST = 6
# A page's list counts in its style sheet, from where this says.
_COUNTED = re.compile(r'<ol style="counter-reset: item (-?\d+) old -?\d+">')


def write(document: Released[lt.Document], assets: Assets, level: int = LEVEL) -> Written:
    """The document as a fragment, UTF-8. `level`, from 1 to 6, is that of its heading."""
    page, problems = to_html(_lowered(document.tree, level - 1), assets, fragment=level)
    if page is None:
        return None, problems
    page = _COUNTED.sub(lambda match: f'<ol start="{int(match[1]) + 1}">', page)
    # Some systems that keep web pages make a paragraph of every empty line.
    return re.sub(r"\n{2,}", "\n", page).encode(), problems


def _lowered(node: lt.Document, by: int) -> lt.Document:
    """The document with its headings so many levels lower, as far as there are levels in HTML."""

    def lower(child: lt.Node) -> lt.Node:
        if isinstance(child, lt.Heading):
            # The writer of HTML sets a heading one level below the document's own.
            return lt.Heading(child.origin, min(child.level + by, _DEEPEST - 1), child.children)
        return lt.map_nodes(child, lower)

    return lt.map_nodes(node, lower)
