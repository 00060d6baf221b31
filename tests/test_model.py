"""model: what each kind of block takes, and how a value that does not fit is told at its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from letterkit.blocks.documents import BodyEntry, Dialogue, LetterFile
from letterkit.blocks.kinds import DOCUMENTS, KINDS, DocumentKind, Kind
from letterkit.blocks.models import (
    Account,
    Address,
    BlockModel,
    CaseEntry,
    CaseListBlock,
    Event,
    Framing,
    Holder,
    Issue,
    Organisation,
    Person,
    SignatureEntry,
    Signatures,
    Signer,
)
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Value, parse
from letterkit.language.dates import PartialDate

Model = TypeVar("Model", bound=BlockModel)

DAY = dt.date(2020, 5, 4)


def read(model: type[Model], text: str) -> Model:
    """A block that must be right."""
    document, _ = parse(text, "f.yaml")
    assert document is not None
    block, problems = validate(model, document)
    assert [str(problem) for problem in problems] == []
    assert block is not None
    return block


def misfits(model: type[BlockModel], text: str) -> list[tuple[str, str]]:
    """Each problem of a block as ('f.yaml:1:1 LK203', message)."""
    document, problems = parse(text, "f.yaml")
    assert document is not None, problems
    block, problems = validate(model, document)
    assert (block is None) == bool(problems)
    return [(f"{problem.location} {problem.code}", problem.message) for problem in problems]


def hint(model: type[BlockModel], text: str) -> str | None:
    """The hint of a block's only problem."""
    document, _ = parse(text, "f.yaml")
    assert document is not None
    (problem,) = validate(model, document)[1]
    return problem.hint


# Dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2019-02", dt.date(2019, 2, 1), dt.date(2019, 2, 28)),
        ("2020-12", dt.date(2020, 12, 1), dt.date(2020, 12, 31)),
        ("2020-05-04", DAY, DAY),
        ("0987-01", dt.date(987, 1, 1), dt.date(987, 1, 31)),
    ],
)
def test_a_date_as_precise_as_it_is_known(text: str, first: dt.date, last: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day, str(date)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "20", "2020-5", "2020-13", "2020-00", "2020-02-30", "0000", "2020-05-04-01", "2020/05", "٢٠٢"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a date|there is no date"):
        PartialDate.parse(text)


@settings(deadline=None, max_examples=150)
@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_date_reads_back_as_written(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    date = PartialDate.parse(text)
    assert str(date) == text
    assert date.first_day <= day <= date.last_day


# Names


@pytest.mark.parametrize("name", ["a", "2016-sed", "religious-freedom", "x" * 80])
def test_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "A", "a_b", "-a", "a-", "a--b", "a b", "../a", "a/b", "a.yaml", "é", "x" * 81, "a\n", "۱"],
)
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)


# Kinds


def test_every_kind_has_a_model_and_a_folder_of_its_own() -> None:
    assert len({kind.folder for kind in KINDS}) == len(KINDS) == 9
    assert len({*(kind.model for kind in KINDS), *(kind.model for kind in DOCUMENTS)}) == 11


@pytest.mark.parametrize("kind", [*KINDS, *DOCUMENTS])
def test_an_empty_block_lacks_its_keys(kind: Kind | DocumentKind) -> None:
    model = kind.model
    required = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    assert required
    found = misfits(model, "note: x" if "note" in model.model_fields else "language: en")
    assert {message for _, message in found} == {f"'{key}' is missing" for key in required}
    assert {place for place, _ in found} == {"f.yaml:1:1 LK202"}


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


# What an author writes


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
    assert campaign.paper == "letter"
    assert campaign.addresses == "side-by-side"
    assert campaign.close == "Respectfully,"
    assert campaign.body[0].style is None
    assert campaign.to == campaign.enclosures == campaign.cc == ()
    assert campaign.subject is campaign.salutation is None


ADDRESS = "office: O\norganisation: M\naddress: [Street 1]\ncountry: US\n"
DIALOGUE = "name: T\nhost_city: G\nletter: {date: 2020, body: [{framing: f}], signatures: s}\n"
LONG = "x" * 100


@pytest.mark.parametrize(
    ("model", "text", "place", "message"),
    [
        (Person, "name: J\nconsent: public\nnmae: x", "f.yaml:3:1 LK201", "unknown key 'nmae'"),
        (
            Person,
            "name: J\nconsent: public\nhistory:\n  - date: 2019\n    stat: x",
            "f.yaml:5:5 LK201",
            "unknown key 'stat'",
        ),
        (
            Person,
            "consent: public\nname:",
            "f.yaml:2:1 LK202",
            "'name' is empty",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory:\n  - status: died",
            "f.yaml:4:5 LK202",
            "'date' is missing",
        ),
        (Person, "name: ' '\nconsent: public", "f.yaml:1:7 LK203", "expected some text, found none"),
        (Person, "name: [J]\nconsent: public", "f.yaml:1:7 LK203", "expected text, found a list"),
        (
            Person,
            "name: {a: b}\nconsent: public",
            "f.yaml:1:7 LK203",
            "expected text, found keys with values",
        ),
        (
            Person,
            "name: J\nconsent: maybe",
            "f.yaml:2:10 LK203",
            "expected one of none, letter, public; found 'maybe'",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory: x",
            "f.yaml:3:10 LK203",
            "expected a list, found 'x'",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory: [x]",
            "f.yaml:3:11 LK203",
            "expected keys with values, found 'x'",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: 2020-13",
            "f.yaml:3:11 LK203",
            "there is no date 2020-13",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: soon",
            "f.yaml:3:11 LK203",
            "expected a date such as 2016-06-06, 2016-06 or 2016, found 'soon'",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: [2020]",
            "f.yaml:3:11 LK203",
            "expected a date such as 2016-06-06, 2016-06 or 2016, found a list",
        ),
        (
            Person,
            "name: J\nconsent: public\nreview_after: 0 months",
            "f.yaml:3:15 LK203",
            "expected a period such as 12 months, found '0 months'",
        ),
        (
            Person,
            "name: J\nconsent: public\nsources:\n  - {title: T, url: ftp://x}",
            "f.yaml:4:21 LK203",
            "expected an address such as https://example.org/page, found 'ftp://x'",
        ),
        (
            Person,
            "name: J\nconsent: public\norigin: [{seed: s, ask: two}]",
            "f.yaml:3:25 LK203",
            "expected a whole number, found 'two'",
        ),
        (
            CaseListBlock,
            "title: T\ncases: []",
            "f.yaml:2:8 LK203",
            "expected at least 1 of them, found an empty list",
        ),
        (CaseListBlock, "title: T\ncases: [../x]", "f.yaml:2:9 LK207", "'../x' is not a name"),
        (
            CaseListBlock,
            f"title: T\ncases: [{LONG}]",
            "f.yaml:2:9 LK207",
            f"'{LONG[:59]}…' is not a name",
        ),
        (
            CaseListBlock,
            "title: T\nnative_names: perhaps\ncases: [a]",
            "f.yaml:2:15 LK203",
            "expected yes or no, found 'perhaps'",
        ),
        (
            CaseEntry,
            "text: x",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'person', 'people', 'list'; found none",
        ),
        (
            CaseEntry,
            "person: a\nlist: b",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'person', 'people', 'list'; found 'person' and 'list'",
        ),
        (CaseEntry, "people: [a, b]", "f.yaml:1:1 LK202", "several people in one entry need a 'text'"),
        (
            CaseEntry,
            "list: b\ntext: x",
            "f.yaml:1:1 LK203",
            "a list that is included brings its own text",
        ),
        (
            BodyEntry,
            "asks: [a]\nwith: {x: y}",
            "f.yaml:1:1 LK203",
            "'with' here belongs to a framing; give it to each issue",
        ),
        (
            BodyEntry,
            "framing: a\nwith: {X-1: y}",
            "f.yaml:2:8 LK203",
            "expected a field name of small letters, digits and underscores, found 'X-1'",
        ),
        (
            SignatureEntry,
            "organisation: a\nlist: b",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'organisation', 'list'; found 'organisation' and 'list'",
        ),
        (Signatures, "title: T\ncolumns: 4", "f.yaml:2:10 LK203", "expected at most 3, found '4'"),
        (Signatures, "title: T\ncolumns: 0", "f.yaml:2:10 LK203", "expected at least 1, found '0'"),
        (
            Signatures,
            f"title: T\ncoalition:\n  name: C\n  lines: [{', '.join('abcdefghi')}]",
            "f.yaml:4:10 LK203",
            "expected at most 8 of them, found a list",
        ),
        (
            Address,
            ADDRESS.replace("[Street 1]", f"[{', '.join('abcdefghi')}]"),
            "f.yaml:3:10 LK215",
            "9 address lines; at most 8",
        ),
        (
            Address,
            ADDRESS.replace("US", "us"),
            "f.yaml:4:10 LK203",
            "expected a country's two capital letters, such as US, found 'us'",
        ),
        (Address, ADDRESS + "email: x", "f.yaml:5:8 LK203", "expected an e-mail address, found 'x'"),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-05}]",
            "f.yaml:5:42 LK203",
            "expected a day such as 2016-06-06, found '2020-05'",
        ),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-02-30}]",
            "f.yaml:5:42 LK203",
            "there is no date 2020-02-30",
        ),
        (
            Address,
            ADDRESS + "holders:\n  - {name: A, salutation: A, from: 2020-02-02, to: 2020-02-01}",
            "f.yaml:6:5 LK203",
            "the term ends (2020-02-01) before it begins (2020-02-02)",
        ),
        (
            Dialogue,
            DIALOGUE + "from: 2020-05-04\nto: 2020-05-03",
            "f.yaml:1:1 LK203",
            "it ends (2020-05-03) before it begins (2020-05-04)",
        ),
        (
            LetterFile,
            "dialogue: d\ndate: 2020\nlanguage: english\nbody: [{framing: f}]\nsignatures: s",
            "f.yaml:3:11 LK203",
            "expected a language such as en-US or fr, found 'english'",
        ),
        (
            Framing,
            "title: T\ntext: |\n  \nas_of: 2020",
            "f.yaml:2:7 LK203",
            "expected some text, found none",
        ),
        (Issue, "title: T\ntext: x\nask: y", "f.yaml:1:1 LK202", "'topic' is missing"),
    ],
)
def test_a_misfit_is_told_at_its_place(
    model: type[BlockModel], text: str, place: str, message: str
) -> None:
    assert misfits(model, text) == [(place, message)]


def test_all_misfits_of_a_block_are_told() -> None:
    found = misfits(Person, "name: []\nconsent: x\nextra: 1")
    assert [place for place, _ in found] == ["f.yaml:1:7 LK203", "f.yaml:2:10 LK203", "f.yaml:3:1 LK201"]


def test_a_list_is_not_called_short_for_its_faulty_item() -> None:
    assert misfits(CaseListBlock, "title: T\ncases: [A B]") == [
        ("f.yaml:2:9 LK207", "'A B' is not a name")
    ]


def test_braces_in_a_faulty_value_are_shown_as_they_are() -> None:
    text = "title: T\ncases: ['{kind}']"
    assert misfits(CaseListBlock, text) == [("f.yaml:2:9 LK207", "'{kind}' is not a name")]


@pytest.mark.parametrize(
    ("model", "text", "words"),
    [
        (Person, "name: J\nconsent: public\nnmae: x", "did you mean 'name'?"),
        (Person, "name: J\nconsent: publik", "did you mean 'public'?"),
        (Person, "name: J\nconsent: zzz", None),
        (Account, "as_of: 2020\ntext: x\nzzz: y", "known keys: as_of, text"),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-02-02, form: x}]",
            "did you mean 'from'?",
        ),
    ],
)
def test_a_hint_names_what_may_be_meant(model: type[BlockModel], text: str, words: str | None) -> None:
    assert hint(model, text) == words


@pytest.mark.parametrize("number", ["+1 202-647-2283", "+12026472283", "+41 (22) 917 9000"])
def test_a_fax_number(number: str) -> None:
    assert read(Address, f'{ADDRESS}fax: [{{number: "{number}"}}]').fax[0].number == number


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("202-647-2283", "is not a telephone number"),
        ("ask them", "is not a telephone number"),
        ("+1 202-647-2283 x12", "holds more than a telephone number"),
        ("+1 202-647-2283;ext=1", "holds more than a telephone number"),
        ("+1 202 CALL NOW", "holds more than a telephone number"),
        ("+1 123", "is not a valid telephone number"),
        ("+999 1234567", "is not a telephone number"),
    ],
)
def test_what_is_no_fax_number(number: str, message: str) -> None:
    text = f'{ADDRESS}fax:\n  - number: "{number}"'
    assert misfits(Address, text) == [("f.yaml:6:13 LK216", f"'{number}' {message}")]


# What is true on a day


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
    found = organisation.signer_on(PartialDate.parse(date))
    assert (found and found.name) == name


def test_a_signer_may_have_a_title_and_a_native_name() -> None:
    signer = Signer.model_validate(
        {"name": "A", "from": "2018", "title": "Director", "native_name": "阿"}
    )
    assert (signer.title, signer.native_name, signer.to) == ("Director", "阿", None)


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


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from([*Person.model_fields, "x"]),
        st.recursive(
            st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["2020-05", "public"])),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
            max_leaves=4,
        ),
        max_size=4,
    )
)
def test_no_value_raises_anything(value: dict[str, Value]) -> None:
    document, _ = parse("a: b", "f.yaml")
    assert document is not None
    # Values that a file might hold; their places don't matter here.
    block, problems = validate(Person, replace(document, value=value))
    assert (block is None) == bool(problems)
    assert all(problem.code in ("LK201", "LK202", "LK203", "LK207") for problem in problems)
