"""In which language a text is written: by its script, and by the small words that no text is without.

The importer looks for structure in the languages whose files say enough of it (`read_languages`). Any
other language is named where it can be told, and `und` where it cannot.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from letterkit.language import loader

_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u3400-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("th", "\u0e00-\u0e7f"),
    ("ru", "\u0400-\u04ff"),
    ("el", "\u0370-\u03ff"),
    ("bo", "\u0f00-\u0fff"),
    ("my", "\u1000-\u109f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
    ("am", "\u1200-\u137f"),
    ("hi", "\u0900-\u097f"),
)
# So many different small words of a language make sure of it.
_ENOUGH = 4
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# A text is in a language of whose small words so many of its words are: no other has half of them.
_SURE = 0.2


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """The small words of each language that has any."""
    small = {name: loader.load(name).reading.small_words for name in loader.names()}
    return {name: frozenset(words) for name, words in small.items() if words}


def is_surely(text: str, language: str) -> bool:
    """Whether a text is in that language without a doubt, for which no other's words are looked at."""
    file = loader.of_tag(language)
    words = re.findall(r"[^\W\d_]+", text.lower())
    small = frozenset(file.reading.small_words) if file else frozenset()
    return bool(small) and sum(word in small for word in words) >= max(_ENOUGH, _SURE * len(words))


def is_detected(language: str) -> bool:
    """Whether a text in the language is known to be in it, and not taken for one in another."""
    return language.partition("-")[0] in _small_words()


def detected_language(text: str) -> str:
    """The language that a text is surely in, without a region; `und` where it is not sure."""
    found = _by_script(text) or _by_few_words(text)
    if found == "und" and (likely := _by_words(text)) != "und":
        hits = _words_of_two_letters(text) & _small_words()[likely]
        return likely if len(hits) >= _ENOUGH else "und"
    return found


def language_of(text: str, stated: str | None = None) -> str:
    """The BCP 47 tag of a text's language; `stated` is what the file says, taken where nothing speaks
    against it.
    """
    found = _by_script(text) or _by_words(text)
    if stated and (found == "und" or found.split("-")[0] == stated.split("-")[0].lower()):
        return stated if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", stated) else found
    return found


def _by_script(text: str) -> str | None:
    latin = len(_LATIN.findall(text))
    # Compiled where a text may have one: that takes two milliseconds.
    highest = max(text, default="")
    counts = {
        language: len(re.findall(f"[{characters}]", text)) if characters[0] <= highest else 0
        for language, characters in _SCRIPTS
    }
    if counts["ja"] > 0.1 * counts["zh"] and counts["ja"] > 10:
        counts["zh"] = 0
    language, most = max(counts.items(), key=lambda item: item[1])
    # A word of Latin script is some five letters, a character of Chinese half a word.
    weight = 2.5 if language in ("zh", "ja", "ko") else 1.0
    if most * weight <= latin:
        return None
    if language == "zh":
        return "zh"
    return language


def _by_words(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    total = sum(words.values())
    scores = {language: sum(words[word] for word in small) for language, small in _small_words().items()}
    language, most = max(scores.items(), key=lambda item: item[1])
    return language if total >= 8 and most >= 0.12 * total else "und"


def _by_few_words(text: str) -> str:
    """For a text of a line or two: two small words of one language, and not half as many of another's."""
    words = _words_of_two_letters(text)
    scores = sorted((len(words & small), language) for language, small in _small_words().items())
    (second, _), (most, language) = scores[-2:]
    return language if most >= max(2, 0.25 * len(words)) and most > 2 * second else "und"


def _words_of_two_letters(text: str) -> set[str]:
    """The words of a text without those of one letter, which are words in too many languages."""
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))
