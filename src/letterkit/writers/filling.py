"""Words filled into lines of text: a wide character takes two columns, and a line may end beside it.

Text of narrow characters alone is the standard library's. Chinese and Japanese write no spaces: a line
may end before or after any of their characters, but not before a mark that closes, nor after one that
opens (the rule of JIS X 4051 and of W3C's "Requirements for Chinese Text Layout"). A number stays with
what it counts, and a date is not divided. Korean ends lines at spaces.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

# Hyphen and plus stand in the marks of a redline too: [-so-]{+so+}.
# Copies of a letter have most of their texts as the copy before.
_TEXTS = 1024
_CLOSING = frozenset("+-。，、；：？！）」』】》〉〕｝］”’…—～·・ー々゛゜ゝゞヽヾ％℃.,;:?!)]}%")
_OF_DATES = frozenset("年月第")
_OPENING = frozenset("+-（「『【《〈〔｛［“‘([{")


def width_of(text: str) -> int:
    """How many columns a terminal gives a text: two to a wide character, none to an accent or a mark."""
    seen = (c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Co"))
    return sum(1 + _is_wide(c) for c in seen)


def fill(
    text: str, width: int, first: str = "", rest: str = "", *, divide_words: bool = False
) -> list[str]:
    """One line of text as lines of at most `width` columns, the first begun by `first`, others by `rest`.

    What can be divided nowhere stands on a line of its own, however long, unless `divide_words`. Nothing
    where there are no words.
    """
    return list(_filled(text, width, first, rest, divide_words))


@lru_cache(_TEXTS)
def _filled(text: str, width: int, first: str, rest: str, divide_words: bool) -> tuple[str, ...]:
    return tuple(_fill(text, width, first, rest, divide_words=divide_words))


def _fill(text: str, width: int, first: str, rest: str, *, divide_words: bool) -> list[str]:
    if text.isascii() or not any(map(_is_wide, {*text})):
        return textwrap.wrap(
            text,
            width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=divide_words,
            break_on_hyphens=False,
        )
    room = width - max(width_of(first), width_of(rest))
    lines = [""]
    for part in _parts(text, room if divide_words else None):
        if lines[-1] and width_of(f"{lines[-1]}{part}".rstrip(" ")) > room:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip(" ")
    return [f"{rest if number else first}{line}".rstrip(" ") for number, line in enumerate(lines)]


def _parts(text: str, longest: int | None) -> Iterator[str]:
    """The text in the pieces between which a line may end, each with the spaces behind it.

    None is wider than the `longest`, where that is given.
    """
    part = ""
    for before, after in pairwise(f" {text}"):
        full = longest is not None and width_of(part + after) > longest
        if part and (full or _may_end_between(before, after)):
            yield part
            part = ""
        part += after
    yield part


def _may_end_between(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " != after
    if after in _CLOSING or before in _OPENING or before.isdigit():
        return False
    if after.isdigit() and before in _OF_DATES:
        return False
    return _ends_lines(before) or _ends_lines(after)


def _ends_lines(character: str) -> bool:
    """Whether a line may end beside the character: it is wide, and none of Korean."""
    return _is_wide(character) and not unicodedata.name(character, "").startswith("HANGUL")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
