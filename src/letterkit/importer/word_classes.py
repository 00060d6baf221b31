"""What a word is known for, as the languages' files have it; else how it is written.

Nothing here decides anything: `seen_words` makes marks of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from letterkit.importer import shapes
from letterkit.language import words
from letterkit.language.countries import places
from letterkit.language.known_names import name_kinds

ENDS = ",;:，；：、"
"""Marks that end a word and part it from the next."""
_TOKEN = re.compile(r"(?:[^\s,;，；、]|(?<=\d)[,;](?=\d))+[,;，；、]*|[,;，；、]+")
_INITIALS = re.compile(r"[A-Z]\.?(?:[A-Z]\.)*")
_HAN = 0x2E80  # where the CJK radicals begin in Unicode; what stands before has letters and spaces
_EDGES = ".,;:()[]<>\"“”’'，；、"
_CACHED = 20_000


def tokens(text: str) -> list[re.Match[str]]:
    """The words of a text; a comma ends one, but not between digits."""
    return list(_TOKEN.finditer(text))


def plain(word: str) -> str:
    """A word in small letters, without the marks at its edges."""
    return re.sub(r"\W+", "", word).casefold() or word


@lru_cache(_CACHED)
def classes(word: str) -> tuple[str, ...]:
    """What a word is: of titles, of organisations, an honorific, of a place; else its shape."""
    low = plain(word)
    known = {
        "title": low in words.TITLE_WORDS,
        "group": low in words.ORGANISATION_WORDS,
        "small": low in words.JOINING_WORDS,
        "particle": low in words.PARTICLES_ON_LINES,
        "like-title": low not in words.TITLE_WORDS and shapes.is_title_word(low),
        "street": words.STREET.fullmatch(low) or words.STREET_COMPOUND.search(low),
        "honour": words.HONORIFIC_AND_SPACE.match(f"{word.rstrip(ENDS)} "),
    }
    found = [name for name, true in known.items() if true]
    return (*(found or [shape(word)]), *["place"] * (low in _place_words()))


@lru_cache(_CACHED)
def names(word: str) -> tuple[str, ...]:
    """How people bear a word: see `language.known_names`."""
    return tuple(name_kinds(word.strip(_EDGES)))


@cache
def _place_words() -> frozenset[str]:
    """The longer words of the names of countries and cities."""
    return frozenset(word for place in places() for word in place.split() if len(word) > 3)


# Each of its branches is a shape.
def shape(word: str) -> str:
    """How a word is written."""
    bare = word.strip(_EDGES)
    if not bare:
        return "mark"
    if "@" in word or re.search(r"\w\.\w{2,}", bare):
        return "web"
    if any(map(str.isdigit, bare)):
        return "number" if bare.isdigit() else "digits"
    if _INITIALS.fullmatch(bare):
        return "I"
    if ord(bare[0]) > _HAN:
        return "han"
    if bare[0].isupper():
        return "UP" if bare.isupper() else "Xx"
    return ("xx" if len(bare) > 3 else "x") if bare[0].islower() else "other"


def all_classes(found: Sequence[str]) -> list[str]:
    """The classes of words, each once, in their alphabet's order."""
    return sorted({name for word in found for name in classes(word)})


def sketch(found: Sequence[str], most: int = 6) -> str:
    """The first class of each word, a run of one told once: 'honour.Xx' of 'Mr Oda Kvist'."""
    runs: list[str] = []
    for word in found:
        name = classes(word)[0]
        if not runs or runs[-1] != name:
            runs.append(name)
    return ".".join(runs[:most])
