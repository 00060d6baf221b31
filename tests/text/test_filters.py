"""filters: numbers and lists follow the language."""

from __future__ import annotations

from text.invented import filled


def test_numbers_and_lists_follow_the_language() -> None:
    assert filled("{{ 12345 | number }} {{ with.many | list }}", "de")[0] == r"12\.345 a, b und c"
