"""Names in a text: of a person who is addressed, and of the people of the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from letterkit.language import loader
from letterkit.language.names import APOSTROPHES, name_words, one_apostrophe
from letterkit.language.patterns import any_of

# In these scripts no space stands between words: a name has no edges to look for.
_SPACELESS = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff")),
    *(("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff")),
)
# Of a name this short all letters count; a longer one may take an ending (Czech: Novák, Nováku).
_SHORT = 3
# So many letters make an office of a word in the plural: secretary, secretaries.
_STEM = 6


def is_named(name: str, text: str) -> bool:
    """Whether any part of a person's name, initials aside, occurs in a form of address."""
    if _has_spaceless(name):
        return any(character in text for character in name if character.isalpha())
    found, own = name_words(text), name_words(name)
    parts = [part for part in own if len(part) > 1] or own
    return any(_is_form_of(word, part) for part in parts for word in found)


def _has_spaceless(text: str) -> bool:
    """Whether a text has a letter of these scripts. A pattern of them takes a millisecond to compile."""
    if text.isascii():
        return False
    return any(first <= character <= last for character in {*text} for first, last in _SPACELESS)


def is_title(text: str, office: str, language: str) -> bool:
    """Whether a form of address is made of titles alone, so that it names nobody.

    In other languages than English such forms are the rule: 'Madame la Ministre', 'Herr Präsident'.
    Where a language's forms are not known, or no space parts the words, any words may be a title.
    """
    known = loader.of_tag(language)
    spaceless = _has_spaceless(text) and known is not loader.english()
    if spaceless or known is None or not known.reading.is_complete:
        return True
    forms, own = _titles(language)
    titles = (*_nameless(), *own, *name_words(office))
    words = name_words(forms.sub(" ", text))
    return all(any(_is_plural_of(word, title) for title in titles) for word in words)


@cache
def _titles(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What stands in a language's forms of address beside names: how they begin, and titles."""
    own = loader.of_tag(language)
    if own is None or own is loader.english():
        return re.compile(r"(?!)"), ()
    reading = own.reading
    begin = (*reading.dear, *reading.salutations, *reading.honorifics, *reading.titles_before_names)
    titles = (*reading.titles, *loader.english().reading.titles, *reading.small_words, *own.articles)
    same = (word for group in own.address_forms.same_but_for_sex for word in group)
    words = tuple(part for word in (*titles, *same, *reading.and_words) for part in name_words(word))
    return re.compile(rf"(?<!\w){any_of(begin)}(?!\w)", re.IGNORECASE), tuple(dict.fromkeys(words))


@cache
def _nameless() -> tuple[str, ...]:
    """The words of all languages that address nobody by a name: 'Your Excellency'."""
    found = (name_words(word) for language in loader.every() for word in language.address_forms.nameless)
    return tuple(dict.fromkeys(part for words in found for part in words))


def shares_title(text: str, office: str) -> bool:
    """Whether a word of the office occurs in a form of address."""
    titles = [title for title in name_words(office) if len(title) > _SHORT]
    return any(_is_plural_of(word, title) for word in name_words(text) for title in titles)


def _is_form_of(word: str, part: str) -> bool:
    return word == part or (len(part) > _SHORT and word.startswith(part))


def _is_plural_of(word: str, title: str) -> bool:
    return word in (title, f"{title}s") or (len(title) >= _STEM and word[:_STEM] == title[:_STEM])


def pattern(names: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds every whole name, the longest where several begin at one place.

    A name may be broken over two lines. Names are grouped by their first letter, so that the time for
    a text hardly depends on how many there are.
    """
    known = sorted({one_apostrophe(name) for name in names}, key=lambda name: (name[0], -len(name), name))
    groups = (
        f"{_before(first)}{re.escape(first)}(?:{'|'.join(_rests(group))})"
        for first, group in groupby(known, key=lambda name: name[0])
    )
    return re.compile("|".join(groups) or r"(?!)")


def _before(letter: str) -> str:
    """No letter before, and no hyphen that makes it the end of a longer name."""
    return "" if _has_spaceless(letter) else r"(?<!\w)(?<!\w-)"


# No letter after a name, and no hyphen that makes it the beginning of a longer one.
_NO_LETTER = r"(?![\w\u0300-\u036f]|-\w)"


def _rests(names: Iterable[str]) -> Iterator[str]:
    """What follows the first letter of names, in their order; what may follow names is said once for all
    in a row of which it is the same.
    """
    for after, row in groupby(names, key=_after):
        yield f"(?:{'|'.join(''.join(_letters(name[1:])) for name in row)}){after}"


def _after(name: str) -> str:
    if _has_spaceless(name[-1]):
        return ""
    # One word alone may begin a longer name that the library does not know: a river, a firm.
    return _NO_LETTER if " " in name else rf"{_NO_LETTER}(?![ \n][A-Z])"


def _letters(text: str) -> Iterator[str]:
    for character in text:
        if character == " ":
            yield r"\s+"
        else:
            yield f"[{APOSTROPHES}]" if character == "'" else re.escape(character)
