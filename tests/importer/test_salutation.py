"""What is a salutation, and what is none."""

from __future__ import annotations

import pytest

from importer.texts import FOOT, letter
from letterkit.importer.salutation import is_salutation


@pytest.mark.parametrize(
    "line",
    [
        "Dear Secretary Roe:",
        "Your Excellency,",
        "Excellencies,",
        "Monsieur le Président,",
        "Sehr geehrter Herr Minister,",
        "尊敬的首相阁下：",
        "Madam President,",
    ],
)
def test_salutations(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize(
    "line",
    [
        "The Honorable John Kerry",
        "Mr Bernd Lange",
        "Honorable Jane Roe",
        "To: Jane Roe",
        "Dear friends of ours were arrested in the night and nobody knows where they were taken to",
    ],
)
def test_what_is_no_salutation(line: str) -> None:
    assert not is_salutation(line)


def test_a_salutation_in_the_line_of_its_paragraph() -> None:
    found = letter(
        "Dear President Roe: We are writing to express our concern about the arrests "
        "that were made in the spring." + FOOT
    )
    assert found.salutation == "Dear President Roe:"
    assert found.body[0].text.startswith("We are writing")
