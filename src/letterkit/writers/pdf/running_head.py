"""A page's running head, told how much room each of its two texts has where that room is surely enough.

WeasyPrint shares the line between them by setting both in several widths, on every page: an eighth of a
layout. Where both fit beside one another whatever their letters weigh, any share prints the same. Where
that is not sure, as of other scripts, of capitals alone or in another typeface, WeasyPrint finds it out.
"""

from __future__ import annotations

import html
import re

_BODY = re.compile(r"<body\b[^>]*>")
_TOLD = re.compile(r'\sdata-(head|date|page-[123])="([^"]*)"')
_SIZE = 10.0
"""Points: the size of a running head in letter.css."""
_ROOM = 430.0
"""Points: the width of the text in letter.css, of the two papers on the narrower one, A4."""
_MOST_PAGES = "888"
# In parts of the size, by Source Serif Pro's own metrics (its table `hmtx`), of which none is wider: the
# narrow marks, the letters and figures but for m and w, and all else of Latin.
_NARROW, _USUAL, _WIDE = 0.36, 0.65, 1.0
_MARKS = frozenset(" .,:;'()-·’\u00a0")
_LATIN = "\u0180"


def head_style(page: str) -> str:
    """The rule that shares the line of a page's running head, empty where its room may be too little."""
    body = _BODY.search(page)
    told = {name: html.unescape(text) for name, text in _TOLD.findall(body[0])} if body else {}
    if len(told) < 5:
        return ""
    pages = _MOST_PAGES.join(told[f"page-{n}"] for n in (1, 2, 3))
    left, right = _widest(told["head"]), _widest(f"{told['date']} · {pages}")
    if left is None or right is None or left + right > _ROOM / _SIZE:
        return ""
    share = round(100 * left / (left + right), 1)
    return f"@page {{ @top-left {{ width: {share}% }} @top-right {{ width: {100 - share:.1f}% }} }}\n"


def _widest(text: str) -> float | None:
    """How wide a text is at most, in parts of its size; None where that cannot be told."""
    if any(c >= _LATIN and c not in _MARKS for c in text):
        return None
    return sum(map(_width, text))


def _width(character: str) -> float:
    if character in _MARKS:
        return _NARROW
    usual = character.isdecimal() or (character.islower() and character not in "mwæ")
    return _USUAL if usual else _WIDE
