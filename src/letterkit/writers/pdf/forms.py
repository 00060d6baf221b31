"""The pages of a letter's copies as HTML, without filling in the template for each.

Copies whose own parts differ in words alone have one form: the page with a mark for each of these words.
A copy's words are put there, and what is done to words on a page, such as keeping a name on one line, is
done to the paragraphs that have them. That holds for letterkit's own templates, which print words as they
are: whatever a template of a workspace's own makes of them, it has to make of each copy's. A form proves
itself by its first copy, whose page is filled in whole; a copy of which anything is in doubt is, too.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from markupsafe import escape
from msgspec import Struct

from letterkit import letter as lt
from letterkit.language.unbroken import in_more_words, standing_in
from letterkit.values import replace
from letterkit.writers import Assets
from letterkit.writers.html import as_paged, divided_text, filled_template, to_html
from letterkit.writers.pdf.skeleton import PageSkeleton, skeleton
from letterkit.writers.said import said_on_pages
from letterkit.writers.unbroken import is_inline, is_void, names_standing_in, pieces_of, word_runs

_FIRST = 0xF0000  # of the characters that stand for words; no author can write one (blocks.yaml)
_MARK = re.compile("[\U000f0000-\U000ffffd]")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_LANG = re.compile(r"<(?!html\b)[^>]*\slang=")
_COLONS = (":", "：")  # what ends with one leads in to what follows, and is set otherwise
# The fields of a copy's own nodes that the packaged templates print as they are.
_WORDS: Mapping[type[lt.Node], frozenset[str]] = {
    lt.Addressee: frozenset(("name", "honorific", "office", "organisation", "delivery")),
    lt.PostalAddress: frozenset(("lines",)),
    lt.Line: frozenset(("text",)),
    lt.Text: frozenset(("text",)),
}
# And those that they do not print, or only where nothing is laid out by it (see `skeleton`).
_UNPRINTED: Mapping[type[lt.Node], frozenset[str]] = {
    lt.Letter: frozenset(("origin", "title", "running_head", "names", "people_named")),
    lt.Addressee: frozenset(("origin", "block", "salutation", "fax", "email")),
    lt.PostalAddress: frozenset(
        (
            *("origin", "places", "street", "locality", "region"),
            *("postal_code", "country", "country_name"),
        )
    ),
    lt.Line: frozenset(("origin", "agreed")),
    lt.Text: frozenset(("origin", "agreed")),
}
_PLACE = frozenset(("origin",))


class UnformedError(Exception):
    """A copy's page has to be filled in by itself."""


def skeletons(
    copies: Sequence[lt.Letter], assets: Assets, *, has_forms: bool
) -> Iterator[PageSkeleton | None]:
    """The page of each copy, taken apart; None where it has none, or one with problems.

    Pages that have no forms are those of a template that may ask something of the words.
    """
    counts = Counter(id(part) for copy in copies for part in lt.children(copy))
    shared = frozenset(part for part, count in counts.items() if count > 1)
    forms: dict[Hashable, _PageForm | None] = {}
    for copy in copies:
        try:
            yield _formed(copy, shared, forms, assets) if has_forms else _filled_in(copy, assets)
        except UnformedError:
            yield _filled_in(copy, assets)


def _filled_in(copy: lt.Letter, assets: Assets) -> PageSkeleton | None:
    page, problems = to_html(copy, assets, paged=True)
    return None if page is None or problems else skeleton(page)


def _formed(
    copy: lt.Letter, shared: frozenset[int], forms: dict[Hashable, _PageForm | None], assets: Assets
) -> PageSkeleton:
    """The page of a copy, of its form. Raises UnformedError."""
    words: list[str] = []
    key = _taken_apart(copy, shared, words)
    if key not in forms:
        forms[key] = None
        forms[key] = _PageForm(copy, shared, words, assets)
    form = forms[key]
    if form is None:
        raise UnformedError
    return form.page(copy, words)


# The parts of a copy


def _taken_apart(part: object, shared: frozenset[int], words: list[str]) -> Hashable:
    """What a copy's part has but its words, which are put to the others. Raises UnformedError."""
    if isinstance(part, lt.Node):
        if id(part) in shared:
            return id(part)
        if getattr(part, "foreign_words", ()):
            raise UnformedError
        kind = type(part)
        told: list[Hashable] = [kind.__name__]
        for name, value in _printed(part):
            told.append(
                _without_words(value, words)
                if name in _WORDS.get(kind, ())
                else _taken_apart(value, shared, words)
            )
        return tuple(told)
    if isinstance(part, tuple):
        return tuple(_taken_apart(each, shared, words) for each in part)
    return part


def _printed(part: lt.Node) -> Iterator[tuple[str, object]]:
    without = _UNPRINTED.get(type(part), _PLACE)
    return ((name, value) for name, value in lt.values_of(part) if name not in without)


def _without_words(value: object, words: list[str]) -> Hashable:
    if isinstance(value, tuple):
        return tuple(_without_words(each, words) for each in value)
    if not isinstance(value, str) or not value.strip():
        return value
    if value.rstrip().endswith(_COLONS):
        raise UnformedError
    words.append(value)
    return True


def _with_marks(part: Any, shared: frozenset[int], marks: Iterator[str]) -> Any:
    """The part with a mark in the place of each of its words, in the order of `_taken_apart`."""
    if isinstance(part, lt.Node):
        if id(part) in shared:
            return part
        kind, made = type(part), {}
        for name, value in _printed(part):
            is_words = name in _WORDS.get(kind, ())
            made[name] = _marked(value, marks) if is_words else _with_marks(value, shared, marks)
        return replace(part, **made)
    return tuple(_with_marks(each, shared, marks) for each in part) if isinstance(part, tuple) else part


def _marked(value: Any, marks: Iterator[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_marked(each, marks) for each in value)
    return next(marks) if isinstance(value, str) and value.strip() else value


# The form


class _FormText(Struct, frozen=True):
    """A text of a form: what all copies have of it, and between that the numbers of words."""

    alike: tuple[str, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _FormText:
        """A text with marks."""
        return cls(tuple(_MARK.split(text)), tuple(ord(mark) - _FIRST for mark in _MARK.findall(text)))

    def said(self, words: Sequence[str]) -> str:
        """The text with a copy's words."""
        put = (*(words[number] for number in self.numbers), "")
        return "".join(piece for pair in zip(self.alike, put, strict=True) for piece in pair)


class _PageForm:
    """The page of copies that differ in words alone, as its first one shows it. Raises UnformedError.

    Its pieces, tags and texts, are those of the paragraphs that have such words, with the elements around
    them.
    """

    def __init__(
        self, first: lt.Letter, shared: frozenset[int], words: Sequence[str], assets: Assets
    ) -> None:
        marks = map(chr, range(_FIRST, _FIRST + len(words)))
        marked = _with_marks(first, shared, marks)
        filled, whole = filled_template(marked, assets), _filled_in(first, assets)
        if filled is None or whole is None:
            raise UnformedError
        rest = as_paged(filled, marked)
        self._whole, self._names = whole, frozenset(in_more_words(first.names))
        self._language = first.language
        said = said_on_pages(first.keywords, marked)
        self._unsaid = [each.casefold().split() for each in first.keywords if each not in said]
        self._take_pieces(_own_parts(filled)[0])
        self._numbers = _own_parts(rest)[1]
        numbers = chain.from_iterable(text.numbers for _, text in self._own)
        if sorted(numbers) != list(range(len(words))):
            raise UnformedError  # a word is printed nowhere, or more than once
        apart = skeleton(rest)
        self._alike = html.unescape(_MARK.sub("", "".join(apart.texts)))
        if apart.marks != whole.marks or self.page(first, words) != whole:
            raise UnformedError

    def _take_pieces(self, narrow: str) -> None:
        """Keep the pieces of the copies' own paragraphs, and where what stays on one line may be."""
        if _LANG.search(narrow):
            raise UnformedError  # there other words are in another script
        given = pieces_of(narrow)
        divided = [piece if is_mark else divided_text(piece, self._language) for piece, is_mark in given]
        self._divided = [(text, _FormText.of(divided[place])) for place, text in _texts_with_words(given)]
        pieces = pieces_of("".join(divided))
        self._runs = word_runs(pieces)
        self._pieces = [piece for piece, _ in pieces]
        self._places = [place for place, (_, is_mark) in enumerate(pieces) if not is_mark]
        self._own = list(_texts_with_words(pieces))

    def page(self, copy: lt.Letter, words: Sequence[str]) -> PageSkeleton:
        """The page of a copy with these words. Raises UnformedError."""
        names = in_more_words(copy.names)
        if standing_in(self._alike, self._names.symmetric_difference(names)):
            raise UnformedError  # another line of the page is held together
        pieces = self._said([str(escape(each)) for each in words])
        if self._says_a_keyword(pieces):
            raise UnformedError
        found, made = names_standing_in("".join(pieces), names), pieces.copy()
        for run in self._runs:
            marked = run.marked(pieces, found, self._language, paged=True)
            if marked.closed:
                raise UnformedError
            for place, text in zip(run.places, marked.texts, strict=True):
                made[place] = made[place] if text is None else text
        texts = list(self._whole.texts)
        for number, place in zip(self._numbers, self._places, strict=True):
            texts[number] = made[place]
        return replace(self._whole, texts=tuple(texts), head=copy.running_head, title=copy.title)

    def _said(self, words: Sequence[str]) -> list[str]:
        """The pieces with a copy's words, as HTML. Raises UnformedError."""
        for text, divided in self._divided:
            if divided_text(text.said(words), self._language) != divided.said(words):
                raise UnformedError  # words in another script, or an address that may be divided
        pieces = self._pieces.copy()
        for place, text in self._own:
            pieces[place] = text.said(words)
        return pieces

    def _says_a_keyword(self, pieces: Sequence[str]) -> bool:
        """Whether the copy's own paragraphs may say what the letter is about: its page tells that."""
        said = " ".join(pieces[place] for place in self._places).casefold() if self._unsaid else ""
        return any(all(word in said for word in each) for each in self._unsaid)


def _texts_with_words(pieces: Sequence[tuple[str, bool]]) -> Iterator[tuple[int, _FormText]]:
    """Those of the pieces that have a copy's words, each with its place."""
    for place, (piece, is_mark) in enumerate(pieces):
        if not is_mark and _MARK.search(piece):
            yield place, _FormText.of(piece)


def _own_parts(page: str) -> tuple[str, list[int]]:
    """Of a page with marks the blocks that have one, in the elements that they are in, and nothing else;
    and the numbers that the texts of these blocks have in the page's skeleton.
    """
    pieces = pieces_of(page)
    ends, around, blocks = _blocks(pieces)
    kept: set[int] = set()
    for begin in blocks:
        kept.update(range(begin, ends.get(begin, begin) + 1))
        kept.update(each for start in around[begin] for each in (start, ends.get(start, start)))
    numbers, count = [], 0
    for place, (_, is_mark) in enumerate(pieces):
        if not is_mark:
            numbers += [count] if place in kept else []
            count += 1
    return "".join(pieces[place][0] for place in sorted(kept)), numbers


# Its branches are those of a piece: where an element begins or ends, and a text with a mark.
def _blocks(
    pieces: Iterable[tuple[str, bool]],
) -> tuple[dict[int, int], dict[int, list[int]], set[int]]:
    """Where each element of a page ends, and which ones are around it, by where it begins; and where the
    blocks begin that have a mark in them. Raises UnformedError for a mark that is in none.
    """
    ends: dict[int, int] = {}
    around: dict[int, list[int]] = {}
    blocks: set[int] = set()
    open_: list[tuple[int, str]] = []
    for place, (piece, is_mark) in enumerate(pieces):
        element = _TAG.match(piece) if is_mark else None
        if element is not None and not is_void(name := element[2].lower()):
            if not element[1]:
                around[place] = [start for start, _ in open_]
                open_.append((place, name))
            elif open_ and open_[-1][1] == name:
                ends[open_.pop()[0]] = place
        elif not is_mark and _MARK.search(piece):
            begin = next((start for start, name in reversed(open_) if not is_inline(name)), None)
            if begin is None:
                raise UnformedError
            blocks.add(begin)
    return ends, around, blocks
