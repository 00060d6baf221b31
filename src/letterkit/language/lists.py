"""Lists of names as a language writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

from letterkit.language.locales import cldr_of
from letterkit.language.numbers import others_text
from letterkit.language.typography import NBSP

_CUT = "…"
_PAIR = 2
# What stands between names that hold a comma themselves (Chicago 6.60, 6.19), by the comma of the script.
_STRONGER = {",": ";", "،": "؛", "、": "；", "，": "；"}


def list_text(items: Sequence[object], language: str) -> str:
    """'A, B, and C', as the language puts it; 'A; B, Inc.; and C' where one of three holds a comma."""
    texts = [str(item) for item in items]
    if len(texts) > _PAIR and (comma := _comma(language)) and any(comma in text for text in texts):
        return _divided(texts, comma, language)
    return _joined(texts, cldr_of(language).joined)


def _joined(texts: Sequence[str], patterns: Mapping[str, str]) -> str:
    """The list by the patterns of a language (Unicode Technical Standard 35, "List Patterns")."""
    if len(texts) < _PAIR:
        return "".join(texts)
    if len(texts) == _PAIR and "2" in patterns:
        return patterns["2"].format(*texts)
    made = patterns["start"].format(texts[0], texts[1])
    for text in texts[2:-1]:
        made = patterns["middle"].format(made, text)
    return patterns["end"].format(made, texts[-1])


def _comma(language: str) -> str | None:
    """The mark between the names of a list; None in a language that has another than a comma."""
    between = cldr_of(language).joined["middle"]
    return next((mark for mark in _STRONGER if mark in between), None)


def _divided(texts: Sequence[str], comma: str, language: str) -> str:
    """The list with the stronger mark between all names, before the last one's 'and' too."""
    patterns, mark = cldr_of(language).joined, _STRONGER[comma]
    made = texts[0]
    for i, text in enumerate(texts[1:], start=2):
        is_last = i == len(texts)
        pattern = patterns["end" if is_last else "middle"].replace(comma, mark)
        if comma == "," and mark not in pattern:
            pattern = pattern.replace("{0}", f"{{0}}{mark}", 1)
        made = pattern.replace("{1}", "\0").replace("{0}", made).replace("\0", text)
    return made


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
