"""The files that a PDF carries."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf

from conftest import Small
from letterkit import letter as lt
from letterkit.writers import as_printed


def attachments(file: Path) -> dict[str, bytes]:
    """The embedded files."""
    with pikepdf.open(file) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def test_it_carries_the_letter_and_its_delivery(made: Path, letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    files = attachments(made)
    assert sorted(files) == [
        "addressee-1-version-3.vcf",
        "addressee-1.vcf",
        "addressee-2-version-3.vcf",
        "addressee-2.vcf",
        "delivery.json",
        "letter.json",
    ]
    assert files["letter.json"].decode() == as_printed.to_json(letter)
    state, treasury = json.loads(files["delivery.json"])["addressees"]
    assert state == {
        "name": "The Honorable John F. Kerry",
        "office": "Secretary of State",
        "organisation": "U.S. Department of State",
        "address": {
            "lines": ["2201 C St NW", "Washington, DC 20520"],
            "street": "2201 C St NW",
            "locality": "Washington",
            "region": "DC",
            "postal_code": "20520",
            "country": "US",
            "country_name": "United States",
        },
        "fax": [
            {"e164": "+12026472283", "printed": "(202) 647-2283"},
            {"e164": "+12026477350", "printed": "(202) 647-7350"},
        ],
        "email": None,
        "channel": "fax",
    }
    assert treasury["address"]["lines"] == ["1500 Pennsylvania Ave, NW", "Washington, DC 20220"]
    assert [number["e164"] for number in treasury["fax"]] == ["+12026220073", "+12022620417"]


def test_the_vcard_is_one_of_version_4(made: Path) -> None:
    card = attachments(made)["addressee-2.vcf"].decode()
    assert card.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert card.replace("\r\n ", "").split("\r\n")[:-1] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        "FN:The Honorable Jacob J. Lew",
        "N:Lew;Jacob;J.;The Honorable;",
        "TITLE:Secretary of the Treasury",
        "ORG:U.S. Department of the Treasury",
        (
            'ADR;TYPE=work;LABEL="1500 Pennsylvania Ave, NW\\nWashington, DC 20220":'
            ";;1500 Pennsylvania Ave\\, NW;Washington;DC;20220;United States"
        ),
        'TEL;VALUE=uri;TYPE="fax,work":tel:+12026220073',
        'TEL;VALUE=uri;TYPE="fax,work":tel:+12022620417',
        "END:VCARD",
    ]
