"""names: how much two spellings of one name may differ."""

from __future__ import annotations

import pytest

from letterkit.language.names import (
    folded,
    name_words,
    one_apostrophe,
    one_line,
    plain,
    without_accents,
)


def test_one_line_changes_spaces_alone() -> None:
    assert one_line(" Ada\n  B. Lovelace ") == "Ada B. Lovelace"
    assert one_line("O’Brien") == "O’Brien"


@pytest.mark.parametrize("name", ["O'Brien", "O’Brien", "Oʼ\nBrien".replace("\n", "")])
def test_apostrophes_are_one(name: str) -> None:
    assert one_apostrophe(name) == "O'Brien"


def test_folding_changes_capitals_and_spaces_alone() -> None:
    assert folded("GROẞ  Straße") == folded("gross strasse")
    assert folded("Núñez") != folded("Nunez")


def test_the_words_of_a_name_have_no_accents_and_no_marks() -> None:
    assert name_words("Dr. O’Brien-Núñez (MP)") == ["dr", "obrien", "nunez", "mp"]
    assert name_words("Łukasz Novák") == ["łukasz", "novak"]


def test_plain_leaves_out_articles_and_knows_the_united_states() -> None:
    assert plain("The U.S. Department of State") == plain("US Department of State")
    assert plain("United States") == plain("U.S.")
    assert plain("La Ligue des Droits") == plain("Ligue des droits")
    assert plain("Rights Now") != plain("Rights Later")


def test_accents_go_where_unicode_can_take_them_off() -> None:
    assert without_accents("é å ﬁ 刘") == "e a fi 刘"
