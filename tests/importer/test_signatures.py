"""Who signed, in the many ways of setting it."""

from __future__ import annotations

from importer.texts import signed


def test_person_title_and_organisation_in_any_order() -> None:
    assert signed("Bob Fu\nPresident\nChina Aid\n\nMark P. Lagon\nFreedom House") == [
        ("China Aid", "Bob Fu", "President"),
        ("Freedom House", "Mark P. Lagon", ""),
    ]
    assert signed("Petitioners’ Aid Fund\nCalvin Strothers, Executive Director") == [
        ("Petitioners’ Aid Fund", "Calvin Strothers", "Executive Director")
    ]


def test_one_line_a_signatory() -> None:
    assert signed("Amnesty International\nChina Aid\nFreedom House") == [
        ("Amnesty International", "", ""),
        ("China Aid", "", ""),
        ("Freedom House", "", ""),
    ]
    assert signed("Jane Roe, Director, Example Watch\nJohn Doe – Chair – Other Fund") == [
        ("Example Watch", "Jane Roe", "Director"),
        ("Other Fund", "John Doe", "Chair"),
    ]
    assert signed("On behalf of Example Watch: Jane Roe, Chair") == [
        ("Example Watch", "Jane Roe", "Chair")
    ]
    assert signed("Aino Kallas (Centre of Essayists)\nJiří Straňovský") == [
        ("Centre of Essayists", "Aino Kallas", ""),
        ("", "Jiří Straňovský", ""),
    ]


def test_a_table_with_a_head() -> None:
    assert signed(
        "| Organisation | Name | Title |\n|---|---|---|\n| Example Watch | Jane Roe | Chair |"
    ) == [("Example Watch", "Jane Roe", "Chair")]
