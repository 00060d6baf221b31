"""Babel's data for a language: Unicode CLDR."""

from __future__ import annotations

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
