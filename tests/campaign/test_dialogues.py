"""A dialogue nobody has entered yet: what is asked, what is written, what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.begin import DIALOGUES, new_campaign
from letterkit.campaign.dialogues import Answers, answered, base_for, is_new, new_dialogue, questions
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Small

FULL = Answers("New Talks", "Vienna", "2022-05-03", "2022-05-04", ("minister",), "rights-now")


def entered(small: Small, answers: Answers = FULL, wanted: str = "2022") -> str:
    """The text of the new dialogue's file."""
    library = Library(small.workspace)
    name, plan = new_dialogue(small.workspace, wanted, base_for(library, wanted, None), answers)
    plan.write()
    (file,) = plan.files
    assert file == small.root / f"seeds/dialogues/{name}.yaml"
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "new"),
    [
        ("2022", True),
        ("2022-talks", True),
        ("2020-visit", True),
        ("2020-tlaks", False),  # mistyped
        ("2020", False),
        ("talks", False),
    ],
)
def test_what_is_new(small: Small, wanted: str, new: bool) -> None:
    assert is_new(Library(small.workspace), wanted) is new


def test_the_newest_earlier_dialogue_is_the_base(small: Small) -> None:
    text = (small.root / "seeds/dialogues/2020-talks.yaml").read_text(encoding="utf-8")
    small.write("seeds/dialogues/2018-talks.yaml", text)
    small.write("seeds/dialogues/2030-talks.yaml", text)
    library = Library(small.workspace)
    assert base_for(library, "2022", None).name == "2020-talks"
    assert base_for(library, "2022", "2018").name == "2018-talks"
    with pytest.raises(LetterkitError, match="no dialogue is earlier"):
        base_for(library, "2017", None)
    with pytest.raises(LetterkitError, match="fits 0 dialogues"):
        base_for(library, "2022", "2001")


def test_what_is_asked(small: Small) -> None:
    library = Library(small.workspace)
    base = base_for(library, "2022", None)
    asked = questions(library, base, Answers())
    assert [(q.option, q.default) for q in asked] == [
        ("--name", "Bilateral Talks"),
        ("--city", None),
        ("--from", None),
        ("--to", None),
        ("--address", "minister"),
        ("--lead", "rights-now"),
    ]
    assert all(question.help for question in asked)
    answers = Answers()
    for question in asked:
        answers = answered(answers, question.option, "x, y")
    assert answers.addresses == ("x", "y")
    assert questions(library, base, answers) == []


def test_the_new_dialogue_makes_a_letter(small: Small) -> None:
    entered(small)
    new_campaign(small.workspace, "2022").write()
    letter, problems = small.assemble("2022-talks")
    assert problems == []
    assert letter is not None
    assert letter.reference.text == "New Talks, Vienna, May\u00a03–4, 2022"
    assert letter.date.iso == "2022-05"


def test_the_newest_edition_of_each_topic_is_taken(small: Small) -> None:
    issue = (small.root / "seeds/issues/release.yaml").read_text(encoding="utf-8")
    for year in (2021, 2022, 2023):
        small.write(f"seeds/issues/release-{year}.yaml", f"{issue}as_of: {year}-01\n")
    assert "- release-2022\n" in entered(small)


def test_the_earlier_occasions_words_are_left_out(small: Small) -> None:
    small.change(
        "seeds/dialogues/2020-talks.yaml",
        "    - framing: opening\n",
        "    - framing: opening\n      with: {occasion: the third round}\n",
    )
    assert "third round" not in entered(small)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (replace(FULL, first_day="soon"), "expected a date"),
        (replace(FULL, last_day="2022-05-01"), "it ends"),
        (replace(FULL, addresses=("nobody",), lead="none"), "unknown: nobody, none"),
    ],
)
def test_an_answer_that_does_not_fit_is_said(small: Small, answers: Answers, message: str) -> None:
    with pytest.raises(LetterkitError, match=message) as caught:
        entered(small, answers)
    assert caught.value.status == 2
    assert Library(small.workspace).names(DIALOGUES) == ["2020-talks"]


def test_nothing_is_overwritten(small: Small) -> None:
    entered(small)
    with pytest.raises(LetterkitError, match="exists"):
        entered(small)


def test_two_dialogues_of_one_year_are_both_named(small: Small) -> None:
    text = (small.root / "seeds/dialogues/2020-talks.yaml").read_text(encoding="utf-8")
    small.write("seeds/dialogues/2020-other.yaml", text)
    assert not is_new(Library(small.workspace), "2020")
    with pytest.raises(LetterkitError, match="fits several dialogues: 2020-other, 2020-talks") as caught:
        new_campaign(small.workspace, "2020")
    assert caught.value.status == 1
    (file,) = new_campaign(small.workspace, "2020-other").files
    assert file.parent.name == "2020-other"
