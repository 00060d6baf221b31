"""What each line of a letter is taken for, by where it stands."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path

import pytest

from importer.texts import reading
from letterkit.importer.chain import Chain, Likely
from letterkit.importer.documents import documents_of
from letterkit.importer.guess import kinds_in, likeliest
from letterkit.importer.reading import Role, Sure

SENT_ON = """
    Dear colleagues,

    Please find below the letter that we have sent today, and pass it on to whom it may concern.

    Jane Roe

    --------------------

    Open Letter to the Chair of the Council

    28 September 2007

    Ambassador John Doe,
    Chair of the Council

    Your Excellency,

    We write about the law that was passed in the spring, and ask you to call a session on it.

    Sincerely,

    Example Rights Watch
"""

TITLE_WITH_COMMA = """
    Dr. John Doe
    Chancellor,
    University of the Quay
    via email: quay@example.org

    Dear Chancellor Doe:

    We write about the law that was passed in the spring, and ask you to call a session on it.

    Sincerely,

    Example Rights Watch
"""

WITH_NOTES = (Path(__file__).parent / "forms" / "notes-in-body.txt").read_text(encoding="utf-8")


def said(text: str, role: Role) -> list[str]:
    """The rows of a role in what is read of a text."""
    return [row.text for row in reading(text).rows if row.role is role]


@pytest.mark.parametrize(
    ("text", "dear"),
    [(SENT_ON, "Your Excellency,"), (TITLE_WITH_COMMA, "Dear Chancellor Doe:")],
    ids=["sent on", "title with comma"],
)
def test_the_salutation_is_that_of_the_letter(text: str, dear: str) -> None:
    assert said(text, Role.DEAR) == [dear]
    assert len(said(text, Role.TO)) == 1


def test_what_is_written_above_a_letter_sent_on_is_a_note_to_be_looked_at() -> None:
    above = reading(SENT_ON).rows[:3]
    assert [row.text.split()[0] for row in above] == ["Dear", "Please", "Jane"]
    assert [row.role for row in above[:2]] == [Role.NOTE, Role.NOTE]
    assert above[2].role in (Role.NOTE, Role.SKIP)  # neither prints
    assert {row.sure for row in above} == {Sure.LOOK}


def test_notes_in_a_body_and_below_the_signatures_are_no_text_and_sign_nothing() -> None:
    assert [note[:8] for note in said(WITH_NOTES, Role.NOTE)] == [
        "Notes:",
        "1. The H",
        "2. Said ",
        "1 Harbou",
    ]
    assert said(WITH_NOTES, Role.SIGNS) == ["Example Rights Watch"]


def test_nobody_is_quoted_in_a_letter_as_in_a_press_release() -> None:
    quoted = "“Everyone has the right to leave any country, including his own, and to return to it.”"
    text = SENT_ON.replace("We write", f"{quoted} (Article 13)\n\n    We write")
    assert not said(text, Role.QUOTE)
    assert [row.split()[0] for row in said(text, Role.TEXT)][:1] == ["“Everyone"]


@pytest.mark.parametrize(
    ("likely", "role"),
    [
        ({"skip": 0.6, "signs": 0.4}, "signs"),
        ({"skip": 0.5, "contact": 0.25, "signs": 0.25}, "signs"),
        ({"skip": 0.6, "contact": 0.2, "headline": 0.2}, "skip"),
        ({"skip": 0.8, "headline": 0.1, "ask": 0.1}, "skip"),
        ({"note": 0.6, "text": 0.4}, "note"),
        ({"note": 0.5, "text": 0.26, "case": 0.24}, "text"),
        ({"contact": 0.6, "signs": 0.4}, "contact"),
    ],
)
def test_what_may_well_print_is_no_furniture(likely: dict[str, float], role: str) -> None:
    assert likeliest([*starmap(Likely, likely.items())], is_told=False).label == role


def test_a_quotation_in_a_letter_is_the_likeliest_of_the_other_roles() -> None:
    likely = [Likely("quote", 0.8), Likely("text", 0.15), Likely("ask", 0.05)]
    assert likeliest(likely, is_told=True).label == "quote"
    other = likeliest(likely, is_told=False)
    assert other.label == "text"
    assert other.probability == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("seen", "kinds"),
    [("l l", "l l"), ("r r l l r", "r r l l r"), ("r l r l r", "r l r r r")],
)
def test_a_file_holds_a_release_and_within_it_a_letter_at_most(seen: str, kinds: str) -> None:
    weights = Chain(("letter", "press-release"), {"l": {"letter": 2}, "r": {"press-release": 3}}, {})
    found = kinds_in([[one] for one in seen.split()], weights)
    assert found == [{"l": "letter", "r": "press-release"}[one] for one in kinds.split()]


CALLED = """
    Dear {},

    We write to Saltco about the printer Arlo Venn, who has been held in Dorval since January.

    We urge you to see that he is freed before the spring session.

    Sincerely,

    Example Rights Watch
"""


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Minister Oda Kvist", "Oda Kvist"),
        ("Mr. Kvist", "Kvist"),
        ("Saltco", "Saltco"),
        ("Sir", ""),
        ("Sir or Madam", ""),
        ("Madam", ""),
        ("Friends", ""),
        ("Minister", ""),
    ],
)
def test_who_is_called_by_name_and_nobody_else_gets_a_letter_without_an_address(
    called: str, name: str
) -> None:
    (letter,) = documents_of(reading(CALLED.format(called)))
    assert [one.name or one.organisation for one in letter.addressees] == [name] * bool(name)
