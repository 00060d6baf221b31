"""Where a line of text may not end."""

from __future__ import annotations

import pytest

from letterkit.language.unbroken import COLUMN, LINE, Room, held, last_words, openings, standing_in


def kept(text: str, language: str = "en-US", *names: str, room: Room = LINE) -> set[str]:
    """What stays on one line, without what is a part of something longer."""
    ranges = list(held(text, standing_in(text, names), language, room))
    longest = [
        one for one in ranges if not any(set(one) < set(other) for other in ranges) and len(one) > 1
    ]
    return {text[each.start : each.stop] for each in longest}


@pytest.mark.parametrize(
    ("language", "text", "together"),
    [
        ("en-US", "as Charter 08 said on July 9, 2015, see paras. 3–5", ["Charter 08", "July 9, 2015"]),
        ("en-US", "see paras. 3–5 and § 12, No. 7", ["paras. 3–5", "§ 12", "No. 7"]),
        ("en-GB", "on 4 June 1989 some 10 000 people", ["4 June 1989", "10 000"]),
        ("en-US", "the U.S.–China talks cost US$ 5 million", ["U.S.–China", "US$ 5 million"]),
        (
            "en-US",
            "in New York, after 24 hours, at 9 a.m., 35 %",
            ["New York", "24 hours", "9 a.m.", "35 %"],
        ),
        ("fr", "le 9 juillet 2015, à l’art. 35, n° 12", ["9 juillet 2015", "art. 35", "n° 12"]),
        ("fr", "le 1er mai 2016, 5 millions", ["1er mai 2016", "5 millions"]),
        (
            "de",
            "am 12. März 2016 nach Abs. 3, rund 5 Mio. Euro",
            ["12. März 2016", "Abs. 3", "5 Mio. Euro"],
        ),
        ("es", "el 9 de julio de 2015 y el art. 5", ["9 de julio de 2015", "art. 5"]),
        ("fr", "les articles 3 et 5, à 15 h 30, M. Liu", ["articles 3 et 5", "15 h 30", "M. Liu"]),
        ("en-US", "see paras. 3 to 5 and Ms. Gao", ["paras. 3 to 5", "Ms. Gao"]),
        ("de", "für Herrn Liu und Dr. Yang", ["Herrn Liu", "Dr. Yang"]),
        ("es", "la Sra. Gao", ["Sra. Gao"]),
        ("ru", "и г-на Лю", ["г-на Лю"]),
        ("zh", "于2009年12月25日被判", ["2009年12月25日"]),
    ],
)
def test_expressions_stay_together(language: str, text: str, together: list[str]) -> None:
    assert set(together) <= kept(text, language)


def test_names_of_blocks_stay_together_whatever_they_look_like() -> None:
    assert "diálogo sobre derechos" in kept("del diálogo sobre derechos", "es", "diálogo sobre derechos")
    assert "刘晓波" in kept("我们提出刘晓波的案件", "zh", "刘晓波")
    assert "O’Brien, Ann" in kept("for O’Brien, Ann we ask", "en-US", "O'Brien, Ann")
    assert kept("the shoals", "en-US", "he shoal") == set()


def test_a_long_name_may_end_before_its_last_word() -> None:
    name = "Independent Federation of Chinese Students and Scholars"
    assert name.rpartition(" ")[0] in kept(f"the {name}", "en", name)
    assert all(len(each) <= COLUMN.whole for each in kept(f"the {name}", "en", name, room=COLUMN))


def test_two_nouns_in_german_are_no_name() -> None:
    assert kept("dass Rechte Menschen schützen", "de") == set()
    assert kept("that Xi Jinping said", "en") == {"Xi Jinping"}
    assert kept("The Ministry said", "en") == set()


def test_the_last_words_are_as_long_as_a_line_should_be() -> None:
    text = "and say so in every year."
    assert text[last_words(text) :] == "every year."
    assert last_words("Thank you.") == 0


def test_where_a_line_could_end() -> None:
    assert openings("a b-c—d") == [2, 4, 5, 6]
    assert openings("刘晓") == [1]
