"""cases: what a letter says of each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import (
    CAMPAIGN,
    JANE,
    JOE,
    JOE_ROE,
    NAMED,
    OPENING,
    case_texts,
    cases,
    letter,
    place,
    stopped,
    words,
)
from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


def test_a_case(small: Small) -> None:
    (case,) = cases(letter(small))
    assert (case.people, case.blocks) == (("Jane Doe",), ("people/jane-doe",))
    assert isinstance(case.children[0], lt.Strong)
    assert "".join(lt.plain_text(node) for node in case.children) == (
        "Jane Doe, a writer, who has been in prison since 2018."
    )


@pytest.mark.parametrize(
    ("native", "also", "listed", "name"),
    [
        ("", "", False, "Jane Doe"),
        ("native_name: 珍\n", "", True, "Jane Doe (珍)"),
        ("native_name: 珍\n", "", False, "Jane Doe"),
        ("", "", True, "Jane Doe"),
        ("", "also_known_as: [Jay]\n", False, "Jane Doe (also known as Jay)"),
        (
            "native_name: 珍\n",
            "also_known_as: [Jay, Kay]\n",
            True,
            "Jane Doe (珍; also known as Jay and Kay)",
        ),
    ],
)
def test_the_other_names_of_a_person(
    small: Small, native: str, also: str, listed: bool, name: str
) -> None:
    small.change(JANE, "name: Jane Doe\n", f"name: Jane Doe\n{native}{also}")
    if listed:
        small.change(NAMED, "title: Named\n", "title: Named\nnative_names: yes\n")
    assert case_texts(small) == [f"{name}, a writer, who has been in prison since 2018."]


def test_other_names_in_another_language(small: Small) -> None:
    small.change(CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: de\nsalutation: Ada,")
    small.change(JANE, "name: Jane Doe\n", "name: Jane Doe\nalso_known_as: [Jay, Kay]\n")
    assert case_texts(small)[0].startswith("Jane Doe (auch bekannt als Jay und Kay), a writer")


def test_the_account_of_the_letters_date(small: Small) -> None:
    later = "  - {as_of: 2020-04-20, text: now at *home*}\n  - {as_of: 2020-04-21, text: too late}\n"
    small.change(JANE, "accounts:\n", f"accounts:\n{later}")
    assert case_texts(small) == ["Jane Doe, a writer, now at home."]


def test_a_case_list_may_say_it_in_its_own_words(small: Small) -> None:
    text = "{{ people.jane_doe.status }} since {{ people.jane_doe.status_since }}!"
    small.write(NAMED, f'title: Named\ncases:\n  - person: jane-doe\n    text: "{text}"\n')
    assert case_texts(small) == ["Jane Doe, a writer, imprisoned since February 2018!"]


def test_who_is_described_needs_no_account(small: Small) -> None:
    small.write(JANE, "name: Jane Doe\ndescribed_as: a writer\nconsent: letter\n")
    assert case_texts(small) == ["Jane Doe, a writer."]


def test_nothing_is_said_of_a_person(small: Small) -> None:
    small.write(JANE, "name: Jane Doe\nconsent: public\naccounts:\n  - {as_of: 2021, text: later}\n")
    assert stopped(small) == [("LK213", f"{JANE}:4:3")]


def test_what_is_said_is_one_paragraph(small: Small) -> None:
    small.change(JANE, "since 2018\n", "since 2018\n\n      and more\n")
    assert stopped(small) == [("LK309", f"{JANE}:11:7")]


def test_several_people_of_one_text(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write(
        NAMED,
        "title: Named\ncases:\n  - people: [jane-doe, joe-roe]\n"
        "    text: '**{{ people.joe_roe }}** and {{ people.jane_doe }} are writers'\n",
    )
    (case,) = cases(letter(small))
    assert case.people == ("Jane Doe", "Joe Roe")
    assert case.blocks == ("people/jane-doe", "people/joe-roe")
    assert case_texts(small) == ["Joe Roe and Jane Doe are writers."]
    assert place(case) == f"{NAMED}:4:11"


def test_a_case_list_includes_another(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write("seeds/case-lists/more.yaml", "title: More\nlead_in: Not this\ncases: [joe-roe]\n")
    small.write(NAMED, "title: Named\ncases: [{list: more}, jane-doe]\n")
    assert [text.partition(",")[0] for text in case_texts(small)] == ["Joe Roe", "Jane Doe"]


def test_case_lists_in_a_loop(small: Small) -> None:
    small.write("seeds/case-lists/more.yaml", "title: More\ncases: [{list: named}]\n")
    small.write(NAMED, "title: Named\ncases: [{list: more}, jane-doe]\n")
    found, (problem,) = small.assemble()
    assert found is None
    assert (problem.code, str(problem.location)) == ("LK206", "seeds/case-lists/more.yaml:2:9")
    assert problem.message == "a loop: named → more → named"


def test_a_person_stands_in_the_letter_once(small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - jane-doe\n  - {people: [jane-doe], text: again}\n")
    assert stopped(small) == [("LK210", f"{NAMED}:4:5")]


def test_a_block_may_name_people_of_its_own(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.change(OPENING, "title: Opening\n", "title: Opening\npeople: [joe-roe]\n")
    small.change(
        OPENING, "we write", "we write for {{ people.joe_roe }}, {{ people.joe_roe.described_as }},"
    )
    assert words(small)[0].endswith("we write for Joe Roe, a printer, to you.")


def test_a_broken_dialogue_does_not_take_away_what_is_said_of_a_person(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "described_as: a writer\n", "")
    small.change("seeds/dialogues/2020-talks.yaml", "host_city: Geneva", "host_town: Geneva")
    assert [code for code, _ in small.problems()] == ["LK201"]
