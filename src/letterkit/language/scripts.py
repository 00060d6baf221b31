"""Words in a script that is not their text's, and in which language they are.

A script that one living language is mostly written in tells its language; of another no more is known
than the script (`und-Arab`, BCP 47). Chinese characters without any Japanese ones are taken for Chinese.
Latin letters stand in texts of every script, and tell nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from letterkit.language.locales import script_of

# Unicode's blocks of Chinese, Japanese and Korean characters, which stand together in one text.
_HAN, _KANA, _HANGUL = (
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "\u3040-\u30ff\u31f0-\u31ff",
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
)
_EAST_ASIAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})
# ISO 15924, the tag of words in it, and its characters.
_SCRIPTS = (
    ("Tibt", "bo", "\u0f00-\u0fff"),
    ("Arab", "und-Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("Hebr", "he", "\u0590-\u05ff"),
    ("Cyrl", "und-Cyrl", "\u0400-\u052f"),
    ("Grek", "el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("Thai", "th", "\u0e00-\u0e7f"),
    ("Laoo", "lo", "\u0e80-\u0eff"),
    ("Khmr", "km", "\u1780-\u17ff"),
    ("Mymr", "und-Mymr", "\u1000-\u109f"),
    ("Deva", "und-Deva", "\u0900-\u097f"),
    ("Geor", "ka", "\u10a0-\u10ff"),
    ("Armn", "hy", "\u0530-\u058f"),
    ("Ethi", "und-Ethi", "\u1200-\u137f"),
    ("Mong", "und-Mong", "\u1800-\u18af"),
)


_OF_NO_LATIN_TEXT = re.compile("[^\0-\u036f\u1e00-\u1eff\u2000-\u2bff]")


def has_other_scripts(text: str) -> bool:
    """Whether a text has letters that are not Latin: without any, `words_in_other_scripts` finds nothing,
    and need not be made, which takes four milliseconds.
    """
    return _OF_NO_LATIN_TEXT.search(text) is not None


@lru_cache
def words_in_other_scripts(language: str) -> re.Pattern[str]:
    """Finds words in a script that is not the language's; `language_of_words` tells what they are in."""
    script = script_of(language)
    others = [characters for name, _, characters in _SCRIPTS if name != script]
    if script not in _EAST_ASIAN:
        others.append(f"{_HAN}{_KANA}{_HANGUL}")
    return re.compile("|".join(rf"[{each}](?:[ ·・\u00a0]?[{each}])*" for each in others))


def language_of_words(words: str) -> str:
    """The tag of words that `words_in_other_scripts` found."""
    for tag, characters in (("ja", _KANA), ("ko", _HANGUL), ("zh", _HAN)):
        if re.search(f"[{characters}]", words):
            return tag
    return next(tag for _, tag, characters in _SCRIPTS if re.match(f"[{characters}]", words))
