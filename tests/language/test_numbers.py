"""numbers: in words and in order, as a language writes them."""

from __future__ import annotations

import pytest

from letterkit.language.numbers import english_numbers, ordinal_text


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "en-US", "1st"),
        (2, "en", "2nd"),
        (3, "en", "3rd"),
        (11, "en", "11th"),
        (12, "en", "12th"),
        ("113", "en", "113th"),
        (121, "en", "121st"),
        (1, "fr", "1er"),
        (2, "fr-CA", "2e"),
        (3, "de", "3."),
        (3, "es", "3."),
        (3, "zh-CN", "第3"),
        (3, "xx", "3."),
    ],
)
def test_an_ordinal(number: int | str, language: str, words: str) -> None:
    assert ordinal_text(number, language) == words


def test_the_english_numbers_are_one_to_twenty() -> None:
    assert len(english_numbers()) == 20
    assert english_numbers()[::19] == ("one", "twenty")
