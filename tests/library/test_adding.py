"""What is entered → blocks of the library: new ones, and the values that differ in those there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Small
from letterkit.blocks.kinds import KINDS
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import parse
from letterkit.campaign.starter import new_workspace
from letterkit.diagnostics import LetterkitError
from letterkit.library.adding import Adding, Entered
from letterkit.library.cells import UnfitError
from letterkit.library.entries import EntryKind
from letterkit.library.entry_kinds import (
    CASE_LIST,
    DIALOGUE,
    ENTRY_KINDS,
    FRAMING,
    INDIVIDUAL,
    ISSUE,
    OFFICE,
    ORGANISATION,
    PERSON,
    SIGNER,
)
from letterkit.library.index import Library
from letterkit.library.member_tables import library_table, matched, remembered, remembering, take_rows
from letterkit.library.workspace import Workspace
from letterkit.tables import read_table, to_csv

MEMBER = "seeds/organisations/rights-now.yaml"


@pytest.fixture
def workspace(small: Small) -> Workspace:
    return Workspace(small.root)


def entered(workspace: Workspace, kind: EntryKind, **said: str) -> Entered:
    """What one entry comes to."""
    return Adding(workspace, kind, teach=True).take({name: (text,) for name, text in said.items()})


def changed_lines(entry: Entered) -> list[str]:
    """The lines that are other than before."""
    before = (entry.before or b"").decode().splitlines()
    return [line for line in entry.after.splitlines() if line not in before]


def test_what_is_taught_is_right_when_it_is_written(workspace: Workspace) -> None:
    """Each comment of a new file, made a key by taking its mark away, is one that the model takes."""
    found = entered(workspace, OFFICE, office="Minister", organisation="Elsewhere")
    text = "".join(line.removeprefix("# ") + "\n" for line in found.after.splitlines()[1:])
    document, problems = parse(text, "taught.yaml")
    assert document is not None, problems
    kind = next(kind for kind in KINDS if kind.folder == OFFICE.folder)
    assert validate(kind.model, document)[1] == []
    assert "fax" in document.value


@pytest.mark.parametrize(
    ("kind", "said", "name"),
    [
        (ORGANISATION, {"name": "Комитет «Права»"}, "komitet-prava"),
        (PERSON, {"name": "刘晓波"}, "liuxiaobo"),
        (PERSON, {"name": "Nguyễn Văn Đài"}, "nguyen-van-dai"),
        (
            DIALOGUE,
            {
                "name": "Human Rights Dialogue",
                "first_day": "2027-03-01",
                "to": "Minister of State",
                "framing": "opening",
                "issue": "release",
                "signatures": "joint",
            },
            "2027-human-rights-dialogue",
        ),
    ],
)
def test_the_file_is_called_by_the_name(
    workspace: Workspace, kind: EntryKind, said: dict[str, str], name: str
) -> None:
    assert entered(workspace, kind, **said).path.stem == name


def test_a_file_of_that_name_is_not_taken(workspace: Workspace) -> None:
    assert entered(workspace, ORGANISATION, name="Rights, now?").path.stem == "rights-now"
    other = entered(workspace, OFFICE, office="Minister", organisation="Elsewhere")
    assert (other.path.stem, other.before) == ("minister-2", None)


def test_consent_is_none_unless_it_is_said(workspace: Workspace) -> None:
    assert "consent: none\n" in entered(workspace, PERSON, name="Ana Muster").after
    assert "consent: letter\n" in entered(workspace, PERSON, name="Ana Muster", consent="letter").after


def test_only_what_differs_is_changed(workspace: Workspace, small: Small) -> None:
    path = small.root / MEMBER
    path.write_text(path.read_text("utf-8").replace("name:", "# a comment\nname:", 1), "utf-8")
    assert not entered(workspace, ORGANISATION, name="Rights Now").is_changed
    found = entered(workspace, ORGANISATION, name="Rights Now", url="https://example.org")
    assert changed_lines(found) == ["url: https://example.org"]
    assert "# a comment" in found.after


def test_somebody_who_comes_later_is_one_more_and_the_same_day_a_correction(workspace: Workspace) -> None:
    office = {"office": "Minister of State", "organisation": "Ministry of State"}
    later = entered(
        workspace, OFFICE, **office, holder="Bo Next", salutation="Minister Next", since="2021-01-01"
    )
    assert "Lovelace" in later.after
    assert later.after.count("salutation:") == 2
    right = entered(
        workspace, OFFICE, **office, holder="Ada Byron", salutation="Minister B", since="2019-01-01"
    )
    assert "Lovelace" not in right.after
    with pytest.raises(UnfitError) as error:
        entered(workspace, OFFICE, **office, holder="Bo Next")
    assert error.value.fact == "salutation"


def test_a_number_that_is_another_loses_the_date_of_the_old_one(workspace: Workspace) -> None:
    found = entered(workspace, OFFICE, block="minister", fax="+1 202-647-7350")
    assert changed_lines(found) == ["  - number: +1 202-647-7350"]
    assert "2283" not in found.after


def test_a_signer_goes_into_the_organisation_or_stands_alone(workspace: Workspace) -> None:
    member = entered(workspace, SIGNER, name="Ana Muster", organisation="Rights Now", since="2021-01")
    assert member.path.stem == "rights-now"
    assert changed_lines(member)[0] == "  - name: Ana Muster"
    alone = entered(workspace, SIGNER, name="Ana Muster", affiliation="University of Example")
    assert alone.path.parent.name == INDIVIDUAL.folder
    with pytest.raises(UnfitError, match="'affiliation' is for who signs alone"):
        entered(workspace, SIGNER, name="A", organisation="Rights Now", affiliation="X", since="2021")


def test_blocks_are_found_by_what_people_call_them(workspace: Workspace) -> None:
    assert "- jane-doe\n" in entered(workspace, CASE_LIST, title="All", cases="Jane Doe").after
    with pytest.raises(UnfitError) as error:
        entered(workspace, CASE_LIST, title="All", cases="Jane Do")
    assert error.value.hint == "did you mean 'Jane Doe'?"


def test_nothing_is_added_beside_a_file_that_cannot_be_read(workspace: Workspace, small: Small) -> None:
    (small.root / MEMBER).write_text("name: [", "utf-8")
    with pytest.raises(LetterkitError, match="may be the one"):
        entered(workspace, ORGANISATION, name="Other")


# Tables


def took(workspace: Workspace, kind: EntryKind, text: str, **columns: str) -> tuple[list[str], list[str]]:
    """What a CSV gives: the files that are new or changed, and what is wrong; it is written."""
    table, problems = read_table(text.encode(), "t.csv")
    assert table is not None, problems
    adding = Adding(workspace, kind)
    taken = take_rows(adding, table, matched(kind, table.columns, columns))
    plan = adding.plan()
    plan.write()
    return [path.stem for path in plan.files], [f"{p.location.line} {p.message}" for p in taken.problems]


MEMBERS = """Organisation;Unterzeichner;Funktion;Unterzeichnet seit;Webseite
Rights Now;;;;https://example.org
"Freedom
House";Ana Muster;Director;2016-06;
Bad;Bo;;03/04/2026;
Bad too;;;;example.org
;Nobody;;2016;
Freedom House;Otto;;2016-06;
"""


def test_good_rows_are_taken_and_bad_ones_told_with_their_places(workspace: Workspace) -> None:
    files, problems = took(workspace, ORGANISATION, MEMBERS)
    assert files == ["rights-now", "freedom-house"]
    assert problems == [
        "4 row 4, column D 'Unterzeichnet seit': '03/04/2026' may have the day or the month first",
        "5 row 5, column E 'Webseite': 'example.org' is not an address of the web",
        "6 row 6, column A 'Organisation': missing: name",
        "7 row 7: row 3 says something else of the same organisation",
    ]
    assert took(workspace, ORGANISATION, MEMBERS)[0] == []


def test_a_row_of_too_many_cells_holds_back_no_other(workspace: Workspace) -> None:
    files, problems = took(workspace, ORGANISATION, "Name,Acronym\nOne,A,B\nTwo,B\n")
    assert files == ["two"]
    assert problems == ["2 row 2: it has 3 cells, and there are 2 columns"]


def test_a_column_that_wants_another_is_told_with_what_to_do(workspace: Workspace) -> None:
    data = b"Organisation,Signatory,Signatory title\nFair Trials,Ana Muster,Director\n"
    table, _ = read_table(data, "members.csv")
    assert table is not None
    columns = matched(ORGANISATION, table.columns, {})
    taken = take_rows(Adding(workspace, ORGANISATION), table, columns)
    [problem] = taken.problems
    assert str(problem.location) == "members.csv:2:2"
    assert "with 'signer' one must say: signer_since" in problem.message
    assert problem.hint == (
        "add a column 'signer_since'; or leave out --column 'Signatory=' --column 'Signatory title='"
    )
    left_out = matched(ORGANISATION, table.columns, {"Signatory": "", "Signatory title": ""})
    assert take_rows(Adding(workspace, ORGANISATION), table, left_out).problems == []


def test_what_was_said_of_a_column_is_remembered(workspace: Workspace) -> None:
    for said in ({"Wer?": "signer"}, {"Wer?": "signer", "Egal": ""}, {"Wer?": "name"}):
        plan = remembering(workspace, ORGANISATION, said)
        plan.write()
        assert set(said.items()) <= set(remembered(workspace, ORGANISATION).items())
        assert not remembering(workspace, ORGANISATION, said).files
    remembering(workspace, PERSON, {"Wer?": "name"}).write()
    assert remembered(workspace, PERSON) == {"Wer?": "name"}


def test_a_column_that_is_nearly_known_is_asked_about_not_taken() -> None:
    found = matched(ORGANISATION, ("Organisatoin", "Shoe size", ""), {})
    assert (found.facts, found.unknown) == (("", "", ""), {"Organisatoin": "name", "Shoe size": ""})
    with pytest.raises(LetterkitError, match="both 'name'"):
        matched(ORGANISATION, ("NGO", "Member"), {})


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root: Path = tmp_path_factory.mktemp("starter") / "letters"
    new_workspace(root)
    return Workspace(root)


@pytest.mark.parametrize("kind", ENTRY_KINDS, ids=lambda kind: kind.plural)
def test_the_library_goes_out_and_in_and_is_the_same(starter: Workspace, kind: EntryKind) -> None:
    columns, rows, problems = library_table(Library(starter), kind)
    assert problems == []
    table, _ = read_table(to_csv(columns, rows).encode(), "out.csv")
    assert table is not None or not rows
    if table is not None:
        adding = Adding(starter, kind)
        taken = take_rows(adding, table, matched(kind, table.columns, {}))
        assert (taken.problems, taken.new, taken.changed) == ([], [], [])
        assert not adding.plan().files


def test_a_name_of_before_is_neither_a_new_block_nor_given_back(
    workspace: Workspace, small: Small
) -> None:
    path = small.root / MEMBER
    text = path.read_text(encoding="utf-8")
    renamed = "name: Rights Worldwide\nnames: [{name: Rights Now, to: 2020-05}]"
    path.write_text(text.replace("name: Rights Now", renamed, 1), encoding="utf-8")
    for said in ({"name": "RIGHTS NOW"}, {"block": "rights-now", "name": "Rights Now"}):
        with pytest.raises(UnfitError, match="what rights-now was called before") as refused:
            entered(workspace, ORGANISATION, **said)
        assert "'Rights Worldwide'" in refused.value.hint
    assert entered(workspace, ORGANISATION, name="Rights Worldwide", short_name="RW").path == path
    assert entered(workspace, ORGANISATION, name="Rights Now", block="another").before is None
    signer = {"name": "New One", "since": "2021", "organisation": "Rights Now"}
    assert entered(workspace, SIGNER, **signer).path == path


def test_an_office_has_names_of_before_too(workspace: Workspace, small: Small) -> None:
    path = next((small.root / "seeds/addresses").glob("*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\nnames: [{{office: Old Chair, to: 2010}}]\n", encoding="utf-8")
    with pytest.raises(UnfitError, match="was called before"):
        entered(workspace, OFFICE, office="Old Chair")


@pytest.mark.parametrize(
    ("kind", "key"), [(FRAMING, "text"), (ISSUE, "text"), (CASE_LIST, "lead_in"), (ORGANISATION, "about")]
)
def test_a_merge_field_that_no_letter_knows_is_refused_at_once(
    workspace: Workspace, kind: EntryKind, key: str
) -> None:
    adding = Adding(workspace, kind)
    for wrong in ("On {{ dialogue.nam }}", "On {{ dialogue.name", "On {% include 'x' %}"):
        with pytest.raises(UnfitError) as refused:
            adding.answer(key, wrong, {})
        assert refused.value.fact == key
    assert adding.answer(key, "On {{ dialogue.name }} {of} 100%", {})


def test_a_table_is_held_to_the_same_fields_and_to_the_values_of_the_block(
    workspace: Workspace, small: Small
) -> None:
    with pytest.raises(UnfitError, match=r"with\.year"):
        entered(workspace, FRAMING, title="Other", text="In {{ with.year }}")
    path = small.root / "seeds/framing/of-a-year.yaml"
    path.write_text("title: Of a year\ntext: In {{ with.year }}\nwith: {year: 2020}\n", encoding="utf-8")
    found = entered(workspace, FRAMING, title="Of a year", text="It was {{ with.year }}")
    assert "It was {{ with.year }}" in found.after
