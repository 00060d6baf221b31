"""letter: its lines, its date and its language, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import (
    CAMPAIGN,
    DIALOGUE,
    ENVOY,
    JANE,
    JOINT,
    MINISTER,
    OPENING,
    RIGHTS,
    case_texts,
    letter,
    place,
    stopped,
    words,
)
from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


def test_the_small_letter_is_right(small: Small) -> None:
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    assert letter.salutation.text == "Dear Minister Lovelace,"
    assert lt.plain_text(letter.body[0]) == "Before Bilateral Talks in Geneva we write to you."


def test_what_the_letter_says_of_itself(small: Small) -> None:
    found = letter(small)
    assert found.title == "Joint letter to Minister Lovelace, April 20, 2020"
    assert found.author == "Rights Now"
    assert found.keywords == ("Bilateral Talks", "Release")
    assert (found.language, found.paper, found.addresses) == ("en-US", "letter", "side-by-side")
    assert (found.dialogue, found.campaign) == ("2020-talks", "talks")
    assert found.running_head == "Minister Lovelace"
    assert found.reference.text == "Bilateral Talks, Geneva, May\u00a04–6, 2020"
    assert found.close.text == "Respectfully,"
    assert found.enclosures == found.cc == ()


def test_the_same_workspace_makes_the_same_letter(small: Small) -> None:
    assert letter(small) == letter(small)


# The date


@pytest.mark.parametrize(
    ("date", "printed"),
    [("2020-04-20", "April\u00a020, 2020"), ("2020-04", "April 2020"), ("2020", "2020")],
)
def test_a_date_is_as_precise_as_it_is_known(small: Small, date: str, printed: str) -> None:
    small.change(CAMPAIGN, "date: 2020-04-20", f"date: {date}")
    found = letter(small)
    assert (found.date.iso, found.date.text) == (date, printed)
    assert found.title.endswith(f", {printed}".replace("\u00a0", " "))


def test_a_month_is_its_whole_month_for_what_is_said_of_people(small: Small) -> None:
    small.change(JANE, "as_of: 2019-01", "as_of: 2020-04-30")
    small.change(JANE, "date: 2018-02", "date: 2020-04-30")
    small.change(OPENING, "to you", "of who is {{ cases[0].status }}")
    small.change(CAMPAIGN, "date: 2020-04-20", "date: 2020-04")
    assert case_texts(small) == ["Jane Doe, a writer, who has been in prison since 2018."]
    assert words(small)[0].endswith("we write of who is imprisoned.")


# Lines


def test_what_a_campaign_may_set_itself(small: Small) -> None:
    own = """\
paper: a4
addresses: stacked
subject: "{{ dialogue.short_name }} -- *our* asks"
salutation: Dear {{ addressees[0].full_name }},
close: With "hope",
enclosures: [Case list, "{{ signatories | length }} statements"]
cc: ["The Embassy in {{ dialogue.host_city }}"]
"""
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{own}")
    found = letter(small)
    assert (found.paper, found.addresses) == ("a4", "stacked")
    assert found.reference.text == "the talks – our asks"
    assert found.salutation.text == "Dear The Honorable Ada B.\u00a0Lovelace,"
    assert found.close.text == "With “hope”,"
    assert [line.text for line in found.enclosures] == ["Case list", "1 statements"]
    assert [line.text for line in found.cc] == ["The Embassy in Geneva"]
    assert place(found.reference) == f"{CAMPAIGN}:10:10"
    assert place(found.salutation) == f"{CAMPAIGN}:11:13"
    assert place(found.close) == f"{CAMPAIGN}:12:8"
    assert [place(line) for line in found.enclosures] == [f"{CAMPAIGN}:13:14", f"{CAMPAIGN}:13:25"]
    assert place(found.cc[0]) == f"{CAMPAIGN}:14:6"


def test_a_line_has_no_line_break(small: Small) -> None:
    small.change(
        CAMPAIGN,
        "signatures: joint\n",
        "signatures: joint\nsubject: |\n  One\n  two\\\n  three\n\n  four\n",
    )
    assert letter(small).reference.text == "One two three four"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("subject", "{{ dialog }}", ("LK301", f"{CAMPAIGN}:8:14")),
        ("salutation", "Dear <b>", ("LK306", f"{CAMPAIGN}:8:18")),
        ("close", "'{{ x'", ("LK302", f"{CAMPAIGN}:8:9")),
        ("cc", "['{{ with.x }}']", ("LK301", f"{CAMPAIGN}:8:10")),
        ("enclosures", "[a, '`b`']", ("LK309", f"{CAMPAIGN}:8:18")),
    ],
)
def test_a_mistake_in_a_line(small: Small, key: str, value: str, expected: tuple[str, str]) -> None:
    if "{{" in value and "'" not in value:
        value = f'"{value}"'
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{key}: {value}\n")
    assert stopped(small) == [expected]


def test_the_lines_of_a_letter_that_sets_none_come_from_the_campaign(small: Small) -> None:
    found = letter(small)
    assert place(found) == place(found.reference) == place(found.close) == f"{CAMPAIGN}:1:1"
    assert place(found.salutation) == f"{CAMPAIGN}:3:5"
    assert place(found.date) == f"{CAMPAIGN}:2:7"


# Languages


@pytest.mark.parametrize(
    ("language", "date", "delivery", "reference"),
    [
        ("de", "20. April 2020", "Per Fax:", "Bilateral Talks, Geneva, 4.–6. Mai 2020"),
        ("es", "20 de abril de 2020", "Por fax:", "Bilateral Talks, Geneva, 4–6 de mayo de 2020"),
        ("fr", "20 avril 2020", "Par télécopie\u00a0:", "Bilateral Talks, Geneva, 4–6 mai 2020"),
    ],
)
def test_a_letter_in_another_language(
    small: Small, language: str, date: str, delivery: str, reference: str
) -> None:
    small.change(
        CAMPAIGN, "signatures: joint", f"signatures: joint\nlanguage: {language}\nsalutation: Ada,"
    )
    found = letter(small)
    assert found.language == language
    assert found.date.text == date
    assert found.reference.text == reference
    assert (found.addressees[0].delivery or "").startswith(delivery)
    assert found.salutation.text == "Ada,"


def test_no_salutation_is_guessed_in_another_language(small: Small) -> None:
    small.change(CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: fr")
    assert stopped(small) == [("LK403", f"{CAMPAIGN}:8:11")]


@pytest.mark.parametrize(
    ("language", "said", "salutation"),
    [
        ("fr-CA", "{en: Minister L., fr: Madame la Ministre}", "Madame la Ministre,"),
        ("de", "{de: Sehr geehrte Frau Ministerin}", "Sehr geehrte Frau Ministerin,"),
        ("es", "{es: Estimada señora Ministra}", "Estimada señora Ministra:"),
        ("es", '{es: "Excelencia:"}', "Excelencia:"),
        ("ru", "{ru: Уважаемая госпожа министр}", "Уважаемая госпожа министр!"),
        ("fi", "{fi: Arvoisa ministeri}", "Arvoisa ministeri,"),
    ],
)
def test_the_salutation_of_an_office_holders_file(
    small: Small, language: str, said: str, salutation: str
) -> None:
    small.change(CAMPAIGN, "signatures: joint", f"signatures: joint\nlanguage: {language}")
    small.change(MINISTER, "salutation: Minister Lovelace", f"salutation: {said}")
    found = letter(small)
    assert found.salutation.text == salutation
    assert found.running_head.replace("\u00a0", " ") == "Ada B. Lovelace"
    assert "Ada B. Lovelace" in found.title


@pytest.mark.parametrize(
    ("language", "second", "salutation"),
    [
        ("fr", "{fr: Monsieur l’Envoyé}", "Madame la Ministre, Monsieur l’Envoyé,"),
        ("fr", "{fr: Madame la Ministre}", "Madame la Ministre,"),
        ("fr", "{en: Envoy Poe}", None),
        ("de", "{de: Sehr geehrter Herr Gesandter}", None),
    ],
)
def test_the_salutation_of_two(small: Small, language: str, second: str, salutation: str | None) -> None:
    small.change(CAMPAIGN, "signatures: joint", f"signatures: joint\nlanguage: {language}")
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, envoy]")
    first = "{fr: Madame la Ministre, de: Sehr geehrte Frau Ministerin}"
    small.change(MINISTER, "salutation: Minister Lovelace", f"salutation: {first}")
    small.write(
        "seeds/addresses/envoy.yaml", ENVOY.replace("salutation: Envoy Poe", f"salutation: {second}")
    )
    if salutation is None:
        assert ("LK403", f"{CAMPAIGN}:8:11") in stopped(small)
    else:
        assert letter(small).salutation.text == salutation


def test_honorifics_and_titles_by_language(small: Small) -> None:
    more = "signatures: joint\nlanguage: fr\nsalutation: Madame,"
    small.change(CAMPAIGN, "signatures: joint", more)
    by_language = "honorific: {en: The Honorable, fr: Son Excellence}"
    small.change(MINISTER, "honorific: The Honorable", by_language)
    small.change(RIGHTS, "title: Director", "title: {en: Director, fr: Directeur}")
    found = letter(small)
    assert found.addressees[0].honorific == "Son Excellence"
    assert found.signatures.signatories[0].title == "Directeur"


def test_quotation_marks_follow_the_language(small: Small) -> None:
    small.change(
        CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: de\nsalutation: 'So \"hallo\",'"
    )
    small.change(OPENING, "we write", '"we" write')
    found = letter(small)
    assert found.salutation.text == "So „hallo“,"
    assert lt.plain_text(found.body[0]).endswith("„we“ write to you.")


# The letterhead and the running head


def members(small: Small, number: int, more: str = "") -> None:
    """Let so many organisations sign."""
    for i in range(number):
        small.write(f"seeds/organisations/member-{i}.yaml", f"name: Member {i}\n")
    listed = ", ".join(f"member-{i}" for i in range(number))
    small.write(JOINT, f"title: Joint\nsign_as: organisation\n{more}organisations: [{listed}]\n")


@pytest.mark.parametrize(
    ("number", "more", "language", "name", "lines", "named"),
    [
        (15, "", "en-US", None, (), 15),
        (16, "", "en-US", None, ("16 organizations, listed below",), 0),
        (16, "", "en-GB", None, ("16 organisations, listed below",), 0),
        (3, "letterhead_members: 2\n", "en-GB", None, ("3 organisations, listed below",), 0),
        (16, "letterhead_members: 16\n", "en-GB", None, (), 16),
        (1, "letterhead_members: 0\n", "en-GB", None, ("1 organisation, listed below",), 0),
        (3, "coalition: {name: Talks Watch, lines: [Basel]}\n", "en-GB", "Talks Watch", ("Basel",), 3),
        (40, "coalition: {name: Talks Watch, lines: [Basel]}\n", "en-GB", "Talks Watch", ("Basel",), 0),
    ],
)
def test_the_letterhead_names_so_many_members_and_no_more(
    small: Small,
    number: int,
    more: str,
    language: str,
    name: str | None,
    lines: tuple[str, ...],
    named: int,
) -> None:
    members(small, number, more)
    small.change(CAMPAIGN, "date:", f"language: {language}\ndate:")
    found = letter(small)
    assert (found.letterhead.name, found.letterhead.lines) == (name, lines)
    assert len(found.letterhead.members) == named
    assert len(found.signatures.signatories) == number
    assert found.author == (name or "; ".join(f"Member {i}" for i in range(number)))


def test_the_running_head_has_as_many_names_as_one_line_has_room_for(small: Small) -> None:
    names = ["minister", "envoy-0", "envoy-1", "envoy-2"]
    for i in range(3):
        small.write(
            f"seeds/addresses/envoy-{i}.yaml", ENVOY.replace("Envoy Poe", f"Special Envoy Poe-{i}")
        )
    heads = []
    for many in (1, 2, 4):
        small.change(CAMPAIGN, letter_to(small), f"to: [{', '.join(names[:many])}]")
        heads.append(letter(small).running_head)
    assert heads == [
        "Minister Lovelace",
        "Minister Lovelace and Special Envoy Poe-0",
        "Minister Lovelace and three others",
    ]


def letter_to(small: Small) -> str:
    """The campaign's line that says whom it is written to."""
    text = (small.root / CAMPAIGN).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("to:"))


# Languages


def test_a_letter_that_says_no_close_has_its_languages_own(small: Small) -> None:
    assert letter(small).close.text == "Respectfully,"
    small.change(CAMPAIGN, "to: [minister]\n", "language: zh-TW\nto: [minister]\n")
    assert letter(small).close.text == "此致敬禮！"


def test_no_english_close_stands_in_for_another(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", "language: it\nsalutation: Ministra,\nto: [minister]\n")
    found = letter(small)
    assert found.close.text == "[close: da confermare]"
    assert found.title == "Lettera congiunta a Ada B. Lovelace, 20 aprile 2020"


def test_the_words_of_the_letters_language(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", "language: es\nsalutation: Señora,\nto: [minister]\n")
    small.change(DIALOGUE, "letter:", "translations:\n  es: {name: Diálogo, host_city: Ginebra}\nletter:")
    small.change(OPENING, "text: |", "language: en\ntext: |")
    english = letter(small).body[0]
    assert isinstance(english, lt.Passage)
    assert english.foreign == "en"
    text = (small.root / OPENING).read_text(encoding="utf-8")
    small.write(OPENING, f"{text}translations:\n  es:\n    text: En {{{{ dialogue.host_city }}}}.\n")
    found = letter(small)
    passage = found.body[0]
    assert isinstance(passage, lt.Passage)
    assert passage.foreign is None
    assert lt.plain_text(passage) == "En Ginebra."
    assert (passage.origin.file, passage.origin.line) == (OPENING, 8)
    assert found.reference.text == "Diálogo, Ginebra, 4–6 de mayo de 2020"


def test_an_office_holder_is_addressed_in_the_letters_language(small: Small) -> None:
    both = "salutation: {en: Minister Lovelace, zh: 洛夫莱斯部长}"
    small.change(MINISTER, "salutation: Minister Lovelace", both)
    small.change(CAMPAIGN, "to: [minister]\n", "language: zh-CN\nto: [minister]\n")
    assert letter(small).salutation.text == "尊敬的洛夫莱斯部长："
    named = "holders: {minister: {name: Ada, salutation: {zh-CN: 阿达}}}\n"
    small.change(CAMPAIGN, "to: [minister]\n", f"to: [minister]\n{named}")
    assert letter(small).salutation.text == "尊敬的阿达："
