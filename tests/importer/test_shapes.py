"""shapes: what a line looks like by its words alone."""

from __future__ import annotations

import pytest

from letterkit.importer import shapes


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Dear Minister", True),
        ("Estimado señor ministro", True),
        ("Sehr geehrter Herr Minister", True),
        ("Excelencias", True),
        ("Madame la Ministre", True),
        ("Madame Jeanne Roe", False),  # a line of the address
        ("Madame Jeanne Roe,", True),
        ("Amigos del Agua", False),
    ],
)
def test_a_salutation(line: str, is_one: bool) -> None:
    assert shapes.is_salutation(line) is is_one


@pytest.mark.parametrize("dear", ["Dear Friends,", "Excelencia:", "Sehr geehrte Frau Roe,"])
def test_a_paragraph_in_the_line_of_its_salutation(dear: str) -> None:
    said = "Our members write to ask for the release of those who were arrested in May."
    assert shapes.inline_salutation(f"{dear} {said}") == len(dear) + 1


@pytest.mark.parametrize(
    "name", ["Karl zu Berg", "Jean des Prés", "Maria das Dores", "Ali bin Said, Ph.D., MP"]
)
def test_a_name_with_what_is_written_within_and_behind_it(name: str) -> None:
    assert shapes.has_name_shape(name)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("Special Envoy to the North", "title"),
        ("Non-Executive Director", "title"),
        ("Friends of the Quay", "organisation"),
        ("Prof. Jane Roe", "person"),
        ("Jane Roe", "either"),
    ],
)
def test_what_a_few_words_name(words: str, shape: str) -> None:
    assert shapes.shape_of(words) == shape


@pytest.mark.parametrize(
    "place", ["Brussels", "the Netherlands", "la France", "U.S.A.", "U.S.", "(Chile)"]
)
def test_a_place(place: str) -> None:
    assert shapes.is_place(place)


@pytest.mark.parametrize(
    ("dear", "is_one"),
    [("Monsieur Dupont, ", False), ("Madame la Ministre, ", True), ("Madame, Monsieur, ", True)],
)
def test_a_french_form_of_address_before_a_paragraph(dear: str, is_one: bool) -> None:
    text = "La commission que vous présidez nous a écrit au sujet des prisonniers du pays."
    assert shapes.inline_salutation(dear + text) == (len(dear) if is_one else 0)


@pytest.mark.parametrize(
    "line",
    ["Dear Minister", "Geehrte Damen und Herren", "Muy estimado señor", "Chère Madame", "尊敬的部长"],
)
def test_a_salutation_without_a_comma(line: str) -> None:
    assert shapes.is_salutation(line)
