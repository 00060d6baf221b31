"""A letter without a dialogue: begun, made, checked, finalized like any other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.answers import Answers
from letterkit.campaign.occasions import completed, new_letter
from letterkit.diagnostics import LetterkitError
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Letterkit, Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
APPEAL = Answers(name="The arrest of Jane Doe in Chile", date="2020-04-20")


@pytest.fixture
def appeal(small: Small) -> Small:
    """The small workspace, whose letter is for an occasion of its own."""
    small.change(CAMPAIGN, "dialogue: 2020-talks", "occasion: The trial of Jane Doe")
    small.change("seeds/framing/opening.yaml", "{{ dialogue.host_city }}", "Geneva")
    small.change("seeds/framing/opening.yaml", "{{ dialogue.name }}", "{{ occasion.name }}")
    return small


def test_its_parts(appeal: Small) -> None:
    letter, problems = appeal.assemble()
    assert problems == []
    assert letter is not None
    assert letter.dialogue is None
    assert letter.reference.text == "The trial of Jane Doe"
    assert letter.addressees[0].salutation == "Minister Lovelace"
    assert letter.keywords[0] == "The trial of Jane Doe"


def test_it_goes_to_whoever_holds_the_office_on_its_own_date(appeal: Small) -> None:
    appeal.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2020-04-20")
    appeal.change(CAMPAIGN, "occasion: The", "occasion:\n  from: 2020-01-05\n  name: The")
    letter, problems = appeal.assemble()
    assert problems == []
    assert letter is not None
    assert letter.addressees[0].salutation == "Minister Lovelace"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ dialogue.name }}", [("LK318", 4)]),
        ("{{ dialogue }}", [("LK318", 4)]),
        ("{{ dialogue | days }}", [("LK318", 4)]),
        ("{{ dialogue.host_city | default('Rome') }}", [("LK318", 4)]),
        ("{{ dialogue.nmae }}", [("LK318", 4)]),
        ("{% if dialogue %}{{ dialogue.name }}{% endif %}", []),
        ("{% if not dialogue %}now{% else %}{{ dialogue.name }}{% endif %}", []),
        ("{% if dialogue and dialogue.host_city %}there{% endif %}", []),
        ("{% if dialogue %}x{% else %}{{ dialogue.name }}{% endif %}", [("LK318", 4)]),
        ("{{ dialogue.name if dialogue else occasion.name }}", []),
        ("{{ occasion }}", []),
        ("{{ occasion | days }}", [("LK305", 4)]),
    ],
)
def test_a_dialogues_field_says_what_to_write(
    appeal: Small, text: str, expected: list[tuple[str, int]]
) -> None:
    appeal.change("seeds/framing/opening.yaml", "  we write to you.", f"  {text}")
    _, problems = appeal.assemble()
    assert [(problem.code, problem.location.line) for problem in problems] == expected
    assert all("occasion" in (p.hint or "") or "with" in (p.hint or "") for p in problems if p.hint)


def test_a_dialogues_letter_has_an_occasion_too(small: Small) -> None:
    small.change(
        "seeds/framing/opening.yaml", "we write", "{{ occasion }}, {{ occasion | days }}, we write"
    )
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("LK202", "2:1")),
        ("dialogue: 2020-talks\noccasion: A trial", ("LK203", "2:1")),
        ("occasion: {name: A trial, countries: [Atlantis]}", ("LK217", "2:35")),
        ("occasion: {name: A trial, from: 2020-02, to: 2020-01}", ("LK203", "2:11")),
    ],
)
def test_what_it_is_written_for_is_said_once(small: Small, text: str, found: tuple[str, str]) -> None:
    small.change(CAMPAIGN, "dialogue: 2020-talks\n", f"# what for\n{text}\n" if text else "# what for\n")
    (code, place), *_ = small.problems()
    assert code == found[0]
    assert place.startswith(CAMPAIGN)


def test_a_block_about_another_country_is_told(appeal: Small, letterkit: Letterkit) -> None:
    appeal.change(CAMPAIGN, "occasion: The trial of Jane Doe", "occasion: The trial of Jane Doe in Chile")
    assert "LK414" not in letterkit("check", "talks").out
    appeal.change("seeds/issues/release.yaml", "cases: named", "about: {countries: [KE]}\ncases: named")
    assert ("LK414", "seeds/issues/release.yaml:6:20") in letterkit("check", "talks").findings


def test_every_command_knows_it(appeal: Small, letterkit: Letterkit) -> None:
    assert letterkit("check", "talks").status == 0
    assert "The trial of Jane Doe" in letterkit("list", "campaigns").out
    status = json.loads(letterkit("status", "--format", "json").out)
    (campaign,) = status["campaigns"]
    assert campaign["documents"]["letter"]["errors"] == 0
    assert letterkit("finalize", "talks").status == 0
    sent = appeal.root / "campaigns/talks/final/letter.pdf"
    assert letterkit("verify", str(sent)).status == 0
    assert letterkit("check", "talks").status == 0


def test_a_new_one_has_its_passages_to_itself(small: Small) -> None:
    answers = completed(Library(small.workspace), "appeal", APPEAL, "2020-01-01")
    assert answers.countries == ("CL",)
    assert answers.addresses == ("minister",)
    plan = new_letter(small.workspace, "appeal", answers)
    plan.write()
    assert sorted(path.relative_to(small.root).as_posix() for path in plan.files) == [
        "campaigns/appeal/blocks/framing/closing.yaml",
        "campaigns/appeal/blocks/framing/opening-2.yaml",  # the library has an opening
        "campaigns/appeal/blocks/issues/first-ask.yaml",
        "campaigns/appeal/campaign.yaml",
    ]
    letter, problems = small.assemble("appeal")
    assert problems == []
    assert letter is not None
    assert letter.reference.text == "The arrest of Jane Doe in Chile"


def test_what_cannot_be_begun(small: Small) -> None:
    for name, message in (("Appeal", "cannot name a campaign"), ("talks", "exists"), ("../x", "cannot")):
        with pytest.raises(LetterkitError, match=message):
            new_letter(small.workspace, name, APPEAL)
    with pytest.raises(LetterkitError, match="--name"):
        completed(Library(small.workspace), "appeal", Answers(), "2020-01-01")
