"""What is proposed of an imported document: files that can be read, words that add up, no inventions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from letterkit.assemble import assemble_document
from letterkit.checks import check_document
from letterkit.importer.parts import SourceText
from letterkit.importer.reading import Head, LetterReading, ReadRow, Role
from letterkit.language.names import slug
from letterkit.letter import Letter, PressRelease, text_words
from letterkit.library.index import Library
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.likeness import KnownBlocks, sentence
from letterkit.proposals.propose import Proposal, ProposalNames, propose
from letterkit.values import replace
from proposals.old_letters import alone, letter, letter_and_release, source_of

PERSON = """\
name: Jane Doe
also_known_as: [Doe Jane]
consent: letter
"""
ORGANISATION = "name: Rights Now\n"
ISSUE = """\
topic: prisons
title: Open the prisons
ask: Open them
text: |
  Name those who are in prison: {{ dialogue.name }}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path)


def add(workspace: Workspace, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = workspace.root / SEEDS / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def proposed(workspace: Workspace, reading: LetterReading, source: SourceText | None = None) -> Proposal:
    known, names = KnownBlocks(Library(workspace)), ProposalNames(workspace.root / SEEDS)
    return propose(source or source_of(reading), reading, known, names)


def one(workspace: Workspace, reading: LetterReading) -> Proposal:
    """The proposal, which has no problem."""
    proposal = proposed(workspace, reading)
    assert proposal.problems == ()
    return proposal


def text_of(proposal: Proposal, kind: str) -> str:
    """The text of the one file in the folder of a kind."""
    (file,) = (file for file in proposal.files if file.startswith(f"blocks/{kind}/"))
    return proposal.files[file]


def assembled(
    workspace: Workspace, proposal: Proposal, document: str = "letter"
) -> Letter | PressRelease:
    folder = workspace.campaign_folder(proposal.name)
    drafts = {folder / file: text for file, text in proposal.files.items()}
    tree, problems = assemble_document(
        Library(workspace, proposal.name, drafts=drafts), proposal.name, document
    )
    assert problems == []
    assert tree is not None
    return tree


def test_the_words_that_do_not_print_are_listed(workspace: Workspace) -> None:
    proposal = one(workspace, letter())
    assert proposal.files["not-printed.txt"].splitlines() == [
        "1         skip       Skip to content",
        "5         fax        Via fax: (202) 647-2283",
        "20        signs      of",
        "22        note       [1] A note.",
    ]
    assert proposal.listed == 11


@pytest.mark.parametrize(
    ("date", "language"),
    [("6 May 2011", "en-GB"), ("May 6, 2011", "en"), ("6th of May, 2011", "en")],
)
def test_english_is_that_which_writes_the_date_as_the_letter_has_it(
    workspace: Workspace, date: str, language: str
) -> None:
    proposal = one(workspace, letter(line_3=f"date | {date}"))
    assert f"language: {language}\n" in proposal.files["campaign.yaml"]


def test_words_that_no_row_holds_are_an_error(workspace: Workspace) -> None:
    source = source_of(letter())
    longer = replace(
        source, lines=(*source.lines, replace(source.lines[0], number=99, text="lost words"))
    )
    problems = proposed(workspace, letter(), longer).problems
    assert [problem.code for problem in problems] == ["LK722"]


def test_a_text_that_no_block_can_hold_is_an_error(workspace: Workspace) -> None:
    problems = proposed(workspace, letter(line_9="text | " + "word " * 5000)).problems
    assert [problem.code for problem in problems] == ["LK722"]
    assert "LK311" in problems[0].message


@pytest.mark.parametrize("row", ["ask |", "case |", "cc | ;", "signs | ; ;"])
def test_what_a_person_emptied_is_left_out(workspace: Workspace, row: str) -> None:
    assert one(workspace, alone("8 text | We write.", f"9 {row}"))


def test_a_letter_prints_its_own_characters(workspace: Workspace) -> None:
    tree = assembled(workspace, one(workspace, letter()))
    body = " ".join(text_words(tree.body))
    assert 'We write "before" the talks -- with {{ hope }} & *care* [1].' in body
    assert "1986. That was a year." in body
    assert "Li Wen - a lawyer. They must not be forgotten." in body


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item\n+ nor this",
        "12) neither\n12. neither",
        "> no quotation",
        "=====",
        "***",
        "~~~ no code ~~~ `nor here`",
        "a\\b \\{{ x }} {% if %} {# c #}",
        "[a](http://b) ![c](d) <e@f.org> <b>g</b>",
        "&amp; &#38; AT&T & __init__ *em*",
        "it's \"quoted\" -- and... 'so'",
        "null",
        "    indented",
        "http://example.org/a_b_c",
        "一、關於人權。",
        "a | b\n--|--\nc | d",
    ],
)
def test_marks_of_markup_come_out_as_they_went_in(workspace: Workspace, text: str) -> None:
    rows = tuple(
        ReadRow(role, text, n, n) for n, role in enumerate((Role.TEXT, Role.CLOSE, Role.DEAR), 9)
    )
    tree = assembled(workspace, one(workspace, LetterReading("x.txt", (Head("letter", "en"),), rows)))
    assert isinstance(tree, Letter)
    marked = text.split(maxsplit=1)[0] in ("-", "12)")  # the mark of a list: letterkit sets it
    assert text_words(tree.body) == text.split()[marked:]
    for line in (tree.close, tree.salutation):
        assert line.text.split() == text.split()


def test_cases_make_a_list_of_people_who_gave_no_consent_to_a_new_letter(workspace: Workspace) -> None:
    proposal = one(workspace, letter())
    assert "consent: none\n" in proposal.files["blocks/people/jane-doe.yaml"]
    assert "who has been held since 2008" in proposal.files["blocks/people/jane-doe.yaml"]
    assert "people:\n  - li-wen\n" in proposal.files["blocks/issues/free-li-wen-all-others-2011.yaml"]
    assert "- people:\n      - jane-doe\n" in text_of(proposal, "case-lists")


def test_a_case_that_names_nobody_stays_in_the_text(workspace: Workspace) -> None:
    proposal = one(workspace, replace(letter(), people=()))
    assert not any(file.startswith("blocks/case-lists") for file in proposal.files)
    assert "- Jane Doe" in proposal.files["blocks/issues/name-those-who-are-in-2011.yaml"]


def test_a_name_is_found_around_another_in_brackets(workspace: Workspace) -> None:
    rows = ("9 text | Free:", "10 case | - Karl (Charly) Exempel")
    proposal = one(workspace, alone(*rows, people="10 person | Karl Exempel"))
    assert "- people:\n      - karl-exempel\n" in text_of(proposal, "case-lists")


def test_a_list_of_asks_that_begins_anew_is_a_list_of_its_own(workspace: Workspace) -> None:
    rows = ("9 ask | 1. Free them.", "10 ask | 2. Hear them.", "11 ask | 1. Pay them.", "12 ask | - Go.")
    campaign = one(workspace, alone(*rows)).files["campaign.yaml"]
    entries = campaign.split("body:\n")[1].split("signatures:")[0].split("  - style: ")[1:]
    assert [(entry.split("\n")[0], entry.count("      - ")) for entry in entries] == [
        ("numbered", 2),
        ("numbered", 1),
        ("bulleted", 1),
    ]


def test_a_person_of_the_library_is_referred_to(workspace: Workspace) -> None:
    add(workspace, {"people/jane.yaml": PERSON})
    proposal = one(workspace, letter())
    assert "blocks/people/jane-doe.yaml" not in proposal.files
    assert "- people:\n      - jane\n" in text_of(proposal, "case-lists")
    assert [b.remark for b in proposal.blocks[0] if b.name == "jane"] == ["people/jane"]


def test_a_person_of_the_library_whom_a_text_names_is_listed(workspace: Workspace) -> None:
    add(workspace, {"people/someone.yaml": "name: Sam Muster\nconsent: none\n"})
    reading = alone("9 text | We met Sam Muster.")
    assert "people:\n  - someone\n" in text_of(one(workspace, reading), "framing")


def test_an_organisation_of_the_library_is_referred_to_where_it_is_spelt_the_same(
    workspace: Workspace,
) -> None:
    add(workspace, {"organisations/rn.yaml": ORGANISATION})
    proposal = one(workspace, letter())
    assert [f for f in proposal.files if "organisations" in f] == [
        "blocks/organisations/river-watch.yaml"
    ]
    assert "  - rn\n" in text_of(proposal, "signatures")
    add(workspace, {"organisations/rn.yaml": "name: RIGHTS NOW\n"})
    proposal = one(workspace, letter())
    assert "organisations/rn is spelt 'RIGHTS NOW'" in proposal.files["blocks/organisations/rn.yaml"]


ADDRESS = """\
office: Minister of Trade
address:
  - 1 Main St
fax:
  - number: "+1 202-647-2283"
"""


def test_an_office_of_the_library_is_referred_to_where_it_says_the_same(workspace: Workspace) -> None:
    add(workspace, {"addresses/trade.yaml": ADDRESS})
    proposal = one(workspace, letter())
    assert [f for f in proposal.files if "addresses" in f] == ["blocks/addresses/office-president.yaml"]
    assert "to:\n  - trade\n  - office-president\n" in proposal.files["campaign.yaml"]
    add(workspace, {"addresses/trade.yaml": ADDRESS.replace("1 Main St", "9 Side St")})
    proposal = one(workspace, letter())
    assert (
        "addresses/trade has another address: 9 Side St" in proposal.files["blocks/addresses/trade.yaml"]
    )


def test_nothing_is_invented_of_an_office(workspace: Workspace) -> None:
    text = one(workspace, letter()).files["blocks/addresses/minister-trade.yaml"]
    assert "\nholders:" not in text
    assert "\ncountry:" not in text
    assert 'number: "+12026472283"' in text


def test_an_issue_is_proposed_by_likeness(workspace: Workspace) -> None:
    add(
        workspace,
        {"issues/prisons-2010.yaml": ISSUE, "framing/other.yaml": "title: T\ntext: Something else\n"},
    )
    text = one(workspace, letter()).files["blocks/issues/name-those-who-are-in-2011.yaml"]
    assert "topic: prisons\n" in text
    assert " like issues/prisons-2010: add as a new edition" in text


def test_merge_fields_are_proposed_in_a_comment_only(workspace: Workspace) -> None:
    reading = alone(
        "3 date | 6 May 2011",
        "4 to | Ada Lovelace ; Minister of Trade",
        "9 text | On May 6, 2011, we met the Minister of Trade.",
    )
    text = text_of(one(workspace, reading), "framing")
    assert "# 'May 6, 2011' could be {{ document.date | date }}" in text
    assert "# 'Minister of Trade' could be {{ addressees[0].office }}" in text
    assert "\n  On May 6, 2011, we met the Minister of Trade.\n" in text


def test_a_release_and_its_letter_are_one_campaign(workspace: Workspace) -> None:
    proposal = one(workspace, letter_and_release())
    assert {"campaign.yaml", "press-release.yaml"} <= set(proposal.files)
    tree = assembled(workspace, proposal, "press-release")
    assert isinstance(tree, PressRelease)
    assert tree.headline.text == "Minister should speak out"
    assert "“Nobody spoke,” said Ann Jones" in " ".join(text_words(tree.body))


def test_an_undated_letter_is_said_to_be_so(workspace: Workspace) -> None:
    proposal = one(workspace, letter(line_3=""))
    assert "\ndate: undated\n" in proposal.files["campaign.yaml"]
    tree = assembled(workspace, proposal)
    assert isinstance(tree, Letter)
    assert tree.date.text == tree.date.iso == ""


def test_a_document_without_a_body_makes_no_campaign(workspace: Workspace) -> None:
    proposal = one(workspace, alone("1 note | Nothing here"))
    assert set(proposal.files) == {"not-printed.txt", "reading.txt", "made.txt"}
    assert set(one(workspace, alone("1 text |", "2 ask |")).files) == {"reading.txt", "made.txt"}


def test_names_in_any_script_get_a_file(workspace: Workspace) -> None:
    reading = alone("13 text | 我們要求釋放劉曉波。", people="13 person | 劉曉波", language="zh")
    proposal = one(workspace, reading)
    (name,) = (file for file in proposal.files if file.startswith("blocks/people/"))
    assert "name: 劉曉波\n" in proposal.files[name]
    assert f"people:\n  - {Path(name).stem}\n" in text_of(proposal, "framing")


def test_a_candidate_gets_no_file_and_is_listed(workspace: Workspace) -> None:
    reading = alone(
        "9 text | Jane Doe is in Cold Harbour.",
        people="9 person ? | Jane Doe ; J. D.\n9 name ? | Cold Harbour",
    )
    proposal = one(workspace, reading)
    assert not any(file.startswith("blocks/people/") for file in proposal.files)
    names = [x for x in proposal.files["candidates.txt"].splitlines() if not x.startswith("#")]
    assert names == ["Jane Doe", "J. D.", "Cold Harbour"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The U.S.-China Human Rights Dialogue", "us-china-human-rights-dialogue"),
        ("Élus de l'Afrique", "elus-de-lafrique"),
        ("劉曉波", ""),
        ("The", "the"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert slug(text) == name


def test_the_first_sentence_or_what_fits_of_it() -> None:
    assert sentence("Free them. Now.") == "Free them."
    assert sentence("word " * 80, 20) == "word word word word …"


def test_the_findings_of_an_undated_letter_say_so(workspace: Workspace) -> None:
    proposal = one(workspace, letter(line_3=""))
    folder = workspace.campaign_folder(proposal.name)
    drafts = {folder / file: text for file, text in proposal.files.items()}
    library = Library(workspace, proposal.name, drafts=drafts)
    messages = [finding.message for finding in check_document(library, proposal.name, "letter").findings]
    assert any("undated" in message for message in messages)
    assert not any("9999" in message for message in messages)
