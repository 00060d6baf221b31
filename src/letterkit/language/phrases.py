"""The few words that letterkit itself puts into a letter, by language.

Everything else is the author's. A language that has none gets the English words; a salutation whose form
depends on rank and gender is never guessed.
"""

from __future__ import annotations

from letterkit.diagnostics import LetterkitError
from letterkit.language import loader
from letterkit.language.definition import Phrases
from letterkit.values import replace


def phrases(language: str) -> Phrases:
    """The words for a language tag such as `en-US`. Raises LetterkitError where its file is wrong."""
    own = loader.of_tag(language)
    if own and own.phrases:
        return own.phrases
    english = loader.english().phrases
    if english is None:
        raise LetterkitError("language/en.yaml: it has no 'phrases', which stand in for all others")
    # Forms of politeness are no labels: an English one never closes a letter in another language.
    return replace(english, dear=None, close=None)


def has_phrases(language: str) -> bool:
    """Whether letterkit has words of its own in the language; where not, it uses the English ones."""
    own = loader.of_tag(language)
    return bool(own and own.phrases)
