"""Persons, titles, organisations and postal lines are told apart."""

from __future__ import annotations

import pytest

from letterkit.importer import names


@pytest.mark.parametrize(
    "name",
    [
        "John F. Kerry",
        "The Hon. Jane Roe",
        "Rosa Inés Quilodrán",
        "Hanneke van der Wiel",
        "王全璋",
        "Ко Тет",
        "DORIS O. MATSUI",
    ],
)
def test_persons(name: str) -> None:
    assert names.person(name) >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Human Rights Watch",
        "Freedom House",
        "China Aid",
        "U.S. Department of State",
        "de la República",
        "South China Sea",
        "Executive Director",
        "人權觀察",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert names.person(text) < 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Executive Director",
        "Secretary-General",
        "VP for Advocacy",
        "Ministre déléguée",
        "Chair of the Board",
        "主席",
    ],
)
def test_titles(text: str) -> None:
    assert names.title(text) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "2201 C St NW",
        "Washington, DC 20520",
        "75008 Paris",
        "Werderscher Markt 1",
        "London SW1A 2AH",
        "Switzerland",
    ],
)
def test_postal_lines(text: str) -> None:
    assert names.postal(text) >= 0.5
