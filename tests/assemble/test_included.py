"""Lists that include lists: in circles, too deep, too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Letterkit, Small

NAMED = "seeds/case-lists/named.yaml"
JOINT = "seeds/signatures/joint.yaml"


def _chain(small: Small, folder: str, key: str, length: int, times: int = 1) -> None:
    """Lists that each include the next one so many times, and the first of them in the usual list."""
    last = "jane-doe" if key == "cases" else "rights-now"
    for i in range(length):
        small.write(f"seeds/{folder}/l{i}.yaml", f"title: L\n{key}:\n" + f"  - list: l{i + 1}\n" * times)
    small.write(f"seeds/{folder}/l{length}.yaml", f"title: L\n{key}: [{last}]\n")
    small.write(NAMED if key == "cases" else JOINT, f"title: L\n{key}:\n  - list: l0\n")


@pytest.mark.parametrize(("folder", "key"), [("case-lists", "cases"), ("signatures", "organisations")])
def test_lists_may_include_each_other_some_levels_deep(
    letterkit: Letterkit, small: Small, folder: str, key: str
) -> None:
    _chain(small, folder, key, 18)
    letterkit.renders("--format", "txt")
    assert "Jane Doe" in (small.root / "campaigns/talks/out/letter.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "key"), [("case-lists", "cases"), ("signatures", "organisations")])
def test_but_not_without_end(letterkit: Letterkit, small: Small, folder: str, key: str) -> None:
    _chain(small, folder, key, 40)
    assert ("LK218", f"seeds/{folder}/l18.yaml:3:5") in letterkit.refuses("render", "talks").findings


@pytest.mark.parametrize(("folder", "key"), [("case-lists", "cases"), ("signatures", "organisations")])
def test_a_list_that_stands_twice_is_told_once_where_it_does(
    letterkit: Letterkit, small: Small, folder: str, key: str
) -> None:
    _chain(small, folder, key, 15, times=2)
    findings = letterkit.refuses("render", "talks").findings
    assert ("LK210", f"seeds/{folder}/l0.yaml:4:5") in findings
    assert len(findings) <= 15


def test_a_list_of_too_many_entries_is_told_once(letterkit: Letterkit, small: Small) -> None:
    small.write(NAMED, "title: L\ncases:\n" + "  - jane-doe\n" * 5_001)
    assert "LK218" in {code for code, _ in letterkit.refuses("render", "talks").findings}
