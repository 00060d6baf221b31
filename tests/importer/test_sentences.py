"""Where a sentence ends."""

from __future__ import annotations

from letterkit.importer.sentences import sentences


def test_sentences_are_not_divided_after_abbreviations_and_days() -> None:
    assert sentences("Mr. Roe came on the 9. Juli to the U.S. Embassy. He left.") == [
        "Mr. Roe came on the 9. Juli to the U.S. Embassy.",
        "He left.",
    ]
