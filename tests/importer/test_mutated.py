"""A few letters with lines lost, doubled and joined lose no word on the way to print; 5,000 by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from importer.mutated import SOURCES, losses, lost_in
from letterkit.library.workspace import Workspace
from letterkit.proposals import propose


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path)


def test_what_prints_and_what_is_listed_are_the_words_of_the_source(workspace: Workspace) -> None:
    assert list(losses(24, workspace)) == []


def test_a_heading_that_ends_in_a_mark_prints_it(workspace: Workspace) -> None:
    (file,) = (one for one in SOURCES if one.name.startswith("15-"))
    assert lost_in(file, 2799, workspace) == []


def test_a_word_that_is_nowhere_is_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(propose, "_missing", lambda row, there: [])
    assert lost_in(SOURCES[0], 1, workspace)
