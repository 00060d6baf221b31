"""Addressees as vCards: RFC 6350 and RFC 2426, read back by three readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
import vobject
from vcard.vcard_validator import VCard

from conftest import Small
from letterkit import letter as lt
from letterkit.values import replace
from letterkit.writers.pdf import vcards
from letterkit.writers.pdf.vcards import NameParts

KERRY = NameParts("Kerry", "John", "F.", "The Honorable", "")
# What has a meaning of its own in a vCard, or would end a line of it.
HOSTILE = "1 A; Street, \\n\r\nTEL:+15550100\nX:y\u2028z\x1b[0m\r\v “ü” 刘"
PRINTED = "1 A; Street, \\n\nTEL:+15550100\nX:y\nz[0m\n\n “ü” 刘"


@pytest.fixture
def addressee(letter_2016: tuple[Small, lt.Letter]) -> lt.Addressee:
    """The first addressee of 2016, with an e-mail address."""
    return replace(letter_2016[1].addressees[0], email="secretary@example.org")


def by_vobject(card: str) -> dict[str, Any]:
    """What vobject reads."""
    found = vobject.readOne(card, validate=True)
    name, address = found.n.value, found.adr.value
    return {
        "full": found.fn.value,
        "name": NameParts(name.family, name.given, name.additional, name.prefix, name.suffix),
        "office": found.title.value,
        "organisation": ";".join(found.org.value),
        "street": address.street,
        "city": address.city,
        "numbers": [(each.value, sorted(each.params["TYPE"])) for each in found.tel_list],
        "email": found.email.value,
    }


def by_icalendar(card: str) -> dict[str, Any]:
    """What icalendar reads."""
    found: Any = icalendar.Component.from_ical(card)
    numbers = found["TEL"] if isinstance(found["TEL"], list) else [found["TEL"]]
    address = found["ADR"].fields
    return {
        "full": str(found["FN"]),
        "name": NameParts(*found["N"].fields),
        "office": str(found["TITLE"]),
        "organisation": ";".join(found["ORG"].fields),
        "street": address.street,
        "city": address.locality,
        "numbers": [(str(n).removeprefix("tel:"), sorted(_types(n.params["TYPE"]))) for n in numbers],
        "email": str(found["EMAIL"]),
    }


def by_vcard(card: str) -> dict[str, Any]:
    """What vcard, which validates version 3.0, reads."""
    found = VCard(card)  # raises where something is not as RFC 2426 has it
    read = {prop.name: prop for prop in found.properties}
    numbers = [prop for prop in found.properties if prop.name == "TEL"]

    def value(name: str, field: int = 0) -> str:
        return "".join(map(_unescaped, read[name].values[field]))

    return {
        "full": value("FN"),
        "name": NameParts(*(_unescaped(",".join(each)) for each in read["N"].values)),
        "office": value("TITLE"),
        "organisation": value("ORG"),
        "street": ",".join(map(_unescaped, read["ADR"].values[2])),
        "city": value("ADR", 3),
        "numbers": [(n.values[0][0], sorted(n.parameters["TYPE"])) for n in numbers],
        "email": value("EMAIL"),
    }


def _types(value: Any) -> Iterator[str]:
    for each in [value] if isinstance(value, str) else value:
        yield from each.upper().split(",")


def _unescaped(text: str) -> str:
    for mark, character in (("\\n", "\n"), ("\\;", ";"), ("\\,", ","), ("\\\\", "\\")):
        text = text.replace(mark, character)
    return text


# vcard would have "The Honorable" as two titles.
@pytest.mark.filterwarnings("ignore:Possible split name")
@pytest.mark.parametrize("reader", [by_vobject, by_icalendar, by_vcard])
def test_three_readers_of_version_3(reader: Any, addressee: lt.Addressee) -> None:
    assert reader(vcards.vcard_3(addressee)) == {
        "full": "The Honorable John F. Kerry",
        "name": KERRY,
        "office": "Secretary of State",
        "organisation": "U.S. Department of State",
        "street": "2201 C St NW",
        "city": "Washington",
        "numbers": [("+12026472283", ["FAX", "WORK"]), ("+12026477350", ["FAX", "WORK"])],
        "email": "secretary@example.org",
    }


def test_two_readers_of_version_4(addressee: lt.Addressee) -> None:
    read = by_icalendar(vcards.vcard(addressee))
    assert (read["name"], read["city"]) == (KERRY, "Washington")
    assert read["numbers"] == [("+12026472283", ["FAX", "WORK"]), ("+12026477350", ["FAX", "WORK"])]
    found = vobject.readOne(vcards.vcard(addressee))
    assert (found.n.value.family, found.fn.value) == ("Kerry", "The Honorable John F. Kerry")


# icalendar 7.3 takes the backslashes away before it looks for the fields.
@pytest.mark.parametrize("make", [vcards.vcard, vcards.vcard_3])
def test_no_text_writes_a_property_of_its_own(make: Any, addressee: lt.Addressee) -> None:
    address = replace(addressee.address, lines=(HOSTILE, '"^'), street=HOSTILE)
    hostile = replace(addressee, office=HOSTILE, organisation=HOSTILE, name=HOSTILE, address=address)
    names = [line.partition(":")[0].partition(";")[0] for line in _unfolded(make(hostile))]
    plain = [line.partition(":")[0].partition(";")[0] for line in _unfolded(make(addressee))]
    assert names == plain
    read = vobject.readOne(make(hostile))
    assert (read.title.value, read.adr.value.street) == (PRINTED, PRINTED)


def _unfolded(card: str) -> list[str]:
    return card.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("make", [vcards.vcard, vcards.vcard_3])
def test_lines_are_folded_between_characters(make: Any, addressee: lt.Addressee) -> None:
    card = make(replace(addressee, name="刘;晓,波\\" * 12, honorific=None))
    assert card.endswith("\r\nEND:VCARD\r\n")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert "FN:" + "刘\\;晓\\,波\\\\" * 12 in _unfolded(card)


@pytest.mark.parametrize(
    ("name", "salutation", "parts"),
    [
        ("Jacob J. Lew", "Secretary Lew", NameParts("Lew", "Jacob", "J.")),
        ("Martin L. King Jr.", "Dr. King", NameParts("King", "Martin", "L.", "", "Jr.")),
        ("Ursula von der Leyen", "President von der Leyen", NameParts("von der Leyen", "Ursula")),
        ("Wang Yi", "Minister Wang", NameParts("Wang", "Yi")),
        ("Wang Yi", "Your Excellency", NameParts("Wang Yi")),
        ("Wang Yi", "Wang Yi", NameParts("Wang Yi")),
        ("Sukarno", "President Sukarno", NameParts("Sukarno")),
    ],
)
def test_the_salutation_tells_the_family_name(
    name: str, salutation: str, parts: NameParts, addressee: lt.Addressee
) -> None:
    named = replace(addressee, name=name, salutation=salutation, honorific=None)
    assert vcards.name_parts(named) == parts
