"""collation: each language's alphabet, and a person's place in it."""

from __future__ import annotations

import pytest

from letterkit.language.collation import family_first, sort_key


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("sv", "Anna Órgano Zeta Åsa Æbel Ärlig Öst"),
        ("fi", "Anna Zeta Åsa Ärlig Öst"),
        ("nb-NO", "Anna Zeta Ære Øst Åsa"),
        ("da", "Abe Zeta Æble Øl Aarhus Åsa"),
        ("es", "Chile Cuba Nube Nz Ñandú ñoño Oso"),
        ("cs", "Cz Čáp Da Hz Chrudim Ibis Rz Řeka Sz Šíp Zz Žid"),
        ("pl", "Az Ąb Ba Lz Łódź Ma Zz Źle Żal"),
        ("hu", "cukor czár csoki dzz dzs"),
        ("tr", "Hz Ira Izz İzmir"),
        ("et", "Sz Šokk Zoo Tee Vana Õde Ära"),
        # As in a dictionary, and not as in a telephone book, where Ö is Oe.
        ("de", "Oe Öl Oslo Ostern Österreich Ozon Strasse Straße Strassf"),
        ("de-AT", "Oe Öl Ozon"),
        ("fr", "cote coté côte côté"),
        ("en-GB", "350.org Amnesty resume résumé Zoo"),
        ("ru", "Еж Елена Ёлка Жук Яна Anna"),
        ("el", "Άννα Βέρα Anna"),
    ],
)
def test_the_order_of_a_language(language: str, in_order: str) -> None:
    names = in_order.split()
    assert sorted(set(names), key=lambda name: sort_key(name, language)) == names


def test_spaces_come_before_letters_and_marks_in_front_do_not_count() -> None:
    names = ["Free Press", "“Free Word”", "Freedom", "(The) Zoo"]
    assert sorted(set(names), key=lambda name: sort_key(name, "en")) == names


def test_every_name_has_one_place() -> None:
    assert sort_key("Ann", "en") != sort_key("ann", "en") != sort_key("“ann”", "en")
    assert sort_key("", "en") < sort_key("!", "en") < sort_key("a", "en")


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Jane Roe", "Roe, Jane"),
        ("Dr. Jane van der Berg", "Berg, Jane van der"),
        ("John Q. Poe Jr.", "Poe, John Q."),
        ("Prof. Ana Lopez, PhD", "Lopez, Ana"),
        ("Poe, Ann", "Poe, Ann"),
        ("Madonna", "Madonna"),
        ("刘晓波", "刘晓波"),
        ("", ""),
    ],
)
def test_a_person_is_sorted_by_the_family_name(name: str, sorted_by: str) -> None:
    assert family_first(name) == sorted_by


def test_where_the_family_name_comes_first_it_stays() -> None:
    assert family_first("Liu Xiaobo", "刘晓波") == "Liu Xiaobo"
