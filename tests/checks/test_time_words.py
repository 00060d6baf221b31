"""Words that age: each found at its place, and good prose left alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letterkit import checks
from letterkit.checks import text, time_words

if TYPE_CHECKING:
    from conftest import Small

ISSUE = "seeds/issues/release.yaml"
PARAGRAPHS = (Path(__file__).parent / "paragraphs.txt").read_text(encoding="utf-8").strip().split("\n\n")


def found(words: str, year: int = 2016) -> list[tuple[str, str]]:
    """What the rules find in a text: each code with the words it is about."""
    return [(code, " ".join(words[a:b].split())) for code, a, b in time_words.find(words, year)]


@pytest.mark.parametrize(
    ("code", "sentence", "column"),
    [
        ("LK451", "The court closed its doors last year to all.", 30),
        ("LK452", "It was said at the 31st session of the council.", 22),
        ("LK453", "She is a 62-year-old teacher of geography.", 12),
        ("LK454", "We know that this 2015 review brings no change.", 21),
    ],
)
def test_one_defect_gives_one_finding_at_its_place(
    small: Small, code: str, sentence: str, column: int
) -> None:
    small.change(ISSUE, "those named here:\n", f"those named here:\n\n  {sentence}\n")
    problems = [(p.code, str(p.location)) for p in checks.check(small.workspace, "talks")]
    assert problems == [(code, f"{ISSUE}:7:{column}")]


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("seeds/framing/opening.yaml", "  we write", "  today we write", ":4:3"),
        ("seeds/issues/release.yaml", "ask: Release them", "ask: Release them today", ":3:19"),
        (
            "seeds/case-lists/named.yaml",
            "title: Named\n",
            "title: Named\nclosing: They wait today.\n",
            ":2:20",
        ),
        (
            "seeds/case-lists/named.yaml",
            "title: Named\n",
            'title: Named\nlead_in: "Held today:"\n',
            ":2:16",
        ),
        (
            "seeds/case-lists/named.yaml",
            "  - jane-doe\n",
            "  - person: jane-doe\n    text: |\n      who is held today\n",
            ":5:19",
        ),
        ("seeds/people/jane-doe.yaml", "in prison", "in prison today", ":9:30"),
        ("seeds/people/jane-doe.yaml", "a writer", "a writer today", ":2:24"),
        (
            "campaigns/talks/campaign.yaml",
            "signatures: joint\n",
            "signatures: joint\nsubject: What to say today\n",
            ":8:22",
        ),
        (
            "campaigns/talks/campaign.yaml",
            "signatures: joint\n",
            "signatures: joint\ncc:\n  - The press of today\n",
            ":9:18",
        ),
    ],
)
def test_every_text_that_is_printed_is_read(
    small: Small, path: str, old: str, new: str, place: str
) -> None:
    small.change(path, old, new)
    problems = [(p.code, str(p.location)) for p in checks.check(small.workspace, "talks")]
    assert problems == [("LK451", path + place)]


def test_an_account_that_the_letter_does_not_print_is_left_alone(small: Small) -> None:
    account = "  - as_of: 2012-01\n    text: |\n      who was taken from home last year\nconsent:"
    small.change("seeds/people/jane-doe.yaml", "consent:", account)
    assert checks.check(small.workspace, "talks") == []


def test_a_letter_in_another_language_is_left_alone(small: Small) -> None:
    small.change("seeds/framing/opening.yaml", "  we write", "  (last year) we write")
    small.change(
        "campaigns/talks/campaign.yaml",
        "to: [minister]",
        "language: fr\nsalutation: Madame Lovelace,\nclose: Respectueusement,\nto: [minister]",
    )
    codes = {problem.code for problem in checks.check(small.workspace, "talks")}
    assert codes == {"LK407", "LK408"}  # the honorific and the texts are English


@pytest.mark.parametrize(
    "phrase",
    [
        "last week", "last month", "last year", "this spring", "next summer", "this week", "next month",
        "the past year", "the last three years", "the past few weeks", "the coming months", "recently",
        "until recently", "most recently", "lately", "currently", "today", "yesterday", "tomorrow",
        "in recent weeks", "over recent months", "in recent years", "so far", "to date", "upcoming",
        "two years ago", "a year ago", "more than ten years ago", "several months ago", "a decade ago",
        "not long ago", "last May", "next Tuesday", "until now", "at present", "last\nyear",
    ],
)  # fmt: skip
def test_a_time_word(phrase: str) -> None:
    assert [code for code, _ in found(f"Officials have said {phrase} that they know of it.")] == ["LK451"]


def test_a_time_word_at_the_head_of_a_sentence() -> None:
    assert found("They knew it. Last year, they said so.") == [("LK451", "Last year")]
    assert found("What they knew was this:\n\n- Recently, nothing") == [("LK451", "Recently")]
    assert found("since last autumn") == [("LK451", "last autumn")]
    assert found("this year's report") == [("LK451", "this year")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the 31st session", "31st session"),
        ("the seventh round", "seventh round"),
        ("the twenty-fifth anniversary", "twenty-fifth anniversary"),
        ("the 18th U.S.–China Human Rights Dialogue", "18th U.S.–China Human Rights Dialogue"),
        ("their third bilateral meeting", "third bilateral meeting"),
        ("the final round", "final round"),
        ("the last dialogue", "last dialogue"),
        ("its final S&ED", "final S&ED"),
        ("the final Strategic & Economic Dialogue", "final Strategic & Economic Dialogue"),
        ("the last year of this Administration", "last year of this"),
    ],
)
def test_an_occasion(words: str, expected: str) -> None:
    assert found(f"Before {words} opens.") == [("LK452", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a 62-year-old monk", "62-year-old"),
        ("a sixty-two-year-old monk", "sixty-two-year-old"),
        ("a monk aged 62", "aged 62"),
        ("He is 62 years old", "62 years old"),
        ("a monk, who is 62, prays", "is 62"),
        ("{{ people.jane_doe }} is 62.", "is 62"),
        ("Jane Doe, 62, a writer", "62"),
        ("who has been held for eight years", "for eight years"),
        ("who has been held\nfor more than 8 months", "for more than 8 months"),
        ("They have waited for nearly a decade", "for nearly a decade"),
        ("For eight years the family has waited", "For eight years"),
        ("a writer, in prison for eight years", "for eight years"),
    ],
)
def test_an_age_or_a_duration(words: str, expected: str) -> None:
    assert found(words) == [("LK453", expected)]


@pytest.mark.parametrize(
    "words",
    [
        "In 2015 the government plans to pass a law.",
        "The law will enter into force in 2015.",
        "The trial is expected to begin in 2014.",
        "The 2015 draft law will be debated.",
        "Its 2015 session will be short.",
        "We speak of this 2015 review.",
    ],
)
def test_a_year_gone_by(words: str) -> None:
    (code, year), *others = found(words)
    assert (code, others) == ("LK454", [])
    assert year.isdigit()
    assert found(words, year=int(year)) == []


@pytest.mark.parametrize(
    "words",
    [
        "the Last Secretary, and the Next Week",
        "{{ last year }} and {{ with.session | ordinal }} session",
        '“Last year,” she wrote, and he answered: "not this week"',
        "the *Last Year* and *Freedom in the World 2013*",
        "the last year of his sentence, and the next year he was moved",
        "up to date, up-to-date, and unable to date the letter",
        "so far as we know, gone so far, and so far from home",
        "at the moment of arrest",
        "he is now free, and was now to be silent",
        "the first session, a second meeting, the 18th Party Congress, the third man at the meeting",
        "the final judgment and the last page",
        "he died at the age of 62, and was 62",
        "he was held for eight years, had been held for six, and can be held for two months",
        "has been sentenced to prison for eight years",
        "China is 176, and Article is 19.",
        "Articles 18, 19, and 35, and July 9, 10, and 11",
        "The 2010 Nobel Peace Prize will be remembered, as will the 1989 Tiananmen Square protests.",
        "The law adopted in 2015 will be used, and we will keep the promise it made in 2013.",
        "It will not forget what happened in 2008, nor what took place in May 2009.",
        "In 2015 the court heard that the law would change.",
        "https://example.org/today/2014 and [this](https://example.org/last%20year)",
    ],
)
def test_no_finding(words: str) -> None:
    assert found(words) == []


def test_good_prose_has_no_finding() -> None:
    assert len(PARAGRAPHS) >= 100
    findings = {
        paragraph: [*time_words.find(paragraph, 2016), *text.find(paragraph)] for paragraph in PARAGRAPHS
    }
    assert {paragraph: some for paragraph, some in findings.items() if some} == {}


def test_today_in_a_press_release_is_its_day(small: Small) -> None:
    small.change("seeds/organisations/rights-now.yaml", "signers:", "about: We defend rights.\nsigners:")
    small.write(
        "campaigns/talks/press-release.yaml",
        "dialogue: 2020-talks\ndate: 2020-04-20\nissuer: rights-now\nheadline: A letter is sent today\n"
        "to: [minister]\nbody:\n  - asks: [release]\nsignatures: joint\n",
    )
    assert checks.check(small.workspace, "talks") == []


OPENING = "seeds/framing/opening.yaml"


def with_value(small: Small, value: str, field: str) -> list[tuple[str, str]]:
    """What is found where a block's own value prints so."""
    small.change(OPENING, "title: Opening\n", f"title: Opening\nwith:\n  x: {value}\n")
    small.change(OPENING, "we write", f"{field} we write")
    return [(p.code, str(p.location)) for p in checks.check(small.workspace, "talks")]


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        ("last month", "{{ with.x }}", "LK451"),
        ("the 14th session", "{{ with.x }}", "LK452"),
        ('"14"', "at the {{ with.x | ordinal }} session", "LK452"),
        ('"14"', "with {{ with.x }} others", None),
        ("[this June, in May]", "{{ with.x | list }}", "LK451"),
        ("in May 2019", "{{ with.x }}", None),
    ],
)
def test_a_blocks_own_value(small: Small, value: str, field: str, code: str | None) -> None:
    found = with_value(small, value, field)
    assert [found_code for found_code, _ in found] == [code] * bool(code)
    assert all(place.startswith(f"{OPENING}:3:") for _, place in found)


def test_a_value_of_the_campaigns_takes_the_place_of_the_blocks(small: Small) -> None:
    framing = "framing: opening\n    with: {x: '15'}"
    small.change("campaigns/talks/campaign.yaml", "framing: opening", framing)
    assert with_value(small, '"14"', "at the {{ with.x | ordinal }} session") == []
    small.change("campaigns/talks/campaign.yaml", "15", "the 15th session")
    small.change(OPENING, "the {{ with.x | ordinal }} session", "{{ with.x }}")
    (found,) = checks.check(small.workspace, "talks")
    assert (found.code, str(found.location)) == ("LK452", "campaigns/talks/campaign.yaml:6:20")


def test_a_value_may_be_kept(small: Small) -> None:
    small.change(OPENING, "title: Opening\n", "title: Opening\nignore: [{code: LK451, reason: so}]\n")
    assert with_value(small, "last month", "{{ with.x }}") == []
