"""Addressees as vCards: RFC 6350."""

from __future__ import annotations

import re
from dataclasses import replace

from conftest import Small
from letterkit import letter as lt
from letterkit.writers.pdf import contacts


def test_a_vcard_escapes_and_folds(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    addressee = replace(letter.addressees[0], name="刘;晓,波\\" * 12, honorific=None)
    card = contacts.vcard(addressee)
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    unfolded = card.replace("\r\n ", "")
    assert "FN:" + "刘\\;晓\\,波\\\\" * 12 + "\r\n" in unfolded


def test_no_value_of_a_vcard_writes_a_property(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    evil = 'Ministry"\r\nTEL:+1 900\nEMAIL:a@example.org\u2028NOTE:x\x85URL:y\x1b[2J\x00'
    addressee = letter.addressees[0]
    address = replace(addressee.address, lines=(evil, evil), street=evil, country_name=evil)
    addressee = replace(
        addressee, name=evil, office=evil, organisation=evil, email=evil, address=address, honorific=evil
    )
    card = contacts.vcard(addressee).replace("\r\n ", "")
    names = [line.partition(":")[0].partition(";")[0] for line in card.splitlines()]
    faxes = ["TEL"] * len(addressee.fax)
    assert names == ["BEGIN", "VERSION", "KIND", "FN", "TITLE", "ORG", "ADR", *faxes, "EMAIL", "END"]
    assert re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", card) is None
    assert 'Ministry"\\nTEL:+1 900\\nEMAIL:a@example.org\\nNOTE:x\\nURL:y[2J' in card


def test_a_label_ends_its_lines_as_the_format_says(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    addressee = letter.addressees[0]
    address = replace(addressee.address, lines=('5 "Long" St', "Town\nCounty ^"))
    card = contacts.vcard(replace(addressee, address=address)).replace("\r\n ", "")
    assert "LABEL=\"5 ^'Long^' St\\nTown\\nCounty ^^\":" in card
