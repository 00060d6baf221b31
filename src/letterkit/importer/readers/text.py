"""Text as saved from a web page, a PDF or a word processor → lines.

A line keeps its number; the mark of a list item is taken from it, and a word that was divided at the end
of a line is put together on the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from letterkit.importer.parts import SourceLine, SourceText
from letterkit.language import words
from letterkit.values import replace

_BULLET = r"[•●○◦▪■□▫‣⁃∙·➢➤►▶✓✔❖◆◊❑※➔→*+]|[-–—‒―](?=\s)|o(?=\s{1,4}[A-Z])"
_NUMBER = (
    r"\(?\d{1,3}[.)](?!\d)|\(?[ivx]{1,5}[.)]|\([a-zA-Z]\)|[a-z]\)|[A-Z]\)|[a-z]\.(?=\s[A-Z])|"
    r"\d{1,2}(?=\s?[、．])[、．]|[一二三四五六七八九十]{1,3}、|"
)
_ORDINAL = rf"{words.ITEM_WORDS}(?=\s)"
MARK = re.compile(rf"(?P<mark>{_BULLET}|{_NUMBER}{_ORDINAL})\s*(?=\S)")
LONE_MARK = re.compile(rf"\s*(?:{_BULLET}|[-–—]|{_NUMBER}{_ORDINAL})\s*$")
# In German a day has a full stop: "5. Juni 2016" is no list item.
_DAY = re.compile(r"\d{1,2}\.\s*(?:\w+\.?\s*\d{4}|\d{1,2}\.)")
_DIVIDED = re.compile(r"([^\W\d_]{2,30})[-‐]$")
_HEAD_WORD = re.compile(r"\s*(?P<word>[^\W\d_]{2,30})\S*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 30  # characters of a line at whose end words are divided


def read_text(name: str, text: str) -> SourceText:
    """The lines of a text that has been decoded and cleaned (see `characters`)."""
    lines, page = [], 1 if "\f" in text else None
    for number, raw in enumerate(text.split("\n"), 1):
        page = page + raw.count("\f") if page else None
        lines.append(line_of(number, raw.replace("\f", ""), page))
    return SourceText(name, tuple(undivided(lines)))


def line_of(number: int, raw: str, page: int | None, full: bool | None = None) -> SourceLine:
    """A line as it is printed, its indent and the mark of a list's item taken off."""
    text = raw.expandtabs(8).rstrip() if "\t" not in raw.strip() else raw.rstrip()
    body = text.lstrip()
    marker, rest = marked(body)
    return SourceLine(number, rest, marker=marker, indent=len(text) - len(body), page=page, full=full)


def marked(text: str) -> tuple[str, str]:
    """A list item's mark and its text; no mark where the line is no list item."""
    match = MARK.match(text)
    if match is None or _DAY.match(text):
        return "", text
    mark, rest = match["mark"], text[match.end() :]
    is_apart = match.end() > len(mark) or _may_be_tight(mark, rest)
    return (mark, rest) if is_apart and any(map(str.isalnum, rest)) else ("", text)


def _may_be_tight(mark: str, rest: str) -> bool:
    """'•Meet' and '1.Meet' are items; '*Affiliation', '-Name' and '(a)part' are not."""
    if mark[0] in "*+(-–—→":
        return False
    return not mark[0].isalnum() or (mark[0].isdigit() and rest[:1].isupper()) or mark[-1] in "、．"


def undivided(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """A word divided at a line's end goes to the first of its lines, whole."""
    known = frozenset(_WORD.findall(" ".join(line.text for line in lines).lower()))
    result = list(lines)
    for i, (line, after) in enumerate(pairwise(lines)):
        head, tail = _DIVIDED.search(result[i].text), _HEAD_WORD.match(after.text)
        if head and tail and not after.marker and len(line.text) >= _FULL:
            hyphen = _hyphen(head[1], tail["word"], known)
            if hyphen is not None:
                whole = f"{head[1]}{hyphen}{tail[0].strip()}"
                result[i] = replace(result[i], text=result[i].text[: head.start()] + whole)
                result[i + 1] = replace(after, text=after.text[tail.end() :].lstrip())
    return result


def _hyphen(head: str, tail: str, known: Collection[str]) -> str | None:
    """What stands between the halves of a word, a hyphen or nothing; None where they are two words."""
    if tail[0].isupper():
        return "-" if head[0].isupper() else None
    if (head + tail).lower() in known:
        return ""
    kept = f"{head}-{tail}".lower() in known or head.lower() in words.PREFIXES or head[0].isupper()
    return "-" if kept else ""
