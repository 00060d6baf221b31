"""LK414: blocks that speak of another country than the dialogue is with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

DIALOGUE = "seeds/dialogues/2020-talks.yaml"
RELEASE = "seeds/issues/release.yaml"
NAME = "name: Bilateral Talks"


def say(small: Small, words: str) -> None:
    small.change(RELEASE, "  Ask for the release of those named here:", f"  {words}")


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("Ask Kenya to release them.", 7),
        ("Ask the Kenyan courts to release them.", 11),
        ("Say to Vladimir Putin what you think.", 10),
        ("Say in Jakarta, Indonesia, and to the Russian envoy: not Chile alone.", 19),
        ("Say in Chile that they must be free.", None),
        ("Say to the Norwegian Prime Minister that Chile does as Kenya does.", None),
        ("Say at the talks that they must be free.", None),
        ("Say in {{ dialogue.host_city }} what Kenya has said.", None),
    ],
)
def test_a_block_of_another_dialogue(
    small: Small, expect: Expect, words: str, column: int | None
) -> None:
    small.change(DIALOGUE, NAME, "name: Norway–Chile Human Rights Talks")
    say(small, words)
    expect(*[f"warning LK414 {RELEASE}:5:{column}"] * bool(column))


def test_said_once_for_a_block(small: Small, expect: Expect) -> None:
    small.change(DIALOGUE, NAME, "name: Norway–Chile Human Rights Talks")
    say(small, "Tell Kenya, tell Uganda,\n  and tell Tanzania and Kenyans everywhere.")
    expect(f"warning LK414 {RELEASE}:5:8")


@pytest.mark.parametrize(
    ("between", "words", "column"),
    [
        ("[EU, GE]", "Ask Poland and Germany to speak.", None),
        ("[EU, GE]", "Ask the United States to speak.", 11),
        ("[CN, US]", "Speak of Hong Kong.", None),
        ("[NO, US]", "Speak of Hong Kong.", 12),
    ],
)
def test_the_dialogue_may_say_who_takes_part(
    small: Small, expect: Expect, between: str, words: str, column: int | None
) -> None:
    small.change(DIALOGUE, NAME, f"{NAME}\nbetween: {between}")
    say(small, words)
    expect(*[f"warning LK414 {RELEASE}:5:{column}"] * bool(column))


@pytest.mark.parametrize(("name", "finding"), [("Visit to Chile", True), ("Bilateral Talks", False)])
def test_a_visit_is_between_its_country_and_that_of_the_officials(
    small: Small, expect: Expect, name: str, finding: bool
) -> None:
    small.change(DIALOGUE, NAME, f"name: {name}")
    small.change("seeds/framing/opening.yaml", "we write", "Americans write")
    say(small, "Ask Kenya to release them.")
    expect(*[f"warning LK414 {RELEASE}:5:7"] * finding)


def test_cases_are_told_of_wherever_they_were(small: Small, expect: Expect) -> None:
    small.change(DIALOGUE, NAME, "name: Norway–Chile Human Rights Talks")
    small.change("seeds/people/jane-doe.yaml", "since 2018", "in Kenya since 2018")
    expect()


def test_who_takes_part_is_a_country(small: Small) -> None:
    small.change(DIALOGUE, NAME, f"{NAME}\nbetween: [EU, UK]")
    assert small.problems() == [("LK217", f"{DIALOGUE}:2:15")]
