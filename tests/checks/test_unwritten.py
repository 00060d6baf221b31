"""LK326: what `new` put where nothing was written yet, told wherever it prints, and kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.checks.unwritten import placeholder

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Letterkit, Small

HERE = placeholder("what belongs here")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("framing/opening", "  we write to you.", f"  {HERE}", "4:3"),
        ("issues/release", "ask: Release them", f"ask: '{HERE}'", "3:7"),
        ("addresses/minister", "office: Minister of State", f"office: '{HERE}'", "1:10"),
        ("organisations/rights-now", "name: Rights Now", f"name: '{HERE}'", "1:8"),
        ("people/jane-doe", "who has been in prison since 2018", HERE, "9:7"),
        ("framing/opening", "  we write to you.", "  [write\n  HERE: more words]", "4:3"),
    ],
)
def test_a_placeholder_is_told_with_its_place(
    small: Small, letterkit: Letterkit, file: str, old: str, new: str, place: str
) -> None:
    small.change(f"seeds/{file}.yaml", old, new)
    assert ("LK326", f"seeds/{file}.yaml:{place}") in letterkit("check", "talks").findings


def test_what_a_letter_has_of_its_own(small: Small, expect: Expect) -> None:
    small.change("campaigns/talks/campaign.yaml", "to: [", f"subject: '{HERE}'\nto: [")
    expect("error LK326 campaigns/talks/campaign.yaml:3:11")


def test_a_value_that_is_put_together(small: Small, expect: Expect) -> None:
    small.change("seeds/framing/opening.yaml", "text: |", "with: {here: '[Write'}\ntext: |")
    small.change("seeds/framing/opening.yaml", "we write", "{{ with.here }} here: all] we write")
    expect("error LK326 seeds/framing/opening.yaml:5:3")


def test_no_ignore_keeps_it_and_no_final_holds_it(small: Small, letterkit: Letterkit) -> None:
    ignore = "ignore: [{code: LK326, reason: later}]\ntext: |"
    small.change("seeds/framing/opening.yaml", "text: |", ignore)
    small.change("seeds/framing/opening.yaml", "  we write to you.", f"  {HERE}")
    assert ("LK326", "seeds/framing/opening.yaml:5:3") in letterkit("check", "talks").findings
    letterkit.refuses("finalize", "talks")
    letterkit.refuses("render", "talks", "--final")
