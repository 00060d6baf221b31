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
_CONTINUES = re.compile(r"[,;.:!?)\]”’](?:\s|$)|['\"“‘(\[]*(?!c/o )[a-zß-öø-ÿ]")
_COMMA = re.compile(r"[,;，；、]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_CJK_LINE = 25  # characters: no name is as long


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or a part of one, ends with the line."""
    return _ENDED.search(text) is not None


def continues_sentence(text: str) -> bool:
    """Whether a line begins as within a sentence: in small letters, or with what ends another."""
    return _CONTINUES.match(text) is not None


def has_small_words(text: str) -> bool:
    """Whether many of its words are small: a sentence, and not a name or an address."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].islower() for word in words) >= 0.5 * len(words)


def _is_unfinished(a: SourceLine, b: SourceLine) -> bool:
    """Whether a sentence that has not ended with a line goes on in the next."""
    in_cjk = len(a.text) > _CJK_LINE and _CJK.search(a.text) and _CJK.match(b.text)
    return not ends_sentence(a.text) and (bool(in_cjk) or continues_sentence(b.text))


class Wrapping(Struct, frozen=True):
    """How a text is broken into lines: its width in characters, 0 where it is not wrapped."""

    width: int

    @classmethod
    def of(cls, lines: Sequence[SourceLine]) -> Self:
        """The wrapping of these lines: as wide as those that end within a sentence."""
        texts = [line for line in lines if line.region is SourceRegion.BODY and line.text]
        within = (a for a, b in pairwise(texts) if not b.marker and _is_unfinished(a, b))
        ends = sorted(line.indent + len(line.text) for line in within if len(line.text) <= _WIDEST)
        width = ends[int(0.9 * (len(ends) - 1))] if ends else 0
        return cls(width if width >= _NARROWEST and not _is_long(texts) else 0)

    def goes_on(self, unit: Sequence[SourceLine], line: SourceLine, *, apart: bool) -> bool:
        """Whether a line goes on with the paragraph above it.

        `apart`: a blank line, a page's end or a link stands between the two.
        """
        last = unit[-1]
        if line.marker or last.cell != line.cell or not last.text or _is_lone(line):
            return False
        if len(unit) == 1 and _is_lone(last):  # all that is there of an item so far is its mark
            return True
        return _goes_on_across(unit, line) if apart else self._within(unit, line)

    def _within(self, unit: Sequence[SourceLine], line: SourceLine) -> bool:
        first, last = unit[0], unit[-1]
        if first.marker and line.indent >= first.indent + 2:  # it hangs below the mark of its item
            return True
        long = first.marker or self._fills(last) > 0.5 or has_small_words(last.text)
        if long and _is_unfinished(last, line):
            return True
        if last.full is not None:
            return last.full and (len(last.text) > _NARROWEST or _is_prose(unit))
        # Whether the first word of the line had no room in the one above.
        full = self._fills(last, line.text.split(" ", 1)[0])
        return full >= (_FULLER if ends_sentence(last.text) else _FULL) and _is_prose(unit)

    def _fills(self, line: SourceLine, word: str = "") -> float:
        """How much of the width a line takes, perhaps with a word more; 0 where nothing is wrapped."""
        length = line.indent + len(line.marker) + len(line.text) + (len(word) + 1 if word else 0)
        return length / self.width if self.width else 0.0


def _is_long(lines: Sequence[SourceLine]) -> bool:
    """Whether most of a text stands in lines that are paragraphs each."""
    lengths = [len(line.text) for line in lines]
    return sum(length for length in lengths if length > _WIDEST) > 0.5 * sum(lengths)


def _goes_on_across(unit: Sequence[SourceLine], line: SourceLine) -> bool:
    last, text = unit[-1], " ".join(each.text for each in unit)
    if not has_small_words(text) or ends_sentence(last.text):
        return False
    if last.page != line.page and last.full is not False:
        return True
    return _is_unfinished(last, line) and not last.text.endswith(",") and len(text) > _BROKEN


def _is_prose(unit: Sequence[SourceLine]) -> bool:
    text = " ".join(line.text for line in unit)
    return has_small_words(text) or len(_COMMA.findall(text)) > 2


def _is_lone(line: SourceLine) -> bool:
    """Whether a line is nothing but the mark of a list's item."""
    return not line.marker and LONE_MARK.match(line.text) is not None
