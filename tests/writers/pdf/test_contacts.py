"""Addressees as vCards: RFC 6350."""

from __future__ import annotations

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
