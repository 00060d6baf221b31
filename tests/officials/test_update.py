"""An update of the library from public data: whose files change, and how."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from conftest import Small
from letterkit.library.index import Library
from letterkit.library.where import where
from letterkit.officials.changing import OfficeFact
from letterkit.officials.reading import OfficialFile, read_officials
from letterkit.officials.update import Update, Wanted, updated

DATA = Path(__file__).parent / "data"
ON = dt.date(2026, 6, 1)
SEAT = "seeds/addresses/us-house-va-8.yaml"


def update(
    small: Small, *names: str, on: dt.date | None = ON, text: str | None = None, **wanted: bool | str
) -> Update:
    """What the samples of these names, or a text as the first of them, change."""
    contents = [
        (DATA / name).read_bytes() if text is None or i else text.encode() for i, name in enumerate(names)
    ]
    files = [OfficialFile(n, content, ON) for n, content in zip(names, contents, strict=True)]
    records, problems = read_officials(files, on)
    assert problems == []
    assert records is not None
    asked = Wanted(where(str(wanted.pop("where", ""))), **{k: bool(v) for k, v in wanted.items()})
    return updated(small.workspace, Library(small.workspace), records, asked)


def facts(result: Update) -> list[tuple[str, str, str]]:
    return [(fact.block, fact.what, fact.who) for fact in result.facts]


@pytest.fixture
def seat(small: Small) -> str:
    """The seat of Ann Poe, who has left it, as a careful person wrote it by hand."""
    text = """\
# ours since 2019
office: Representative from Virginia, District 8
organisation: U.S. House of Representatives
chamber: house
state: VA
district: "8"
address: [2137 Rayburn House Office Building, "Washington, DC 20515"]   # her room
country: US
fax:
  - number: "+1 202-225-4392"   # hers
email: ann.poe@example.org
holders:
  - name: Ann Q. Poe
    id: bioguide P000001
    salutation: Representative Poe
    from: 2019-01-03
"""
    small.write(SEAT, text)
    return text


def test_one_who_goes_to_the_other_chamber_and_who_comes_after(small: Small, seat: str) -> None:
    result = update(small, "legislators.yaml", where="state=VA")
    result.plan.write()
    assert (
        (small.root / SEAT).read_text(encoding="utf-8")
        == """\
# ours since 2019
office: Representative from Virginia, District 8
organisation: U.S. House of Representatives
chamber: house
state: VA
district: "8"
address:
  - 1226 Longworth House Office Building
  - Washington, DC 20515-4608
country: US
former_addresses:
  - address:
      - 2137 Rayburn House Office Building
      - Washington, DC 20515
    country: US
    withdrawn: 2023-02-20
fax:
  - number: "+1 202-225-4392"   # hers
    withdrawn: 2023-02-20
    reason: it was that of Ann Q. Poe
  - number: +1 202-225-0017
    verified: 2026-06-01
    sources:
      - title: "congress-legislators: legislators.yaml"
        publisher: the @unitedstates project
        url: https://github.com/unitedstates/congress-legislators
        date: 2026-06-01
email:
  - address: ann.poe@example.org
    withdrawn: 2023-02-20
    reason: it was that of Ann Q. Poe
holders:
  - name: Ann Q. Poe
    id: bioguide P000001
    salutation: Representative Poe
    from: 2019-01-03
    to: 2022-11-30
    sources:
      - title: "congress-legislators: legislators.yaml"
        publisher: the @unitedstates project
        url: https://github.com/unitedstates/congress-legislators
        date: 2026-06-01
  - name: Di Tran
    id: bioguide T000004
    party: Republican
    honorific: The Honorable
    salutation: Representative Tran
    from: 2023-02-20
    to: 2027-01-03
    sources:
      - title: "congress-legislators: legislators.yaml"
        publisher: the @unitedstates project
        url: https://github.com/unitedstates/congress-legislators
        date: 2026-06-01
"""
    )
    assert [seat.office for seat in result.unknown] == ["Senator from Virginia"]


def test_a_second_time_nothing_changes(small: Small, seat: str) -> None:
    update(small, "legislators.yaml", new=True).plan.write()
    again = update(small, "legislators.yaml", new=True)
    assert (again.plan.files, again.facts, again.problems) == ({}, [], [])
    assert not Library(small.workspace).load_all()[1]


def test_new_offices_are_made_where_they_are_asked_for(small: Small) -> None:
    result = update(small, "legislators.yaml", new=True, where="chamber=house party!=Republican")
    assert facts(result) == [("us-house-dc", "new", "Cy X. Stone"), ("us-house-pr", "new", "Bo Ruiz")]


def test_who_is_not_in_a_whole_list_has_left_and_the_number_with_them(small: Small, seat: str) -> None:
    members = "".join(
        f"- name: {{first: M{i}, last: N}}\n  terms: [{{type: rep, state: TX, district: {i}, "
        "start: 2025-01-03, end: 2027-01-03}]\n"
        for i in range(1, 401)
    )
    result = update(small, "legislators.yaml", text=members)
    assert facts(result) == [
        ("us-house-va-8", "went", "Ann Q. Poe"),
        ("us-house-va-8", "fax", "Ann Q. Poe"),
        ("us-house-va-8", "e-mail", "Ann Q. Poe"),
    ]
    assert result.facts[0].said == "until 2026-06-01, the day of the file: the file does not say when"
    few = update(small, "legislators.yaml", text=members.partition("- name: {first: M300,")[0])
    assert few.facts == []


def test_an_office_keeps_its_own_number_when_the_holder_changes(small: Small) -> None:
    small.change("seeds/addresses/minister.yaml", "Ministry of State", "U.S. Department of State")
    result = update(small, "secretary.xml", "ek-bo.xml", on=None)
    assert facts(result) == [
        ("minister", "went", "Ada B. Lovelace"),
        ("minister", "came", "Bo Ek"),
    ]
    assert result.problems == []
    result.plan.write()
    text = (small.root / "seeds/addresses/minister.yaml").read_text(encoding="utf-8")
    assert "withdrawn" not in text
    assert text.count("date: 2021-05-03") == 2


def test_a_table_of_any_country(small: Small) -> None:
    result = update(small, "ministers.csv", new=True)
    assert facts(result) == [
        ("minister", "went", "Ada B. Lovelace"),
        ("minister", "came", "Bo Ek"),
        ("vn-minister-justice", "new", "Lê Thị Ba"),
    ]
    assert [problem.code for problem in result.problems] == ["LK732", "LK732", "LK735"]
    assert "Lê Thị Ba is addressed" in result.problems[2].message
    new = result.plan.files[small.root / "seeds/addresses/vn-minister-justice.yaml"]
    assert b"country: VN\n" in new
    assert "salutation: Lê Thị Ba\n".encode() in new


def test_two_blocks_of_one_office_are_not_chosen_from(small: Small) -> None:
    text = (small.root / "seeds/addresses/minister.yaml").read_text(encoding="utf-8")
    small.write("seeds/addresses/minister-again.yaml", text)
    result = update(small, "ministers.csv", where="country=US")
    assert result.plan.files == {}
    assert "may be any of addresses/minister, addresses/minister-again" in result.problems[-1].message


def test_what_the_data_do_not_say_is_not_verified(small: Small) -> None:
    result = update(small, "ministers.csv", verified=True)
    assert "verified" not in [fact.what for fact in result.facts]
    small.write(SEAT, "office: x\nchamber: house\nstate: DC\ncountry: US\nholders: []\n")
    text = (DATA / "legislators.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "    state: DC\n", "    state: DC\n    address: 1 Main Street Washington DC 20515\n"
    )
    result = update(small, "legislators.yaml", text=text, verified=True)
    assert OfficeFact("us-house-va-8", "verified", "", ON, "for the first time") in result.facts


def test_a_hand_written_block_of_a_member_becomes_a_seat(small: Small) -> None:
    small.write(
        "seeds/addresses/our-senator.yaml",
        "office: Senator\norganisation: U.S. Senate\ncountry: US\nholders:\n"
        '  - {name: "Ann Q. \\"Annie\\" Poe, Jr.", salutation: Senator Poe, from: 2022-12-01}\n',
    )
    text = (small.root / "seeds/addresses/our-senator.yaml").read_text(encoding="utf-8")
    small.write("seeds/addresses/our-senator.yaml", text.replace("U.S. Senate", "United States Senate"))
    result = update(small, "legislators.yaml")
    result.plan.write()
    changed = (small.root / "seeds/addresses/our-senator.yaml").read_text(encoding="utf-8")
    assert 'chamber: senate\nstate: VA\nclass: "2"\n' in changed
    assert "to: 2027-01-03" in changed


def test_an_office_that_was_given_up_is_left_alone(small: Small, seat: str) -> None:
    small.write(SEAT, seat + "retired: 2025-01\nreason: redistricted\n")
    assert update(small, "legislators.yaml").facts == []


@pytest.mark.parametrize("named", ["Minister of State,", "Old Secretary,Old Office", "Old Secretary,"])
def test_an_office_is_known_by_the_name_that_it_had(small: Small, named: str) -> None:
    [path] = (small.root / "seeds/addresses").glob("*.yaml")
    text = path.read_text(encoding="utf-8").rstrip()
    names = "names: [{office: {en: Old Secretary, fr: Ancien}, organisation: Old Office, to: 2010}]"
    path.write_text(f"{text}\n{names}\n", encoding="utf-8")
    table = f"office,organisation,name,from\n{named},Ann New,2026-01-05\n"
    records, _ = read_officials([OfficialFile("ministers.csv", table.encode(), ON)], ON)
    assert records is not None
    found = updated(small.workspace, Library(small.workspace), records, Wanted(where("")))
    assert (path.stem, "came", "Ann New") in facts(found)
