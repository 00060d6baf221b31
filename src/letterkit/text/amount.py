"""How much a block's text may ask of whoever fills it in, counted before any of it is read.

Jinja reads and compiles a merge field by functions that call themselves, and Python stops those at a
depth that no author knows. So a field has so many parts, statements and brackets stand so deep within one
another, and a number has so many digits. What a filter makes of values is limited by the filters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_TEXT = 200_000
MAX_LINES = 10_000
MAX_FIELDS = 1_000
MAX_PARTS = 100
MAX_STATEMENTS = 10
MAX_BRACKETS = 10
MAX_DIGITS = 15

_OPENS = ("if", "for")
_CLOSES = ("endif", "endfor")
_NO_PARTS = ("whitespace", "variable_begin", "variable_end", "block_begin", "block_end")


class Excess(NamedTuple):
    """What there is too much of: the code, what it is, and the line of the text (from 1)."""

    code: str
    what: str
    line: int


def excess_of_text(text: str) -> Excess | None:
    """What there is too much of in a text that has merge fields, where there is."""
    if len(text) > MAX_TEXT:
        return Excess("LK311", f"a text of {len(text):,} characters", 1)
    if (count := text.count("\n")) > MAX_LINES:
        return Excess("LK311", f"a text of {count:,} lines", 1)
    if (count := text.count("{{") + text.count("{%")) > MAX_FIELDS:
        return Excess("LK311", f"a text with {count:,} merge fields", 1)
    return None


def excess_of_fields(tokens: Iterable[tuple[int, str, str]]) -> Excess | None:
    """What there is too much of in the merge fields, by Jinja's tokens: line, kind and characters."""
    parts = depth = brackets = 0
    for line, kind, value in tokens:
        if kind in ("variable_begin", "block_begin"):
            parts = brackets = 0
        elif kind != "data" and kind not in _NO_PARTS:
            parts += 1
            depth += (parts == 1 and value in _OPENS) - (parts == 1 and value in _CLOSES)
            brackets += (kind == "operator") * ((value in "([{") - (value in ")]}"))
            if brackets > MAX_BRACKETS:
                return Excess("LK310", f"brackets more than {MAX_BRACKETS} levels deep", line)
        if excess := _excess(line, parts, depth, kind, value):
            return excess
    return None


def _excess(line: int, parts: int, depth: int, kind: str, value: str) -> Excess | None:
    if parts > MAX_PARTS:
        return Excess("LK311", f"a merge field of more than {MAX_PARTS} parts", line)
    if depth > MAX_STATEMENTS:
        return Excess("LK310", f"statements nested more than {MAX_STATEMENTS} levels deep", line)
    if kind in ("integer", "float") and (len(value) > MAX_DIGITS or _has_large_power(value)):
        return Excess("LK311", f"a number of more than {MAX_DIGITS} digits", line)
    return None


def _has_large_power(number: str) -> bool:
    """'1e999' is a number of a thousand digits."""
    power = re.search(r"[eE][+-]?([0-9_]+)$", number)
    return power is not None and int(power[1].replace("_", "") or "0") > MAX_DIGITS
