"""The few words that letterkit itself puts into a letter, by language.

Everything else is the author's. A language that has none gets the English words; a salutation whose form
depends on rank and gender is never guessed.
"""

from __future__ import annotations

from letterkit.diagnostics import LetterkitError
from letterkit.language import loader
from letterkit.language.definition import Phrases


def phrases(language: str) -> Phrases:
    """The words for a language tag such as `en-US`. Raises LetterkitError where its file is wrong."""
    own = loader.of_tag(language)
    found = (own and own.phrases) or loader.english().phrases
    if found is None:
        raise LetterkitError("language/en.yaml: it has no 'phrases', which stand in for all others")
    return found
