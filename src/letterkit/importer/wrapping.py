"""Whether a line goes on in the next: how wide a text is wrapped, and how its sentences run on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Self

from msgspec import Struct

from letterkit.importer.parts import SourceLine, SourceRegion
from letterkit.importer.readers.text import LONE_MARK

_NARROWEST = 38  # a text narrower than this is a list, not a wrapped page
_WIDEST = 160  # and beyond this a line is a paragraph
_FULL = 0.84  # how much of the width a line must fill to go on in the next
_FULLER = 0.93  # where a sentence ends with it
_BROKEN = 60  # characters before a blank line within a sentence
_ENDED = re.compile(r"[.!?:;。！？：；…]['\"”’»)\]\d]*$")
_CONTINUES = re.compile(r"['\"“‘(\[]*(?!c/o )[a-zß-öø-ÿ]")
_ORPHAN = re.compile(r"[,;.:!?)\]”’](?:\s|$)")
_COMMA = re.compile(r"[,;，；、]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_CJK_LINE = 25  # characters: no name is as long


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
    """Whether a sentence that has not ended with a line goes on in the next."""
    if ends_sentence(a.text):
        return False
    cjk = len(a.text) > _CJK_LINE and _CJK.search(a.text) and _CJK.match(b.text)
    return continues_sentence(b.text) or bool(cjk)


class Wrapping(Struct, frozen=True):
    """How a text is broken into lines: its width in characters, 0 where it is not wrapped; and whether a
    blank line stands between the lines of a sentence.
    """

    width: int
    double: bool

    @classmethod
    def of(cls, lines: Sequence[SourceLine]) -> Self:
        """The wrapping of these lines."""
        texts = [line for line in lines if line.region is SourceRegion.BODY and line.text]
        pairs = [(a, b) for a, b in pairwise(texts) if not b.marker and _is_unfinished(a, b)]
        apart = sum(b.number - a.number > 1 for a, b in pairs)
        return cls(_width(texts, [a for a, _ in pairs]), apart >= 3 and apart > 0.6 * len(pairs))

    def goes_on(self, unit: Sequence[SourceLine], line: SourceLine, *, apart: bool) -> bool:
        """Whether a line goes on with the paragraph above it.

        `apart`: a blank line, a page's end or a link stands between the two.
        """
        last = unit[-1]
        if line.marker or last.cell != line.cell or not last.text or _is_lone(line):
            return False
        if len(unit) == 1 and _is_lone(last):  # all that is there of an item so far is its mark
            return True
        return self._across(unit, line) if apart else self._within(unit, line)

    def _within(self, unit: Sequence[SourceLine], line: SourceLine) -> bool:
        first, last = unit[0], unit[-1]
        if first.marker and line.indent >= first.indent + 2:  # it hangs below the mark of its item
            return True
        if last.full is not None:
            return _is_row_of_prose(last, line)
        if _is_unfinished(last, line):
            return self.width > 0 and (_length(last) > 0.5 * self.width or bool(first.marker))
        indented = len(unit) > 1 and not first.marker and line.indent > last.indent + 1
        return not indented and self._is_full(last, line) and _is_prose(unit)

    def _is_full(self, last: SourceLine, line: SourceLine) -> bool:
        """Whether the first word of a line had no room in the one above."""
        needed = _length(last) + 1 + len(line.text.split(" ", 1)[0])
        share = _FULLER if ends_sentence(last.text) else _FULL
        return self.width > 0 and needed >= share * self.width

    def _across(self, unit: Sequence[SourceLine], line: SourceLine) -> bool:
        last, text = unit[-1], " ".join(each.text for each in unit)
        if _ORPHAN.match(line.text) or not has_small_words(text):
            return _ORPHAN.match(line.text) is not None and len(last.text) > 3
        if last.page != line.page and last.full is not False and not ends_sentence(last.text):
            return True
        if _is_unfinished(last, line) and not last.text.endswith(","):
            return len(text) > _BROKEN
        return self.double and line.number - last.number == 2 and self._is_full(last, line)


def _is_prose(unit: Sequence[SourceLine]) -> bool:
    text = " ".join(line.text for line in unit)
    return has_small_words(text) or len(_COMMA.findall(text)) > 2


def _is_row_of_prose(row: SourceLine, line: SourceLine) -> bool:
    """Whether a row of a page, of which it is known how full it is, goes on in the next."""
    if has_small_words(row.text):
        return bool(row.full) or _is_unfinished(row, line)
    return bool(row.full) and len(row.text) > _NARROWEST


def _width(texts: Sequence[SourceLine], unfinished: Sequence[SourceLine]) -> int:
    """The width of a text, by the lines that end within a sentence; 0 where it is not wrapped."""
    ends = sorted(line.indent + len(line.text) for line in unfinished if len(line.text) <= _WIDEST)
    width = ends[int(0.9 * (len(ends) - 1))] if ends else 0
    lengths = [len(line.text) for line in texts]
    long = sum(length for length in lengths if length > _WIDEST)
    return width if width >= _NARROWEST and long <= 0.5 * sum(lengths) else 0


def _length(line: SourceLine) -> int:
    return line.indent + len(line.marker) + len(line.text)


def _is_lone(line: SourceLine) -> bool:
    """Whether a line is nothing but the mark of a list's item."""
    return not line.marker and LONE_MARK.match(line.text) is not None
