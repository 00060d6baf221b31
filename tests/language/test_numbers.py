"""numbers: in words and in order, as a language writes them."""

from __future__ import annotations

import pytest

from letterkit.language.numbers import english_numbers, listed_below_text, ordinal_text, others_text


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


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "en", "one other"),
        (6, "en-US", "six others"),
        (12, "en", "12 others"),
        (1, "fr", "1 autre"),
        (3, "de-CH", "3 weitere"),
        (3, "pt", None),
    ],
)
def test_how_many_more(number: int, language: str, words: str | None) -> None:
    assert others_text(number, language) == words


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "en-GB", "1 organisation, listed below"),
        (1, "en-US", "1 organization, listed below"),
        (73, "en", "73 organisations, listed below"),
        (73, "en-US", "73 organizations, listed below"),
        (73, "en-IE", "73 organisations, listed below"),
        (73, "de", "73 Organisationen, unten genannt"),
        (1, "fr", "1 organisation, nommée ci-dessous"),
        (73, "es", "73 organizaciones, mencionadas abajo"),
        (73, "zh-TW", "73個組織，名單見下"),
        (73, "it", "73 organisations, listed below"),
    ],
)
def test_how_many_sign(number: int, language: str, words: str) -> None:
    assert listed_below_text(number, language) == words


def test_the_english_numbers_are_one_to_twenty() -> None:
    assert len(english_numbers()) == 20
    assert english_numbers()[::19] == ("one", "twenty")
