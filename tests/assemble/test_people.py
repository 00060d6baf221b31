"""people: who may be named, and who is left out of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import (
    JANE,
    JOE,
    JOE_ROE,
    NAMED,
    OPENING,
    case_texts,
    cases,
    letter,
    stopped,
    unfinished,
)
from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


@pytest.mark.parametrize("consent", ["letter", "public"])
def test_who_agreed_is_named(small: Small, consent: str) -> None:
    small.change(JANE, "consent: public", f"consent: {consent}")
    assert case_texts(small) == ["Jane Doe, a writer, who has been in prison since 2018."]


def test_who_did_not_agree_is_left_out_of_everything(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.change(NAMED, "  - jane-doe\n", "  - jane-doe\n  - joe-roe\n")
    small.change(OPENING, "we write", "we write for {{ cases }}")
    small.change(JANE, "consent: public", "consent: none")
    found = letter(small)
    assert [case.people for case in cases(found)] == [("Joe Roe",)]
    assert "we write for Joe Roe to you" in lt.plain_text(found.body[0])
    assert "Jane" not in repr(found)
    assert "jane-doe" not in repr(found)


def test_a_text_about_several_goes_where_one_did_not_agree(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write(NAMED, "title: N\ncases:\n  - {people: [jane-doe, joe-roe], text: Jane and Joe}\n")
    small.change(JANE, "consent: public", "consent: none")
    assert cases(letter(small)) == ()


def test_a_block_cannot_name_who_did_not_agree(small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - joe-roe\n")
    small.write(JOE, JOE_ROE)
    small.change(JANE, "consent: public", "consent: none")
    small.change(OPENING, "title: Opening\n", "title: Opening\npeople: [jane-doe]\n")
    small.change(OPENING, "to you.", "to you about {{ people.jane_doe }}.")
    found = stopped(small)
    assert ("LK214", f"{OPENING}:2:9") in found
    assert "Jane" not in repr(unfinished(small))


def test_the_problem_itself_does_not_name_the_person(small: Small) -> None:
    small.change(JANE, "consent: public", "consent: none")
    assert all("Jane" not in str(problem) for problem in small.assemble()[1])
