"""Where a sentence ends and the next begins, in a paragraph of a letter or in a block's Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from letterkit.language.loader import english

_MOST = 1_000  # characters of a sentence on either side of what is looked at in it
_END = (
    r"(?<=[.!?…])[\"'”’»)\]*_]*(?:\[\d+\]|\d{1,2}(?=\s))?\s+(?=[\"'“‘«(\[*_]*(?:[^\W\d_a-zß-öø-ÿ]|\ufffc))"
    r"|(?<=[。！？])|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)"  # a paragraph of Markdown, an item of a list
)
_DAY = re.compile(r"\b\d{1,2}\.$")  # of a German date


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    ends = list(_ends(text, 0, len(text)))
    begins = (0, *(end.end() for end in ends))
    pieces = (text[a:b].strip() for a, b in zip(begins, (*begins[1:], len(text)), strict=True))
    return [piece for piece in pieces if piece]


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before `start` and after `end` in their sentence."""
    first, last = max(0, start - _MOST), min(len(text), end + _MOST)
    ends = list(_ends(text, first, last))
    first = max((one.end() for one in ends if one.end() <= start), default=first)
    last = min((one.start() for one in ends if one.start() >= end), default=last)
    return text[first:start], text[end:last]


def begins_sentence(text: str, offset: int) -> bool:
    """Whether a sentence, an item of a list, or what follows a colon, begins at `offset`."""
    before = sentence_around(text, offset, offset)[0].rstrip(" \n\"“‘'(*_-")
    return not before or before[-1] in ":;"


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What stands between two sentences; nothing behind an abbreviation or a single letter."""
    end_of_sentence, abbreviated = _patterns()
    for match in end_of_sentence.finditer(text, start, end):
        head = text[max(start, match.start() - 12) : match.start()]
        if not (abbreviated.search(head) or (_DAY.search(head) and _is_month(text[match.end() :]))):
            yield match


def _is_month(text: str) -> bool:
    from letterkit.language.written_dates import is_month  # which few texts need

    return is_month(text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a sentence may end, and what ends none; made for the first text that is divided."""
    return re.compile(_END), re.compile(rf"\b(?:{'|'.join(english().abbreviations)}|[^\W\d_])\.$")
