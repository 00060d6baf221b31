"""rules: each decides one thing, and a document that was published has none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import pytest
from msgspec import structs

from assemble.small_letter import CAMPAIGN, JANE, MINISTER, OPENING, cases
from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.letter import assemble_letter
from letterkit.assemble.rules import AS_PUBLISHED, AS_WRITTEN, Rules, rules_for
from letterkit.blocks.documents import LetterFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.library.index import Block, Library
from letterkit.values import replace

if TYPE_CHECKING:
    from conftest import Small

# For each rule: an edit that makes it matter, what to look at, and what that is with and without it.
Probe = Callable[[lt.Letter, list[str]], object]
Row = tuple[tuple[str, str, str] | None, Probe, object, object]
MATTERS: dict[str, Row] = {
    "typeset": (
        (OPENING, "we write", '"we" write'),
        lambda letter, _: lt.plain_text(letter.body[0]).split()[5],
        "“we”",
        '"we"',
    ),
    "complete": (
        (CAMPAIGN, "to: [minister]", "to: []"),
        lambda _, codes: codes,
        ["LK402"],
        [],
    ),
    "once": (
        (CAMPAIGN, "to: [minister]", "to: [minister, minister]"),
        lambda _, codes: codes,
        ["LK210"],
        [],
    ),
    "consent": (
        (JANE, "consent: public", "consent: none"),
        lambda letter, _: [case.people for case in cases(letter)],
        [],
        [("Jane Doe",)],
    ),
    "looked_up": (
        None,
        lambda letter, _: (letter.addressees[0].name, letter.signatures.signatories[0].person),
        ("Ada B.\u00a0Lovelace", "Max Muster"),
        ("[Minister of State: to be confirmed]", "[signer: to be confirmed]"),
    ),
    "placeholders": (
        (MINISTER, "from: 2019-01-01", "from: 2021-01-01"),
        lambda letter, _: (letter.addressees[0].name, letter.addressees[0].salutation),
        ("[Minister of State: to be confirmed]",) * 2,
        ("", "Minister of State"),
    ),
    "abroad": (
        (CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: en-GB"),
        lambda letter, _: letter.addressees[0].address.lines[-1],
        "UNITED STATES",
        "Washington, DC 20520",
    ),
    "full_stops": (
        None,
        lambda letter, _: lt.plain_text(cases(letter)[0]).partition("since ")[2],
        "2018.",
        "2018",
    ),
    "own_lines": (
        None,
        lambda letter, _: [letter.reference.text[:5], letter.salutation.text[:4], letter.close.text],
        ["Bilat", "Dear", "Respectfully,"],
        ["", "", ""],
    ),
    "addresses_told": (
        (OPENING, "we write", "we [write](https://talks.example)"),
        lambda letter, _: [lt.plain_text(n) for n in lt.walk(letter) if isinstance(n, lt.Footnote)],
        ["https://talks.example"],
        [],
    ),
    "introduced": (
        None,
        lambda letter, _: letter.letterhead.members,
        ("Rights Now",),
        (),
    ),
}


def made(small: Small, rules: Rules) -> tuple[lt.Letter, list[str]]:
    """The small workspace's letter by these rules, and the codes of what is wrong with it."""
    library = Library(small.workspace, "talks")
    block, _ = library.document(DOCUMENT_KINDS["letter"], "talks")
    assembly = replace(Assembly.of(library, cast("Block[LetterFile]", block)), rules=rules)
    letter = assemble_letter(assembly)
    assert letter is not None
    return letter, [problem.code for problem in assembly.problems]


@pytest.mark.parametrize("rule", Rules.__struct_fields__)
def test_a_rule_decides_one_thing(small: Small, rule: str) -> None:
    edit, probe, with_rule, without_rule = MATTERS[rule]
    if edit:
        small.change(*edit)
    assert probe(*made(small, AS_WRITTEN)) == with_rule
    assert probe(*made(small, replace(AS_WRITTEN, **{rule: False}))) == without_rule


def test_all_rules_hold_for_what_is_written_and_none_for_what_was_published(small: Small) -> None:
    assert set(structs.asdict(AS_WRITTEN).values()) == {True}
    assert set(structs.asdict(AS_PUBLISHED).values()) == {False}
    small.change(CAMPAIGN, "signatures: joint", f"signatures: joint\npublished: {'0' * 64}")
    block, _ = Library(small.workspace, "talks").document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    assert rules_for(block.model) is AS_PUBLISHED
    assert rules_for(block.model.model_copy(update={"published": None})) is AS_WRITTEN
