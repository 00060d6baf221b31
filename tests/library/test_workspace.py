"""workspace: where it is found, and what lies in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace, packaged

if TYPE_CHECKING:
    from conftest import Small


def test_the_nearest_workspace_upwards_is_found(small: Small) -> None:
    inside = small.root / "campaigns" / "talks" / "blocks"
    inside.mkdir()
    assert Workspace.find(inside) == Workspace.find(small.root) == small.workspace


def test_a_workspace_inside_another_is_the_nearer_one(small: Small) -> None:
    inner = small.root / "inner"
    (inner / "seeds").mkdir(parents=True)
    (inner / "campaigns").mkdir()
    assert Workspace.find(inner / "seeds").root == inner


@pytest.mark.parametrize("folder", ["seeds", "campaigns"])
def test_one_of_the_two_folders_is_not_enough(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    with pytest.raises(LetterkitError, match=r"^no workspace here: .*\n  go into a workspace") as caught:
        Workspace.find(tmp_path)
    assert caught.value.status == 3


def test_paths_are_shown_from_the_root(small: Small, tmp_path: Path) -> None:
    assert small.workspace.shown(small.root / "seeds" / "people" / "x.yaml") == "seeds/people/x.yaml"
    assert small.workspace.shown(tmp_path / "elsewhere.yaml") == (tmp_path / "elsewhere.yaml").as_posix()


def test_a_campaign_is_a_folder_with_a_campaign_file(small: Small) -> None:
    small.write("campaigns/a-second/campaign.yaml", "")
    small.write("campaigns/unfinished/notes.txt", "")
    small.write("campaigns/campaign.yaml", "")
    assert small.workspace.campaign_names() == ["a-second", "talks"]
    assert small.workspace.campaign_folder("next") == small.root / "campaigns" / "next"


@pytest.mark.parametrize("folder", ["seeds", "templates"])
def test_what_letterkit_brings_with_it_is_there(folder: str) -> None:
    assert packaged(folder).is_dir()
