"""Which passages a new letter takes over unasked: those that speak of its own counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.blocks.models import Issue
from letterkit.campaign.passages import Counterpart, Reader
from letterkit.diagnostics import Location
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Small

RELEASE = "seeds/issues/release.yaml"
VIETNAM = Counterpart(frozenset(("EU", "VN")), "summit", frozenset(("BE",)))
CHINA = Counterpart(frozenset(("US", "CN")), "visit")


def objection(small: Small, before: Counterpart | None = None) -> str | None:
    library = Library(small.workspace)
    block, problems = library.get(Issue, "release", Location("", 1, 1))
    assert block is not None, problems
    return Reader(library, "en", VIETNAM, before).objection(block)


@pytest.mark.parametrize(
    ("about", "words", "expected"),
    [
        ("", "Ask Vietnam to free them.", None),
        ("", "Ask the Vietnamese courts, as France does.", None),
        ("", "Ask the European Union to speak.", "nothing says what countries it is about"),
        ("", "Ask them to free everyone.", "nothing says what countries it is about"),
        ("", "Ask China to free them.", "it speaks of China"),
        ("", "Ask China and Laos, not Vietnam.", "it speaks of China, Laos"),
        ("", "Ask Vietnam, as you asked Laos.", "it speaks of Laos too"),
        ("about: {countries: [VN]}", "Ask China to free them.", None),
        ("about: {countries: [CN]}", "Ask Vietnam to free them.", "it is about China"),
        ("about: {general: yes}", "Ask everybody.", None),
        ("about: {dialogues: [summit]}", "Ask Vietnam.", None),
        ("about: {dialogues: [visit]}", "Ask Vietnam.", "it is for another kind of dialogue: visit"),
        ("about: {countries: [VN], dialogues: [visit]}", "", "it is for another kind of dialogue: visit"),
    ],
)
def test_what_a_passage_is_about(small: Small, about: str, words: str, expected: str | None) -> None:
    small.change(RELEASE, "cases: named\n", f"{about}\n")
    small.change(RELEASE, "  Ask for the release of those named here:", f"  {words or 'Ask.'}")
    assert objection(small) == expected


def test_the_same_counterpart_takes_what_speaks_of_nobody(small: Small) -> None:
    assert objection(small, VIETNAM) is None
    assert objection(small, CHINA) == "nothing says what countries it is about"


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("nationality: Vietnamese", None),
        ("nationality: Chinese", "its cases: it speaks of China"),
        ("born: 1980", "its cases: nothing says what countries it is about"),
    ],
)
def test_an_ask_answers_for_its_cases(small: Small, person: str, expected: str | None) -> None:
    small.change(RELEASE, "topic: prisoners", "topic: prisoners\nabout: {countries: [VN]}")
    small.change("seeds/people/jane-doe.yaml", "consent: public", f"{person}\nconsent: public")
    assert objection(small) == expected
