"""A page of HTML taken apart: what all copies of a letter have, and the texts in which they differ."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from msgspec import Struct

from letterkit.writers.breaks import PIECES

# Where a copy was made from, and its title: nothing that lays a page out, unless a style asks for it.
_ORIGIN = re.compile(r'\sdata-(?:at|block)="[^"]*"')
_STYLED = re.compile(r"\[\s*data-(?:at|block)|attr\(\s*data-(?:at|block)")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD = re.compile(r'\sdata-head="([^"]*)"')
_IS_HEAD = re.compile(r"<head\b")
_START = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)


_SEPARATOR = 'class="separator"'
MARK = "br"
"""What stands for a mark between two items: where a line would end with it, it is a line break."""


class PageSkeleton(Struct, frozen=True):
    """A page without its texts: two copies with one skeleton differ in words alone.

    `texts` are the words between the tags, in order; `elements` says for each which element it begins,
    counted from 1, 0 where it follows another one. `names` are the elements'. `head` is the running head,
    `title` the document's.
    """

    marks: tuple[str, ...]
    texts: tuple[str, ...]
    elements: tuple[int, ...]
    names: tuple[str, ...]
    head: str
    title: str

    @property
    def can_share(self) -> bool:
        """Whether it is a whole page, and nothing on it is styled by where it was made from."""
        styled = any(_STYLED.search(mark) for mark in self.marks if _IS_HEAD.match(mark))
        return "body" in self.names and not styled


def skeleton(page: str) -> PageSkeleton:
    """The skeleton of a page."""
    marks: list[str] = []
    texts: list[str] = []
    elements: list[int] = []
    names: list[str] = []
    head = title = ""
    begins = False
    for piece in PIECES.finditer(page):
        mark = piece[1]
        if mark is None:
            texts.append(piece[0])
            elements.append(len(names) if begins else 0)
            marks.append("")
            begins = False
            continue
        begins = False
        if _IS_HEAD.match(mark):
            named = _TITLE.search(mark)
            title = html.unescape(named[1]) if named else ""
            mark = _TITLE.sub("", mark)
        elif start := _START.match(mark):
            begins = True
            names.append(MARK if _SEPARATOR in mark else start[1].lower())
            mark = _ORIGIN.sub("", mark)
            if start[1] == "body" and (running := _HEAD.search(mark)):
                head = html.unescape(running[1])
                mark = _HEAD.sub("", mark)
        marks.append(mark)
    return PageSkeleton(tuple(marks), tuple(texts), tuple(elements), tuple(names), head, title)


def varying(copies: Sequence[PageSkeleton]) -> list[int]:
    """The texts in which copies of one skeleton differ, by their numbers."""
    columns = zip(*(each.texts for each in copies), strict=True)
    return [number for number, texts in enumerate(columns) if len(set(texts)) > 1]


def words(text: str) -> str:
    """A text of a page as it prints: white space is one space (CSS Text 3, 4.1)."""
    return re.sub(r"[ \n\t]+", " ", html.unescape(text)).strip(" ")
