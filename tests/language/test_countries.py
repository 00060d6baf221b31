"""countries: which one an address is in, guessed for a fax number, or said by its last line."""

from __future__ import annotations

import pytest

from letterkit.language.countries import (
    countries_spoken_of,
    country_meant,
    country_mentioned,
    country_name,
    country_names,
    country_on_last_line,
    places,
    regions,
)


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
        ("NACIONES UNIDAS", "es", None),  # a union of states, for which CLDR has a code too
        ("Unión Europea", "es", None),
        ("", "en", None),
    ],
)
def test_the_country_that_a_last_line_is(line: str, language: str, country: str | None) -> None:
    assert country_on_last_line(line, language) == country


def test_the_names_of_countries_are_those_of_the_language() -> None:
    assert ("Vereinigte Staaten", "US") in list(country_names("de"))
    assert all(len(code) == 2 and code.isalpha() for _, code in country_names("en"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("UK", "GB"),
        ("usa", "US"),
        ("no", "NO"),
        ("VNM", "VN"),
        ("Norway", "NO"),
        ("Norwey", "NO"),
        ("Norwegen", "NO"),
        ("Burma", "MM"),
        ("XX", None),
        ("EU", None),
        ("YU", None),  # several came after it
    ],
)
def test_the_country_that_was_meant(words: str, code: str | None) -> None:
    assert country_meant(words) == code


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("MO", "en-US", "Macao"),
        ("HK", "de-AT", "Hongkong"),
        ("HK", "zh-TW", "香港"),
        ("MM", "vi", "Myanmar"),
        ("CD", "zh", "刚果（金）"),  # without the brackets it would be both
        ("TT", "en-GB", "Trinidad and Tobago"),
    ],
)
def test_what_a_country_is_called(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


def test_the_countries_a_text_speaks_of() -> None:
    text = "The Polish envoy met Narendra Modi in Viet Nam, eating turkey; the EU-wide ban held."
    assert [code for code, _, _ in countries_spoken_of(text, "en-US")] == ["PL", "IN", "VN"]
    assert list(countries_spoken_of("道德国家", "zh")) == []
    assert list(countries_spoken_of("d’Iran, l’UE", "fr")) == [("IR", 2, 6), ("EU", 10, 12)]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "Herders of Inner Mongolia sailed the South China Sea to New Mexico.", ["CN", "US"]),
        ("en", "Mongolia is on no Indian Ocean, and Chad has more than Lake Chad.", ["MN", "TD"]),
        ("fr", "De la Mongolie-Intérieure à l’océan Indien, et en Mongolie.", ["CN", "MN"]),
        ("de", "In der Inneren Mongolei, am Indischen Ozean und in der Mongolei.", ["CN", "MN"]),
        ("es", "De la Mongolia Interior al golfo de México, y en México.", ["CN", "MX"]),
        ("zh", "马里兰州和内蒙古的牧民，在沿海地区和马里。", ["US", "CN", "ML"]),
        ("zh-Hant", "內蒙古的牧民，在沿海地區，不在海地。", ["CN", "HT"]),
    ],
)
def test_words_that_hold_a_countrys_name(language: str, text: str, codes: list[str]) -> None:
    assert [code for code, _, _ in countries_spoken_of(text, language)] == codes


def test_places_are_countries_and_cities_in_small_letters() -> None:
    assert {"germany", "allemagne", "u.k.", "brussels", "bruxelles", "lhasa"} <= places()
    assert {"western africa", "afrique orientale", "westafrika"} <= regions()
