"""assemble: from a campaign to the letter, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


def test_the_small_letter_is_right(small: Small) -> None:
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    assert letter.salutation.text == "Dear Minister Lovelace,"
    assert lt.plain_text(letter.body[0]) == "Before Bilateral Talks in Geneva we write to you."
