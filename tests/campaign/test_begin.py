"""A campaign begun with its first draft: all of it or nothing, whatever stops the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.campaign import begin as beginning
from letterkit.campaign.answers import Answers
from letterkit.campaign.begin import NewCampaign, begin, would_make
from letterkit.campaign.dialogues import base_for, new_dialogue
from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Small

FULL = Answers(
    name="New Talks",
    city="Vienna",
    first_day="2022-05-03",
    last_day="2022-05-04",
    countries=("US", "AT"),
    addresses=("minister",),
    signatures="joint",
)


def entered(small: Small) -> tuple[str, Plan]:
    """A dialogue of 2022 that nobody has entered yet."""
    base = base_for(Library(small.workspace), "2020", FULL)
    entered = new_dialogue(
        small.workspace, "2022-talks", base, FULL, ("framing/opening", "issues/release")
    )
    return entered.name, entered.plan


def files(small: Small) -> list[str]:
    return sorted(path.relative_to(small.root).as_posix() for path in small.root.rglob("*"))


def test_the_campaign_and_its_draft(small: Small) -> None:
    wanted = NewCampaign(small.workspace, "2020", "spring")
    expected = would_make(wanted)
    before = files(small)
    begun = begin(wanted)
    assert not begun.is_refused
    assert [*begun.files, *begun.drafts] == expected
    assert begun.dialogue == ()
    assert begun.order.campaign == "spring"
    assert set(files(small)) - set(before) == {
        "campaigns/spring",
        "campaigns/spring/campaign.yaml",
        "campaigns/spring/out",
        "campaigns/spring/out/.letterkit.json",
        "campaigns/spring/out/letter.pdf",
    }


def test_a_new_dialogue_with_its_campaign(small: Small) -> None:
    dialogue, plan = entered(small)
    begun = begin(NewCampaign(small.workspace, dialogue, entered=plan))
    assert not begun.is_refused
    assert begun.dialogue == (small.root / "seeds/dialogues/2022-talks.yaml",)
    assert all(path.is_file() for path in (*begun.dialogue, *begun.files, *begun.drafts))


def test_what_would_be_made_is_not(small: Small) -> None:
    before = files(small)
    dialogue, plan = entered(small)
    assert would_make(NewCampaign(small.workspace, dialogue, entered=plan)) == [
        small.root / "seeds/dialogues/2022-talks.yaml",
        small.root / "campaigns/2022-talks",
    ]
    assert files(small) == before


def test_a_letter_that_cannot_be_made_leaves_neither_campaign_nor_dialogue(small: Small) -> None:
    small.change("seeds/framing/opening.yaml", "we write", "{{ nobody }} writes")
    before = files(small)
    dialogue, plan = entered(small)
    begun = begin(NewCampaign(small.workspace, dialogue, entered=plan))
    assert begun.is_refused
    assert [problem.code for problem in begun.problems] == ["LK301"]
    assert files(small) == before


def test_a_campaign_that_exists_leaves_no_dialogue(small: Small) -> None:
    before = files(small)
    dialogue, plan = entered(small)
    with pytest.raises(LetterkitError, match="exists; nothing was changed"):
        begin(NewCampaign(small.workspace, dialogue, "talks", entered=plan))
    assert files(small) == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), LetterkitError("Pango is missing")])
@pytest.mark.parametrize("step", ["import_weasyprint", "render"])
def test_what_stops_the_work_leaves_nothing(
    small: Small, monkeypatch: pytest.MonkeyPatch, step: str, stop: BaseException
) -> None:
    def stopped(*arguments: object) -> None:
        raise stop

    before = files(small)
    dialogue, plan = entered(small)
    monkeypatch.setattr(beginning, step, stopped)
    with pytest.raises(type(stop)):
        begin(NewCampaign(small.workspace, dialogue, entered=plan))
    assert files(small) == before
