"""LK414: blocks that speak of another country than the dialogue is with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.checks import check
from letterkit.language.countries import country_name

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


@pytest.mark.parametrize(
    ("language", "words", "code"),
    [
        ("fr", "Dites à l’Égypte que les avocats sont libres.", "EG"),
        ("fr-CA", "Dites aux autorités kenyanes ce que vous pensez.", "KE"),
        ("fr", "Dites au président Poutine ce que vous pensez.", "RU"),
        ("es", "Pida a las norteamericanas que hablen.", "US"),
        ("es-MX", "Hable de EE. UU. y de los estadounidenses.", "US"),
        ("de", "Sagen Sie den ukrainischen Anwälten, was Sie denken.", "UA"),
        ("de-AT", "Sprechen Sie von Kenias Gerichten.", "KE"),
        ("de", "Sprechen Sie mit Angela Merkel.", "DE"),
        ("zh", "请向美国政府提出。", "US"),
        ("zh", "请向习近平提出，不是道德国家。", "CN"),
        ("zh-Hant", "請向美方提出。", "US"),
        ("pt", "Fale do Quênia e de Xi Jinping.", "KE"),
    ],
)
def test_countries_in_the_letters_own_language(
    small: Small, language: str, words: str, code: str
) -> None:
    """Names by CLDR; people, elided articles, endings and leaders by the language's file."""
    small.change(DIALOGUE, NAME, f"{NAME}\nbetween: ['NO', CL]")
    lines = f"language: {language}\nsalutation: Lovelace,\nclose: X\n"
    small.change("campaigns/talks/campaign.yaml", "signatures:", f"{lines}signatures:")
    small.write(
        RELEASE, f"topic: prisoners\ntitle: T\nask: A\nlanguage: {language}\ntext: |\n  {words}\n"
    )
    found = [each for each in check(small.workspace, "talks") if each.code == "LK414"]
    assert [each.location.file for each in found] == [RELEASE]
    assert country_name(code, "en") in found[0].message


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Le gouvernement norvégien et les Chiliennes parlent du Kenya."),
        ("de", "Chiles Regierung und die norwegischen Anwälte sprechen von Kenia."),
        ("es", "Los chilenos y las noruegas hablan con Kenia."),
        ("zh", "挪威和智利，不是完美方案。"),
        ("de", "Der Iraker? Nein: Norwegens, Chiles."),
    ],
)
def test_words_of_the_parties_are_no_finding(small: Small, language: str, words: str) -> None:
    small.change(DIALOGUE, NAME, f"{NAME}\nbetween: ['NO', CL]")
    lines = f"language: {language}\nsalutation: Lovelace,\nclose: X\n"
    small.change("campaigns/talks/campaign.yaml", "signatures:", f"{lines}signatures:")
    small.write(
        RELEASE, f"topic: prisoners\ntitle: T\nask: A\nlanguage: {language}\ntext: |\n  {words}\n"
    )
    assert [each for each in check(small.workspace, "talks") if each.code == "LK414"] == []
