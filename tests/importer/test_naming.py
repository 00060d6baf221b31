"""Who is named in a letter: candidates, without the word that opens their sentence."""

from __future__ import annotations

import pytest

from importer.texts import FOOT, HEAD, reading


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Brothers Lamin Touray and Musa Ceesay were taken from their office.",
            ["Lamin Touray", "Musa Ceesay"],
        ),
        ("After Jane Doe was arrested, nobody saw her.", ["Jane Doe"]),
        ("Der Dichter Tomas Wilk ist in Haft.", ["Tomas Wilk"]),
        ("Ont été arrêtés les Jean Dupont du village.", ["Jean Dupont"]),
        ("In May the lawyer Don Penhallow was arrested at the port.", ["Don Penhallow"]),
        ("She was held in the Northmoor Prison.", []),
    ],
)
def test_who_is_named(text: str, names: list[str]) -> None:
    assert [person.text for person in reading(HEAD + text + FOOT).people] == names


def test_a_line_of_the_address_is_nobodys_name() -> None:
    head = "Hugh Carnforth\nPrime Minister\nParliament Square\nNew Calder\n\n" + HEAD
    found = reading(head + "The court of NEW CALDER has freed nobody; Ann Poe is in prison." + FOOT)
    assert [person.text for person in found.people] == ["Ann Poe"]
