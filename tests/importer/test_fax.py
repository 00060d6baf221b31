"""Fax numbers as letters print them."""

from __future__ import annotations

import pytest

from letterkit.importer import fax


@pytest.mark.parametrize(
    ("line", "country", "numbers"),
    [
        ("Via Fax: 2026472283; 2026477350", "US", ["+12026472283", "+12026477350"]),
        ("VIA FACSIMILE (202) 647-2283", "US", ["+12026472283"]),
        ("Télécopie : 01 42 92 01 88", "FR", ["+33142920188"]),
        ("Tel: +33 3 88 41 34 20 / Fax: +33 3 90 21 50 53", "FR", ["+33390215053"]),
        ("Fax: +44 (0)20 7946 0188", "US", ["+442079460188"]),
    ],
)
def test_fax_numbers(line: str, country: str, numbers: list[str]) -> None:
    assert fax.is_fax_line(line)
    assert fax.numbers(line, country) == numbers


def test_a_telephone_number_is_no_fax_number() -> None:
    assert not fax.is_fax_line("Tel: +1 202 647 2283")


def test_a_number_of_no_known_country_stays_as_printed() -> None:
    assert fax.numbers("Fax: 020 794 6000") == ["020 794 6000"]
    assert fax.numbers("Fax: (202) 647-2283") == ["+12026472283"]
