"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from letterkit.importer.columns import by_columns
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.readers.text import LONE_MARK
from letterkit.values import replace


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    filled = [line for line in source.lines if line.whole]
    typed = all(line.paragraph is None for line in filled)
    margins = {line.number: line for line in _margins(filled)} if typed else {}
    lines = [line for line in source.lines if line.number not in margins]
    units = _units(lines, _width(lines))
    for number in sorted(margins):
        above = (i for i in range(len(units), 0, -1) if units[i - 1][0].number < number)
        units.insert(next(above, 0), [replace(margins[number], region=SourceRegion.MARGIN)])
    blank = _blank_before(filled)
    return [_paragraph(unit, blank[unit[0].number]) for unit in units]


def _blank_before(filled: Sequence[SourceLine]) -> dict[int, int]:
    """How many blank lines stand before each that is filled."""
    numbers = [0, *(line.number for line in filled)]
    return {number: number - before - 1 for before, number in pairwise(numbers)}


def _units(lines: Sequence[SourceLine], width: int) -> list[list[SourceLine]]:
    """The paragraphs and single lines; none of what the file itself holds apart is joined."""
    units: list[list[SourceLine]] = []
    for filled, block in groupby(lines, key=lambda line: bool(line.whole)):
        for number, line in enumerate(by_columns(list(block)) if filled else ()):
            # Behind a blank line, a page's end or a link.
            apart = number == 0
            alike = line.paragraph is None or (not apart and units[-1][-1].paragraph == line.paragraph)
            if units and alike and _goes_on(units[-1], line, width, apart=apart):
                units[-1].append(line)
            else:
                units.append([line])
    return units


def _paragraph(unit: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in unit if line.text), unit[0])
    text = " ".join(" ".join(line.text for line in unit).split())
    marker = " ".join(line.marker for line in unit if line.marker)
    return SourceParagraph(
        tuple(unit), text, marker, first.heading, unit[0].indent, blank, first.cell, first.region
    )


# Running heads and page numbers: the last lines of a page and the first of the next, which interrupt a
# sentence, or are repeated from page to page.

_NUMBER = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p[aá]gina|pág\.?|p\.|página|第)\s*)?\d{1,3}(?:\s*(?:of|/|de|von|sur|"
    r"out of)\s*\d{1,3})?(?:\s*页|\s*頁)?\W{0,3}$"
    r"|\b(?:page|seite|p[aá]gina)\s+\d{1,3}\b|\S\s{3,}\d{1,3}$",
    re.IGNORECASE,
)
_MOST = 3  # lines of a page's foot and the next one's head together
_LONGEST = 100  # characters of each
_LINE = 30  # characters: as long is the line that they interrupt


def _margins(filled: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """A few short lines together that are a page's foot and the next one's head."""
    seen = Counter(map(_words, filled))
    for start in range(1, len(filled)):
        for end in range(start + 1, min(start + _MOST, len(filled)) + 1):
            text = filled[end - 1].whole
            if len(text) > _LONGEST or (_has_small_words(text) and not _NUMBER.search(text)):
                break
            after = filled[end] if end < len(filled) else None
            if _is_margin(filled[start:end], filled[start - 1], after, seen):
                yield from filled[start:end]


def _is_margin(
    group: Sequence[SourceLine], before: SourceLine, after: SourceLine | None, seen: Mapping[str, int]
) -> bool:
    """Whether lines between two others are a page's end."""
    numbered = [_NUMBER.search(line.whole) is not None for line in group]
    known = all(n or seen[_words(line)] > 1 for n, line in zip(numbered, group, strict=True))
    first = group[0].number
    if numbered == [True] and first > before.number + 1 and (not after or after.number > first + 1):
        return True  # a number between two blank lines
    if after is None or not any((known, *numbered)):
        return False
    return (known and before.page != after.page) or _interrupts(group, before, after)


def _words(line: SourceLine) -> str:
    """What running heads have in common: the words, whatever the number."""
    return re.sub(r"\d+", "#", line.text.strip().lower())


def _interrupts(group: Sequence[SourceLine], before: SourceLine, after: SourceLine) -> bool:
    """Whether lines stand between the two halves of a sentence, and are no part of it."""
    broken = len(before.text) > _LINE and not _ends_sentence(before.text)
    within = any(_continues_sentence(line.whole) for line in group)
    return broken and _continues_sentence(after.text) and not within


# Whether a line goes on in the next: how wide a text is wrapped, and how its sentences run on

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


def _ends_sentence(text: str) -> bool:
    """Whether a sentence, or a part of one, ends with the line."""
    return _ENDED.search(text) is not None


def _continues_sentence(text: str) -> bool:
    """Whether a line begins as within a sentence: in small letters, or with what ends another."""
    return _CONTINUES.match(text) is not None


def _has_small_words(text: str) -> bool:
    """Whether many of its words are small: a sentence, and not a name or an address."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].islower() for word in words) >= 0.5 * len(words)


def _is_unfinished(a: SourceLine, b: SourceLine) -> bool:
    """Whether a sentence that has not ended with a line goes on in the next."""
    in_cjk = len(a.text) > _CJK_LINE and _CJK.search(a.text) and _CJK.match(b.text)
    return not _ends_sentence(a.text) and (bool(in_cjk) or _continues_sentence(b.text))


def _width(lines: Sequence[SourceLine]) -> int:
    """How wide a text is wrapped, in characters: as wide as the lines that end within a sentence; 0 where
    it is not, and most of it stands in lines that are paragraphs each.
    """
    texts = [line for line in lines if line.region is SourceRegion.BODY and line.text]
    within = (a for a, b in pairwise(texts) if not b.marker and _is_unfinished(a, b))
    ends = sorted(line.indent + len(line.text) for line in within if len(line.text) <= _WIDEST)
    width = ends[int(0.9 * (len(ends) - 1))] if ends else 0
    return width if width >= _NARROWEST and not _is_long(texts) else 0


def _is_long(lines: Sequence[SourceLine]) -> bool:
    """Whether most of a text stands in lines that are paragraphs each."""
    lengths = [len(line.text) for line in lines]
    return sum(length for length in lengths if length > _WIDEST) > 0.5 * sum(lengths)


def _goes_on(unit: Sequence[SourceLine], line: SourceLine, width: int, *, apart: bool) -> bool:
    """Whether a line goes on with the paragraph above it, whose text is wrapped at that width."""
    last = unit[-1]
    if line.marker or last.cell != line.cell or not last.text or _is_lone(line):
        return False
    if len(unit) == 1 and _is_lone(last):  # all that is there of an item so far is its mark
        return True
    return _goes_on_across(unit, line) if apart else _goes_on_within(unit, line, width)


def _goes_on_within(unit: Sequence[SourceLine], line: SourceLine, width: int) -> bool:
    first, last = unit[0], unit[-1]
    if first.marker and line.indent >= first.indent + 2:  # it hangs below the mark of its item
        return True
    long = first.marker or _fills(last, width) > 0.5 or _has_small_words(last.text)
    if long and _is_unfinished(last, line):
        return True
    wide = last.full is not None and len(last.text) > _NARROWEST
    return _is_full(last, line, width) and (wide or _is_prose(unit))


def _is_full(line: SourceLine, after: SourceLine, width: int) -> bool:
    """Whether the first word of the next line had no room in this one."""
    if line.full is not None:
        return line.full
    least = _FULLER if _ends_sentence(line.text) else _FULL
    return _fills(line, width, " " + after.text.split(" ", 1)[0]) >= least


def _fills(line: SourceLine, width: int, more: str = "") -> float:
    """How much of the width a line takes, perhaps with more; 0 where nothing is wrapped."""
    length = line.indent + len(line.marker) + len(line.text) + len(more)
    return length / width if width else 0.0


def _goes_on_across(unit: Sequence[SourceLine], line: SourceLine) -> bool:
    last, text = unit[-1], " ".join(each.text for each in unit)
    if not _has_small_words(text) or _ends_sentence(last.text):
        return False
    if last.page != line.page and last.full is not False:
        return True
    return _is_unfinished(last, line) and not last.text.endswith(",") and len(text) > _BROKEN


def _is_prose(unit: Sequence[SourceLine]) -> bool:
    text = " ".join(line.text for line in unit)
    return _has_small_words(text) or len(_COMMA.findall(text)) > 2


def _is_lone(line: SourceLine) -> bool:
    """Whether a line is nothing but the mark of a list's item."""
    return not line.marker and LONE_MARK.match(line.text) is not None
