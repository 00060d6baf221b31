"""Names as one compares them. How much two spellings may differ depends on what hangs on it.

From the strictest to the most lenient:

- `one_line`: spaces and line ends alone. Two entries of one file.
- `one_apostrophe`: apostrophes too. A name found in a text, which may be typed with another mark.
- `folded`: spaces and capitals. Whether a name is said at all, where a miss would name a person.
- `name_words`: the words, without capitals, accents and punctuation. Parts of names in forms of address.
- `plain`: those words without articles, and 'U.S.' as 'United States'. Proposals, which a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from letterkit.language import loader

APOSTROPHES = "'’ʼ"
_ANY_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_WORD = re.compile(r"[^\W_]+")
_SAME = {"united": "u", "states": "s", "us": "u s", "uk": "u k"}


def one_line(name: str) -> str:
    """The name with one space wherever there is any, and none around it."""
    return " ".join(name.split())


def one_apostrophe(name: str) -> str:
    """The name on one line, with the straight apostrophe for each."""
    return _ANY_APOSTROPHE.sub("'", one_line(name))


def folded(text: str) -> str:
    """The text on one line without capitals (Unicode's case folding)."""
    return one_line(text).casefold()


def name_words(text: str) -> list[str]:
    """The words of a text without capitals, accents and punctuation: `O’Brien-Núñez` is obrien, nunez."""
    return _WORD.findall(_ANY_APOSTROPHE.sub("", without_accents(text).casefold()))


def plain(text: str) -> str:
    """A text without capitals, accents, punctuation and articles, and the U.S. and U.K. in one form."""
    text = without_accents(text.casefold().replace("’", "'").replace(".", " "))
    words = re.findall(r"\w+", text.replace("'", ""))
    return " ".join(_SAME.get(word, word) for word in words if word not in articles())


def without_accents(text: str) -> str:
    """The text without what Unicode can take off its letters (NFKD): `é` is e, `ł` stays."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def articles() -> frozenset[str]:
    """The articles and the like of all languages, which names are written with and without."""
    return frozenset(word for language in loader.every() for word in language.articles)
