"""Whether there is a space between two words that are printed apart: at a line's end none is to be seen.

What was written tells it. So an address that is divided at a mark, a word that is too long for its line
and Chinese, which has no spaces, stay whole for whoever reads by the structure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from letterkit.writers.pdf.lines import NO_WIDTH

# How many characters on either side are looked for in what was written.
_CONTEXT = 16
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = re.compile(f"[{NO_WIDTH}{_SOFT_HYPHEN}\u2060\ufeff]")
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """The words with ordinary single spaces, and without characters that only say where lines may end."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text))


def source_text(element: Any) -> str:
    """What an HTML element says, plain; a line break is a space, and notes are no part of it."""
    return plain("".join(_texts(element)))


def _texts(element: Any) -> list[str]:
    found = [element.text or ""]
    for child in element:
        if child.tag == "br":
            found.append(" ")
        elif isinstance(child.tag, str) and child.get("class") != "note":
            found += _texts(child)
        found.append(child.tail or "")
    return found


def unhyphenated(text: str, source: str, hyphen: str) -> str | None:
    """The text without the hyphen that was added at its end where its line divides a word; else None."""
    words = plain(text).removesuffix(hyphen)
    if not text.endswith(hyphen) or plain(text)[-_CONTEXT:] in source:
        return None
    return words if words[-_CONTEXT:] in source else None


def is_apart(before: str, after: str, source: str) -> bool:
    """Whether a space is missing between two texts that follow one another in `source`."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    end, begin = plain(before)[-_CONTEXT:], plain(after)[:_CONTEXT]
    if f"{end} {begin}" in source:
        return True
    if f"{end}{begin}" in source:
        return False
    return not (_has_no_spaces(end[-1:]) and _has_no_spaces(begin[:1]))


def _has_no_spaces(character: str) -> bool:
    """Whether a character is of Chinese or Japanese, which are written without spaces."""
    wide = bool(character) and unicodedata.east_asian_width(character) in "WF"
    return wide and not unicodedata.name(character, "").startswith("HANGUL")
