r"""Patterns as the files of languages have them: words, with what is needed of regular expressions.

A pattern is a regular expression in which what a letter is full of stands for itself: a space is any
white space (also a line's end), a full stop is a full stop, and brackets only group. So
`(very )?(sincerely|truly) yours` and `P. ?O. Box` are patterns, and so are plain words. A backslash and
the letter after it, and a class such as `[oa]`, are what they are in a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"(?P<escaped>\\.)|(?P<klass>\[(?:\\.|[^\]\\])*\])|(?P<space> +)(?P<repeated>[?*])?"
    r"|(?P<stop>\.)|(?P<group>\((?!\?))",
    re.DOTALL,
)


def regular_expression(pattern: str) -> str:
    """The regular expression that a pattern means, without any group that is counted."""
    return _TOKEN.sub(_translated, pattern)


def any_of(patterns: Iterable[str]) -> str:
    """One regular expression, in a group of its own, for any of the patterns; nothing fits none."""
    return f"(?:{'|'.join(map(regular_expression, patterns)) or '(?!)'})"


def _translated(match: re.Match[str]) -> str:
    if match["space"]:
        return rf"\s{match['repeated'] or '+'}"
    if match["stop"]:
        return r"\."
    return "(?:" if match["group"] else match.group()
