"""Names as one compares them. How much two spellings may differ depends on what hangs on it.

From the strictest to the most lenient:

- `one_line`: spaces and line ends alone. Two entries of one file.
- `one_apostrophe`: apostrophes too. A name found in a text, which may be typed with another mark.
- `folded`: spaces and capitals. Whether a name is said at all, where a miss would name a person.
- `name_words`: the words, without capitals, accents and punctuation. Parts of names in forms of address.
- `as_read`: the letters alone, as an eye takes them. Whether two entries of a list may be one.
- `person_as_read`: the same without titles, in whichever order. Whether two people may be one.
- `plain`: those words without articles, and 'U.S.' as 'United States'. Proposals, which a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from letterkit.language import loader

APOSTROPHES = "'’ʼ"
_ANY_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_WORD = re.compile(r"[^\W_]+")
_AND = "and"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
# Letters that Unicode decomposes no further, and letters of other scripts that look like a Latin one: the
# commonest of Unicode's confusables (UTS 39), in small letters.
LOOKS_LIKE = str.maketrans(
    "łøđħıðаеорсухіјѕԁһвкмнтԛԝӏѵҽαβεζηικμνορτυχϲϳօսոհզɡɑɩᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "lodhidaeopcyxijsdhbkmhtqwlveabezhikmnoptyxcjounhqgaiabcdeghijklmnoprstuvwyz",
)
"""Letters by the Latin ones that an eye takes them for; a Greek one by its capital, as names begin."""
# ä, ö and ü where they cannot be typed.
_UMLAUT = re.compile(r"(?<=[aou])e(?!\b)")
_LEGAL_FORM = re.compile(
    r"(?<=\w),?\s+(?:e\. ?v|inc|ltd|llc|gmbh|limited|incorporated|a\.?s\.?b\.?l|v\.?z\.?w)\.?\s*\Z"
)
TITLES = re.compile(
    r"(?:(?:dr|prof|professor|mr|mrs|ms|mx|rev|fr|hon|sir|dame|mag|mme|sra?)\b\.?\s+)+(?=\S)",
    re.IGNORECASE,
)
_GENERATION = re.compile(r"(?:jr|sr)\.?|[IVX]+", re.IGNORECASE)
AFTER_NAME = re.compile(
    rf"{_GENERATION.pattern}|(?:ph\.?\s?d|esq|m\.?d|j\.?d|m\.?a|ll\.?m|mp|mep|qc|kc)\.?",
    re.IGNORECASE,
)
_SAME = {"united": "u", "states": "s", "us": "u s", "uk": "u k"}

_POSSESSIVE = re.compile(r"['’]s\b")


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


@lru_cache(4096)  # the names of a library are compared with one another
def as_read(name: str) -> str:
    """The letters and digits of a name as an eye takes them, to compare by.

    Without capitals, accents, invisible characters, spaces, punctuation, what is in brackets, and an
    article at the head, or the legal form at the end; `&` is an `and`, `ue` an `ü`, and a Cyrillic or
    Greek letter the Latin one that it looks like.
    """
    text = without_accents(without_brackets(name)).casefold().replace("&", f" {_AND} ")
    text = _LEGAL_FORM.sub("", _UMLAUT.sub("", text.translate(LOOKS_LIKE)))
    words = _WORD.findall(_ANY_APOSTROPHE.sub("", "".join(c for c in text if _is_visible(c))))
    head = words[1:] if len(words) > 1 and words[0] in heading_articles() else words
    return "".join(head)


def person_as_read(name: str) -> str:
    """A person's name as `as_read` has it, without titles, and 'Poe, Ann' as 'Ann Poe'."""
    return as_read(in_front(TITLES.sub("", one_line(name))))


def in_front(name: str) -> str:
    """'Poe, Ann' as 'Ann Poe', and 'Poe, Jr.' as 'Poe Jr.'; any other name as it is, on one line."""
    family, comma, given = one_line(name).partition(", ")
    if comma and "," not in given and not AFTER_NAME.fullmatch(given):
        return f"{TITLES.sub('', given)} {family}"
    return f"{family} {given}" if _GENERATION.fullmatch(given) else family


def without_brackets(name: str) -> str:
    """The name without what stands in brackets, unless that is all of it."""
    return one_line(_BRACKETS.sub(" ", name)) or name


def names_within(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names, as `plain` has them, in a text: possessives too, whatever is in brackets."""
    said = f" {plain(' | '.join((text, without_brackets(text), _POSSESSIVE.sub('', text))))} "
    return [name for name in names if f" {name} " in said or (_is_unspaced(name) and name in said)]


def _is_unspaced(name: str) -> bool:
    """Whether a name may stand between other words without spaces: in Chinese, say."""
    return len(name) > 1 and not name.isascii() and " " not in name


def in_brackets(name: str) -> str:
    """What stands in a name's brackets, as `as_read` has it; empty where nothing does."""
    return "".join(map(as_read, inside_brackets(name)))


def inside_brackets(name: str) -> list[str]:
    """What stands in each of a name's brackets."""
    return [match[1:-1] for match in _BRACKETS.findall(name)]


def _is_visible(character: str) -> bool:
    """Not one of Unicode's format characters (Cf): a soft hyphen, a zero-width space."""
    return unicodedata.category(character) != "Cf"


@cache
def heading_articles() -> frozenset[str]:
    """Articles that a name may be written with or without: of all languages, but no preposition."""
    return articles() - {"of", "for", _AND}


def without_accents(text: str) -> str:
    """The text without what Unicode can take off its letters (NFKD): `é` is e, `ł` stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def articles() -> frozenset[str]:
    """The articles and the like of all languages, which names are written with and without."""
    return frozenset(word for language in loader.every() for word in language.articles)


def slug(text: str, words: int = 5, most: int = 40) -> str:
    """The beginning of a text as a name; empty where it has no letter of the Latin alphabet."""
    text = re.sub(r"['’]|(?<=\b\w)\.(?=\w\b|\W|$)", "", text.casefold())  # U.S. is us
    found = re.findall(r"[a-z0-9]+", without_accents(text))
    kept = [word for word in found if word not in articles()] or found
    name = "-".join(kept[:words])
    return name if len(name) <= most else name[:most].rpartition("-")[0] or name[:most]
