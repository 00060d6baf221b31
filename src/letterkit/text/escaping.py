"""Words → Markdown that prints as exactly those words."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"([\\`*_{}\[\]()<>&#+\-.!|~=:^])")
_BULLET = re.compile("^[•▪◦‣●○■]")
# What Markdown, Jinja or the dialects in `refused` could take for a mark, anywhere and at the beginning
# of a line.
_MARKS = re.compile(
    r"[\\`*_\[\]{}<~^]|(?<=\{)[%#]|&(?=[#\w])|=(?==)|\+(?=\+)|:(?=[A-Za-z][\w+-]*:)|(?<=\])\("
)
_BEGINS_A_BLOCK = re.compile(
    r"^(?P<before> *\d{0,9})(?P<mark>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=>~#:|])", re.MULTILINE
)


def escape(value: str) -> str:
    """A value as Markdown that prints as exactly that value, on one line."""
    escaped = _ESCAPED.sub(r"\\\1", " ".join(value.split()))
    return _BULLET.sub(lambda bullet: f"&#{ord(bullet[0])};", escaped)


def escape_lines(text: str) -> str:
    """Words as Markdown and Jinja that print as exactly those words: the marks alone are escaped."""
    return _BEGINS_A_BLOCK.sub(r"\g<before>\\\g<mark>", _MARKS.sub(r"\\\g<0>", text))
