"""What stands below the signatures."""

from __future__ import annotations

from importer.texts import FOOT, HEAD, letter
from letterkit.importer.parts import Role


def test_copies_enclosures_notes_and_postscripts() -> None:
    below = (
        "\ncc: Jane Roe, Embassy\n    John Doe\n\nEncl.: list of prisoners\n\nP.S. We "
        "shall call.\n\n[1] See the report of 2015.\n"
    )
    found = letter(HEAD + "We write on." + FOOT + below)
    assert found.cc == ("Jane Roe, Embassy", "John Doe")
    assert found.enclosures == ("list of prisoners",)
    assert found.of(Role.POSTSCRIPT)
    assert found.of(Role.FOOTNOTE)
