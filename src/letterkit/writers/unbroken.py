"""What stays on one line of an HTML page: names, dates, references, and the last words of a paragraph.

On a screen each is a `<span class="unbroken">`. For the PDF a word joiner (U+2060), which is neither seen
nor copied, stands at each place where the line must not end: WeasyPrint keeps to it also where a name
begins in one element and ends in another, and no element is made for it. The text is changed nowhere.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from markupsafe import escape

from letterkit import letter as lt
from letterkit.language.unbroken import (
    COLUMN,
    LAST_LINE,
    LINE,
    Room,
    held,
    last_words,
    names_pattern,
    openings,
)
from letterkit.writers.breaks import PIECES

JOINER = "\u2060"
"""The character at which no line ends: WORD JOINER (Unicode Standard Annex 14, class WJ)."""
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_CLASS = re.compile(r"""\sclass=["']?([^"'>]*)""")
# Elements without an end (HTML, 13.1.2).
_VOID = frozenset({"br", "hr", "img", "meta", "link", "wbr", "input", "col"})
# Elements whose words stand on the line around them.
_INLINE = frozenset("a abbr b cite code del em i ins mark q s small span strong sub sup u".split())  # noqa: SIM905
# Elements with columns, or with lines of their own that end where they should.
_COLUMNS = frozenset({"address", "header", "table"})
_COLUMN_CLASSES = frozenset({"signatures", "notation"})
_NOTE = "note"
# A note's number, at its call and before its words: no words of the line.
_NUMBERS = frozenset({"call", "label"})
_BACK_TO_CALL = 'href="#call-'
_PARAGRAPHS = frozenset({"p", "li", "blockquote"})


def kept_together(page: str, document: lt.Document, *, paged: bool) -> str:
    """The page with what stays on one line marked: for the PDF where it is `paged`, else for a screen."""
    words = page[page.find("<body") :]
    names = names_pattern(document.names, words, document.language)
    pieces = [(match[0], match[1] is not None) for match in PIECES.finditer(page)]
    made = [piece for piece, _ in pieces]
    for run in _WordRuns().of(pieces):
        text = run.text
        room = run.room if paged else COLUMN
        ranges = list(held(text, names, document.language, room))
        if paged:
            _join(run, _bearable((*ranges, *run.last_words(text)), room), made)
        else:
            _enclose(run, _bearable(ranges, room), made)
    return "".join(made)


@dataclass(slots=True)
class _WordRun:
    """Words that follow each other on lines, in pieces of a page, as `places` in the list of them.

    `breaks` are the places of `<wbr>` with how many characters come before each.
    """

    room: Room
    places: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    is_paragraph: bool = False

    @property
    def text(self) -> str:
        """The words as they are read."""
        return "".join(self.texts)

    def add(self, place: int, piece: str) -> None:
        """A piece of text."""
        self.places.append(place)
        self.texts.append(html.unescape(piece) if "&" in piece else piece)

    def last_words(self, text: str) -> Iterator[range]:
        """What stays together at the end of a paragraph."""
        if self.is_paragraph and self.room is LINE:
            begin = last_words(text)
            places = (place for place, _ in self.breaks if len(text.rstrip()) - place >= LAST_LINE)
            yield range(max((begin, *places)), len(text))


@dataclass(slots=True)
class _OpenElement:
    """An element that is open: `around` is the run that a note interrupts."""

    name: str
    has_columns: bool
    is_number: bool
    around: _WordRun | None = None


class _WordRuns:
    """Goes through a page's pieces, and finds which of them stand on lines together."""

    def __init__(self) -> None:
        self.open: list[_OpenElement] = []
        self.run = _WordRun(LINE)

    def of(self, pieces: Iterable[tuple[str, bool]]) -> Iterator[_WordRun]:
        """The runs in their order, but that of a note before the one it interrupts."""
        for place, (piece, is_mark) in enumerate(pieces):
            if not is_mark:
                if not (self.open and self.open[-1].is_number):
                    self.run.add(place, piece)
            elif element := _ELEMENT.match(piece):
                yield from self._at(element[2].lower(), bool(element[1]), piece, place)
        yield from self._end()

    def _at(self, name: str, is_end: bool, piece: str, place: int) -> Iterator[_WordRun]:
        if name == "wbr":
            self.run.breaks.append((sum(map(len, self.run.texts)), place))
        elif name == "br":
            yield from self._end()
        elif name in _VOID:
            pass
        elif is_end:
            yield from self._close(name)
        else:
            yield from self._begin(name, piece)

    def _begin(self, name: str, piece: str) -> Iterator[_WordRun]:
        found = _CLASS.search(piece)
        classes = set(found[1].split()) if found else set()
        columns = bool(self.open and self.open[-1].has_columns)
        columns = columns or name in _COLUMNS or not _COLUMN_CLASSES.isdisjoint(classes)
        is_number = not _NUMBERS.isdisjoint(classes) or _BACK_TO_CALL in piece
        is_number = is_number or bool(self.open and self.open[-1].is_number)
        if _NOTE in classes and name in _INLINE:
            self.open.append(_OpenElement(name, columns, is_number=False, around=self.run))
            self.run = _WordRun(LINE)
            return
        if name not in _INLINE or columns:
            yield from self._end()
        self.open.append(_OpenElement(name, columns, is_number))
        self.run.room = COLUMN if columns else LINE

    def _close(self, name: str) -> Iterator[_WordRun]:
        if all(element.name != name for element in self.open):
            return
        while (element := self.open.pop()).name != name:
            pass
        if element.around is not None:
            yield from self._end(is_paragraph=True)
            self.run = element.around
        elif name not in _INLINE or element.has_columns:
            yield from self._end(is_paragraph=name in _PARAGRAPHS)

    def _end(self, *, is_paragraph: bool = False) -> Iterator[_WordRun]:
        """The run that ends here, if there are words in it; another one begins."""
        run, columns = self.run, bool(self.open and self.open[-1].has_columns)
        self.run = _WordRun(COLUMN if columns else LINE)
        if run.places:
            run.is_paragraph = is_paragraph
            yield run


def _join(run: _WordRun, ranges: Sequence[range], made: list[str]) -> None:
    """Put a joiner at each place within the ranges where a line could end."""
    if not ranges:
        return
    text = run.text
    places = {each.start + place for each in ranges for place in openings(text[each.start : each.stop])}
    for begin, index, text in _pieces(run):
        inside = sorted(place - begin for place in places if begin <= place < begin + len(text))
        if inside:
            parts = (text[i:j] for i, j in zip((0, *inside), (*inside, len(text)), strict=True))
            made[index] = str(escape(JOINER.join(parts)))
    for place, index in run.breaks:
        if any(place - 1 in each and place in each for each in ranges):
            made[index] = ""


def _enclose(run: _WordRun, ranges: Sequence[range], made: list[str]) -> None:
    """Put the ranges' words into elements of their own, each piece of them into one."""
    kept = [each for each in ranges if openings(run.text[each.start : each.stop])]
    for begin, index, text in _pieces(run):
        found, end = [], 0
        for each in kept:
            start, stop = max(each.start - begin, 0), min(each.stop - begin, len(text))
            if start < stop:
                found += [escape(text[end:start]), _SPAN.format(escape(text[start:stop]))]
                end = stop
        if found:
            made[index] = "".join((*map(str, found), str(escape(text[end:]))))


_SPAN = '<span class="unbroken">{}</span>'


def _bearable(ranges: Iterable[range], room: Room) -> list[range]:
    """The ranges in the order of the text, those that meet as one. An earlier one counts more: a later
    one is left out where the two would be too long for a line, and a word would be broken instead.
    """
    kept: list[range] = []
    for each in filter(None, ranges):
        first = bisect_right(kept, each.start, key=lambda other: other.stop)
        after = bisect_left(kept, each.stop, key=lambda other: other.start)
        met = [each, *kept[first:after]]
        whole = range(min(other.start for other in met), max(other.stop for other in met))
        if len(met) == 1 or len(whole) <= room.head:
            kept[first:after] = [whole]
    return kept


def _pieces(run: _WordRun) -> Iterator[tuple[int, int, str]]:
    """Each piece of a run: how many characters come before it, its place in the page, its text."""
    begins = accumulate((len(text) for text in run.texts), initial=0)
    yield from zip(begins, run.places, run.texts, strict=False)
