"""A text as an eye reads it: its words in small letters, each with where it stands.

Case, accents and width do not count (NFKD), nor does what nobody sees: soft hyphens, zero-width and
direction characters, the fillers of other scripts. A letter of another script counts as the Latin one
that it looks like. HTML's character references and an address's percent signs are what they stand for;
traditional Chinese characters are read as simplified ones; tags, marks of emphasis, hyphens, line ends
and spaces of any kind part words, and are nothing more.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from urllib.parse import unquote

from msgspec import Struct

from letterkit.language.names import LOOKS_LIKE
from letterkit.values import replace

# Scripts that put no space between words, and Hangul, which puts endings to them: each letter is a word.
# Compiled where a text has one: that takes two milliseconds.
_ALONE = (
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3100-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Unicode's Default_Ignorable_Code_Point that are letters, the empty pattern of Braille, and the stroke
# that makes an Arabic word longer.
_UNSEEN = frozenset("\u0640\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_REFERENCE = r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_SPELT = re.compile(rf"{_REFERENCE}|(?:%(?:25)*[0-9A-Fa-f]{{2}})+|</?[A-Za-z][A-Za-z0-9]{{0,9}} ?/?>")
# Words in a string of ASCII; the humps of one like FreeJaneDoe are words of their own.
_ASCII = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_GAP = re.compile(r"\s")


class SeenWord(Struct, frozen=True):
    """A word as it is read: its letters, the characters of the text from `start` to `end`, whether it
    begins with a capital (as a letter without case does), and whether a space stands before it.
    """

    letters: str
    start: int
    end: int
    capital: bool
    spaced: bool


def words(text: str) -> list[SeenWord]:
    """The words of a text in their order."""
    if text.isascii() and not _SPELT.search(text):
        return list(_of_ascii(text))
    return list(_of_any(text))


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The letters of a text as they are read, in one row."""
    return "".join(word.letters for word in words(text))


def _of_ascii(text: str) -> Iterator[SeenWord]:
    end = 0
    for match in _ASCII.finditer(text):
        word, start = match[0], match.start()
        spaced = start > end and _GAP.search(text, end, start) is not None
        end = match.end()
        yield SeenWord(word.lower(), start, end, not "a" <= word[0] <= "z", spaced)


def _of_any(text: str) -> Iterator[SeenWord]:
    """The words of a text character by character: what is seen of each, and what it parts."""
    word: SeenWord | None = None
    spaced, lower = False, False
    for seen, first, last in _characters(text):
        kind, folded, capital = _seen(seen)
        if kind is _NOTHING:
            continue
        if word is not None and (kind is not _LETTER or _begins(word, folded, capital, lower)):
            yield word
            word = None
        if kind is _SPACE:
            spaced = True
        elif kind is _ONE:
            yield SeenWord(folded, first, last, True, spaced)
            spaced = False
        elif kind is _LETTER and word is None:
            word, spaced = SeenWord(folded, first, last, capital, spaced), False
        elif word is not None:
            word = replace(word, letters=word.letters + folded, end=last)
        lower = not capital
    if word is not None:
        yield word


def _begins(word: SeenWord, letter: str, capital: bool, lower: bool) -> bool:
    """Whether a capital behind a small letter, or a figure behind a letter, begins another word."""
    return (capital and lower) or letter[0].isdigit() != word.letters[-1].isdigit()


def _characters(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character that is read, with the characters of the text that it is spelt with."""
    end = 0
    for match in _SPELT.finditer(text):
        yield from ((text[i], i, i + 1) for i in range(end, match.start()))
        end = match.end()
        yield from ((seen, match.start(), end) for seen in _spelt(match[0]))
    yield from ((text[i], i, i + 1) for i in range(end, len(text)))


def _spelt(spelling: str) -> str:
    """What a reference or a percent sign stands for; a tag is a mark that parts."""
    if spelling.startswith("<"):
        return "|"
    if spelling.startswith("%"):
        while (meant := unquote(spelling)) != spelling:  # an address inside an address
            spelling = meant
        return spelling
    while (meant := html.unescape(spelling)) != spelling:
        spelling = meant
    return spelling


_LETTER, _ONE, _PART, _SPACE, _NOTHING = range(5)


@lru_cache(maxsize=8192)
def _seen(character: str) -> tuple[int, str, bool]:
    """What a character is to an eye, the letters it is read as, and whether it is a capital."""
    category = unicodedata.category(character)
    if character in _UNSEEN or category in ("Cf", "Mn", "Me"):
        return _NOTHING, "", False
    if character.isspace():
        return _SPACE, "", False
    plain = _plain(character)
    folded = "".join(each for each in plain.casefold().translate(LOOKS_LIKE) if each.isalnum())
    if not folded:
        return (_NOTHING if category == "Mc" else _PART), "", False
    if plain[0] >= _ALONE[1] and re.match(_ALONE, plain):
        return _ONE, _simplified(folded), True
    return _LETTER, folded, plain[0] != plain[0].lower() or not plain[0].isalpha()


def _simplified(letters: str) -> str:
    """Chinese characters as they are simplified, by OpenCC: a name is written in either."""
    return _from_traditional()(letters)


@cache
def _from_traditional() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def _plain(character: str) -> str:
    """A character without accents, in the width and form that is common (NFKD, then NFC)."""
    parts = unicodedata.normalize("NFKD", character)
    kept = (each for each in parts if not unicodedata.combining(each) and each not in _UNSEEN)
    return unicodedata.normalize("NFC", "".join(kept))
