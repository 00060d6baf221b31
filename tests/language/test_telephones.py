"""Telephone numbers: what the numbering plans say of one, kept between runs."""

from __future__ import annotations

import pytest

from letterkit.language import telephones
from letterkit.language.telephones import NoTelephoneError, Telephone, meant_by, telephone


def test_what_is_said_of_a_number() -> None:
    assert telephone("+1 202-647-2283") == Telephone(
        e164="+12026472283",
        international="+1 202-647-2283",
        national="(202) 647-2283",
        region="US",
        is_abroad=True,
        has_extension=False,
        is_possible=True,
        is_valid=True,
        is_premium=False,
        is_shared_cost=False,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("+1 202-555-0123", "is_fictitious"),
        ("+1 900-234-5678", "is_premium"),
        ("+44 20 7946 0958 ext. 3", "has_extension"),
    ],
)
def test_what_no_fax_is_sent_to(text: str, said: str) -> None:
    assert getattr(telephone(text), said)


def test_a_number_of_no_country_is_not_valid() -> None:
    found = telephone("+1 000-000-0000")
    assert (found.is_valid, found.region) == (False, None)


@pytest.mark.parametrize("text", ["", "202-647-2283", "nobody", "+" + "9" * 300])
def test_a_text_that_is_no_number(text: str) -> None:
    with pytest.raises(NoTelephoneError):
        telephone(text)


@pytest.mark.parametrize(
    ("printed", "country", "numbers"),
    [
        ("01 42 92 01 88", "FR", ["+33142920188"]),
        ("00 44 (0)20 7946 0188", "", ["+442079460188"]),
        ("44 20 7946 0188", "GB", ["+442079460188"]),
        ("65 6123 4567", "DE", ["+496561234567", "+6561234567"]),
        ("+33 1 42 92 01 88", "GB", ["+33142920188"]),
        ("nobody", "GB", []),
    ],
)
def test_what_a_printed_number_can_be(printed: str, country: str, numbers: list[str]) -> None:
    assert [number.e164 for number in meant_by(printed, country)] == numbers


def test_the_library_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = telephone("+1 202-647-2283")
    monkeypatch.setattr(telephones, "_asked", None)
    assert telephone("+1 202-647-2283") is known
