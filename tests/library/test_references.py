"""references: every name that a block gives another, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letterkit.blocks.kinds import DOCUMENT_KINDS, KIND_BY_MODEL
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Small


def references(small: Small, reference: str) -> list[tuple[str, str, str]]:
    """Each reference of a block as (kind, name, line:column)."""
    (block,), _ = Library(small.workspace).find(reference)
    return [
        (
            KIND_BY_MODEL[found.model].name,
            found.name,
            str(block.location(*found.path)).partition(":")[2],
        )
        for found in block.references()
    ]


def test_the_references_of_a_dialogues_recipe(small: Small) -> None:
    assert references(small, "dialogues/2020-talks") == [
        ("address", "minister", "8:8"),
        ("framing", "opening", "10:16"),
        ("issue", "release", "11:14"),
        ("signature block", "joint", "12:15"),
    ]


def test_the_references_of_a_campaign(small: Small) -> None:
    block, _ = Library(small.workspace).document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    assert [(found.name, found.path) for found in block.references()] == [
        ("minister", ("to", 0)),
        ("opening", ("body", 0, "framing")),
        ("release", ("body", 1, "asks", 0, "issue")),
        ("joint", ("signatures",)),
        ("2020-talks", ("dialogue",)),
    ]


def test_the_references_of_a_case_list(small: Small) -> None:
    small.write(
        "seeds/case-lists/many.yaml",
        "title: T\npeople: [a]\ncases:\n  - b\n  - {people: [c, d], text: x}\n  - list: named\n",
    )
    assert references(small, "case-lists/many") == [
        ("person", "b", "4:5"),
        ("person", "c", "5:15"),
        ("person", "d", "5:18"),
        ("case list", "named", "6:11"),
        ("person", "a", "2:10"),
    ]


def test_the_references_of_an_issue(small: Small) -> None:
    small.write(
        "seeds/issues/release.yaml", "title: T\ntopic: t\nask: a\ntext: x\ncases: named\npeople: [a, b]"
    )
    assert references(small, "issues/release") == [
        ("person", "a", "6:10"),
        ("person", "b", "6:13"),
        ("case list", "named", "5:8"),
    ]


def test_the_references_of_a_signature_block(small: Small) -> None:
    small.write("seeds/signatures/all.yaml", "title: T\norganisations: [one, {list: joint}]")
    assert references(small, "signatures/all") == [
        ("organisation", "one", "2:17"),
        ("signature block", "joint", "2:29"),
    ]


def test_a_person_refers_to_nothing(small: Small) -> None:
    assert references(small, "people/jane-doe") == []
