"""Babel's data for a language: Unicode CLDR."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@lru_cache
def locale_of(language: str) -> Locale:
    """The data for a language tag such as `en-US`. Raises babel's UnknownLocaleError or ValueError."""
    # Babel is loaded when it is needed: most commands print no date.
    from babel import Locale

    return Locale.parse(language, sep="-")


def known_language(language: str) -> str | None:
    """The language as a block names it; None where babel cannot write dates in it."""
    from babel import UnknownLocaleError

    match = re.match(r"([a-z]{2,3})(?:-.*)?$", language)
    if match is None or match[1] == "und":
        return None
    region = re.search(r"-([A-Z]{2})$", language)
    tag = f"{match[1]}-{region[1]}" if region else match[1]
    try:
        locale_of(tag)
    except (UnknownLocaleError, ValueError):
        return None
    return tag
