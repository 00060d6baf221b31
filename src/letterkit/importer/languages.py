"""In which language a text is written: by its script, and by the small words that no text is without.

Structure is looked for in the languages whose files say enough of it (`KNOWN`). Any other language is
named where it can be told, and `und` where it cannot.
"""

from __future__ import annotations

import re
from collections import Counter

from letterkit.language import loader

KNOWN = loader.read_languages()
_SMALL_WORDS = {
    name: frozenset(small) for name in loader.names() if (small := loader.load(name).reading.small_words)
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("bo", re.compile(r"[\u0f00-\u0fff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


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
    counts = {language: len(pattern.findall(text)) for language, pattern in _SCRIPTS}
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
    scores = {language: sum(words[word] for word in small) for language, small in _SMALL_WORDS.items()}
    language, most = max(scores.items(), key=lambda item: item[1])
    return language if total >= 8 and most >= 0.12 * total else "und"
