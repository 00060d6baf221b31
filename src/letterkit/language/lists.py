"""Lists of names as a language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from letterkit.language.locales import locale_of
from letterkit.language.numbers import others_text
from letterkit.language.typography import NBSP

_CUT = "…"


def list_text(items: Sequence[object], language: str) -> str:
    """'A, B, and C', as the language puts it."""
    from babel.lists import format_list

    return format_list([str(item) for item in items], locale=locale_of(language))


def short_list_text(items: Sequence[str], language: str, room: int) -> str:
    """The list where it has at most `room` characters; else 'A and six others'.

    A first name that has no room even then is cut after a word. A Chinese character takes the room of
    two.
    """
    whole = list_text(items, language)
    if _room_of(whole) <= room or not items:
        return whole
    if len(items) == 1:
        return _cut(whole, room)
    others = others_text(len(items) - 1, language)
    if others is None:
        return f"{_cut(items[0], room - len(' et al.'))} et al."
    rest = _room_of(list_text(["", others], language))
    return list_text([_cut(items[0], room - rest), others], language)


def _cut(text: str, room: int) -> str:
    """The text, cut after a word where it has no room; within the word where it is the first."""
    if _room_of(text) <= room:
        return text
    length = len(text)
    while _room_of(text[:length]) >= room:
        length -= 1
    words, space, _ = text[: length + 1].replace(NBSP, " ").rpartition(" ")
    return (words if space else text[:length]).rstrip(" ,;") + _CUT


def _room_of(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
