"""How campaigns stand: drafts, finals that changed, what is not committed, and nobody's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Repository, Small
from letterkit.campaign.finalize import finalize
from letterkit.campaign.results import status_to_json
from letterkit.campaign.status import CHANGED, DRAFT, FINAL, UNREADABLE, CampaignStatus, status
from letterkit.cli.status import not_committed

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"


def talks(small: Small) -> CampaignStatus:
    (found,) = status(small.workspace, ["talks"]).campaigns
    return found


def test_a_draft_that_is_committed(repository: Repository) -> None:
    found = status(repository.small.workspace, ["talks"])
    assert found.revision is not None
    assert found.reason is None
    (campaign,) = found.campaigns
    assert (campaign.state, campaign.own, campaign.used) == (DRAFT, (), ())
    (letter,) = campaign.documents
    assert (letter.name, letter.findings) == ("letter", ())
    assert letter.digest is not None


def test_files_of_the_campaign_and_of_the_library_it_uses(repository: Repository) -> None:
    small = repository.small
    small.write("campaigns/talks/blocks/issues/own.yaml", "topic: x\ntitle: X\nask: X\ntext: X\n")
    small.write("seeds/issues/unused.yaml", "topic: x\ntitle: X\nask: X\ntext: X\n")
    small.write("campaigns/talks/out/letter.pdf", "ignored")
    small.change(OPENING, "we write", "we turn")
    repository.git("add", "seeds")
    small.change(CAMPAIGN, "2020-04-20", "2020-04-21")
    found = talks(small)
    assert found.own == ("campaigns/talks/blocks/issues/own.yaml", CAMPAIGN)
    assert found.used == (OPENING,)


def test_a_block_that_keeps_the_letter_from_being_made_counts(repository: Repository) -> None:
    repository.small.change(OPENING, "text: |", "text: [")
    found = talks(repository.small)
    assert found.used == (OPENING,)
    assert found.documents[0].digest is None
    assert found.documents[0].findings


def test_people_are_counted_and_not_named(repository: Repository) -> None:
    repository.small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    repository.small.write("campaigns/talks/blocks/people/john-roe.yaml", "name: John Roe\n")
    found = status(repository.small.workspace, ["talks"])
    assert found.campaigns[0].used == ("seeds/people/",)
    assert found.campaigns[0].own == ("campaigns/talks/blocks/people/",)
    shown = status_to_json(found).lower()
    assert "jane" not in shown
    assert "john" not in shown
    assert "minister" not in shown


def test_a_workspace_in_a_folder_of_its_repository(
    tmp_path: Path, small: Small, no_git_settings: None
) -> None:
    place = tmp_path / "our repo" / 'Briefe 信 "x"'
    place.parent.mkdir()
    small.root.rename(place)
    repository = Repository(place.parent, Small(place))
    repository.git("init", "--quiet")
    repository.commit("Begin")
    repository.small.change(OPENING, "we write", "we turn")
    assert talks(repository.small).used == (OPENING,)


def test_a_final_and_one_that_changed(repository: Repository) -> None:
    small = repository.small
    finalize(small.workspace, "talks")
    assert talks(small).state == FINAL
    small.change(OPENING, "we write", "we turn")
    assert talks(small).state == FINAL
    own = "campaigns/talks/blocks/framing/opening.yaml"
    small.change(own, "title: Opening", "title: Beginning")
    assert talks(small).state == CHANGED
    small.change(own, "title: Beginning", "title: Opening")
    assert talks(small).state == FINAL
    small.change(own, "we write", "we turn")
    assert talks(small).state == CHANGED
    small.write("campaigns/talks/final.json", "{")
    assert talks(small).state == UNREADABLE


def test_a_final_that_lost_or_gained_a_document(repository: Repository) -> None:
    small = repository.small
    finalize(small.workspace, "talks")
    small.write("campaigns/talks/press-release.yaml", "dialogue: [\n")
    assert talks(small).state == CHANGED
    small.change(CAMPAIGN, "dialogue:", "dialog:")
    (small.root / "campaigns/talks/press-release.yaml").unlink()
    assert talks(small).state == CHANGED


def test_without_git_the_rest_is_said(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = status(small.workspace, ["talks"])
    assert found.reason is not None
    assert found.reason.message == "there is no git on this machine"
    (campaign,) = found.campaigns
    assert (campaign.state, campaign.own, campaign.used) == (DRAFT, None, None)
    assert not_committed(campaign) == "unknown"


def test_nothing_committed_yet(small: Small, no_git_settings: None) -> None:
    Repository(small.root, small).git("init", "--quiet")
    found = status(small.workspace, ["talks"])
    assert (found.revision, found.reason) == (None, None)
    assert found.campaigns[0].own == (CAMPAIGN,)
    assert len(found.campaigns[0].used or ()) == 8


def test_status_as_json(repository: Repository) -> None:
    repository.small.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2021-01-01")
    found = status(repository.small.workspace, ["talks"])
    (letter,) = found.campaigns[0].documents
    assert json.loads(status_to_json(found))["campaigns"] == [
        {
            "name": "talks",
            "state": "draft",
            "documents": {"letter": {"digest": letter.digest, "errors": 1, "warnings": 0}},
            "not_committed": {"own": [], "library": ["seeds/addresses/minister.yaml"]},
            "deliveries": {},
            "rounds": {},
        }
    ]
