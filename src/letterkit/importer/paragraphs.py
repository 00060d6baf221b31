"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from letterkit.importer.columns import by_columns
from letterkit.importer.parts import SourceLine, SourceParagraph, SourceRegion, SourceText
from letterkit.importer.readers.text import LONE_MARK
from letterkit.importer.shapes import cases, is_close, is_salutation, is_sentence
from letterkit.language import words
from letterkit.values import replace


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    filled = [line for line in source.lines if line.whole]
    typed = all(line.paragraph is None for line in filled)
    margins = {line.number: line for line in _margins(filled)} if typed else {}
    units = _units([line for line in source.lines if line.number not in margins])
    at = len(units)
    for number in sorted(margins, reverse=True):
        while at and units[at - 1][0].number > number:
            at -= 1
        units.insert(at, [replace(margins[number], region=SourceRegion.MARGIN)])
    numbers = [0, *(line.number for line in filled)]
    blank = {number: number - above - 1 for above, number in pairwise(numbers)}
    return [_paragraph(unit, blank[unit[0].number]) for unit in units]


def _units(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The paragraphs and single lines; none of what the file itself holds apart is joined."""
    width = _width([line for line in lines if line.text])
    units: list[list[SourceLine]] = []
    for filled, block in groupby(lines, key=lambda line: bool(line.whole)):
        for number, line in enumerate(by_columns(list(block)) if filled else ()):
            # The first stands behind a blank line.
            if units and _goes_on(units[-1], line, width, apart=number == 0):
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


# Running heads and page numbers

_MOST = 3  # lines of a page's foot and the next one's head together
_LONGEST = 100  # characters of each
_LINE = 30  # characters: as long is the line that they interrupt


def _margins(filled: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """A page's foot and the next one's head: a few short lines with a number, or repeated."""
    seen = Counter(_words(line) for line in filled if not _has_small_words(line.whole))
    known = [_is_numbered(line.whole) or seen[_words(line)] > 1 for line in filled]
    for start in range(1, len(filled)):
        for end in range(start + 1, min(start + _MOST, len(filled)) + 1):
            if not known[end - 1] or len(filled[end - 1].whole) > _LONGEST:
                break
            if _is_margin(filled[start - 1], filled[start:end], (*filled[end : end + 1], None)[0]):
                yield from filled[start:end]


def _is_numbered(text: str) -> bool:
    """Whether a line is the number of a page, or has one and is no sentence: 'see page 2.' is one."""
    whole = is_sentence(text) or _CONTINUES.match(text)
    return (words.PAGE_NUMBER.fullmatch if whole else words.PAGE_NUMBER.search)(text) is not None


def _words(line: SourceLine) -> str:
    """What running heads have in common: the words, whatever the number."""
    return re.sub(r"\d+", "#", line.text.strip().lower())


def _is_margin(before: SourceLine, group: Sequence[SourceLine], after: SourceLine | None) -> bool:
    """Whether lines end a page, interrupt a sentence, or are a number between two blank lines."""
    first, *others = group
    alone = before.number + 1 < first.number and (after is None or after.number > first.number + 1)
    if alone and not others and _is_numbered(first.whole):
        return True
    if after is None or before.page != after.page:
        return after is not None
    within = any(_CONTINUES.match(line.whole) for line in group)
    return not within and len(before.text) > _LINE and _is_unfinished(before, after)


# Whether a line goes on in the next: how wide a text is wrapped, and how its sentences run on

_NARROWEST = 38  # a text narrower than this is a list, not a wrapped page
_LONG = 0.6  # how much of the width a line fills that tells something of it
_WIDER = 1.15  # times the width: a line of a text that is wrapped so is no longer
_MANY = 0.25  # of the long lines, from which they are paragraphs each
_FULL = 0.84  # how much of the width a line must fill to go on in the next
_FULLER = 0.93  # where a sentence ends with it
_BROKEN = 60  # characters before a blank line within a sentence
_CONTINUES = re.compile(r"[,;.:!?)\]”’](?:\s|$)|['\"“‘(\[]*(?!c/o )[a-zß-öø-ÿ]")
_COMMA = re.compile(r"[,;，；、]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_CJK_LINE = 25  # characters: no name is as long


def _has_small_words(text: str) -> bool:
    """Whether many of its words are small: a sentence, and not a name or an address."""
    letters, small = cases(text)
    return letters >= 4 and small >= 0.5 * letters


def _begins_part(text: str) -> bool:
    """Whether a line says itself that a part of a letter begins with it."""
    labels = (words.REFERENCE, words.COPY, words.ENCLOSURE)
    return is_salutation(text) or is_close(text) or any(label.match(text) for label in labels)


def _is_unfinished(a: SourceLine, b: SourceLine) -> bool:
    """Whether a sentence that has not ended with a line goes on in the next: in small letters, with what
    ends another, or in Chinese.
    """
    if is_salutation(a.text) or _begins_part(b.text):
        return False
    in_cjk = len(a.text) > _CJK_LINE and _CJK.search(a.text) and _CJK.match(b.text)
    return not is_sentence(a.text) and (in_cjk or _CONTINUES.match(b.text)) is not None


def _width(lines: Sequence[SourceLine]) -> int:
    """How wide a text is wrapped, in characters: as wide as the lines that end within a sentence; 0 where
    it is not, because too many of its long lines are longer, or most of it stands in such lines.
    """
    within = (a for a, b in pairwise(lines) if not b.marker and _is_unfinished(a, b))
    ends = sorted(line.indent + len(line.text) for line in within)
    width = ends[int(0.9 * (len(ends) - 1))] if ends else 0
    long = [length for line in lines if (length := line.indent + len(line.text)) > _LONG * width]
    wider = [length for length in long if length > _WIDER * width]
    is_wrapped = len(wider) <= _MANY * len(long) and sum(wider) <= 0.5 * sum(long)
    return width if width >= _NARROWEST and is_wrapped else 0


def _goes_on(unit: Sequence[SourceLine], line: SourceLine, width: int, *, apart: bool) -> bool:
    """Whether a line goes on with the paragraph above it, whose text is wrapped at that width."""
    last = unit[-1]
    held_apart = line.paragraph is not None and (apart or last.paragraph != line.paragraph)
    if held_apart or line.marker or last.cell != line.cell or LONE_MARK.match(line.text):
        return False
    if is_salutation(last.text) or _begins_part(line.text):
        return False
    if LONE_MARK.match(last.text):  # all that is there of an item so far is its mark
        return True
    text = " ".join(each.text for each in unit[-9:])
    return _goes_on_across(text, last, line) if apart else _goes_on_within(text, unit, line, width)


def _goes_on_within(text: str, unit: Sequence[SourceLine], line: SourceLine, width: int) -> bool:
    first, last = unit[0], unit[-1]
    if first.marker and line.indent >= first.indent + 2:  # it hangs below the mark of its item
        return True
    long = _fills(last, width) > 0.5 or _has_small_words(last.text)
    if long and _is_unfinished(last, line):
        return True
    wide = last.full is not None and len(last.text) > _NARROWEST
    runs_on = _has_small_words(text) or len(_COMMA.findall(text)) > 2
    return _is_full(last, line, width) and (wide or runs_on)


def _is_full(line: SourceLine, after: SourceLine, width: int) -> bool:
    """Whether the first word of the next line had no room in this one."""
    if line.full is not None:
        return line.full
    return _fills(line, width, after.text.split(" ", 1)[0]) >= (
        _FULLER if is_sentence(line.text) else _FULL
    )


def _fills(line: SourceLine, width: int, more: str = "") -> float:
    """How much of the width a line takes, perhaps with a further word; 0 where nothing is wrapped."""
    length = line.indent + len(line.marker) + len(line.text) + len(more) + bool(more)
    return length / width if width else 0.0


def _goes_on_across(text: str, last: SourceLine, line: SourceLine) -> bool:
    if not _has_small_words(text) or is_sentence(text):
        return False
    if last.page != line.page and last.full is not False:
        return True
    return _is_unfinished(last, line) and not text.endswith(",") and len(text) > _BROKEN
