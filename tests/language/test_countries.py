"""countries: which one an address is in, guessed for a fax number, or said by its last line."""

from __future__ import annotations

import pytest

from letterkit.language.countries import country_mentioned, country_names, country_on_last_line


@pytest.mark.parametrize(
    ("lines", "country"),
    [
        (["1 Main Street", "Springfield, IL 62701"], "US"),
        (["1 Main Street", "Washington, D.C."], "US"),
        (["U.S. Department of State"], "US"),
        (["10 Downing Street", "London"], "GB"),
        (["12 rue de la Paix", "Côte d’Ivoire"], "CI"),
        (["Bruxelles"], "BE"),
        (["Kantoor 4", "Groningen"], None),
        (["Give us the key"], None),
        ([], None),
    ],
)
def test_the_country_that_lines_mention(lines: list[str], country: str | None) -> None:
    assert country_mentioned(lines) == country


@pytest.mark.parametrize(
    ("line", "language", "country"),
    [
        ("Washington, DC 20520", "en-US", "US"),
        ("Allemagne", "fr", "DE"),
        ("Germany", "fr", "DE"),
        ("the  netherlands", "en", "NL"),
        ("Allemagne", "en", None),
        ("Berlin", "en", None),  # a city is no country: it would print as one
        ("10115 Berlin, Germany", "en", None),
        ("Germany", "tlh", "DE"),
        ("", "en", None),
    ],
)
def test_the_country_that_a_last_line_is(line: str, language: str, country: str | None) -> None:
    assert country_on_last_line(line, language) == country


def test_the_names_of_countries_are_those_of_the_language() -> None:
    assert ("Vereinigte Staaten", "US") in list(country_names("de"))
    assert all(len(code) == 2 and code.isalpha() for _, code in country_names("en"))
