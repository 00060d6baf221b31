"""Names in the cases of languages that put endings to them: Jana Nováka, Анны Политковской.

Of a name of two words and more the first and the last are compared by their stems; what stands behind a
stem must be one of the endings of a case. Where the family name stands first no language declines it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from letterkit.consent.eye import letters
from letterkit.consent.spellings import forms

_SHORTEST = 3  # letters of a stem
_SURE = 6  # letters of both stems
_LONGEST = 4
_VOWELS = re.compile("[aeiouyиыэюяь]+\\Z")


def stems(name: str) -> Iterator[tuple[str, str]]:
    """The stems of the first and the last word of a name, in each form that it may have."""
    for parts in forms(name):
        first, last = _stem(letters(parts[0])), _stem(letters(parts[-1]))
        if len(parts) > 1 and min(len(first), len(last)) >= _SHORTEST and len(first + last) >= _SURE:
            yield first, last


def without_ending(row: str) -> Iterator[str]:
    """What letters may be the stem of, as they are read: themselves, and without the ending of a case."""
    for end in range(len(row), max(_SHORTEST, len(row) - _LONGEST) - 1, -1):
        if row[end:] in _endings():
            yield row[:end]


def _stem(word: str) -> str:
    short = _VOWELS.sub("", word)
    return short if len(short) >= _SHORTEST else word


@cache
def _endings() -> frozenset[str]:
    return frozenset({"", *(letters(ending) for ending in _ENDINGS.split())})


# Of Czech, Polish and Russian (names like nouns and like adjectives), and the genitive of German and the
# languages of the North.
_ENDINGS = """
a e i o u y s es á é í ý ů ě ę ą
em om am ou ovi owi iem ie ią ią iego iemu ego emu ého ému ej ým ím ym im ią ové é ích ych
а я у ю е и ы ь ом ем ём ой ей ою ею ого его ому ему ым им ую юю ая ые ых ых
"""
