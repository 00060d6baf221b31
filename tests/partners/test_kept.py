"""What `check` tells of the records of partners that somebody broke."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import Small
from letterkit.diagnostics import LetterkitError
from letterkit.partners.kept import findings_on_records
from letterkit.partners.received.record import records
from partners import answers

MERGED = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"
FOLDER = "campaigns/talks"


@pytest.fixture
def kept(circulated: Small, tmp_path: Path) -> Small:
    """A round, an answer, and a decision about it."""
    small = Small(tmp_path / "kept")
    shutil.copytree(circulated.root, small.root)
    answers.answer(small, "acme", {"we write to you": "we turn to you"})
    return small


def found(small: Small) -> list[tuple[str, str]]:
    return [(each.code, str(each.location)) for each in findings_on_records(small.workspace, "talks")]


def test_whole_records_are_no_finding(kept: Small) -> None:
    assert found(kept) == []


@pytest.mark.parametrize(
    ("file", "code", "place"),
    [
        ("approvals/acme.yaml", "LK113", ":1:1"),
        ("rounds/1/round.yaml", "LK113", ":1:1"),
        ("rounds/1/text.json", "LK485", ":1:1"),
        ("received/2020-05-04-7d6fd7774f0d.json", "LK485", ":1:1"),
        ("received/2020-05-04-7d6fd7774f0d.decided.yaml", "LK113", ":1:1"),
    ],
)
def test_what_a_merge_left_is_found(kept: Small, file: str, code: str, place: str) -> None:
    kept.write(f"{FOLDER}/{file}", MERGED.format("{", "{"))
    assert found(kept) == [(code, f"{FOLDER}/{file}{place}")]


def test_a_round_in_another_folder_is_found(kept: Small) -> None:
    kept.change(f"{FOLDER}/rounds/1/round.yaml", "round: 1", "round: 2")
    assert [code for code, _ in found(kept)] == ["LK485"]


def test_a_broken_record_is_named(kept: Small) -> None:
    [file] = (kept.root / FOLDER / "received").iterdir()
    file.write_text('{"format":\n oops', encoding="utf-8")
    with pytest.raises(LetterkitError, match=rf"{file.name}:2:2: error LK485: this is no record"):
        records(kept.workspace, "talks")
