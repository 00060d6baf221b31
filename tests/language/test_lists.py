"""lists: names joined as a language joins them."""

from __future__ import annotations

import pytest

from letterkit.language.lists import list_text, short_list_text


@pytest.mark.parametrize(
    ("items", "language", "words"),
    [
        ([], "en-US", ""),
        (["a"], "en-US", "a"),
        (["a", "b"], "en-US", "a and b"),
        (["a", "b", "c"], "en-US", "a, b, and c"),
        (["a", "b", "c"], "en-GB", "a, b and c"),
        (["a", "b", "c"], "de", "a, b und c"),
        (["a", "b, Inc.", "c"], "en-US", "a; b, Inc.; and c"),
        (["a", "b", "c, Ltd", "d"], "en-GB", "a; b; c, Ltd; and d"),
        (["a, GmbH", "b", "c"], "de", "a, GmbH; b; und c"),
        (["a, Inc.", "b"], "en-US", "a, Inc. and b"),
        (["甲、乙", "丙", "丁"], "zh", "甲、乙；丙和丁"),
    ],
)
def test_a_list_in_words(items: list[str], language: str, words: str) -> None:
    assert list_text(items, language) == words


SALUTATIONS = ["Ambassador Otieno", "Commissioner Varga", "High Representative Lindqvist"]


@pytest.mark.parametrize(
    ("items", "language", "room", "words"),
    [
        ([], "en", 10, ""),
        (["Ambassador Otieno"], "en", 50, "Ambassador Otieno"),
        (SALUTATIONS[:2], "en", 50, "Ambassador Otieno and Commissioner Varga"),
        (
            SALUTATIONS,
            "en",
            80,
            "Ambassador Otieno, Commissioner Varga, and High Representative Lindqvist",
        ),
        (SALUTATIONS[:2], "en", 39, "Ambassador Otieno and one other"),
        (SALUTATIONS, "en", 50, "Ambassador Otieno and two others"),
        (SALUTATIONS * 4, "en-GB", 50, "Ambassador Otieno and 11 others"),
        (SALUTATIONS[:2], "fr", 30, "Ambassador Otieno et 1 autre"),
        (SALUTATIONS, "fr-CA", 50, "Ambassador Otieno et 2 autres"),
        (SALUTATIONS, "de", 50, "Ambassador Otieno und 2 weitere"),
        (SALUTATIONS, "es", 50, "Ambassador Otieno y 2 más"),
        (SALUTATIONS, "it", 50, "Ambassador Otieno et al."),
        (["欧提诺大使", "林奎斯特高级代表"], "zh", 24, "欧提诺大使和另外1人"),
        # The first name is cut where there is no room for it.
        (SALUTATIONS, "en", 26, "Ambassador… and two others"),
        (["Ambassador Otieno"], "en", 16, "Ambassador…"),
        (["Ambassador\u00a0Otieno of Kisumu"], "en", 20, "Ambassador Otieno…"),
        (["Botschaftsangelegenheiten"], "de", 10, "Botschaft…"),
        (["欧提诺大使"], "zh", 8, "欧提诺…"),
    ],
)
def test_a_list_in_so_much_room(items: list[str], language: str, room: int, words: str) -> None:
    assert short_list_text(items, language, room) == words
