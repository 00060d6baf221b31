"""Where a long address may be divided at a line's end: after a mark that parts it, as typesetters do.

A page says it with `<wbr>`, which nobody sees or copies. Words that no mark parts are the style sheet's
(`overflow-wrap` in letter.css). Source: The Chicago Manual of Style, 17th edition, 14.18, but that a mark
stays on the line that it ends, where a reader sees that the address goes on.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TEXTS = 2048  # of a page; a letter's copies have most of them alike
_LONG = 20
"""Characters. What is shorter goes whole to the next line, in the narrowest column too."""
# What a page does not print, or prints as it is written: its head, and the tags.
_UNPRINTED = r"<head\b.*?</head>|<(style|script|svg|pre)\b.*?</\2>|<!--.*?-->"
_TAG = r"""<(?:"[^"]*"|'[^']*'|[^'"<>])*>"""
PIECES = re.compile(rf"({_UNPRINTED}|{_TAG})|[^<]+|<", re.DOTALL | re.IGNORECASE)
"""Finds each piece of a page: what is not text, as the first group, and what is."""
# An address of the web, of mail, of a folder: no spaces, and marks between its letters.
_ADDRESS = re.compile(rf"(?=\S*(?:://|\bwww\.|@|\w[/_?=]\w|\w\.\w{(2,)}\.\w))\S{{{_LONG},}}")
_MARK = re.compile(r"(?<=[\w/?=])(?:/|\.|-|\?|&amp;|=|_)(?=\w)|(?<=\w)(?=%[0-9A-F]{2})", re.IGNORECASE)


def with_breaks(page: str) -> str:
    """The page of HTML with a `<wbr>` after each mark of a long address in its text."""
    return PIECES.sub(lambda piece: piece[0] if piece[1] else text_with_breaks(piece[0]), page)


@lru_cache(_TEXTS)
def text_with_breaks(text: str) -> str:
    """The same of a text of a page, without tags."""
    has_long = any(len(word) >= _LONG for word in text.split())
    return _ADDRESS.sub(_divided, text) if has_long else text


def _divided(address: re.Match[str]) -> str:
    return _MARK.sub(r"\g<0><wbr>", address[0])
