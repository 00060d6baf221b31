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
from functools import lru_cache
from itertools import accumulate

from markupsafe import escape
from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.language.unbroken import (
    COLUMN,
    LAST_LINE,
    LINE,
    Room,
    held,
    in_more_words,
    last_words,
    openings,
    standing_in,
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
_RUNS = 4096  # of words; a letter's copies have most of them alike


def is_inline(name: str) -> bool:
    """Whether an element's words stand on the line around it."""
    return name in _INLINE


def is_void(name: str) -> bool:
    """Whether an element has no end."""
    return name in _VOID


def kept_together(page: str, document: lt.Document, *, paged: bool) -> str:
    """The page with what stays on one line marked: for the PDF where it is `paged`, else for a screen."""
    names = names_standing_in(page[page.find("<body") :], in_more_words(document.names))
    pieces = pieces_of(page)
    texts = [piece for piece, _ in pieces]
    made = texts.copy()
    for run in word_runs(pieces):
        marked = run.marked(texts, names, document.language, paged=paged)
        for place, piece in zip(run.places, marked.texts, strict=True):
            made[place] = made[place] if piece is None else piece
        for number in marked.closed:
            made[run.breaks[number][1]] = ""
    return "".join(made)


def pieces_of(page: str) -> list[tuple[str, bool]]:
    """The pieces of a page, each with whether it is a mark: what is not printed."""
    return [(match[0], match[1] is not None) for match in PIECES.finditer(page)]


def names_standing_in(page: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that stand in a page of HTML."""
    return standing_in(page.replace("&amp;", "&"), names)  # as it stands in names of organisations


class _RunWords(Struct, frozen=True):
    """The words of a run: its pieces as they are read, how many characters come before each `<wbr>`."""

    texts: tuple[str, ...]
    breaks: tuple[int, ...]
    room: Room
    is_paragraph: bool

    @property
    def text(self) -> str:
        """The words in one."""
        return "".join(self.texts)

    def last_words(self) -> Iterator[range]:
        """What stays together at the end of a paragraph."""
        if self.is_paragraph and self.room is LINE:
            text = self.text
            begin = last_words(text)
            places = (place for place in self.breaks if len(text.rstrip()) - place >= LAST_LINE)
            yield range(max((begin, *places)), len(text))


class MarkedWords(Struct, frozen=True):
    """A run's pieces as HTML with what stays on one line marked, None where nothing does; and the numbers
    of the `<wbr>` at which no line ends.
    """

    texts: tuple[str | None, ...]
    closed: tuple[int, ...] = ()


@lru_cache(_RUNS)
def _marked(words: _RunWords, names: tuple[str, ...], language: str, paged: bool) -> MarkedWords:
    """The words of a run with marks; `names` are those that stand in them."""
    room = words.room if paged else COLUMN
    ranges = held(words.text, names, language, room)
    if paged:
        return _joined(words, _bearable((*ranges, *words.last_words()), room))
    return _enclosed(words, _bearable(ranges, room))


class WordRun(Struct):
    """Words that follow each other on lines, in pieces of a page, as `places` in the list of them.

    `breaks` are those of `<wbr>`: how many of the pieces come before each, and its own place.
    """

    room: Room
    places: list[int] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    is_paragraph: bool = False

    def marked(
        self, pieces: Sequence[str], names: Iterable[str], language: str, *, paged: bool
    ) -> MarkedWords:
        """What stays on one line of the run, where the page's pieces are these; `names` are those that
        stand in the page.
        """
        found = (pieces[place] for place in self.places)
        texts = tuple(html.unescape(each) if "&" in each else each for each in found)
        breaks = tuple(sum(map(len, texts[:count])) for count, _ in self.breaks)
        words = _RunWords(texts, breaks, self.room, self.is_paragraph)
        return _marked(words, standing_in(words.text, names), language, paged)


def word_runs(pieces: Iterable[tuple[str, bool]]) -> list[WordRun]:
    """The runs of a page in their order, but that of a note before the one it interrupts."""
    return list(_WordRuns().of(pieces))


class _OpenElement(Struct):
    """An element that is open: `around` is the run that a note interrupts."""

    name: str
    has_columns: bool
    is_number: bool
    around: WordRun | None = None


class _WordRuns:
    """Goes through a page's pieces, and finds which of them stand on lines together."""

    def __init__(self) -> None:
        self.open: list[_OpenElement] = []
        self.run = WordRun(LINE)

    def of(self, pieces: Iterable[tuple[str, bool]]) -> Iterator[WordRun]:
        for place, (piece, is_mark) in enumerate(pieces):
            if not is_mark:
                if not (self.open and self.open[-1].is_number):
                    self.run.places.append(place)
            elif element := _ELEMENT.match(piece):
                yield from self._at(element[2].lower(), bool(element[1]), piece, place)
        yield from self._end()

    def _at(self, name: str, is_end: bool, piece: str, place: int) -> Iterator[WordRun]:
        if name == "wbr":
            self.run.breaks.append((len(self.run.places), place))
        elif name == "br":
            yield from self._end()
        elif name in _VOID:
            pass
        elif is_end:
            yield from self._close(name)
        else:
            yield from self._begin(name, piece)

    def _begin(self, name: str, piece: str) -> Iterator[WordRun]:
        found = _CLASS.search(piece)
        classes = set(found[1].split()) if found else set()
        columns = bool(self.open and self.open[-1].has_columns)
        columns = columns or name in _COLUMNS or not _COLUMN_CLASSES.isdisjoint(classes)
        is_number = not _NUMBERS.isdisjoint(classes) or _BACK_TO_CALL in piece
        is_number = is_number or bool(self.open and self.open[-1].is_number)
        if _NOTE in classes and name in _INLINE:
            self.open.append(_OpenElement(name, columns, is_number=False, around=self.run))
            self.run = WordRun(LINE)
            return
        if name not in _INLINE or columns:
            yield from self._end()
        self.open.append(_OpenElement(name, columns, is_number))
        self.run.room = COLUMN if columns else LINE

    def _close(self, name: str) -> Iterator[WordRun]:
        if all(element.name != name for element in self.open):
            return
        while (element := self.open.pop()).name != name:
            pass
        if element.around is not None:
            yield from self._end(is_paragraph=True)
            self.run = element.around
        elif name not in _INLINE or element.has_columns:
            yield from self._end(is_paragraph=name in _PARAGRAPHS)

    def _end(self, *, is_paragraph: bool = False) -> Iterator[WordRun]:
        """The run that ends here, if there are words in it; another one begins."""
        run, columns = self.run, bool(self.open and self.open[-1].has_columns)
        self.run = WordRun(COLUMN if columns else LINE)
        if run.places:
            run.is_paragraph = is_paragraph
            yield run


def _joined(words: _RunWords, ranges: Sequence[range]) -> MarkedWords:
    """The words with a joiner at each place within the ranges where a line could end."""
    if not ranges:
        return MarkedWords((None,) * len(words.texts))
    text = words.text
    places = {each.start + place for each in ranges for place in openings(text[each.start : each.stop])}
    made: list[str | None] = []
    for begin, text in _pieces(words):
        inside = sorted(place - begin for place in places if begin <= place < begin + len(text))
        parts = (text[i:j] for i, j in zip((0, *inside), (*inside, len(text)), strict=True))
        made.append(str(escape(JOINER.join(parts))) if inside else None)
    within = [any(place - 1 in each and place in each for each in ranges) for place in words.breaks]
    return MarkedWords(tuple(made), tuple(number for number, is_ in enumerate(within) if is_))


def _enclosed(words: _RunWords, ranges: Sequence[range]) -> MarkedWords:
    """The words with the ranges in elements of their own, each piece of them in one."""
    kept = [each for each in ranges if openings(words.text[each.start : each.stop])]
    made: list[str | None] = []
    for begin, text in _pieces(words):
        found, end = [], 0
        for each in kept:
            start, stop = max(each.start - begin, 0), min(each.stop - begin, len(text))
            if start < stop:
                found += [escape(text[end:start]), _SPAN.format(escape(text[start:stop]))]
                end = stop
        made.append("".join((*map(str, found), str(escape(text[end:])))) if found else None)
    return MarkedWords(tuple(made))


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


def _pieces(words: _RunWords) -> Iterator[tuple[int, str]]:
    """Each piece of the words: how many characters come before it, its text."""
    yield from zip(accumulate(map(len, words.texts), initial=0), words.texts, strict=False)
