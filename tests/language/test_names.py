"""names: how much two spellings of one name may differ."""

from __future__ import annotations

import pytest

from letterkit.language.names import (
    folded,
    name_words,
    names_within,
    one_apostrophe,
    one_line,
    person_as_read,
    plain,
    without_accents,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Poe’s sister, and ANN (Nan) POE.", ["ann poe"]),
        ("Mothers’ Front and Mother's Front", ["mothers front"]),
        ("我们要求释放刘晓波和她", ["刘晓波"]),
        ("Joann Poe, Ann Poetry", []),
    ],
)
def test_which_names_a_text_has(text: str, found: list[str]) -> None:
    assert names_within(text, ["ann poe", "mothers front", "刘晓波"]) == found


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


@pytest.mark.parametrize(
    "name", ["Prof. Dr. Jörg Poe", "Poe, Joerg", "JORG POE, Ph.D.", "Poe, Dr. Jörg", "Mr Jörg  Poe"]
)
def test_one_person_in_other_spelling(name: str) -> None:
    assert person_as_read(name) == person_as_read("Jörg Poe")


@pytest.mark.parametrize("name", ["Jörg Poe, Jr.", "Jörg Poe III", "Jo Poe", "Drew Poe", "Jörg"])
def test_another_person(name: str) -> None:
    assert person_as_read(name) != person_as_read("Jörg Poe")


def test_a_title_alone_is_a_name() -> None:
    assert person_as_read("Hon") == "hon"
