"""The body of a letter, before its asks are looked for."""

from __future__ import annotations

from importer.texts import FOOT, HEAD, letter


def test_a_word_of_a_menu_can_be_a_heading() -> None:
    body = (
        "You should insist on what follows in each of your meetings with "
        "them.\n\nPress\n\nYou should ask that the newspapers be allowed to print again."
    )
    assert "Press" in [part.text for part in letter(HEAD + body + FOOT).body]
