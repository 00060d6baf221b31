"""dated: what a block was called and what reached an office on a date, each with its place."""

from __future__ import annotations

import pytest

from blocks.validated import misfits
from letterkit.blocks.base import BlockModel
from letterkit.blocks.dated import on_date
from letterkit.blocks.models import Address, IndividualSigner, Issue, Organisation, Signatures
from letterkit.blocks.translations import in_language
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Document, parse
from letterkit.language.dates import UNDATED, PartialDate

MEMBER = """\
name: Rights Now
short_name: RN
names:
  - {name: Old Rights, to: 2009}
  - {name: {en: Rights Watch, fr: Droits}, short_name: RW, from: 2010, to: 2019-06-30}
translations:
  fr: {name: Droits maintenant}
"""
OFFICE = """\
office: Minister
organisation: Ministry
names:
  - {office: Commissar, to: 2010}
  - {organisation: House, from: 2010-06-01, to: 2012}
address: [3 New Street, New City]
country: FR
postal: {street: 3 New Street, locality: New City}
former_addresses:
  - {address: [1 First Street], country: GB, withdrawn: 2010}
  - {address: [2 Second Street], from: 2010, withdrawn: 2020-05-01, reason: moved}
fax:
  - {number: "+1 202-647-2283", withdrawn: 2020-05-01, reason: dead}
  - {number: "+1 202-647-7350", from: 2020-04, verified: 2020-04}
email:
  - {address: a@example.org, withdrawn: 2015}
  - b@example.org
"""


def read(
    model: type[BlockModel], text: str, date: str, language: str = "en"
) -> tuple[BlockModel, Document]:
    """The block of a text, as a letter of that date and language has it."""
    document, problems = parse(text, "b.yaml")
    assert document is not None, problems
    block, problems = validate(model, document)
    assert block is not None, problems
    day = UNDATED if date == "undated" else PartialDate.parse(date)
    return on_date(*in_language(block, document, language), day, language)


@pytest.mark.parametrize(
    ("date", "language", "name", "short", "place"),
    [
        ("2008", "en", "Old Rights", None, "b.yaml:4:12"),
        ("2008", "fr", "Old Rights", None, "b.yaml:4:12"),
        ("2010", "en", "Rights Watch", "RW", "b.yaml:5:16"),
        ("2019-06-30", "fr-CA", "Droits", "RW", "b.yaml:5:34"),
        ("2019-06", "es", "Rights Watch", "RW", "b.yaml:5:11"),
        ("2019-07-01", "en", "Rights Now", "RN", "b.yaml:1:7"),
        ("2019-07-01", "fr", "Droits maintenant", "RN", "b.yaml:7:14"),
        ("undated", "en", "Rights Now", "RN", "b.yaml:1:7"),
    ],
)
def test_the_name_of_a_member(date: str, language: str, name: str, short: str | None, place: str) -> None:
    block, document = read(Organisation, MEMBER, date, language)
    assert isinstance(block, Organisation)
    assert (block.name, block.short_name) == (name, short)
    assert str(document.location(("name",))).startswith(place.rpartition(":")[0])


@pytest.mark.parametrize(
    ("date", "names"),
    [
        ("2009-12-31", ("Commissar", "Ministry")),
        ("2010-05", ("Commissar", "Ministry")),
        ("2010-07", ("Minister", "House")),
        ("2013", ("Minister", "Ministry")),
    ],
)
def test_the_name_of_an_office(date: str, names: tuple[str, str]) -> None:
    block, _ = read(Address, OFFICE, date)
    assert isinstance(block, Address)
    assert (block.office, block.organisation) == names


@pytest.mark.parametrize(
    ("date", "numbers", "place"),
    [
        ("2020-03", ["+1 202-647-2283"], 13),
        ("2020-04-30", ["+1 202-647-2283", "+1 202-647-7350"], 13),
        ("2020-05-01", ["+1 202-647-7350"], 14),
    ],
)
def test_a_number_until_it_is_withdrawn(date: str, numbers: list[str], place: int) -> None:
    block, document = read(Address, OFFICE, date)
    assert isinstance(block, Address)
    assert [fax.number for fax in block.fax] == numbers
    assert document.location(("fax", 0, "number")).line == place


@pytest.mark.parametrize(
    ("date", "line", "country", "postal"),
    [
        ("2009", "1 First Street", "GB", False),
        ("2020-04-30", "2 Second Street", "FR", False),
        ("2020-05-01", "3 New Street", "FR", True),
    ],
)
def test_where_the_office_was(date: str, line: str, country: str, postal: bool) -> None:
    block, document = read(Address, OFFICE, date)
    assert isinstance(block, Address)
    assert (block.address[0], block.country, block.postal is not None) == (line, country, postal)
    assert line in OFFICE.splitlines()[document.location(("address", 0)).line - 1]


@pytest.mark.parametrize(("date", "emails"), [("2014", 2), ("2015-01-01", 1)])
def test_an_email_that_bounces(date: str, emails: int) -> None:
    block, _ = read(Address, OFFICE, date)
    assert isinstance(block, Address)
    assert len(block.email) == emails


def test_one_email_stands_by_itself() -> None:
    block, _ = read(Address, "office: O\nemail: a@example.org\n", "2020")
    assert isinstance(block, Address)
    assert [email.address for email in block.email] == ["a@example.org"]


GROUP = "title: T\norganisations:\n  - "


@pytest.mark.parametrize(
    ("model", "text", "code", "told"),
    [
        (Address, "office: O\nfax: [{number: '+1 202-647-2283', reason: dead}]", "LK202", "'withdrawn'"),
        (Address, "office: O\nemail: {address: a@b.c, from: 2020, withdrawn: 2019}", "LK203", "before"),
        (Address, "office: O\nemail: [no]", "LK203", "an e-mail address"),
        (Address, "office: O\nformer_addresses: [{address: [A]}]", "LK202", "'withdrawn' is missing"),
        (Address, "office: O\nnames: [{from: 2020}]", "LK202", "'office' or 'organisation'"),
        (Organisation, "name: N\nnames: [{name: M}]", "LK202", "'from' or 'to'"),
        (Organisation, "name: N\nnames: [{name: M, from: 2020, to: 2019}]", "LK203", "before"),
        (Organisation, "name: N\nretired: 2020", "LK203", "member_to"),
        (Issue, "topic: t\ntitle: T\nask: A\ntext: x\nreason: because", "LK202", "'retired' is missing"),
        (IndividualSigner, "title: Poet", "LK202", "'name' is missing"),
        (Signatures, GROUP + "person: {title: Poet}", "LK203", "'signer', 'name'"),
        (Signatures, GROUP + "person: {signer: a, name: B}", "LK203", "'signer' and 'name'"),
        (Signatures, GROUP + "heading: H", "LK203", "found none"),
        (Signatures, GROUP + "organisations: [a]", "LK202", "a 'heading'"),
        (Signatures, GROUP + "organisation: a\n    letterhead: no", "LK202", "'organisations' below it"),
        (Signatures, GROUP + "heading: H\n    organisations: [{heading: I}]", "LK201", "'heading'"),
    ],
)
def test_what_does_not_fit_is_told(model: type[BlockModel], text: str, code: str, told: str) -> None:
    found = misfits(model, text)
    assert any(place.endswith(code) and told in message for place, message in found), found
