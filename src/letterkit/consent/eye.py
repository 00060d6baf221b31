"""A text as an eye reads it: its words in small letters, each with where it stands.

Case, accents and width do not count (NFKD), nor does what nobody sees: soft hyphens, zero-width and
direction characters, the fillers of other scripts. A letter of another script counts as the Latin one
that it looks like. HTML's character references and an address's percent signs are what they stand for;
tags, marks of emphasis, hyphens, line ends and spaces of any kind part words, and are nothing more.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from letterkit.language.names import LOOKS_LIKE

# Scripts that put no space between words, and Hangul, which puts endings to them: each letter is a word.
_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3100-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Unicode's Default_Ignorable_Code_Point that are letters, and the empty pattern of Braille.
_UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_REFERENCE = r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_SPELT = re.compile(rf"{_REFERENCE}|(?:%[0-9A-Fa-f]{{2}})+|</?[A-Za-z][A-Za-z0-9]{{0,9}} ?/?>")
# Words in a string of ASCII; the humps of one like FreeJaneDoe are words of their own.
_ASCII = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_GAP = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class SeenWord:
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
    word: list[str] = []
    start = end = 0
    capital = lower = spaced = False
    for seen, first, last in _characters(text):
        kind, folded, is_capital = _seen(seen)
        if kind == _NOTHING:
            continue
        # A capital behind a small letter, or a figure behind a letter, begins a word of its own.
        is_new = (
            kind == _ONE
            or (bool(word) and (is_capital and lower))
            or (bool(word) and folded[:1].isdigit() != word[-1][:1].isdigit())
        )
        if word and (kind in (_PART, _SPACE) or is_new):
            yield SeenWord("".join(word), start, end, capital, spaced)
            word, spaced = [], False
        if kind == _SPACE:
            spaced = True
        if kind in (_PART, _SPACE):
            continue
        if kind == _ONE:
            yield SeenWord(folded, first, last, True, spaced)
            spaced = False
            continue
        if not word:
            start, capital = first, is_capital or folded[:1].isdigit()
        word.append(folded)
        end, lower = last, not is_capital
    if word:
        yield SeenWord("".join(word), start, end, capital, spaced)


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
        return unquote(spelling)
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
    if character.isspace() or category == "Zs":
        return _SPACE, "", False
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(each) and each not in _UNSEEN
    )
    plain = unicodedata.normalize("NFC", plain)
    folded = "".join(each for each in plain.casefold().translate(LOOKS_LIKE) if each.isalnum())
    if not folded:
        return (_NOTHING if category == "Mc" else _PART), "", False
    if _ALONE.match(plain):
        return _ONE, folded, True
    return _LETTER, folded, plain[:1] != plain[:1].lower() or not plain[:1].isalpha()
