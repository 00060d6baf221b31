"""A salutation of what the files of the office-holders say, in a language where letterkit writes none.

Its form follows rank and gender there, so the whole of it is the author's: "Madame la Ministre". What is
added is the mark at its end, as the language's file has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from letterkit.language import loader
from letterkit.language.definition import AddressForms
from letterkit.language.locales import Tag
from letterkit.language.patterns import any_of

_HONORIFICS = 256  # whoever is written to has one of few
_ENDS = tuple(",:;!.，：！、")


def salutation_text(said: Sequence[str | None], language: str) -> str | None:
    """The salutation of what is said to each addressee; None where it would not be whole.

    Several are joined in languages whose file says with what; in others the second would change its form
    ("Sehr geehrte Frau …, sehr geehrter Herr …"). What ends with a mark keeps it.
    """
    file = loader.of_tag(language)
    forms = file.address_forms if file else AddressForms()
    texts = list(dict.fromkeys(said))
    if not texts or None in texts or (len(texts) > 1 and not forms.between):
        return None
    text = (forms.between or "").join(filter(None, texts))
    return text if text.endswith(_ENDS) else (forms.said or "{names},").format(names=text)


@lru_cache(_HONORIFICS)
def other_language(honorific: str, language: str) -> str | None:
    """The language that an honorific is one of, where it is none in the document's: 'The Honorable'."""
    own = Tag.parse(language).language
    known = [tag for tag in loader.names() if _is_honorific(honorific, tag)]
    return known[0] if known and own not in (Tag.parse(tag).language for tag in known) else None


def _is_honorific(text: str, language: str) -> bool:
    forms = loader.load(language).reading.honorifics
    return bool(forms) and re.fullmatch(any_of(forms), text, re.IGNORECASE) is not None
