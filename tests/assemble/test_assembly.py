"""assembly: what stands for nothing, or stands twice, is told where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import CAMPAIGN, JOINT, NAMED, OPENING, RELEASE, stopped

if TYPE_CHECKING:
    from conftest import Small


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (CAMPAIGN, "dialogue: 2020-talks", "dialogue: nope", ("LK204", f"{CAMPAIGN}:1:11")),
        (CAMPAIGN, "to: [minister]", "to: [nope]", ("LK204", f"{CAMPAIGN}:3:6")),
        (CAMPAIGN, "framing: opening", "framing: nope", ("LK204", f"{CAMPAIGN}:5:14")),
        (CAMPAIGN, "framing: opening", "framing: release", ("LK205", f"{CAMPAIGN}:5:14")),
        (CAMPAIGN, "asks: [release]", "asks: [nope]", ("LK204", f"{CAMPAIGN}:6:12")),
        (CAMPAIGN, "signatures: joint", "signatures: nope", ("LK204", f"{CAMPAIGN}:7:13")),
        (CAMPAIGN, "asks: [release]", "cases: nope", ("LK204", f"{CAMPAIGN}:6:12")),
        (CAMPAIGN, "[release]", "[{issue: release, cases: nope}]", ("LK204", f"{CAMPAIGN}:6:36")),
        (RELEASE, "cases: named", "cases: nope", ("LK204", f"{RELEASE}:6:8")),
        (RELEASE, "cases: named", "cases: named\npeople: [nope]", ("LK204", f"{RELEASE}:7:9")),
        (NAMED, "  - jane-doe", "  - nope", ("LK204", f"{NAMED}:3:5")),
        (NAMED, "  - jane-doe", "  - list: nope", ("LK204", f"{NAMED}:3:5")),
        (JOINT, "  - rights-now", "  - nope", ("LK204", f"{JOINT}:3:5")),
        (JOINT, "  - rights-now", "  - list: nope", ("LK204", f"{JOINT}:3:5")),
    ],
)
def test_a_name_that_stands_for_nothing_is_told_once_where_it_stands(
    small: Small, file: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    small.change(file, old, new)
    assert [problem for problem in stopped(small) if problem[0] in ("LK204", "LK205")] == [expected]


def test_without_a_dialogue_the_texts_are_checked_all_the_same(small: Small) -> None:
    small.change(CAMPAIGN, "dialogue: 2020-talks", "dialogue: nope")
    small.change(OPENING, "{{ dialogue.name }}", "{{ dialog.name }}")
    assert stopped(small) == [("LK204", f"{CAMPAIGN}:1:11"), ("LK301", f"{OPENING}:3:13")]


def test_all_mistakes_are_told_at_once(small: Small) -> None:
    small.change(OPENING, "{{ dialogue.name }}", "{{ dialogue.nmae }}")
    small.change(RELEASE, "Ask for", "Ask <b>for")
    small.change(JOINT, "rights-now", "rights-soon")
    assert [code for code, _ in stopped(small)] == ["LK301", "LK306", "LK204"]


@pytest.mark.parametrize("twice", ["framing: opening", "asks: [release]"])
def test_a_block_stands_in_the_body_once(small: Small, twice: str) -> None:
    small.change(CAMPAIGN, "signatures: joint", f"  - {twice}\nsignatures: joint")
    code, where = stopped(small)[0]
    assert (code, where.partition(":")[2].partition(":")[0]) == ("LK210", "7")
