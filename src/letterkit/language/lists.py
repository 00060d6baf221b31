"""Lists of names as a language writes them."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.language.locales import locale_of


def list_text(items: Sequence[object], language: str) -> str:
    """'A, B, and C', as the language puts it."""
    from babel.lists import format_list

    return format_list([str(item) for item in items], locale=locale_of(language))
