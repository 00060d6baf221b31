"""Where a sentence ends."""

from __future__ import annotations

import pytest

from letterkit.language.sentences import begins_sentence, sentence_around, sentences


def test_sentences_are_not_divided_after_abbreviations_and_days() -> None:
    assert sentences("Mr. Roe came on the 9. Juli to the U.S. Embassy. He left.") == [
        "Mr. Roe came on the 9. Juli to the U.S. Embassy.",
        "He left.",
    ]


@pytest.mark.parametrize(
    ("text", "before", "begins"),
    [
        ("He left Mr. Roe. *Today* she is free.", "*", True),
        ("We ask:\n\n- Say it.\n- **Today** and here", "- **", True),
        ("We ask you: Today and here", "We ask you: ", True),
        ("He read Mr. Roe's Today in prison", "He read Mr. Roe's ", False),
    ],
)
def test_what_stands_before_a_word_in_its_sentence(text: str, before: str, begins: bool) -> None:
    start = text.index("Today")
    assert sentence_around(text, start, start + 5)[0] == before
    assert begins_sentence(text, start) is begins
