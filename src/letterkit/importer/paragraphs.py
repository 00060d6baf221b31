"""Lines → paragraphs: hard-wrapped lines run together, while addresses and names keep their lines.

Where the file says which lines belong together (HTML, Word), nothing else is joined. In plain text a line
goes on in the next where it is as long as the text is wide and reads like prose. Running heads and page
numbers are taken out of the sentences they interrupt, and columns are read one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from letterkit.importer.parts import Region, SourceLine, SourceParagraph, SourceText
from letterkit.importer.readers.text import LONE_MARK

_NARROWEST = 38  # a text narrower than this is a list, not a wrapped page
_WIDEST = 160  # and beyond this a line is a paragraph
_FULL = 0.84  # how much of the width a line must fill to go on in the next
_FULLER = 0.93  # where a sentence ends with it
_ENDED = re.compile(r"[.!?:;。！？：；…]['\"”’»)\]\d]*$")
_CONTINUES = re.compile(r"['\"“‘(\[]*[a-zß-öø-ÿ]")
_ORPHAN = re.compile(r"[,;.:!?)\]”’](?:\s|$)")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_PAGE = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p[aá]gina|pág\.?|p\.|página|第)\s*)?\d{1,3}(?:\s*(?:of|/|de|von|sur|"
    r"out of)\s*\d{1,3})?"
    r"(?:\s*页|\s*頁)?\W{0,3}$",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"\b(?:page|seite|p[aá]gina)\s+\d{1,3}\b", re.IGNORECASE)
_PAGE_END = re.compile(r"\S\s{3,}\d{1,3}$")
_GUTTER = re.compile(r"\s{3,}|\t+")


def paragraphs(source: SourceText) -> list[SourceParagraph]:
    """The paragraphs of a source, in reading order; each of its words is in one of them."""
    if any(line.paragraph is not None for line in source.lines):
        return _counted(list(_given(source.lines)), source.lines)
    lines = _margins(source.lines)
    width = _width(lines)
    body = [line for line in lines if line.region is not Region.MARGIN or not line.text]
    blocks = [unit for block in _blocks(body) for unit in _units(block, width)]
    joined = _across(blocks, width, _is_double_spaced(lines))
    for line in lines:
        if line.region is Region.MARGIN and line.text:
            joined.insert(_place(joined, line.number), [line])
    return _counted(joined, lines)


def _place(units: Sequence[Sequence[SourceLine]], number: int) -> int:
    """Where a line of that number belongs among units that may be columns."""
    later = (i + 1 for i in range(len(units) - 1, -1, -1) if units[i][0].number < number)
    return next(later, 0)


def _given(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    """Paragraphs as the file has them; lines within one may still be hard-wrapped."""
    width = _width(lines)
    for block in _blocks(lines):
        unit: list[SourceLine] = []
        for line in _columns(block):
            if unit and (line.paragraph != unit[-1].paragraph or not _flows(unit, line, width)):
                yield unit
                unit = []
            unit.append(line)
        yield unit


def _paragraph(lines: Sequence[SourceLine], blank: int) -> SourceParagraph:
    first = next((line for line in lines if line.text), lines[0])
    marker = " ".join(line.marker for line in lines if line.marker)
    return SourceParagraph(
        tuple(lines),
        " ".join(" ".join(line.text for line in lines if line.text).split()),
        marker,
        first.heading,
        all(line.bold for line in lines),
        lines[0].indent,
        blank,
        first.cell,
        first.region,
    )


# Running heads and page numbers


def _margins(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, those marked that are no text but a page's number or running head."""
    filled = [i for i, line in enumerate(lines) if line.text or line.marker]
    repeated = _repeated(lines)
    found: set[int] = set()
    for group in _short_groups(lines, filled):
        if _is_margin(lines, filled, group, repeated):
            found.update(filled[i] for i in group)
    return [replace(line, region=Region.MARGIN) if i in found else line for i, line in enumerate(lines)]


def _repeated(lines: Sequence[SourceLine]) -> Counter[str]:
    return Counter(_shape(line.text) for line in lines if line.text)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip().lower())


def _short_groups(lines: Sequence[SourceLine], filled: Sequence[int]) -> Iterator[list[int]]:
    """Runs of at most four lines that may be a page's foot and the next one's head."""
    for start in range(1, len(filled)):
        for size in range(1, 5):
            group = list(range(start, min(start + size, len(filled))))
            if len(group) < size or any(len(_whole(lines[filled[i]])) > 100 for i in group):
                break
            yield group


def _whole(line: SourceLine) -> str:
    return f"{line.marker} {line.text}".strip()


def _is_margin(
    lines: Sequence[SourceLine], filled: Sequence[int], group: list[int], repeated: Counter[str]
) -> bool:
    texts = [_whole(lines[filled[i]]) for i in group]
    numbered = [any(p.search(text) for p in (_PAGE, _PAGE_WORD, _PAGE_END)) for text in texts]
    before = lines[filled[group[0] - 1]]
    after = lines[filled[group[-1] + 1]] if group[-1] + 1 < len(filled) else None
    new_page = after is not None and before.page != after.page
    known = all(n or repeated[_shape(t)] > 1 for n, t in zip(numbered, texts, strict=True))
    if len(group) == 1 and numbered[0]:
        return _stands_alone(lines, filled[group[0]]) or new_page
    if any(_is_prose(t) for t, n in zip(texts, numbered, strict=True) if not n):
        return False
    broken = after is not None and not _ENDED.search(before.text) and bool(_CONTINUES.match(after.text))
    if new_page and known:
        return True
    return (
        len(before.text) > 30
        and broken
        and not any(_CONTINUES.match(t) for t in texts)
        and (known or (any(numbered) and len(group) <= 3))
    )


def _stands_alone(lines: Sequence[SourceLine], i: int) -> bool:
    above = lines[i - 1] if i else None
    below = lines[i + 1] if i + 1 < len(lines) else None
    return (above is None or not above.text) and (below is None or not below.text)


# How wide the text is


def _width(lines: Sequence[SourceLine]) -> int | None:
    """The width to which the text is wrapped, in characters; None where it is not."""
    texts = [line for line in lines if line.region is Region.BODY]
    long = sum(len(line.text) for line in texts if len(line.text) > _WIDEST)
    if long > 0.5 * sum(len(line.text) for line in texts):
        return None
    ends = sorted(a.indent + len(a.text) for a, b in _neighbours(texts) if _runs_on(a, b))
    if not ends:
        return None
    width = ends[int(0.9 * (len(ends) - 1))]
    return width if width >= _NARROWEST else None


def _neighbours(lines: Sequence[SourceLine]) -> Iterator[tuple[SourceLine, SourceLine]]:
    filled = [line for line in lines if line.text]
    yield from pairwise(filled)


def _runs_on(a: SourceLine, b: SourceLine) -> bool:
    if len(a.text) > _WIDEST or b.marker:
        return False
    if _CJK.search(a.text) and _CJK.match(b.text):
        return len(a.text) > 25 and not _ENDED.search(a.text)
    return bool(_CONTINUES.match(b.text)) and not _ENDED.search(a.text)


def _is_double_spaced(lines: Sequence[SourceLine]) -> bool:
    """Whether a blank line stands between the lines of a sentence all through the text."""
    pairs = [(a, b) for a, b in _neighbours(lines) if _runs_on(a, b)]
    apart = sum(b.number - a.number > 1 for a, b in pairs)
    return apart >= 3 and apart > 0.6 * len(pairs)


# Lines that belong together


def _blocks(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    """Runs of lines without a blank one between them."""
    block: list[SourceLine] = []
    for line in lines:
        if line.text or line.marker:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _units(block: list[SourceLine], width: int | None) -> Iterator[list[SourceLine]]:
    """The paragraphs and single lines of a block."""
    unit: list[SourceLine] = []
    for line in _columns(block):
        if unit and not _flows(unit, line, width):
            yield unit
            unit = []
        unit.append(line)
    if unit:
        yield unit


def _flows(unit: list[SourceLine], line: SourceLine, width: int | None) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = unit[-1]
    if _is_lone_mark(last) and len(unit) == 1 and not line.marker:
        return True
    if line.marker or _is_lone_mark(line) or line.text.startswith("c/o ") or last.cell != line.cell:
        return False
    if unit[0].marker and line.indent >= unit[0].indent + 2:
        return True  # it hangs below its mark
    if last.full is not None:
        return _is_run_on(last, line) or (last.full and (_is_prose(last.text) or len(last.text) > 40))
    return width is not None and _is_wrapped(unit, line, width)


def _is_run_on(last: SourceLine, line: SourceLine) -> bool:
    """Whether a sentence that has not ended goes on in small letters."""
    return bool(_CONTINUES.match(line.text)) and not _ENDED.search(last.text) and _is_prose(last.text)


def _is_wrapped(unit: list[SourceLine], line: SourceLine, width: int) -> bool:
    """Whether the line above is as long as the text is wide, and reads on in this one."""
    last = unit[-1]
    length = last.indent + len(last.marker) + len(last.text)
    needed = length + 1 + len(line.text.split(" ", 1)[0])
    if length > 1.35 * width:
        return False
    if _CONTINUES.match(line.text) and not _ENDED.search(last.text):
        return needed > _FULL * width or length > 0.5 * width or bool(unit[0].marker)
    if _CJK.match(line.text) and _CJK.search(last.text):
        return needed > _FULL * width
    if needed < (_FULLER if _ENDED.search(last.text) else _FULL) * width:
        return False
    new = line.indent > last.indent + 1 and not unit[0].marker and len(unit) > 1
    text = " ".join(item.text for item in unit)
    return not new and (_is_prose(text) or text.count(",") + text.count(";") > 2)


def _is_lone_mark(line: SourceLine) -> bool:
    return not line.marker and LONE_MARK.match(line.text) is not None


def _is_prose(text: str) -> bool:
    """Whether many of its words are small: a sentence, and not a name or an address."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].islower() for word in words) >= 0.5 * len(words)


def _across(units: list[list[SourceLine]], width: int | None, double: bool) -> list[list[SourceLine]]:
    """Paragraphs that a blank line, a page's end or a link has broken, put together."""
    result: list[list[SourceLine]] = []
    for unit in units:
        if result and _goes_on(result[-1], unit[0], width, double):
            result[-1].extend(unit)
        else:
            result.append(unit)
    return result


def _goes_on(before: list[SourceLine], line: SourceLine, width: int | None, double: bool) -> bool:
    last = before[-1]
    if line.marker or last.cell != line.cell or not last.text:
        return False
    if _is_lone_mark(last) and len(before) == 1:
        return True
    if _ORPHAN.match(line.text) and len(last.text) > 3:
        return True
    text = " ".join(item.text for item in before)
    if (
        last.page != line.page
        and last.full is not False
        and not _ENDED.search(last.text)
        and _is_prose(text)
    ):
        return True
    long = last.indent + len(last.text)
    if _CONTINUES.match(line.text) and not _ENDED.search(last.text) and not last.text.endswith(","):
        return len(text) > 60 and _is_prose(text)
    if not double or width is None:
        return False
    return long > _FULL * width and _is_prose(text) and line.number - last.number == 2


# Columns


def _columns(block: list[SourceLine]) -> list[SourceLine]:
    """The lines of a block; where rows of it are set in columns, one column after the other."""
    result: list[SourceLine] = []
    rows: list[SourceLine] = []
    for line in [*block, None]:
        if line is not None and (_is_row(line) or _is_in_column(line, rows)):
            rows.append(line)
            continue
        result += _by_column(rows)
        rows = []
        if line is not None:
            result.append(line)
    return result


def _is_row(line: SourceLine) -> bool:
    """Whether a line holds several cells: a gap within it, and no label before the gap."""
    cells = _GUTTER.split(line.text.strip())
    if len(cells) < 2 or len(line.text) > 220 or line.marker:
        return False
    return not cells[0].endswith((":", "：")) and not cells[0].startswith("|")


def _is_in_column(line: SourceLine, rows: Sequence[SourceLine]) -> bool:
    """Whether a line below rows goes on with one of their columns, where the others have ended."""
    starts = _starts(rows) if len(rows) > 1 and not line.marker else []
    for start, end in pairwise([*starts, starts[-1] + 60] if len(starts) > 1 else []):
        if abs(line.indent - start) <= 2:
            return line.indent + len(line.text) < end
    return False


def _by_column(rows: list[SourceLine]) -> list[SourceLine]:
    starts = _starts(rows)
    if len(rows) < 2 or len(starts) < 2:
        return rows
    columns: list[list[SourceLine]] = [[] for _ in starts]
    for line in rows:
        for column, text in _cells(line, starts):
            columns[column].append(replace(line, text=text, indent=starts[column], cell=(0, 0, column)))
    return [line for column in columns for line in column]


def _starts(block: Sequence[SourceLine]) -> list[int]:
    """Where columns begin: places at which several lines begin after a gap."""
    begins: Counter[int] = Counter()
    for line in block:
        text = line.text.expandtabs(8)
        begins[line.indent] += 1
        begins.update(line.indent + gap.end() for gap in re.finditer(r"\s{3,}", text))
    places: list[int] = []
    for place in sorted(begins):
        near = sum(count for other, count in begins.items() if abs(other - place) <= 4)
        if near >= 2 and (not places or place - places[-1] > 8):
            places.append(place)
    return places


def _cells(line: SourceLine, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    text = line.text.expandtabs(8)
    begin = 0
    for gap in [*re.finditer(r"\s{3,}", text), None]:
        piece = text[begin : gap.start() if gap else len(text)]
        if piece.strip():
            place = line.indent + begin
            column = min(range(len(starts)), key=lambda i: abs(starts[i] - place))
            yield column, piece.strip()
        begin = gap.end() if gap else begin


def _counted(units: list[list[SourceLine]], lines: Sequence[SourceLine]) -> list[SourceParagraph]:
    """Paragraphs, each with the number of blank lines before it."""
    filled = {line.number for line in lines if line.text or line.marker}
    result, last = [], 0
    for unit in units:
        first = unit[0].number
        blank = 0
        while first - blank - 1 > last and first - blank - 1 not in filled:
            blank += 1
        result.append(_paragraph(unit, blank))
        last = max(last, first)
    return result
