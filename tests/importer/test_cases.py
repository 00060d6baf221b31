"""Who is a case, and who is not."""

from __future__ import annotations

import pytest

from importer.texts import FOOT, HEAD, letter


def cases(sentence: str) -> list[str]:
    """The cases that a sentence names."""
    return [one.name for one in letter(HEAD + sentence + FOOT).cases]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            (
                "Please call for the release of the lawyers Wang Yu and Li Heping, who "
                "were arrested in July."
            ),
            ["Wang Yu", "Li Heping"],
        ),
        ("The journalist Ana Ruiz was sentenced to four years in prison.", ["Ana Ruiz"]),
        ("Swedish national Gui Minhai was detained in Thailand by agents.", ["Gui Minhai"]),
        ("Since Xi Jinping became president, hundreds of lawyers have been detained.", []),
        ("He was arrested on the orders of President Jane Roe and of Minister John Doe.", []),
        ("The law was used against Falun Gong practitioners, many of whom were imprisoned.", []),
        ("Three people were arrested in Santa Rosa and taken to the Great Hall.", []),
        ("Human Rights Watch says that hundreds were detained without trial.", []),
    ],
)
def test_who_is_a_case(sentence: str, found: list[str]) -> None:
    assert cases(sentence) == found


def test_other_names_of_a_case() -> None:
    sentence = (
        "Please raise the case of the monk Thabkhe (aka Thamkey) Gyatso and of Guo "
        "Feixiong (aka Yang Maodong), who are imprisoned."
    )
    found = letter(HEAD + sentence + FOOT).cases
    assert [(one.name, one.also_known_as) for one in found] == [
        ("Thabkhe Gyatso", ("Thamkey Gyatso",)),
        ("Guo Feixiong", ("Yang Maodong",)),
    ]


def test_a_case_is_matched_with_the_library() -> None:
    found = letter(
        HEAD + "Please ask for the release of the teacher Ana Ruiz." + FOOT, {"ana ruiz": "ana-ruiz"}
    )
    assert found.cases[0].person == "ana-ruiz"


def test_who_signed_is_no_case() -> None:
    assert cases("Our colleague John Doe was arrested on his way here.") == []


def test_people_of_a_group_that_is_held_are_cases_though_words_stand_between() -> None:
    body = "Raise the detention of lawyers since July 9, including Ada Muster and Karl Exempel."
    found = letter(HEAD + f"We urge you to:\n\n- {body}\n- Press for the repeal of the law." + FOOT)
    assert [case.name for case in found.cases] == ["Ada Muster", "Karl Exempel"]
