"""due: what ended, is stale, was never verified, or ends soon; what is left alone."""

from __future__ import annotations

import datetime as dt

import pytest

from conftest import Small
from letterkit.library.index import Library
from letterkit.library.upkeep import Due, Urgency, due

OFFICE = "seeds/addresses/minister.yaml"
MEMBER = "seeds/organisations/rights-now.yaml"


def ask(small: Small, on: str, days: int = 30) -> list[Due]:
    """What is due on a day or within so many days."""
    found, problems = due(
        small.workspace, Library(small.workspace), dt.date.fromisoformat(on), dt.timedelta(days)
    )
    assert problems == []
    return found


def told(small: Small, on: str, block: str, days: int = 30) -> list[tuple[str, str, str | None]]:
    """Why, what and when, of the facts of a block."""
    return [
        (fact.urgency.name, fact.message, fact.date.isoformat() if fact.date else None)
        for fact in ask(small, on, days)
        if fact.block == block
    ]


def test_an_office_whose_holder_left_comes_first(small: Small) -> None:
    small.change(OFFICE, "from: 2019-01-01\n", "from: 2019-01-01\n    to: 2020-06-30\n")
    assert told(small, "2020-07-01", "addresses/minister") == [
        ("ENDED", "nobody is entered since Ada B. Lovelace left", "2020-06-30")
    ]
    first = ask(small, "2020-07-01")[0]
    assert (str(first.location), first.used_by) == ("seeds/addresses/minister.yaml:15:9", ("talks",))


@pytest.mark.parametrize(("on", "expected"), [("2020-05-30", []), ("2020-05-31", ["SOON"])])
def test_a_holder_who_leaves_soon_is_told(small: Small, on: str, expected: list[str]) -> None:
    small.change(OFFICE, "from: 2019-01-01\n", "from: 2019-01-01\n    to: 2020-06-30\n")
    found = told(small, on, "addresses/minister")
    assert [(why, date) for why, _, date in found] == [(why, "2020-06-30") for why in expected]


def test_a_holder_who_has_a_successor_is_not_due(small: Small) -> None:
    holder = "  - {name: Bo Ek, salutation: Minister Ek, from: 2020-07-01}\n"
    small.change(OFFICE, "from: 2019-01-01\n", f"from: 2019-01-01\n    to: 2020-06-30\n{holder}")
    assert told(small, "2020-06-29", "addresses/minister") == []


def test_an_office_without_any_holder_is_due(small: Small) -> None:
    text = small.root.joinpath(OFFICE).read_text(encoding="utf-8")
    small.write(OFFICE, text[: text.index("holders:")] + "verified: 2020-04\n")
    assert ("ENDED", "no holder is entered", None) in told(small, "2020-05-01", "addresses/minister")


def test_a_fax_number_has_a_date_of_its_own(small: Small) -> None:
    small.change(OFFICE, "holders:", '  - {number: "+1 202-647-7350"}\nholders:')
    found = told(small, "2021-05-01", "addresses/minister")
    assert found == [
        ("STALE", "fax +1 202-647-2283: verified 2020-04, to be reviewed after 12 months", "2021-04-30"),
        ("STALE", "verified 2020-04, to be reviewed after 12 months", "2021-04-30"),
        ("NEVER", "fax +1 202-647-7350: never verified", None),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2020-09-29", []), ("2020-09-30", ["SOON"]), ("2020-10-31", ["SOON"]), ("2020-11-01", ["STALE"])],
)
def test_a_case_is_due_after_six_months(small: Small, on: str, expected: list[str]) -> None:
    assert [why for why, _, _ in told(small, on, "people/jane-doe", 31)] == expected


def test_of_the_dead_nothing_is_due(small: Small) -> None:
    died = "history:\n  - date: 2020-03\n    status: died\n"
    small.change("seeds/people/jane-doe.yaml", "history:\n", died)
    assert told(small, "2030-01-01", "people/jane-doe") == []


def test_a_member_for_whom_nobody_signs_any_more(small: Small) -> None:
    small.change(MEMBER, "from: 2018", "from: 2018\n    to: 2019-12")
    assert told(small, "2020-01-01", "organisations/rights-now")[0] == (
        "ENDED",
        "nobody signs for it since Max Muster left",
        "2019-12-31",
    )


def test_a_member_that_left_is_left_alone(small: Small) -> None:
    small.change(MEMBER, "name: Rights Now\n", "name: Rights Now\nmember_to: 2019\n")
    assert told(small, "2020-01-01", "organisations/rights-now") == []


def test_only_the_newest_edition_of_an_issue_is_looked_at(small: Small) -> None:
    issue = "topic: {0}\ntitle: T\nask: A\ntext: x\nas_of: {1}\nverified: {1}\nreview_after: 12 months\n"
    small.write("seeds/issues/old.yaml", issue.format("courts", "2015"))
    small.write("seeds/issues/new.yaml", issue.format("courts", "2018"))
    small.write("seeds/issues/next.yaml", issue.format("courts", "2031"))
    found = {fact.block for fact in ask(small, "2030-01-01") if fact.block.startswith("issues/")}
    assert found == {"issues/new", "issues/release"}


def test_the_worst_comes_first(small: Small) -> None:
    small.change(OFFICE, "from: 2019-01-01\n", "from: 2019-01-01\n    to: 2020-06-30\n")
    order = [fact.urgency for fact in ask(small, "2021-06-01", 400)]
    assert order == sorted(order)
    assert {Urgency.ENDED, Urgency.STALE, Urgency.NEVER} <= set(order)


def test_a_file_that_cannot_be_read_is_told(small: Small) -> None:
    small.write("seeds/people/broken.yaml", "name: [\n")
    _, problems = due(small.workspace, Library(small.workspace), dt.date(2020, 5, 1), dt.timedelta(30))
    assert [problem.location.file for problem in problems] == ["seeds/people/broken.yaml"]


def test_it_needs_no_campaign(small: Small) -> None:
    import shutil

    shutil.rmtree(small.root / "campaigns" / "talks")
    assert told(small, "2021-05-01", "people/jane-doe")[0][0] == "STALE"


def test_what_was_given_up_is_not_due_and_what_soon_is_is_told(small: Small) -> None:
    number = 'number: "+1 202-647-2283"\n'
    small.change(OFFICE, number, f"{number}    withdrawn: 2020-05-20\n    reason: moved\n")
    block = "addresses/minister"
    assert told(small, "2020-05-01", block) == [
        ("SOON", "fax +1 202-647-2283 is given up: moved", "2020-05-20")
    ]
    assert [fact for fact in told(small, "2025-05-20", block) if "fax" in fact[1]] == []


def test_a_name_that_ends(small: Small) -> None:
    ended = "name: Rights Now\nnames: [{name: Rights Now, to: 2020-06}]\n"
    small.change(MEMBER, "name: Rights Now\n", ended)
    block = "organisations/rights-now"
    assert ("SOON", "the name Rights Now ends", "2020-06-30") in told(small, "2020-06-15", block)
    message = "no name is entered since it is Rights Now no longer"
    assert ("ENDED", message, "2020-06-30") in told(small, "2020-07-01", block)
    small.change(MEMBER, "name: Rights Now\nnames", "name: New Rights\nnames")
    assert [why for why, _, _ in told(small, "2020-07-01", block)] == ["NEVER"]


def test_a_member_who_leaves_and_a_block_that_is_retired(small: Small) -> None:
    small.change(MEMBER, "name: Rights Now\n", "name: Rights Now\nmember_to: 2020-06\nreason: merged\n")
    found = told(small, "2020-06-15", "organisations/rights-now")
    assert ("SOON", "is a member no longer: merged", "2020-06-30") in found
    small.change("seeds/issues/release.yaml", "topic:", "retired: 2020-06-20\ntopic:")
    assert ("SOON", "retired", "2020-06-20") in told(small, "2020-06-15", "issues/release")
    assert told(small, "2020-06-20", "issues/release") == []


def test_a_signer_is_due_once_somebody_verified_it(small: Small) -> None:
    small.write("seeds/signers/ann.yaml", "name: Ann Poe\n")
    assert told(small, "2025-01-01", "signers/ann") == []
    small.write("seeds/signers/ann.yaml", "name: Ann Poe\nverified: 2020-04\n")
    assert told(small, "2025-01-01", "signers/ann")[0][0] == "STALE"
