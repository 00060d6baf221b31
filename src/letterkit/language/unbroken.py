"""Where a line of text may not end: in names, dates, references, quantities, compounds of names.

The words that a number belongs to, and those that it counts in, are in the files of the languages;
months and countries are babel's (Unicode CLDR). Sources: The Chicago Manual of Style on the division of
words (names, and numbers with their units); Bringhurst, The Elements of Typographic Style, on linking
short numerical expressions with hard spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from letterkit.language import loader
from letterkit.language.countries import territory_names
from letterkit.language.locales import cldr_of, known_language
from letterkit.language.patterns import any_of


class Room(Struct, frozen=True):
    """How many characters stay on one line: a name up to `whole`, of a longer one what comes before its
    last space up to `head`; of words that are only taken for a name the last up to `guessed`.
    """

    whole: int
    head: int
    guessed: int


# Copies of a letter, and its next draft, have most of their texts as before.
_TEXTS = 2048
LINE = Room(whole=40, head=60, guessed=22)
"""For a line of a letter's text, of some eighty characters."""
COLUMN = Room(whole=18, head=18, guessed=18)
"""For a line in a column: three stand side by side, of some twenty-four characters each. No window is
narrower.
"""
LAST_LINE = 9
"""Characters: a last line of a paragraph that is shorter looks like a gap between two paragraphs.
Bringhurst asks for no word shorter than four letters there; ours is stricter.
"""
_LONGEST_LAST = 40  # characters: of more nobody asks that they stay together

# Letters that are capitals, or may be, in Latin, Greek and Cyrillic; and those that texts of western
# Europe have, of which a pattern is compiled in a tenth of the time.
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯḀ-ỿ]"
_WESTERN_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_FIRST_OTHER, _LAST_OTHER = "Ā", "ỿ"
# Small words within the names of people.
_PARTICLE = "(?:al|bin|bint|binti|da|das|del|della|den|der|di|dos|el|ibn|ter|van|von)"
# Languages in which every noun has a capital, so that two of them side by side are no name.
_CAPITAL_NOUNS = frozenset({"de", "gsw", "lb", "nds"})
# What a number counts in, in every language: SI (BIPM, The International System of Units, 9th edition).
_SIGNS = "%|‰|°C?|[kcm]?m[²³]?|ha|k?g|t|[mh]?l|[kMGT]?Wh?|[kMGT]B|[€$£¥₽₩₹₺]"
# Money before its amount: by its sign, or by its code (ISO 4217).
_MONEY = r"[A-Z]{0,3}[€$£¥₽₩₹₺]|(?:AUD|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|JPY|NOK|NZD|PLN|RMB|SEK|TWD|USD)\b"
_DAY, _MONTH = r"\d{1,2} ?[日号號일]", r"\d{1,2} ?[月월]"
_EAST_ASIAN_DATE = rf"\d{{4}} ?[年년](?: ?{_MONTH}(?: ?{_DAY})?)?|{_MONTH}(?: ?{_DAY})?"
# Chinese, Japanese and Korean characters: a line ends between any two.
_IDEOGRAPH = (
    "\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
)
_FIRST_IDEOGRAPH = _IDEOGRAPH[0]
# Compiled where there are any: that takes five milliseconds.
_BESIDE_IDEOGRAPHS = rf"(?<=[{_IDEOGRAPH}])(?=\S)|(?<=\S)(?=[{_IDEOGRAPH}])"
# Where else it can end: after a space, a dash, a stroke, a soft hyphen, and the mark between two Tibetan
# syllables; also before a dash as long as an em (Unicode Standard Annex 14).
_MARK = re.compile(r"[ \t\n\u2002-\u200a\u00ad\-‐–—/|\u0f0b](?=\S)|—")


def openings(text: str, start: int = 0) -> list[int]:
    """The places at which a line could end, from `start`: where each next line would begin."""
    marks = list(_MARK.finditer(text, start))
    places = {match.end() for match in marks} | {match.start() for match in marks if match[0] == "—"}
    if _has_ideographs(text[start:]):
        places.update(m.start() for m in re.compile(_BESIDE_IDEOGRAPHS).finditer(text, start))
    return sorted(places - {0, len(text)})


def _has_ideographs(text: str) -> bool:
    """Whether there is a Chinese, Japanese or Korean character in a text: most have none, which is told
    without the pattern of them.
    """
    if text.isascii() or max(text) < _FIRST_IDEOGRAPH:
        return False
    return re.search(f"[{_IDEOGRAPH}]", text) is not None


def held(text: str, names: Iterable[str], language: str, room: Room = LINE) -> Iterator[range]:
    """What stays on one line of a text, each from where to where: first these `names`, which stand in it,
    and those of countries, then what is surely one, last what only looks like a name.
    """
    plain = _plain(text)
    for span in _standing(plain, {*names, *_places_in(plain, language)}):
        yield _shortened(plain, span, room.whole, room.head)
    yield from _held_anyway(plain, language, room)


@lru_cache(_TEXTS)
def _held_anyway(plain: str, language: str, room: Room) -> tuple[range, ...]:
    """What stays on one line whoever is named in the document."""
    has_others = any(_FIRST_OTHER <= character <= _LAST_OTHER for character in {*plain})
    capital = _CAPITAL if has_others else _WESTERN_CAPITAL
    surely = [
        _shortened(plain, match.span(), room.whole, room.head)
        for match in _expressions(language, capital, is_east_asian=_has_ideographs(plain)).finditer(plain)
    ]
    guessed = [
        _last_of(plain, match.span(), room.guessed)
        for pattern in _guesses(language, capital)
        for match in pattern.finditer(plain)
    ]
    return (*surely, *guessed)


def last_words(text: str) -> int:
    """Where the words begin that stay together on a paragraph's last line.

    That is its end where the word before them is too long to go with them: it may have to be broken.
    """
    end = len(text.rstrip())
    around = max(end - _LONGEST_LAST, 0)
    places = (place for place in openings(text, around) if end - place >= LAST_LINE)
    return max(places, default=around and end)


def in_more_words(names: Iterable[str]) -> tuple[str, ...]:
    """The names of more than one word, each once, as `standing_in` and `held` know them."""
    return tuple(filter(None, dict.fromkeys(map(_in_more_words, names))))


@lru_cache(_TEXTS)
def _in_more_words(name: str) -> str | None:
    plain = _plain(name)
    return plain if openings(plain) else None


def standing_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that stand in a text."""
    plain = _plain(text)
    return tuple(name for name in names if name in plain)


def stands_whole(name: str, text: str) -> bool:
    """Whether a name stands in a text and is no part of a longer word; Chinese characters stand side by
    side.
    """
    return _next(text, name, 0) >= 0


def _standing(plain: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where these names stand in a text, from left to right: of those that overlap the first, then the
    longest. Most stand in one copy of a letter alone: to compile a pattern would take longer.
    """
    end = 0
    waiting = {name: _next(plain, name, 0) for name in names}
    while found := [(start, -len(name), name) for name, start in waiting.items() if start >= 0]:
        start, _, name = min(found)
        yield start, (end := start + len(name))
        waiting = {n: _next(plain, n, end) if 0 <= at < end else at for n, at in waiting.items()}


def _next(plain: str, name: str, start: int) -> int:
    """Where a name stands next as whole words, -1 where it does not."""
    while (start := plain.find(name, start)) >= 0:
        end = start + len(name)
        before, after = plain[max(start - 1, 0) : start], plain[end : end + 1]
        if not (_goes_on(name[0], before) or _goes_on(name[-1], after)):
            return start
        start += 1
    return -1


def _goes_on(edge: str, beside: str) -> bool:
    """Whether the word at the edge of a name goes on with what stands beside it."""
    return _is_bounded(edge) and (beside.isalnum() or beside == "_")


def _is_bounded(edge: str) -> bool:
    return edge.isalnum() and not _has_ideographs(edge)


@lru_cache(_TEXTS)
def _places_in(plain: str, language: str) -> tuple[str, ...]:
    return tuple(name for name in _places(language) if name in plain)


def _plain(text: str) -> str:
    """The text with ordinary spaces and apostrophes: as many characters, at the same places."""
    for odd, plain in (("\u00a0", " "), ("\u202f", " "), ("\n", " "), ("’", "'"), ("ʼ", "'")):
        text = text.replace(odd, plain)
    return text


def _shortened(text: str, span: tuple[int, int], whole: int, head: int) -> range:
    """A name as far as it stays together: all of it, or what comes before its last space, if it is long.

    Where that is longer than a line bears, it may end at an earlier space.
    """
    start, end = span
    if end - start <= whole:
        return range(start, end)
    cut = text.rfind(" ", start, end)
    if cut - start > head:
        while cut - start > whole:
            cut = text.rfind(" ", start, cut)
    return range(start, max(cut, start))


@cache
def _places(language: str) -> tuple[str, ...]:
    """Names of more than one word: of countries and unions of states in the language, of cities."""
    files = [file for file in (loader.of_tag(language), loader.english()) if file is not None]
    names = [name for name, _ in territory_names(known_language(language) or loader.ENGLISH)]
    for file in files:
        for table in (file.country_names, file.reading.cities):
            names += [name for each in table.values() for name in each]
    return tuple(name for name in dict.fromkeys(map(_plain, names)) if openings(name))


def _last_of(text: str, span: tuple[int, int], most: int) -> range:
    """The last words, up to so many characters, of what may be a name: titles come before it."""
    start, end = span
    while end - start > most and (cut := text.find(" ", start, end)) >= 0:
        start = cut + 1
    return range(start, end)


@cache
def _guesses(language: str, capital: str) -> tuple[re.Pattern[str], ...]:
    """What finds words that look like a name, each of which begins with a `capital`."""
    numbered = re.compile(rf"(?<!\w){capital}[\w']*\.? \d{{1,4}}\b")  # Charter 08
    if language.partition("-")[0] in _CAPITAL_NOUNS:
        return (numbered,)
    # Hong Kong, Xi Jinping, Human Rights Watch; The begins a sentence more often than a name.
    articles = "|".join(
        word.capitalize() for word in (loader.of_tag(language) or loader.english()).articles
    )
    no_article = rf"(?!(?:{articles}) )" if articles else ""
    # One word of a name: U.S., Xiaobo, O'Brien, Jean-Claude, Jong-un.
    word = rf"(?:(?:{capital}\.)+(?!\w)|{capital}[\w']*(?:[-‐–]\w[\w']*)*)"
    words = rf"(?<!\w){no_article}{word}(?:(?: {_PARTICLE}){{0,2}} {word})+"
    return numbered, re.compile(words)


@cache
def _expressions(language: str, capital: str, *, is_east_asian: bool) -> re.Pattern[str]:
    """Dates, references, quantities, and words or numbers that a dash joins."""
    own = loader.of_tag(language)
    held = [file.unbroken for file in (own, loader.english()) if file is not None]
    labels = any_of(dict.fromkeys(each for one in held for each in (*one.before_number, *one.numbered)))
    words = any_of(dict.fromkeys(unit for one in held for unit in one.units))
    unit = rf"(?:{words}(?!\w)|(?:{_SIGNS})(?!\w))"
    grouped = r"\d{1,3}(?: \d{3}\b)+"
    titles = "|".join(re.escape(each) for one in held for each in one.before_name)
    number = r"(?:\d[\w.]*(?:[–,-]\d[\w.]*)*|[IVXLC]+\b|[A-Z]\b)"
    where_a_word_begins = "|".join(
        (
            *_dates(language),
            # paras. 3 to 5, articles 3 et 5: a short word joins two numbers.
            rf"(?i:{labels}) ?\(?{number}(?: [^\W\d]{{1,3}} \d[\w.]*)?\)?",
            rf"(?:{titles}) {capital}[\w']*",
            r"\d{1,2} ?h ?\d{2}\b",
            # The units once each, because their pattern takes half a millisecond to make.
            rf"(?:(?:{_MONEY}) ?(?:{grouped}|\d[\d.,]*)|(?<![.,]){grouped})(?: {unit})?",
            rf"\d[\d.,:–-]*(?: {unit}){{1,2}}",
            r"\w[\w.']*(?:–\w[\w.']*)+",
            rf"(?:{capital}|\d)[\w.']*(?:[-‐](?:{capital}|\d)[\w.']*)+",
        )
    )
    east_asian = [_EAST_ASIAN_DATE] if is_east_asian else []
    return re.compile("|".join((*east_asian, rf"(?<!\w)(?:{where_a_word_begins})")))


def _dates(language: str) -> Iterator[str]:
    """Patterns of days, and of months with their year: `9 juillet 2015`, `June 6–8, 2016`."""
    months = "|".join(map(re.escape, _months(language)))
    joint = r"(?:[^\W\d]{1,3} )?"
    year = rf"(?:,? {joint}\d{{4}}\b)?"
    day = r"\d{1,2}(?:st|nd|rd|th|er|re|e|[.ºª°])?"
    days = rf"{day}(?: ?[–-] ?{day})?"
    yield rf"{days} {joint}(?:{months})\b\.?{year}"
    yield rf"(?:{months})\b\.? (?:\d{{4}}\b|{joint}{days}(?!\w){year}|{joint}\d{{4}}\b)"


def _months(language: str) -> list[str]:
    """The names of the months, in full and cut short, in the language and in English: longest first."""
    names: set[str] = set()
    for tag in {known_language(language) or loader.ENGLISH, loader.ENGLISH}:
        names.update(name for use in cldr_of(tag).months.values() for row in use.values() for name in row)
    spoken = {name.rstrip(".") for name in names if not any(map(str.isdigit, name))}
    return sorted({*spoken, *(name.capitalize() for name in spoken)}, key=lambda name: (-len(name), name))
