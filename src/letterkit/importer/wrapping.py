"""Whether a line goes on in the next: how wide a text is wrapped, and how its sentences run on.

A line goes on where it is as long as the text is wide and reads like prose; across a blank line or a
page's end, where its sentence has not ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from letterkit.importer.parts import SourceLine, SourceRegion
from letterkit.importer.readers.text import LONE_MARK

_NARROWEST = 38  # a text narrower than this is a list, not a wrapped page
_WIDEST = 160  # and beyond this a line is a paragraph
_FULL = 0.84  # how much of the width a line must fill to go on in the next
_FULLER = 0.93  # where a sentence ends with it
_ENDED = re.compile(r"[.!?:;。！？：；…]['\"”’»)\]\d]*$")
_CONTINUES = re.compile(r"['\"“‘(\[]*[a-zß-öø-ÿ]")
_ORPHAN = re.compile(r"[,;.:!?)\]”’](?:\s|$)")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or a part of one, ends with the line."""
    return _ENDED.search(text) is not None


def continues_sentence(text: str) -> bool:
    """Whether a line begins in small letters, as within a sentence."""
    return _CONTINUES.match(text) is not None


def has_small_words(text: str) -> bool:
    """Whether many of its words are small: a sentence, and not a name or an address."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].islower() for word in words) >= 0.5 * len(words)


def _is_unfinished(a: SourceLine, b: SourceLine) -> bool:
    """Whether a sentence that has not ended goes on in small letters."""
    return continues_sentence(b.text) and not ends_sentence(a.text)


# How wide the text is


def width_of(lines: Sequence[SourceLine]) -> int | None:
    """The width to which the text is wrapped, in characters; None where it is not."""
    texts = [line for line in lines if line.region is SourceRegion.BODY and line.text]
    lengths = [len(line.text) for line in texts]
    unwrapped = sum(length for length in lengths if length > _WIDEST) > 0.5 * sum(lengths)
    ends = sorted(a.indent + len(a.text) for a, b in pairwise(texts) if _runs_on(a, b))
    width = ends[int(0.9 * (len(ends) - 1))] if ends and not unwrapped else 0
    return width if width >= _NARROWEST else None


def is_double_spaced(lines: Sequence[SourceLine]) -> bool:
    """Whether a blank line stands between the lines of a sentence all through the text."""
    pairs = [(a, b) for a, b in pairwise(line for line in lines if line.text) if _runs_on(a, b)]
    apart = sum(b.number - a.number > 1 for a, b in pairs)
    return apart >= 3 and apart > 0.6 * len(pairs)


def _runs_on(a: SourceLine, b: SourceLine) -> bool:
    if len(a.text) > _WIDEST or b.marker:
        return False
    if _CJK.search(a.text) and _CJK.match(b.text):
        return len(a.text) > 25 and not ends_sentence(a.text)
    return _is_unfinished(a, b)


# Lines of one block


def flows(unit: Sequence[SourceLine], line: SourceLine, width: int | None) -> bool:
    """Whether a line goes on with the paragraph above it.

    `width` is that of the text; None where it is not wrapped.
    """
    last = unit[-1]
    if _is_lone(unit) and not line.marker:
        return True
    if line.marker or _is_lone([line]) or line.text.startswith("c/o ") or last.cell != line.cell:
        return False
    if unit[0].marker and line.indent >= unit[0].indent + 2:  # it hangs below the mark of its item
        return True
    if last.full is None:
        return width is not None and _is_wrapped(unit, line, width)
    prose = has_small_words(last.text)
    return (prose and _is_unfinished(last, line)) or (
        last.full is True and (prose or len(last.text) > 40)
    )


def _is_lone(unit: Sequence[SourceLine]) -> bool:
    """Whether all that is there of an item so far is its mark."""
    return len(unit) == 1 and not unit[0].marker and LONE_MARK.match(unit[0].text) is not None


def _is_wrapped(unit: Sequence[SourceLine], line: SourceLine, width: int) -> bool:
    """Whether the line above is as long as the text is wide, and reads on in this one."""
    last = unit[-1]
    length = last.indent + len(last.marker) + len(last.text)
    needed = length + 1 + len(line.text.split(" ", 1)[0])
    if length > 1.35 * width:
        return False
    if _is_unfinished(last, line):
        return needed > _FULL * width or length > 0.5 * width or bool(unit[0].marker)
    if _CJK.match(line.text) and _CJK.search(last.text):
        return needed > _FULL * width
    text = " ".join(item.text for item in unit)
    prose = has_small_words(text) or text.count(",") + text.count(";") > 2
    indented = len(unit) > 1 and not unit[0].marker and line.indent > last.indent + 1
    return prose and not indented and needed >= (_FULLER if ends_sentence(last.text) else _FULL) * width


# Across a blank line or a page's end


def goes_on(
    before: Sequence[SourceLine], line: SourceLine, width: int | None, *, double_spaced: bool
) -> bool:
    """Whether a line goes on with a paragraph above a blank line, a page's end or a link."""
    last, text = before[-1], " ".join(item.text for item in before)
    if line.marker or last.cell != line.cell or not last.text:
        return False
    if _is_lone(before) or (_ORPHAN.match(line.text) and len(last.text) > 3):
        return True
    if not has_small_words(text):
        return False
    if last.page != line.page and last.full is not False and not ends_sentence(last.text):
        return True
    if _is_unfinished(last, line) and not last.text.endswith(","):
        return len(text) > 60
    spaced = double_spaced and width is not None and line.number - last.number == 2
    return spaced and last.indent + len(last.text) > _FULL * (width or 0)
