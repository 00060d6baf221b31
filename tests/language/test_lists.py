"""lists: names joined as a language joins them."""

from __future__ import annotations

import pytest

from letterkit.language.lists import list_text


@pytest.mark.parametrize(
    ("items", "language", "words"),
    [
        ([], "en-US", ""),
        (["a"], "en-US", "a"),
        (["a", "b"], "en-US", "a and b"),
        (["a", "b", "c"], "en-US", "a, b, and c"),
        (["a", "b", "c"], "en-GB", "a, b and c"),
        (["a", "b", "c"], "de", "a, b und c"),
    ],
)
def test_a_list_in_words(items: list[str], language: str, words: str) -> None:
    assert list_text(items, language) == words
