"""A permission is never a copy: what a final letter may do after consent was withdrawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.finalize import finalize
from letterkit.checks import check

if TYPE_CHECKING:
    from conftest import Letterkit, Small

JANE = "seeds/people/jane-doe.yaml"
COPY = "campaigns/talks/blocks/people/jane-doe.yaml"
LIST = "campaigns/talks/blocks/case-lists/named.yaml"
EXCEPTION = """\
exceptions:
  - person: jane-doe
    allows: letter
    reason: her lawyer asked for the letter once more
    decided: 2020-06-01
    by: Max Muster
"""
MAKING = [
    ("render", "talks"),
    ("render", "talks", "--public"),
    ("render", "talks", "--format", "txt"),
    ("review", "talks"),
]


def finalized(small: Small) -> None:
    """The small workspace, its letter final and its person's consent withdrawn since."""
    assert finalize(small.workspace, "talks").problems == []
    small.change(JANE, "consent: public", "consent: none")


@pytest.mark.parametrize("words", MAKING)
def test_nothing_is_made_of_it_any_more(letterkit: Letterkit, words: tuple[str, ...]) -> None:
    finalized(letterkit.small)
    answer = letterkit.refuses(*words)
    assert f"{LIST}:3:5: error LK495" in answer.words
    assert "jane" not in answer.err.lower()


def test_verify_does_not_call_it_fine(letterkit: Letterkit) -> None:
    finalized(letterkit.small)
    sent = letterkit.small.root / "campaigns/talks/final/letter.pdf"
    answer = letterkit("verify", str(sent), "--format", "json")
    assert answer.status == 1
    assert "LK495" in answer.err
    found = json.loads(answer.out)
    assert (found["verdict"], found["withdrawn"]) == ("unchanged", True)


def test_a_reason_that_is_recorded_lets_it_be_made(letterkit: Letterkit) -> None:
    small = letterkit.small
    finalized(small)
    small.write("campaigns/talks/consent.yaml", EXCEPTION)
    assert letterkit("render", "talks", "--format", "txt,pdf").status == 0
    text = (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")
    assert "Jane Doe" in text
    assert letterkit("verify", str(small.root / "campaigns/talks/final/letter.pdf")).status == 0
    assert "LK447" in letterkit("render", "talks", "--public").err  # it allows the letter alone


def test_a_person_whose_file_is_gone_is_not_allowed_by_the_copy(letterkit: Letterkit) -> None:
    finalized(letterkit.small)
    (letterkit.small.root / JANE).unlink()
    assert "LK495" in letterkit.refuses("render", "talks").err


def test_a_name_that_the_library_bars_since_stops_it_where_it_is_typed(letterkit: Letterkit) -> None:
    small = letterkit.small
    opening = "seeds/framing/opening.yaml"
    small.change(opening, "we write to you", "we write to you of Joe Roe")
    assert finalize(small.workspace, "talks").problems == []
    assert letterkit("render", "talks", "--format", "txt").status == 0
    small.write("seeds/people/joe-roe.yaml", "name: Joe Roe\nconsent: none\n")
    assert (
        "campaigns/talks/blocks/framing/opening.yaml:4:3: error LK495"
        in letterkit("render", "talks", "--format", "txt").words
    )


@pytest.mark.parametrize(
    ("library", "copy", "printed"),
    [("none", "public", False), ("public", "none", False), ("letter", "public", True)],
)
def test_the_stricter_of_two_files_counts_in_a_draft(
    letterkit: Letterkit, library: str, copy: str, printed: bool
) -> None:
    small = letterkit.small
    text = (small.root / JANE).read_text(encoding="utf-8")
    small.write(COPY, text.replace("consent: public", f"consent: {copy}"))
    small.change(JANE, "consent: public", f"consent: {library}")
    letterkit("render", "talks", "--format", "txt")
    made = (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")
    assert ("Jane Doe" in made) is printed
    found = check(small.workspace, "talks")
    assert ("LK496", f"{COPY}:10:10") in [(each.code, str(each.location)) for each in found]


def test_a_copy_under_another_name_is_the_same_person(letterkit: Letterkit) -> None:
    small = letterkit.small
    text = (small.root / JANE).read_text(encoding="utf-8")
    small.write("campaigns/talks/blocks/people/somebody.yaml", text)
    small.change("seeds/case-lists/named.yaml", "jane-doe", "somebody")
    small.change(JANE, "consent: public", "consent: none")
    letterkit("render", "talks", "--format", "txt")
    made = (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")
    assert "Jane" not in made


# Exceptions


def test_words_may_stand_for_a_reason(letterkit: Letterkit) -> None:
    small = letterkit.small
    small.write("seeds/people/joe-roe.yaml", "name: Joe Roe\nconsent: none\n")
    small.change("seeds/organisations/rights-now.yaml", "name: Rights Now", "name: Joe Roe Fund")
    assert "LK447" in letterkit.refuses("render", "talks", "--format", "txt").err
    small.write(
        "campaigns/talks/consent.yaml",
        "exceptions:\n  - {words: Joe Roe Fund, reason: It signs, decided: 2020-04-01, by: Max Muster}\n",
    )
    assert letterkit("render", "talks", "--format", "txt").status == 0
    small.change("seeds/framing/opening.yaml", "we write to you", "we write to you of Joe Roe")
    assert "LK447" in letterkit("render", "talks", "--format", "txt").err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exceptions: [{person: jane-doe, reason: r, decided: 2020-04-01, by: b}]", "LK202"),
        ("exceptions: [{words: w, allows: letter, reason: r, decided: 2020-04-01, by: b}]", "LK203"),
        ("exceptions: [{person: jane-doe, allows: letter, decided: 2020-04-01, by: b}]", "LK202"),
        ("exceptions: [", "LK101"),
    ],
)
def test_a_file_of_exceptions_that_is_not_right_allows_nothing(
    letterkit: Letterkit, text: str, code: str
) -> None:
    small = letterkit.small
    small.write("campaigns/talks/consent.yaml", text + "\n")
    answer = letterkit.refuses("render", "talks", "--format", "txt")
    assert "campaigns/talks/consent.yaml:1:" in answer.words
    assert code in answer.err


# Files that cannot be read


def test_names_are_made_out_in_a_file_that_is_not_right(letterkit: Letterkit) -> None:
    small = letterkit.small
    small.write("seeds/people/joe-roe.yaml", "name: Joe Roe\nconsent: perhaps\n")
    assert letterkit("render", "talks", "--format", "txt").status == 0
    small.change("seeds/framing/opening.yaml", "we write to you", "we write to you of Joe Roe")
    assert "LK447" in letterkit("render", "talks", "--format", "txt").err


def test_nothing_leaves_the_house_where_no_name_can_be_made_out(letterkit: Letterkit) -> None:
    small = letterkit.small
    small.write("seeds/people/joe-roe.yaml", "name: [Joe Roe\n")
    assert "LK449" in letterkit.refuses("render", "talks", "--format", "txt").err
    assert letterkit("render", "talks").status == 0
