"""The parser: how the parts of a letter are told, room by room."""

from __future__ import annotations

from textwrap import dedent

import pytest

from letterkit.importer import addresses, chrome, fax, names, release, signatures
from letterkit.importer.asks import begins_with_person, sentences
from letterkit.importer.dates import date_line, find_date
from letterkit.importer.entries import Entry, is_prose
from letterkit.importer.languages import language_of
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parse import parse
from letterkit.importer.parts import Imported, Role
from letterkit.importer.readers.text import read_text
from letterkit.importer.salutation import is_salutation


def entries(text: str) -> list[Entry]:
    """The paragraphs of a text."""
    return [Entry(one) for one in paragraphs(read_text("x", dedent(text).strip("\n")))]


def letter(text: str, people: dict[str, str] | None = None) -> Imported:
    """The letter in a text."""
    return next(
        one for one in parse(read_text("x", dedent(text).strip("\n")), people) if one.kind == "letter"
    )


HEAD = (
    "Jane Roe\nMinister of Justice\n1 Main Street\nLondon SW1A 2AH\n\nDear "
    "Minister,\n\nWe write about the law that was passed in the spring of this year.\n\n"
)
FOOT = "\n\nYours sincerely,\n\nJohn Doe\nDirector\nExample Rights Watch\n"


def signed(block: str) -> list[tuple[str, str, str]]:
    """The signatories of a block: organisation, person, title."""
    return [(one.organisation, one.person, one.title) for one in signatures.read(entries(block))]


# Paragraphs


def test_wrapped_lines_are_joined_and_addresses_are_not() -> None:
    text = """
        Jane Roe
        1 Main Street

        This is a paragraph of several lines, which were broken at
        about sixty characters because somebody sent them by mail,
        and it ends here.
        """
    assert [one.text for one in entries(text)][:2] == ["Jane Roe", "1 Main Street"]
    assert entries(text)[2].text.endswith("by mail, and it ends here.")


def test_a_running_head_inside_a_sentence_is_taken_out() -> None:
    text = """
        The ministry has published nothing about the prisoners who were

        Joint letter to the Minister, page 2

        taken away in the spring, and nobody has seen them since then.
        """
    first, head = entries(text)
    assert first.text.endswith("who were taken away in the spring, and nobody has seen them since then.")
    assert head.text == "Joint letter to the Minister, page 2"


def test_columns_are_read_one_after_the_other() -> None:
    text = """
        Jane Roe                    John Doe
        Director                    Chair
        Example Watch               Other Rights Fund
        """
    assert signed(text) == [
        ("Example Watch", "Jane Roe", "Director"),
        ("Other Rights Fund", "John Doe", "Chair"),
    ]


# Dates and languages


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("June 5, 2016", "2016-06-05"),
        ("Geneva, 29th August 2016", "2016-08-29"),
        ("Paris, le 4 octobre 2012", "2012-10-04"),
        ("Ciudad de México, a 18 de febrero de 2014", "2014-02-18"),
        ("Berlin, den 21. September 2015", "2015-09-21"),
        ("2016年6月5日", "2016-06-05"),
        ("二〇一三年十二月五日", "2013-12-05"),
        ("Tuesday, September 12, 2017 - 14:20", "2017-09-12"),
        ("24.10.2014", "2014-10-24"),
        ("03/04/2014", None),
        ("31 February 2014", None),
        ("The dialogue will convene in Beijing June 6, 2016, we are told", None),
    ],
)
def test_date_lines(line: str, day: str | None) -> None:
    assert date_line(line) == day


def test_a_date_in_a_sentence_is_found_where_it_stands() -> None:
    assert find_date("(Nairobi, February 18, 2013) – The") == ("2013-02-18", 10, 27)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We write to you about the people who have been held for a year.", "en"),
        ("Nous vous écrivons au sujet des personnes qui sont détenues dans le pays.", "fr"),
        ("Les escribimos por la situación de las personas que están en la cárcel.", "es"),
        ("Wir schreiben Ihnen, weil die Anwälte seit dem Juli nicht zu sehen sind.", "de"),
        ("我们就被拘押者的情况致信阁下。", "zh"),
        ("تحية طيبة وبعد", "ar"),
        ("xyzzy", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


# Names


@pytest.mark.parametrize(
    "name",
    [
        "John F. Kerry",
        "The Hon. Jane Roe",
        "Rosa Inés Quilodrán",
        "Hanneke van der Wiel",
        "王全璋",
        "Ко Тет",
        "DORIS O. MATSUI",
    ],
)
def test_persons(name: str) -> None:
    assert names.person(name) >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Human Rights Watch",
        "Freedom House",
        "China Aid",
        "U.S. Department of State",
        "de la República",
        "South China Sea",
        "Executive Director",
        "人權觀察",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert names.person(text) < 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Executive Director",
        "Secretary-General",
        "VP for Advocacy",
        "Ministre déléguée",
        "Chair of the Board",
        "主席",
    ],
)
def test_titles(text: str) -> None:
    assert names.title(text) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "2201 C St NW",
        "Washington, DC 20520",
        "75008 Paris",
        "Werderscher Markt 1",
        "London SW1A 2AH",
        "Switzerland",
    ],
)
def test_postal_lines(text: str) -> None:
    assert names.postal(text) >= 0.5


# Addresses and fax numbers


@pytest.mark.parametrize(
    ("line", "country", "numbers"),
    [
        ("Via Fax: 2026472283; 2026477350", "US", ["+12026472283", "+12026477350"]),
        ("VIA FACSIMILE (202) 647-2283", "US", ["+12026472283"]),
        ("Télécopie : 01 42 92 01 88", "FR", ["+33142920188"]),
        ("Tel: +33 3 88 41 34 20 / Fax: +33 3 90 21 50 53", "FR", ["+33390215053"]),
        ("Fax: +44 (0)20 7946 0188", "US", ["+442079460188"]),
    ],
)
def test_fax_numbers(line: str, country: str, numbers: list[str]) -> None:
    assert fax.is_fax_line(line)
    assert [one.e164 for one in fax.numbers(line, country)] == numbers


def test_a_telephone_number_is_no_fax_number() -> None:
    assert not fax.is_fax_line("Tel: +1 202 647 2283")


def test_several_addressees_without_blank_lines() -> None:
    block = """
        H.E. Marguerite Dellacourt
        Vice-President
        European Commission
        1049 Brussels
        Fax: +32 2 296 00 17
        Mr. Anselm Trautwein
        Special Representative
        1048 Brussels
        """
    found = addresses.read([entries(block)])
    assert [(one.honorific, one.name, one.title) for one in found] == [
        ("H.E.", "Marguerite Dellacourt", "Vice-President"),
        ("Mr.", "Anselm Trautwein", "Special Representative"),
    ]
    assert found[0].organisation == "European Commission"
    assert [one.e164 for one in found[0].fax] == ["+3222960017"]


def test_a_title_before_the_name() -> None:
    (found,) = addresses.read(
        [entries("Secretary of State Hillary Clinton\nUS Department of State\n2201 C Street NW")]
    )
    assert (found.title, found.name, found.organisation) == (
        "Secretary of State",
        "Hillary Clinton",
        "US Department of State",
    )


def test_a_letterhead_and_its_fax_number_are_nobodys() -> None:
    head = (
        "Example Rights Watch\n9 Side Street, Geneva\nTel: +41 22 733 62 29   Fax: +41 "
        "22 733 62 30\noffice@example.org\n\n3 May 2016\n\n"
    )
    found = letter(head + HEAD + FOOT)
    assert [one.name for one in found.addressees] == ["Jane Roe"]
    assert found.addressees[0].fax == ()
    assert len(found.of(Role.LETTERHEAD)) > 0


@pytest.mark.parametrize(
    "line",
    [
        "Dear Secretary Roe:",
        "Your Excellency,",
        "Excellencies,",
        "Monsieur le Président,",
        "Sehr geehrter Herr Minister,",
        "尊敬的首相阁下：",
        "Madam President,",
    ],
)
def test_salutations(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize(
    "line",
    [
        "The Honorable John Kerry",
        "Mr Bernd Lange",
        "Honorable Jane Roe",
        "To: Jane Roe",
        "Dear friends of ours were arrested in the night and nobody knows where they were taken to",
    ],
)
def test_what_is_no_salutation(line: str) -> None:
    assert not is_salutation(line)


def test_a_salutation_in_the_line_of_its_paragraph() -> None:
    found = letter(
        "Dear President Roe: We are writing to express our concern about the arrests "
        "that were made in the spring." + FOOT
    )
    assert found.salutation == "Dear President Roe:"
    assert found.body[0].text.startswith("We are writing")


# Asks


def asks(body: str) -> list[str]:
    """The asks of a letter with this body."""
    return [one.text for one in letter(HEAD + dedent(body).strip("\n") + FOOT).asks]


def test_the_lead_in_decides_what_a_list_is() -> None:
    assert asks("We urge you to:\n\n• Release them.\n• Repeal the law.") == [
        "Release them.",
        "Repeal the law.",
    ]
    assert (
        asks(
            "The following abuses have been documented:\n\n• People were beaten in "
            "the street.\n• A newspaper was closed."
        )
        == []
    )


def test_a_word_of_a_menu_can_be_a_heading() -> None:
    body = (
        "You should insist on what follows in each of your meetings with "
        "them.\n\nPress\n\nYou should ask that the newspapers be allowed to print again."
    )
    assert "Press" in [part.text for part in letter(HEAD + body + FOOT).body]


def test_items_that_name_organisations_are_asks_all_the_same() -> None:
    lead = "We, the undersigned organizations, ask that you raise the following cases and concerns:"
    items = [
        "Open the camps to the Red Cross and to the Human Rights Council.",
        "Let the Free Press Union meet.",
    ]
    assert asks(lead + "\n\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))) == items


def test_a_list_of_people_is_a_case_list() -> None:
    found = letter(
        HEAD
        + (
            "Please ask for the release of:\n\n• Ana Ruiz, a teacher, arrested in "
            "May.\n• Li Mei (李梅): a poet, held since June."
        )
        + FOOT
    )
    assert found.asks[0].text.startswith("Please ask") if found.asks else True
    assert [(one.name, one.also_known_as) for one in found.cases] == [
        ("Ana Ruiz", ()),
        ("Li Mei", ("李梅",)),
    ]
    assert [part.role for part in found.parts if part.marker] == [Role.CASE, Role.CASE]


def test_asks_without_marks_after_a_lead_in() -> None:
    assert asks(
        "We call on you to:\n\nRelease all prisoners;\n\nRatify the treaty.\n\nThank "
        "you for reading this letter to its end."
    ) == ["Release all prisoners;", "Ratify the treaty."]


def test_headed_asks() -> None:
    body = """
        We raise the following matters:

        Torture

        You should insist that every allegation of it be looked into by a judge.

        Press

        You should ask that the newspapers that were closed be allowed to print again.
        """
    found = letter(HEAD + dedent(body).strip("\n") + FOOT)
    assert [(one.heading, one.style) for one in found.asks] == [
        ("Torture", "headed"),
        ("Press", "headed"),
    ]


def test_asks_in_running_text() -> None:
    assert asks(
        "Much has happened since the spring, and little of it was good.\n\nWe "
        "therefore call on you to open the prisons to doctors, and to do so soon."
    ) == ["We therefore call on you to open the prisons to doctors, and to do so soon."]


def test_sentences_are_not_divided_after_abbreviations_and_days() -> None:
    assert sentences("Mr. Roe came on the 9. Juli to the U.S. Embassy. He left.") == [
        "Mr. Roe came on the 9. Juli to the U.S. Embassy.",
        "He left.",
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ana Ruiz, a teacher", True),
        ("Li Mei (aka May): poet", True),
        ("Release Ana Ruiz", False),
        ("Human Rights Watch", False),
    ],
)
def test_items_that_begin_with_a_person(text: str, is_one: bool) -> None:
    assert begins_with_person(text) is is_one


# Cases


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


# Signatures


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


def test_commas_within_names() -> None:
    assert signatures.listed(
        "Freedom House, Inc., Centre for Law, Memory and Democracy, Human Rights "
        "Bureau, Lisbon, and the Robes e.V."
    ) == [
        "Freedom House, Inc.",
        "Centre for Law, Memory and Democracy",
        "Human Rights Bureau, Lisbon",
        "Robes e.V.",
    ]
    assert signatures.listed("A Watch, the B Association and the C Congress, among others.") == [
        "A Watch",
        "B Association",
        "C Congress",
    ]


# Below


def test_copies_enclosures_notes_and_postscripts() -> None:
    below = (
        "\ncc: Jane Roe, Embassy\n    John Doe\n\nEncl.: list of prisoners\n\nP.S. We "
        "shall call.\n\n[1] See the report of 2015.\n"
    )
    found = letter(HEAD + "We write on." + FOOT + below)
    assert found.cc == ("Jane Roe, Embassy", "John Doe")
    assert found.enclosures == ("list of prisoners",)
    assert found.of(Role.POSTSCRIPT)
    assert found.of(Role.FOOTNOTE)


# Furniture


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content Skip to navigation",
        "Donate Now",
        "Most Viewed",
        "Region / Country",
        "Share this on Facebook",
        "© 2013 Example. Contact us",
        "Home > News > Letters > 2016",
        "Your tax deductible gift can help.",
        "分享到微信 微博",
        "This site uses cookies to do things.",
    ],
)
def test_furniture(line: str) -> None:
    assert chrome.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Open letter to the President",
        "Example Rights Watch",
        "Jane Roe | Director | Example Watch",
        "Respectfully,",
        "Subject: Prisoners in China",
        "Human Rights First",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert not chrome.is_furniture(line)


def test_a_cloud_of_tags() -> None:
    assert chrome.is_tag_cloud("709事件 公眾知情權 司法公正 行政拘留")
    assert not chrome.is_tag_cloud("我们就被拘押者的情况致信阁下。")


# Press releases


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("(Washington, DC, June 5, 2016) – ", "Washington, DC", "2016-06-05"),
        ("(New York) – ", "New York", None),
        ("GABORONE, 12 September 2017 – ", "GABORONE", "2017-09-12"),
        ("NEW YORK — ", "NEW YORK", None),
    ],
)
def test_datelines(text: str, place: str, day: str | None) -> None:
    assert release.dateline(
        text
        + (
            "The government should release those whom it has held since the spring, "
            "groups said today in a letter."
        )
    ) == (place, day)


def test_quotations_with_their_speakers() -> None:
    (one,) = entries(
        "“Nobody thinks so any more,” said Jane Roe, China director at Example "
        "Watch. “And that is the reason for it.”"
    )
    found = release.quotation(one)
    assert found is not None
    assert (found.speaker, found.speaker_title, found.organisation) == (
        "Jane Roe",
        "China director",
        "Example Watch",
    )
    assert found.text == "Nobody thinks so any more, And that is the reason for it."


def test_signatories_listed_below_a_release() -> None:
    text = (
        "Groups Urge Obama\n(London) – The minister should act soon, two groups said "
        "today in a letter to her office in London.\nThe letter was signed by:\nFreedom "
        "House\nHuman Rights First\nRegion / Country\nAsia\n"
    )
    (found,) = parse(read_text("x", text))
    assert [one.organisation for one in found.signatories] == ["Freedom House", "Human Rights First"]
    assert [part.text for part in found.chrome] == ["Region / Country", "Asia"]


def test_a_release_that_holds_the_letter_gives_both() -> None:
    text = (
        "Groups Urge Minister\n\n(London, May 3, 2016) – The minister should act, "
        "two groups said today in a letter to her office in London.\n\n"
        "“It is high time for all of this,” said John Doe of Example Rights "
        "Watch.\n\nThe text of the letter follows:\n\n"
        + HEAD
        + "We urge you to:\n\n• Act.\n• Write."
        + FOOT
    )
    found = parse(read_text("x", text))
    assert [one.kind for one in found] == ["press-release", "letter"]
    assert [ask.text for ask in found[1].asks] == ["Act.", "Write."]
    assert found[0].quotations[0].speaker == "John Doe"
    lines = [line for one in found for part in one.parts for line in range(part.first, part.last + 1)]
    assert len(lines) == len(set(lines))


def test_prose_is_told_from_names() -> None:
    assert is_prose("We write to you about the people who were arrested in the spring.")
    assert not is_prose("International Federation for Human Rights (FIDH)")


# Unknown


def test_a_language_that_is_not_known_is_kept_whole() -> None:
    text = (
        "Szanowny Panie Ministrze,\n\nPiszemy do Pana w sprawie osób, które zostały "
        "zatrzymane wiosną tego roku w stolicy.\n\nZ poważaniem,\n\nJan Nowak\n"
    )
    (found,) = parse(read_text("x", text))
    assert sum(len(part.words) for part in found.parts) == len(text.split())


def test_people_of_a_group_that_is_held_are_cases_though_words_stand_between() -> None:
    body = "Raise the detention of lawyers since July 9, including Ada Muster and Karl Exempel."
    found = letter(HEAD + f"We urge you to:\n\n- {body}\n- Press for the repeal of the law." + FOOT)
    assert [case.name for case in found.cases] == ["Ada Muster", "Karl Exempel"]


def test_a_letter_that_is_quoted_whole_asks_all_the_same() -> None:
    ask = "“We therefore call on the government to let our colleagues go without delay.”"
    found = letter(HEAD + ask + FOOT)
    assert [one.text for one in found.asks] == [ask]


@pytest.mark.parametrize(
    ("lines", "country"),
    [
        (["1 Main Street", "Springfield, IL 62701"], "US"),
        (["1 Main Street", "Washington, D.C."], "US"),
        (["U.S. Department of State"], "US"),
        (["10 Downing Street", "London"], "GB"),
        (["12 rue de la Paix", "Côte d’Ivoire"], "CI"),
        (["Kantoor 4", "Groningen"], None),
    ],
)
def test_the_country_of_an_address(lines: list[str], country: str | None) -> None:
    assert fax.country_of(lines) == country


def test_a_number_of_no_known_country_stays_as_printed() -> None:
    assert [one.e164 for one in fax.numbers("Fax: 020 794 6000", None)] == [None]
    assert [one.e164 for one in fax.numbers("Fax: (202) 647-2283", None)] == ["+12026472283"]
