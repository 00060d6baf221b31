"""A reading becomes documents by its roles and separators alone."""

from __future__ import annotations

import pytest

from letterkit.importer.documents import documents_of
from letterkit.importer.parts import Imported
from letterkit.importer.reading_text import from_text


def document(rows: str, language: str = "en") -> Imported:
    """The document of such rows."""
    reading, said = from_text(f"== letter ({language})\n{rows}\n", "reading.txt")
    assert reading is not None, said
    (found,) = documents_of(reading)
    return found


@pytest.mark.parametrize(
    ("rows", "signed"),
    [
        (
            "1 signs | Ann Poe ;\n1 signs | {and} Ned Roe ; Directors ; Watch",
            [("Ann Poe", "Directors", "Watch"), ("Ned Roe", "Directors", "Watch")],
        ),
        (
            "1 signs | Ann Poe ;\n1 signs | Ida Lee ;\n1 signs | {et} Ned Roe ; ; Watch",
            [("Ann Poe", "", "Watch"), ("Ida Lee", "", "Watch"), ("Ned Roe", "", "Watch")],
        ),
        (
            "1 signs | Ann Poe ;\n1 signs | {and} Ned Roe",
            [("Ann Poe", "", ""), ("", "", "Ned Roe")],
        ),
        ("1 signs | Ann Poe ;\n1 signs | {and}", [("Ann Poe", "", "")]),
        (
            "1 signs | Ann Poe ;\n1 signs | Ida Lee ; Editor\n1 signs | {and} Ned Roe ; Director ; Watch",
            [("Ann Poe", "", ""), ("Ida Lee", "Editor", ""), ("Ned Roe", "Director", "Watch")],
        ),
        (
            "1 signs | Ann Poe ;\n1 signs | {and} Ned Roe ; Director and Editor ; Watch",
            [("Ann Poe", "", "Watch"), ("Ned Roe", "Director and Editor", "Watch")],
        ),
        # Nothing joins them, or they stand in lines of their own, or she has an office of hers.
        (
            "1 signs | Ann Poe ;\n1 signs | Ned Roe ; Director ; Watch",
            [("Ann Poe", "", ""), ("Ned Roe", "Director", "Watch")],
        ),
        (
            "1 signs | Ann Poe ;\n2 signs | {and} Ned Roe ; Director ; Watch",
            [("Ann Poe", "", ""), ("Ned Roe", "Director", "Watch")],
        ),
        (
            "1 signs | Ann Poe ; Editor\n1 signs | {and} Ned Roe ; Director ; Watch",
            [("Ann Poe", "Editor", ""), ("Ned Roe", "Director", "Watch")],
        ),
    ],
)
def test_who_signs_in_one_line_with_somebody_shares_the_office(
    rows: str, signed: list[tuple[str, str, str]]
) -> None:
    found = document(rows).signatories
    assert [(one.person, one.title, one.organisation) for one in found] == signed


@pytest.mark.parametrize(
    ("language", "honorific", "name"), [("en", "Mr.", "Don Poe"), ("es", "Mr. Don", "Poe")]
)
def test_a_form_of_honour_is_that_of_the_letter(language: str, honorific: str, name: str) -> None:
    (found,) = document("1 to | Mr. Don Poe ; Minister", language).addressees
    assert (found.honorific, found.name) == (honorific, name)
