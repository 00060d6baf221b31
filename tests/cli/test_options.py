"""options: which campaign is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.cli.options import Session
from letterkit.diagnostics import LetterkitError

if TYPE_CHECKING:
    from conftest import Small


def test_a_folder_whose_campaign_has_another_name_is_no_unknown_campaign(small: Small) -> None:
    small.write("campaigns/autumn/campaign.yml", "dialogue: x")
    with pytest.raises(LetterkitError) as caught:
        Session(small.root, quiet=True).campaign(small.workspace, "autumn")
    assert caught.value.message == "campaigns/autumn/ holds no campaign.yaml"
    assert caught.value.hint == "see what it is named: letterkit check"


def test_a_campaign_that_is_nowhere(small: Small) -> None:
    with pytest.raises(LetterkitError) as caught:
        Session(small.root, quiet=True).campaign(small.workspace, "winter")
    assert caught.value.message == "no campaign is named 'winter'"
