"""In which letters each block is: final ones too, by the names that the blocks have now."""

from __future__ import annotations

import json

import pytest

from conftest import Small
from letterkit.library import catalogue
from letterkit.library.index import Library
from letterkit.library.usage import uses

ISSUE = "seeds/issues/release.yaml"


def told(small: Small, block: str) -> list[str]:
    found, problems = uses(small.workspace, Library(small.workspace))
    assert problems == []
    return [str(use) for use in found.get(block, ())]


def finalize(small: Small, campaign: str = "talks") -> None:
    """Freeze a campaign's issue, as `finalize` records it."""
    text = (small.root / ISSUE).read_text(encoding="utf-8")
    small.write(f"campaigns/{campaign}/blocks/issues/release.yaml", text)
    record = {
        "format": "letterkit-final/3",
        "copied": ["blocks/issues/release.yaml"],
        "fonts": [],
        **{key: {} for key in ("text", "pdf", "files", "made_with", "public", "public_words")},
    }
    small.write(f"campaigns/{campaign}/final.json", json.dumps(record))


def test_a_block_is_in_a_letter_directly_or_through_others(small: Small) -> None:
    for block in ("issues/release", "people/jane-doe", "dialogues/2020-talks", "addresses/minister"):
        assert told(small, block) == ["talks (2020-04-20, not final)"]


def test_the_newest_letter_comes_first(small: Small) -> None:
    text = (small.root / "campaigns/talks/campaign.yaml").read_text(encoding="utf-8")
    small.write("campaigns/again/campaign.yaml", text.replace("2020-04-20", "2020-05"))
    assert told(small, "issues/release") == [
        "again (2020-05, not final)",
        "talks (2020-04-20, not final)",
    ]


def test_a_final_letter_counts_by_its_copy(small: Small) -> None:
    finalize(small)
    assert told(small, "issues/release") == ["talks (2020-04-20, final)"]


def test_words_of_its_own_are_not_the_librarys(small: Small) -> None:
    text = (small.root / ISSUE).read_text(encoding="utf-8")
    small.write("campaigns/talks/blocks/issues/release.yaml", text)
    assert told(small, "issues/release") == ["talks (2020-04-20, not final, in words of its own)"]


def test_a_block_that_has_another_name_since_is_found(small: Small) -> None:
    finalize(small)
    small.write("seeds/issues/let-them-go.yaml", (small.root / ISSUE).read_text(encoding="utf-8"))
    (small.root / ISSUE).unlink()
    assert told(small, "issues/let-them-go") == ["talks (2020-04-20, final)"]


@pytest.mark.parametrize(("topic", "expected"), [("issues", []), ("framing", ["framing/closing"])])
def test_what_is_in_no_letter(small: Small, topic: str, expected: list[str]) -> None:
    small.write("seeds/framing/closing.yaml", "title: Closing\ntext: |\n  We thank you.\n")
    table, _ = catalogue.usage(small.workspace, topic, Library(small.workspace), unused=True)
    assert [row[0] for row in table.rows] == expected


def test_how_often_a_block_is_in_letters(small: Small) -> None:
    finalize(small)
    table, _ = catalogue.usage(small.workspace, "issues", Library(small.workspace), unused=False)
    assert table.rows == (("issues/release", "Release", "1", "1", "2020-04-20"),)
