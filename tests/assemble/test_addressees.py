"""addressees: who holds the office on the day, and the inside address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import CAMPAIGN, ENVOY, MINISTER, letter, place, stopped

if TYPE_CHECKING:
    from conftest import Small


@pytest.mark.parametrize(
    ("to", "from_", "name"),
    [
        ("2020-05-03", "2020-05-04", "Next"),
        ("2020-05-04", "2020-05-04", "Next"),  # hand-over on the dialogue's first day: the one who comes
        ("2020-05-04", "2020-05-05", "Ada B.\u00a0Lovelace"),
        ("2020-05-05", "2020-05-05", "Ada B.\u00a0Lovelace"),
    ],
)
def test_the_holder_is_the_one_of_the_dialogues_first_day(
    small: Small, to: str, from_: str, name: str
) -> None:
    added = f"    to: {to}\n  - {{name: Next, salutation: Minister Next, from: {from_}}}\n"
    small.change(MINISTER, "    from: 2019-01-01\n", f"    from: 2019-01-01\n{added}")
    assert letter(small).addressees[0].name == name


def test_nobody_holds_the_office(small: Small) -> None:
    """A placeholder prints; that it must not stay is for the checks to say."""
    small.change(MINISTER, "from: 2019-01-01", "from: 2020-05-05")
    found = letter(small)
    assert found.addressees[0].full_name == "[Minister of State: to be confirmed]"
    assert found.salutation.text == "Dear [Minister of State: to be confirmed],"
    assert place(found.addressees[0]) == f"{CAMPAIGN}:3:6"


def test_an_office_without_any_holder(small: Small) -> None:
    text = (small.root / MINISTER).read_text(encoding="utf-8").partition("holders:")[0]
    small.write(MINISTER, text)
    assert letter(small).running_head == "[Minister of State: to be confirmed]"


@pytest.mark.parametrize(
    ("named", "full_name", "salutation"),
    [
        ("Ada B. Lovelace", "The Honorable Ada B.\u00a0Lovelace", "Minister Lovelace"),
        ("Grace Hopper", "Grace Hopper", "Grace Hopper"),
        ("{name: Grace Hopper, honorific: Dr., salutation: Minister Hopper}", None, None),
    ],
)
def test_a_campaign_names_the_holder(
    small: Small, named: str, full_name: str | None, salutation: str | None
) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", f"to: [minister]\nholders:\n  minister: {named}\n")
    (addressee,) = letter(small).addressees
    assert addressee.full_name == (full_name or "Dr. Grace Hopper")
    assert addressee.salutation == (salutation or "Minister Hopper")
    assert place(addressee) == f"{CAMPAIGN}:5:13"


def test_no_addressees(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", "to: []\n")
    assert stopped(small) == [("LK402", f"{CAMPAIGN}:3:1")]


def test_an_addressee_stands_twice(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, minister]")
    assert stopped(small) == [("LK210", f"{CAMPAIGN}:3:16")]


def test_an_inside_address_at_home(small: Small) -> None:
    (addressee,) = letter(small).addressees
    assert addressee.block == "addresses/minister"
    assert addressee.full_name == "The Honorable Ada B.\u00a0Lovelace"
    assert (addressee.office, addressee.organisation) == ("Minister of State", "Ministry of State")
    assert addressee.email is None
    address = addressee.address
    assert address.lines == ("1 Main Street", "Washington, DC 20520")
    assert (address.street, address.locality) == ("1 Main Street", "Washington")
    assert (address.region, address.postal_code) == ("DC", "20520")
    assert (address.country, address.country_name) == ("US", "United States")
    (number,) = addressee.fax
    assert (number.e164, number.text) == ("+12026472283", "(202)\u00a0647-2283")
    assert addressee.delivery == "Via Fax: (202)\u00a0647-2283"


@pytest.mark.parametrize(
    ("language", "country"),
    [("en-GB", "UNITED STATES"), ("en", "UNITED STATES"), ("de-DE", "VEREINIGTE STAATEN")],
)
def test_a_foreign_address_names_its_country(small: Small, language: str, country: str) -> None:
    small.change(
        CAMPAIGN, "signatures: joint", f"signatures: joint\nlanguage: {language}\nsalutation: Ada,"
    )
    (addressee,) = letter(small).addressees
    assert addressee.address.lines == ("1 Main Street", "Washington, DC 20520", country)
    assert addressee.fax[0].text == "+1\u00a0202-647-2283"
    assert addressee.fax[0].e164 == "+12026472283"


def test_an_american_letter_abroad(small: Small) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, envoy]")
    found = letter(small)
    envoy = found.addressees[1]
    assert envoy.address.lines == ("2 Side Street", "London SW1A 2AH", "UNITED KINGDOM")
    assert (
        envoy.address.street == "2 Side Street, London SW1A 2AH"
    )  # only American lines are read by field
    assert (envoy.address.locality, envoy.address.region, envoy.address.postal_code) == ("", "", "")
    assert (envoy.fax, envoy.delivery, envoy.honorific) == ((), None, None)
    assert envoy.full_name == "Bo Poe"
    assert found.salutation.text == "Dear Minister Lovelace and Envoy Poe,"
    assert found.running_head == "Minister Lovelace and Envoy Poe"


def test_an_address_may_be_given_by_field(small: Small) -> None:
    postal = "postal: {street: S, locality: L, postal_code: P}\nemail: a@e.org\n"
    small.change(MINISTER, "country: US\n", f"country: US\n{postal}")
    (addressee,) = letter(small).addressees
    address = addressee.address
    assert (address.street, address.locality, address.region, address.postal_code) == ("S", "L", "", "P")
    assert addressee.email == "a@e.org"


@pytest.mark.parametrize("line", ["Washington", "Washington, D.C. 20520", "Washington, DC 205"])
def test_an_american_line_that_cannot_be_read_by_field(small: Small, line: str) -> None:
    small.change(MINISTER, "Washington, DC 20520", line)
    assert letter(small).addressees[0].address.street == f"1 Main Street, {line}"


def test_several_fax_numbers(small: Small) -> None:
    small.change(MINISTER, "fax:\n", 'fax:\n  - number: "+41 22 917 9000"\n')
    (addressee,) = letter(small).addressees
    assert addressee.delivery == "Via Fax: +41\u00a022\u00a0917\u00a090\u00a000; (202)\u00a0647-2283"
    assert [place(number) for number in addressee.fax] == [f"{MINISTER}:8:5", f"{MINISTER}:9:5"]


@pytest.mark.parametrize(
    ("code", "last", "extra", "lines"),
    [
        ("HK", "Queensway", "", ("Queensway", "HONG KONG")),
        ("BA", "Sarajevo", "", ("Sarajevo", "BOSNIA AND HERZEGOVINA")),
        ("MM", "Naypyidaw", "country_name: Burma\n", ("Naypyidaw", "Burma")),
        ("MM", "Burma", "", ("Naypyidaw", "Burma")),  # as the author wrote it
        ("DE", "Deutschland", "", ("Naypyidaw", "Deutschland")),
        ("GB", "Scotland", "", ("Naypyidaw", "Scotland")),
        ("GB", "Hanover", "", ("Hanover", "UNITED KINGDOM")),
    ],
)
def test_how_a_country_prints(
    small: Small, code: str, last: str, extra: str, lines: tuple[str, str]
) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.change("seeds/addresses/envoy.yaml", "country: GB\n", f"country: {code}\n{extra}")
    small.change("seeds/addresses/envoy.yaml", "London SW1A 2AH", f"Naypyidaw, {last}")
    small.change(CAMPAIGN, "to: [minister]", "to: [envoy]")
    (envoy,) = letter(small).addressees
    assert envoy.address.lines[-2:] == lines
    assert envoy.address.country_name not in ("", code)


def test_an_american_address_with_its_country(small: Small) -> None:
    small.change(MINISTER, "Washington, DC 20520\n", "Washington, DC 20520\n  - U.S.A.\n")
    small.change(CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: en-GB")
    (addressee,) = letter(small).addressees
    assert addressee.address.lines[-1] == "U.S.A."
    assert (addressee.address.street, addressee.address.locality) == ("1 Main Street", "Washington")
