"""models: what each kind of block takes, and what is true on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import BaseModel, ValidationError

from blocks.validated import ADDRESS, read
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import BodyEntry, LetterFile
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Event,
    Holder,
    Organisation,
    Person,
    Signatures,
    Signer,
)
from letterkit.language.dates import PartialDate


def _parts(model: type[BlockModel]) -> set[type[BlockModel]]:
    return {model, *(part for child in model.__subclasses__() for part in _parts(child))}


@pytest.mark.parametrize("part", sorted(_parts(BlockModel), key=str))
def test_every_model_is_frozen_and_refuses_unknown_keys(part: type[BaseModel]) -> None:
    assert part.model_config["frozen"] is True
    assert part.model_config["extra"] == "forbid"
    assert part.__doc__


def test_a_block_cannot_be_changed() -> None:
    person = read(Person, "name: Jane Doe\nconsent: public")
    with pytest.raises(ValidationError):
        person.name = "Joe"


def test_an_entry_may_stand_as_its_name() -> None:
    entry = read(BodyEntry, "asks: [release, {issue: visas, cases: named}]")
    assert [(ask.issue, ask.cases) for ask in entry.asks] == [("release", None), ("visas", "named")]
    cases = read(CaseListBlock, "title: T\ncases: [jane, {list: others}]")
    assert [(case.person, case.list) for case in cases.cases] == [("jane", None), (None, "others")]
    signatures = read(Signatures, "title: T\norganisations: [one, {list: more}]")
    assert [(entry.organisation, entry.list) for entry in signatures.organisations] == [
        ("one", None),
        (None, "more"),
    ]


def test_a_key_without_a_value_counts_as_not_given() -> None:
    person = read(Person, "name: Jane Doe\nconsent: public\nnote:\nhistory:\n")
    assert person.note is None
    assert person.history == ()


def test_a_campaign_needs_little() -> None:
    campaign = read(LetterFile, "dialogue: d\ndate: 2020-04\nbody:\n  - framing: f\nsignatures: s")
    assert campaign.language == "en-US"
    assert campaign.on_paper == "letter"
    assert campaign.addresses == "side-by-side"
    assert campaign.body[0].style is None
    assert campaign.to == campaign.enclosures == campaign.cc == ()
    assert campaign.subject is campaign.salutation is campaign.close is None


def holder(name: str, from_: str, to: str | None = None) -> Holder:
    """A holder of an office."""
    return Holder.model_validate({"name": name, "salutation": name, "from": from_, "to": to})


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2018-12-31", None),
        ("2019-01-01", "First"),
        ("2020-06-30", "First"),
        ("2020-07-01", "Second"),  # the day of hand-over: the one who comes
        ("2020-08-01", "Second"),
        ("2020-08-02", None),
        ("2021-01-01", "Third"),
        ("2099-01-01", "Third"),
    ],
)
def test_who_holds_the_office(day: str, name: str | None) -> None:
    holders = (
        holder("Third", "2021-01-01"),
        holder("First", "2019-01-01", "2020-07-01"),
        holder("Second", "2020-07-01", "2020-08-01"),
    )
    address = read(Address, ADDRESS).model_copy(update={"holders": holders})
    found = address.holder_on(dt.date.fromisoformat(day))
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2017", None),
        ("2018", "First"),
        ("2018-03", "First"),
        ("2019", "Second"),  # both signed in that year: the later one
        ("2019-02", "First"),
        ("2019-07", "Second"),
        ("2020-06-01", "Second"),
    ],
)
def test_who_signs(date: str, name: str | None) -> None:
    signers = [
        {"name": "Second", "from": "2019-03"},
        {"name": "First", "from": "2018-02", "to": "2019-02"},
    ]
    organisation = Organisation.model_validate({"name": "O", "signers": signers})
    found = organisation.signers_on(PartialDate.parse(date))
    assert [signer.name for signer in found] == [name] * bool(name)


def test_a_signer_may_have_a_title_and_a_native_name() -> None:
    signer = Signer.model_validate(
        {"name": "A", "from": "2018", "title": "Director", "native_name": "阿"}
    )
    assert (signer.title, signer.native_name, signer.to) == ({"": "Director"}, "阿", None)


PERSON = """\
name: Jane Doe
consent: public
history:
  - {date: 2020-03, status: released}
  - {date: 2018-02-01, status: detained}
  - {date: 2019-01, note: moved}
accounts:
  - {as_of: 2019, text: early}
  - {as_of: 2020-03, text: late}
"""


@pytest.mark.parametrize(
    ("day", "status", "account"),
    [
        ("2018-01-31", None, None),
        ("2018-02-01", "detained", None),
        ("2019-06-01", "detained", "early"),  # an event without a status changes none
        ("2020-02-29", "detained", "early"),
        ("2020-03-01", "released", "late"),
    ],
)
def test_what_was_known_on_a_day(day: str, status: str | None, account: str | None) -> None:
    person = read(Person, PERSON)
    event: Event | None = person.status_on(dt.date.fromisoformat(day))
    said = person.account_on(dt.date.fromisoformat(day))
    assert (event and event.status) == status
    assert (said and said.text) == account


def test_dates_go_out_as_they_came_in() -> None:
    person = read(Person, PERSON)
    assert person.model_dump(mode="json")["accounts"][1]["as_of"] == "2020-03"
    assert PartialDate.parse("2020-03") == person.accounts[1].as_of
