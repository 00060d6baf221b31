"""A dialogue nobody has entered yet: what is asked, what is written, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit import checks
from letterkit.campaign.answers import Answers, answered
from letterkit.campaign.begin import DIALOGUES, new_campaign
from letterkit.campaign.dialogues import (
    EnteredDialogue,
    base_for,
    completed,
    doubtful,
    is_new,
    new_dialogue,
    questions,
)
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library
from letterkit.values import replace

if TYPE_CHECKING:
    from conftest import Small

# Another round of the talks that the small workspace has.
AGAIN = Answers(
    name="Bilateral Talks", city="Vienna", first_day="2022-05-03", last_day="2022-05-04", countries=()
)
VIETNAM = Answers(
    name="EU–Vietnam Human Rights Dialogue",
    city="Brussels",
    first_day="2022-05-03",
    last_day="2022-05-04",
)


def enter(
    small: Small, answers: Answers = AGAIN, wanted: str = "2022", based_on: str = ""
) -> EnteredDialogue:
    """Enter the new dialogue, with what is likely for what the answers leave open."""
    library = Library(small.workspace)
    base, known = completed(library, wanted, based_on or None, answers)
    entered = new_dialogue(small.workspace, wanted, base, known)
    entered.plan.write()
    return entered


def text_of(small: Small, name: str) -> str:
    return (small.root / f"seeds/dialogues/{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "new"),
    [
        ("2022", True),
        ("2022-talks", True),
        ("eu-vietnam", True),
        ("summit-of-2022", True),
        ("2020-visit", True),
        ("2020-tlaks", False),  # mistyped
        ("talks-2020", False),  # nearly the same, of the same year
        ("2020", False),
        ("2020-talks", False),
        ("../x", False),
    ],
)
def test_what_is_new(small: Small, wanted: str, new: bool) -> None:
    assert is_new(Library(small.workspace), wanted) is new


@pytest.mark.parametrize(
    ("wanted", "answers", "name"),
    [
        ("2022", AGAIN, "2022-talks"),
        ("2022", VIETNAM, "2022-eu-vietnam-human-rights"),
        ("2022", replace(VIETNAM, name="…", countries=("CN", "US")), "2022-dialogue"),
        (
            "2022",
            replace(VIETNAM, name="Diálogo UE–México", countries=("EU", "MX")),
            "2022-dialogo-ue-mexico",
        ),
        ("2022-hrd", VIETNAM, "2022-hrd"),
        ("eu-vietnam", VIETNAM, "eu-vietnam"),
    ],
)
def test_a_dialogue_is_named_after_itself(small: Small, wanted: str, answers: Answers, name: str) -> None:
    assert enter(small, answers, wanted).name == name
    (file,) = new_campaign(small.workspace, name).files
    assert file.parent.name == name


def test_the_newest_earlier_dialogue_with_the_same_counterpart_is_the_base(small: Small) -> None:
    small.write("seeds/dialogues/2018-talks.yaml", text_of(small, "2020-talks").replace("2020-", "2018-"))
    small.write("seeds/dialogues/2030-talks.yaml", text_of(small, "2020-talks").replace("2020-", "2030-"))
    library = Library(small.workspace)
    for based_on, answers, expected in (
        (None, AGAIN, "2020-talks"),
        ("2018", VIETNAM, "2018-talks"),
        (None, replace(AGAIN, first_day="2019-01-01"), "2018-talks"),
    ):
        base = base_for(library, based_on, answers)
        assert base is not None
        assert base.name == expected
    assert base_for(library, None, replace(AGAIN, first_day="2017-01-01")) is None
    assert base_for(library, None, replace(VIETNAM, countries=("EU", "VN"))) is None
    with pytest.raises(LetterkitError, match="fits 0 dialogues"):
        base_for(library, "2001", AGAIN)


def test_what_is_asked_depends_on_what_is_known(small: Small) -> None:
    library = Library(small.workspace)
    asked = [(q.option, q.default) for q in questions(library, "2022", None, Answers())]
    assert asked == [("--name", "Bilateral Talks"), ("--city", None), ("--from", None), ("--to", None)]
    named = [(q.option, q.default) for q in questions(library, "2022", None, VIETNAM)]
    assert named == [("--short-name", None), ("--country", "EU, VN")]
    known = replace(VIETNAM, short_name="", countries=("EU", "VN"))
    assert [(q.option, q.default) for q in questions(library, "2022", None, known)] == [
        ("--address", "minister"),
        ("--signatures", "joint"),
        ("--opening", None),
        ("--ask", None),
        ("--closing", None),
        ("--language", "en-US"),
    ]


def test_answers_are_read_as_they_are_typed() -> None:
    answers = answered(Answers(), "--country", "Vietnam, eu ,VN,European Union")
    assert answers.countries == ("VN", "EU", "VN", "EU")
    assert answered(Answers(), "--ask", " a,b ,, a").asks == ("a", "b")
    assert answered(Answers(), "--signatures", "all").signatures == ""


def test_another_round_takes_its_predecessors_passages(small: Small) -> None:
    entered = enter(small)
    assert entered.left_out == ()
    new_campaign(small.workspace, "2022").write()
    letter, problems = small.assemble("2022-talks")
    assert problems == []
    assert letter is not None
    assert letter.reference.text == "Bilateral Talks, Vienna, May\u00a03–4, 2022"
    assert letter.date.iso == "2022-05"
    assert "short_name: the talks\n" in text_of(small, "2022-talks")


def test_the_newest_edition_of_each_topic_is_taken(small: Small) -> None:
    issue = (small.root / "seeds/issues/release.yaml").read_text(encoding="utf-8")
    for year in (2021, 2022, 2023):
        small.write(f"seeds/issues/release-{year}.yaml", f"{issue}as_of: {year}-01\n")
    enter(small)
    assert "- release-2022\n" in text_of(small, "2022-talks")


def test_the_earlier_occasions_words_are_left_out(small: Small) -> None:
    small.change(
        "seeds/dialogues/2020-talks.yaml",
        "    - framing: opening\n",
        "    - framing: opening\n      with: {occasion: the third round}\n",
    )
    enter(small)
    assert "third round" not in text_of(small, "2022-talks")


def test_passages_about_others_are_left_out_and_said(starter: Small) -> None:
    library = Library(starter.workspace)
    answers = replace(
        VIETNAM, addresses=("us-secretary-of-state",), signatures="", first_day="2027-05-03"
    )
    base, known = completed(library, "2027", "2016-sed", replace(answers, last_day="2027-05-04"))
    entered = new_dialogue(starter.workspace, "2027", base, known, ("issues/religious-freedom",))
    reasons = {each.reference: each.reason for each in entered.left_out}
    assert reasons["framing/record-since-2013"] == "it speaks of China"
    assert "framing/asks-follow" not in reasons  # which says that it suits every letter
    assert "issues/religious-freedom" not in reasons  # which somebody wanted
    text = next(str(text) for path, text in entered.plan.files.items() if path.parent.name == "dialogues")
    assert "- framing: asks-follow\n" in text
    assert "        - religious-freedom\n" in text
    assert "record-since-2013" not in text
    assert "between:\n  - EU\n  - VN\n" in text


def test_another_round_of_the_starters_dialogue_leaves_nothing_out(starter: Small) -> None:
    library = Library(starter.workspace)
    name = "U.S.–China Strategic & Economic Dialogue"
    known = replace(VIETNAM, name=name, first_day="2027-05-03", last_day="2027-05-04")
    base, answers = completed(library, "2027", None, known)
    assert base is not None
    assert base.name == "2016-sed"
    assert answers.countries == ("CN", "US")
    assert doubtful(library, "2027", base, answers) == []
    assert new_dialogue(starter.workspace, "2027", base, answers).name == "2027-sed"


def test_what_is_new_is_asked_for_where_there_is_nothing(small: Small) -> None:
    for file in small.root.rglob("*.yaml"):
        file.unlink()
    entered = enter(small, VIETNAM)
    new_campaign(small.workspace, entered.name).write()
    letter, problems = small.assemble(entered.name)
    assert problems == []
    assert letter is not None
    assert letter.paper == "a4"
    found = checks.check(small.workspace, entered.name)
    unwritten = sorted(p.location.file.rpartition("-")[2] for p in found if p.code == "LK326")
    assert unwritten == [
        *("ask.yaml", "ask.yaml", "ask.yaml"),
        *("closing.yaml", "member.yaml", "office.yaml", "opening.yaml"),
    ]


def test_a_part_can_be_left_out(small: Small) -> None:
    enter(small, replace(VIETNAM, opening=("opening",), asks=("release",), closing=("none",)))
    text = text_of(small, "2022-eu-vietnam-human-rights")
    assert (
        "  body:\n    - framing: opening\n    - style: numbered\n      asks:\n        - release\n  sign"
        in text
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first_day": "soon"}, "--from: expected a date"),
        ({"last_day": "2022-05-01"}, "--to: it ends"),
        ({"addresses": ("nobody",)}, "--address: no address is named 'nobody'; there are: minister"),
        ({"countries": ("Atlantis",)}, "--country: there is no country 'Atlantis'"),
        ({"short_name": "bilateral talks"}, "--short-name: that is the name"),
        ({"language": "xx"}, "--language: there is no language 'xx'"),
        ({"asks": ("relaese",)}, "--ask: no issue is named 'relaese'; did you mean 'release'?"),
    ],
)
def test_an_answer_that_does_not_fit_is_said(
    small: Small, change: dict[str, object], message: str
) -> None:
    with pytest.raises(LetterkitError) as caught:
        enter(small, replace(AGAIN, **change))  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert caught.value.status == 2
    assert Library(small.workspace).names(DIALOGUES) == ["2020-talks"]


def test_a_short_name_is_never_the_name(small: Small) -> None:
    small.change(
        "seeds/dialogues/2020-talks.yaml", "short_name: the talks", "short_name: Bilateral Talks"
    )
    assert small.problems() == [("LK203", "seeds/dialogues/2020-talks.yaml:1:1")]
    small.change("seeds/dialogues/2020-talks.yaml", "short_name: Bilateral Talks\n", "")
    assert small.problems() == []
    small.change("seeds/framing/opening.yaml", "we write", "the {{ dialogue.short_name }} writes")
    assert small.problems() == [("LK305", "seeds/framing/opening.yaml:4:3")]


def test_nothing_is_overwritten(small: Small) -> None:
    enter(small, wanted="2022-talks")
    with pytest.raises(LetterkitError, match="exists"):
        enter(small, wanted="2022-talks")


def test_two_dialogues_of_one_year_are_both_named(small: Small) -> None:
    text = text_of(small, "2020-talks")
    small.write("seeds/dialogues/2020-other.yaml", text)
    assert not is_new(Library(small.workspace), "2020")
    with pytest.raises(LetterkitError, match="fits several dialogues: 2020-other, 2020-talks") as caught:
        new_campaign(small.workspace, "2020")
    assert caught.value.status == 1
    (file,) = new_campaign(small.workspace, "2020-other").files
    assert file.parent.name == "2020-other"
