"""assemble: from a campaign to the letter, what every part of it is made of, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.letter import assemble_letter
from letterkit.blocks.documents import LetterFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.library.index import Block, Library

if TYPE_CHECKING:
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
MINISTER = "seeds/addresses/minister.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = "seeds/issues/release.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
JOE = "seeds/people/joe-roe.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"
JOINT = "seeds/signatures/joint.yaml"

ENVOY = """\
office: Envoy
organisation: Foreign Office
address: [2 Side Street, London SW1A 2AH]
country: GB
holders:
  - {name: Bo Poe, salutation: Envoy Poe, from: 2019-01-01}
"""
JOE_ROE = """\
name: Joe Roe
described_as: a printer
consent: public
"""


def letter(small: Small) -> lt.Letter:
    """The letter of a workspace that must be right."""
    found, problems = small.assemble()
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def stopped(small: Small) -> list[tuple[str, str]]:
    """What stops the letter: each code and place."""
    found, problems = small.assemble()
    assert found is None
    return [(problem.code, str(problem.location)) for problem in problems]


def unfinished(small: Small) -> lt.Letter:
    """The letter as it stood when an error stopped it: who may not be named is not even here."""
    library = Library(small.workspace, "talks")
    block, _ = library.document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    found = assemble_letter(Assembly.of(library, cast("Block[LetterFile]", block)))
    assert found is not None
    return found


def words(small: Small) -> list[str]:
    """The paragraphs of the letter's first passage."""
    passage = letter(small).body[0]
    assert isinstance(passage, lt.Passage)
    return [lt.plain_text(node) for node in passage.children]


def asks(found: lt.Letter) -> lt.Asks:
    """The letter's asks."""
    section = found.body[1]
    assert isinstance(section, lt.Asks)
    return section


def cases(found: lt.Letter) -> tuple[lt.Case, ...]:
    """The cases of the letter's first ask."""
    case_list = asks(found).items[0].children[-1]
    assert isinstance(case_list, lt.CaseList)
    return case_list.cases


def case_texts(small: Small) -> list[str]:
    """What the letter says of each case."""
    return ["".join(lt.plain_text(node) for node in case.children) for case in cases(letter(small))]


def origins(node: lt.Node) -> dict[str, str]:
    """The place of every text that holds more than a space."""
    return {
        text.text: f"{text.origin.file}:{text.origin.line}:{text.origin.column}"
        for text in lt.walk(node)
        if isinstance(text, lt.Text) and text.text.strip()
    }


def place(node: lt.Node) -> str:
    """Where a node came from."""
    return f"{node.origin.file}:{node.origin.line}:{node.origin.column}"


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


# Addressees


@pytest.mark.parametrize(
    ("to", "from_", "name"),
    [
        ("2020-05-03", "2020-05-04", "Next"),
        ("2020-05-04", "2020-05-04", "Next"),  # hand-over on the dialogue's first day: the one who comes
        ("2020-05-04", "2020-05-05", "Ada B.\u00a0Lovelace"),
        ("2020-05-05", "2020-05-05", "Ada B.\u00a0Lovelace"),
    ],
)
def test_the_holder_is_the_one_of_the_dialogues_first_day(
    small: Small, to: str, from_: str, name: str
) -> None:
    added = f"    to: {to}\n  - {{name: Next, salutation: Minister Next, from: {from_}}}\n"
    small.change(MINISTER, "    from: 2019-01-01\n", f"    from: 2019-01-01\n{added}")
    assert letter(small).addressees[0].name == name


def test_nobody_holds_the_office(small: Small) -> None:
    """A placeholder prints; that it must not stay is for the checks to say."""
    small.change(MINISTER, "from: 2019-01-01", "from: 2020-05-05")
    found = letter(small)
    assert found.addressees[0].full_name == "[Minister of State: to be confirmed]"
    assert found.salutation.text == "Dear [Minister of State: to be confirmed],"
    assert place(found.addressees[0]) == f"{CAMPAIGN}:3:6"


def test_an_office_without_any_holder(small: Small) -> None:
    text = (small.root / MINISTER).read_text(encoding="utf-8").partition("holders:")[0]
    small.write(MINISTER, text)
    assert letter(small).running_head == "[Minister of State: to be confirmed]"


@pytest.mark.parametrize(
    ("named", "full_name", "salutation"),
    [
        ("Ada B. Lovelace", "The Honorable Ada B.\u00a0Lovelace", "Minister Lovelace"),
        ("Grace Hopper", "Grace Hopper", "Grace Hopper"),
        ("{name: Grace Hopper, honorific: Dr., salutation: Minister Hopper}", None, None),
    ],
)
def test_a_campaign_names_the_holder(
    small: Small, named: str, full_name: str | None, salutation: str | None
) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", f"to: [minister]\nholders:\n  minister: {named}\n")
    (addressee,) = letter(small).addressees
    assert addressee.full_name == (full_name or "Dr. Grace Hopper")
    assert addressee.salutation == (salutation or "Minister Hopper")
    assert place(addressee) == f"{CAMPAIGN}:5:13"


def test_no_addressees(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]\n", "to: []\n")
    assert stopped(small) == [("LK402", f"{CAMPAIGN}:3:1")]


def test_an_addressee_stands_twice(small: Small) -> None:
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, minister]")
    assert stopped(small) == [("LK210", f"{CAMPAIGN}:3:16")]


def test_an_inside_address_at_home(small: Small) -> None:
    (addressee,) = letter(small).addressees
    assert addressee.block == "addresses/minister"
    assert addressee.full_name == "The Honorable Ada B.\u00a0Lovelace"
    assert (addressee.office, addressee.organisation) == ("Minister of State", "Ministry of State")
    assert addressee.email is None
    address = addressee.address
    assert address.lines == ("1 Main Street", "Washington, DC 20520")
    assert (address.street, address.locality) == ("1 Main Street", "Washington")
    assert (address.region, address.postal_code) == ("DC", "20520")
    assert (address.country, address.country_name) == ("US", "United States")
    (number,) = addressee.fax
    assert (number.e164, number.text) == ("+12026472283", "(202)\u00a0647-2283")
    assert addressee.delivery == "Via Fax: (202)\u00a0647-2283"


@pytest.mark.parametrize(
    ("language", "country"),
    [("en-GB", "United States"), ("en", "United States"), ("de-DE", "Vereinigte Staaten")],
)
def test_a_foreign_address_names_its_country(small: Small, language: str, country: str) -> None:
    small.change(
        CAMPAIGN, "signatures: joint", f"signatures: joint\nlanguage: {language}\nsalutation: Ada,"
    )
    (addressee,) = letter(small).addressees
    assert addressee.address.lines == ("1 Main Street", "Washington, DC 20520", country)
    assert addressee.fax[0].text == "+1\u00a0202-647-2283"
    assert addressee.fax[0].e164 == "+12026472283"


def test_an_american_letter_abroad(small: Small) -> None:
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.change(CAMPAIGN, "to: [minister]", "to: [minister, envoy]")
    found = letter(small)
    envoy = found.addressees[1]
    assert envoy.address.lines == ("2 Side Street", "London SW1A 2AH", "United Kingdom")
    assert (
        envoy.address.street == "2 Side Street, London SW1A 2AH"
    )  # only American lines are read by field
    assert (envoy.address.locality, envoy.address.region, envoy.address.postal_code) == ("", "", "")
    assert (envoy.fax, envoy.delivery, envoy.honorific) == ((), None, None)
    assert envoy.full_name == "Bo Poe"
    assert found.salutation.text == "Dear Minister Lovelace and Envoy Poe,"
    assert found.running_head == "Minister Lovelace and Envoy Poe"


def test_an_address_may_be_given_by_field(small: Small) -> None:
    postal = "postal: {street: S, locality: L, postal_code: P}\nemail: a@e.org\n"
    small.change(MINISTER, "country: US\n", f"country: US\n{postal}")
    (addressee,) = letter(small).addressees
    address = addressee.address
    assert (address.street, address.locality, address.region, address.postal_code) == ("S", "L", "", "P")
    assert addressee.email == "a@e.org"


@pytest.mark.parametrize("line", ["Washington", "Washington, D.C. 20520", "Washington, DC 205"])
def test_an_american_line_that_cannot_be_read_by_field(small: Small, line: str) -> None:
    small.change(MINISTER, "Washington, DC 20520", line)
    assert letter(small).addressees[0].address.street == f"1 Main Street, {line}"


def test_several_fax_numbers(small: Small) -> None:
    small.change(MINISTER, "fax:\n", 'fax:\n  - number: "+41 22 917 9000"\n')
    (addressee,) = letter(small).addressees
    assert addressee.delivery == "Via Fax: +41\u00a022\u00a0917\u00a090\u00a000; (202)\u00a0647-2283"
    assert [place(number) for number in addressee.fax] == [f"{MINISTER}:8:5", f"{MINISTER}:9:5"]


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


def test_quotation_marks_follow_the_language(small: Small) -> None:
    small.change(
        CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: de\nsalutation: 'So \"hallo\",'"
    )
    small.change(OPENING, "we write", '"we" write')
    found = letter(small)
    assert found.salutation.text == "So „hallo“,"
    assert lt.plain_text(found.body[0]).endswith("„we“ write to you.")


# Signatures


def test_a_person_signs(small: Small) -> None:
    found = letter(small)
    (signatory,) = found.signatures.signatories
    assert found.signatures.block == "signatures/joint"
    assert found.signatures.columns == 2
    assert (signatory.organisation, signatory.person, signatory.title) == (
        "Rights Now",
        "Max Muster",
        "Director",
    )
    assert (signatory.block, place(signatory)) == ("organisations/rights-now", f"{RIGHTS}:3:5")
    assert (found.letterhead.name, found.letterhead.members) == (None, ("Rights Now",))


def test_the_signer_of_the_letters_date_signs(small: Small) -> None:
    small.change(
        RIGHTS, "    from: 2018\n", "    from: 2018\n  - {name: Mia, native_name: 米娅, from: 2020-04}\n"
    )
    (signatory,) = letter(small).signatures.signatories
    assert (signatory.person, signatory.native_name, signatory.title) == ("Mia", "米娅", None)
    assert place(signatory) == f"{RIGHTS}:6:5"


@pytest.mark.parametrize("years", ["    from: 2021\n", "    from: 2018\n    to: 2020-03\n"])
def test_nobody_signs_on_that_date(small: Small, years: str) -> None:
    """A placeholder prints; that it must not stay is for the checks to say."""
    small.change(RIGHTS, "    from: 2018\n", years)
    (signatory,) = letter(small).signatures.signatories
    assert (signatory.person, signatory.title) == ("[signer: to be confirmed]", None)


def test_organisations_sign_without_a_person(small: Small) -> None:
    small.write(RIGHTS, "name: Rights Now\n")
    small.change(JOINT, "title: Joint\n", "title: Joint\nsign_as: organisation\ncolumns: 3\n")
    found = letter(small)
    (signatory,) = found.signatures.signatories
    assert (signatory.person, signatory.native_name, signatory.title) == (None, None, None)
    assert (found.signatures.columns, place(signatory)) == (3, f"{RIGHTS}:1:7")


def test_a_coalition_has_a_letterhead_of_its_own(small: Small) -> None:
    small.change(
        JOINT, "title: Joint\n", "title: Joint\ncoalition: {name: The Coalition, lines: [1 Way]}\n"
    )
    found = letter(small)
    assert (found.letterhead.name, found.letterhead.lines) == ("The Coalition", ("1 Way",))
    assert found.letterhead.members == ("Rights Now",)
    assert found.author == "The Coalition"
    assert place(found.letterhead) == f"{JOINT}:2:12"


def test_a_signature_block_includes_another(small: Small) -> None:
    small.write("seeds/organisations/second.yaml", "name: Second\n")
    small.write("seeds/organisations/third.yaml", "name: Third\n")
    small.write("seeds/signatures/more.yaml", "title: More\nsign_as: person\norganisations: [second]\n")
    small.write(
        JOINT,
        "title: J\nsign_as: organisation\norganisations: [third, {list: more}, rights-now]\n",
    )
    found = letter(small)
    # The block that the letter names says how all of them sign.
    assert [s.organisation for s in found.signatures.signatories] == ["Third", "Second", "Rights Now"]
    assert {s.person for s in found.signatures.signatories} == {None}
    assert found.author == "Third; Second; Rights Now"


def test_signature_blocks_in_a_loop(small: Small) -> None:
    small.write("seeds/signatures/more.yaml", "title: More\norganisations: [{list: joint}]\n")
    small.write(JOINT, "title: J\norganisations: [rights-now, {list: more}]\n")
    assert stopped(small) == [("LK206", "seeds/signatures/more.yaml:2:17")]


def test_an_organisation_signs_once(small: Small) -> None:
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - rights-now\n")
    assert stopped(small) == [("LK210", f"{JOINT}:4:5")]


def test_no_organisation_signs(small: Small) -> None:
    small.write(JOINT, "title: J\norganisations: []\n")
    assert stopped(small) == [("LK401", f"{JOINT}:2:1")]


# Names that stand for nothing


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (CAMPAIGN, "dialogue: 2020-talks", "dialogue: nope", ("LK204", f"{CAMPAIGN}:1:11")),
        (CAMPAIGN, "to: [minister]", "to: [nope]", ("LK204", f"{CAMPAIGN}:3:6")),
        (CAMPAIGN, "framing: opening", "framing: nope", ("LK204", f"{CAMPAIGN}:5:14")),
        (CAMPAIGN, "framing: opening", "framing: release", ("LK205", f"{CAMPAIGN}:5:14")),
        (CAMPAIGN, "asks: [release]", "asks: [nope]", ("LK204", f"{CAMPAIGN}:6:12")),
        (CAMPAIGN, "signatures: joint", "signatures: nope", ("LK204", f"{CAMPAIGN}:7:13")),
        (CAMPAIGN, "asks: [release]", "cases: nope", ("LK204", f"{CAMPAIGN}:6:12")),
        (CAMPAIGN, "[release]", "[{issue: release, cases: nope}]", ("LK204", f"{CAMPAIGN}:6:36")),
        (RELEASE, "cases: named", "cases: nope", ("LK204", f"{RELEASE}:6:8")),
        (RELEASE, "cases: named", "cases: named\npeople: [nope]", ("LK204", f"{RELEASE}:7:9")),
        (NAMED, "  - jane-doe", "  - nope", ("LK204", f"{NAMED}:3:5")),
        (NAMED, "  - jane-doe", "  - list: nope", ("LK204", f"{NAMED}:3:5")),
        (JOINT, "  - rights-now", "  - nope", ("LK204", f"{JOINT}:3:5")),
        (JOINT, "  - rights-now", "  - list: nope", ("LK204", f"{JOINT}:3:5")),
    ],
)
def test_a_name_that_stands_for_nothing_is_told_once_where_it_stands(
    small: Small, file: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    small.change(file, old, new)
    assert [problem for problem in stopped(small) if problem[0] in ("LK204", "LK205")] == [expected]


def test_without_a_dialogue_the_texts_are_checked_all_the_same(small: Small) -> None:
    small.change(CAMPAIGN, "dialogue: 2020-talks", "dialogue: nope")
    small.change(OPENING, "{{ dialogue.name }}", "{{ dialog.name }}")
    assert stopped(small) == [("LK204", f"{CAMPAIGN}:1:11"), ("LK301", f"{OPENING}:3:13")]


def test_all_mistakes_are_told_at_once(small: Small) -> None:
    small.change(OPENING, "{{ dialogue.name }}", "{{ dialogue.nmae }}")
    small.change(RELEASE, "Ask for", "Ask <b>for")
    small.change(JOINT, "rights-now", "rights-soon")
    assert [code for code, _ in stopped(small)] == ["LK301", "LK306", "LK204"]


@pytest.mark.parametrize("twice", ["framing: opening", "asks: [release]"])
def test_a_block_stands_in_the_body_once(small: Small, twice: str) -> None:
    small.change(CAMPAIGN, "signatures: joint", f"  - {twice}\nsignatures: joint")
    code, where = stopped(small)[0]
    assert (code, where.partition(":")[2].partition(":")[0]) == ("LK210", "7")


# The body


@pytest.mark.parametrize("style", ["numbered", "bulleted", "headed", "prose"])
def test_an_ask(small: Small, style: str) -> None:
    small.change(CAMPAIGN, "  - asks: [release]", f"  - asks: [release]\n    style: {style}")
    section = asks(letter(small))
    assert section.style == style
    (ask,) = section.items
    assert (ask.block, ask.topic) == ("issues/release", "prisoners")
    assert (ask.title, ask.summary) == ("Release", "Release them")
    assert (place(section), place(ask)) == (f"{CAMPAIGN}:6:11", f"{RELEASE}:4:7")


def test_a_case_list_of_its_own(small: Small) -> None:
    small.change(CAMPAIGN, "asks: [release]", "cases: named")
    small.change(
        NAMED,
        "title: Named\n",
        "title: Named\nlead_in: Of *many* in {{ dialogue.host_city }}\nclosing: No more\n",
    )
    section = letter(small).body[1]
    assert isinstance(section, lt.CaseList)
    assert (section.block, place(section)) == ("case-lists/named", f"{NAMED}:1:1")
    assert [lt.plain_text(node) for node in section.lead_in] == ["Of many in Geneva"]
    assert [lt.plain_text(node) for node in section.closing] == ["No more"]
    assert [case.people for case in section.cases] == [("Jane Doe",)]


def test_the_campaign_may_give_an_issue_other_cases(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write("seeds/case-lists/other.yaml", "title: Other\ncases: [joe-roe]\n")
    small.change(CAMPAIGN, "[release]", "[{issue: release, cases: other}]")
    assert case_texts(small) == ["Joe Roe, a printer."]


def test_an_issue_without_cases(small: Small) -> None:
    small.change(RELEASE, "cases: named\n", "")
    (ask,) = asks(letter(small)).items
    assert [type(child) for child in ask.children] == [lt.Paragraph]


# Values


VALUES = "with: {place: Rome, others: [Bonn, Oslo]}\n"


def with_values(small: Small, campaign: str = "") -> None:
    """An opening with values of its own, and what the campaign gives it."""
    small.write(
        OPENING, f"title: T\n{VALUES}text: |\n  From {{{{ with.place }}}}, {{{{ with.others }}}}.\n"
    )
    small.change(CAMPAIGN, "  - framing: opening", f"  - framing: opening\n{campaign}")


def test_a_blocks_own_values(small: Small) -> None:
    with_values(small)
    assert words(small) == ["From Rome, Bonn and Oslo."]


def test_the_campaign_overrides_a_value(small: Small) -> None:
    with_values(small, "    with: {place: '*Pisa*', others: []}\n")
    assert words(small) == ["From *Pisa*, ."]


def test_the_campaign_gives_a_value_that_the_block_does_not_have(small: Small) -> None:
    with_values(small, "    with:\n      plaec: Pisa\n")
    (found, (problem,)) = small.assemble()
    assert found is None
    assert (problem.code, str(problem.location)) == ("LK201", f"{CAMPAIGN}:7:7")
    assert problem.message == "framing/opening has no value 'plaec'"
    assert problem.hint == "did you mean 'place'?"


def test_an_issue_is_given_values_too(small: Small) -> None:
    small.change(RELEASE, "topic: prisoners\n", "topic: prisoners\nwith: {n: one}\n")
    small.change(RELEASE, "those named here", "{{ with.n }}")
    small.change(CAMPAIGN, "[release]", "[{issue: release, with: {n: two, m: x}}]")
    assert stopped(small) == [("LK201", f"{CAMPAIGN}:6:44")]
    small.change(CAMPAIGN, ", m: x", "")
    assert lt.plain_text(asks(letter(small)).items[0].children[0]) == "Ask for the release of two:"


def test_a_campaigns_own_block_shadows_the_librarys(small: Small) -> None:
    own = "campaigns/talks/blocks/framing/opening.yaml"
    small.write(own, "title: Ours\ntext: Our words.\n")
    found = letter(small)
    assert origins(found.body[0]) == {"Our words.": f"{own}:2:7"}
    assert place(found.body[0]) == f"{own}:2:7"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(str.strip)
)
def test_any_name_of_a_host_city_survives(small: Small, city: str) -> None:
    quoted = city.replace("'", "''")
    text = (small.root / DIALOGUE).read_text(encoding="utf-8").splitlines()
    text[2] = f"host_city: '{quoted}'"
    small.write(DIALOGUE, "\n".join(text))
    found = letter(small)
    plain = lt.plain_text(found.body[0]).translate(dict.fromkeys(map(ord, '“”‘’"'), "'"))
    meant = city.translate(dict.fromkeys(map(ord, '“”‘’"'), "'"))
    assert plain.split() == f"Before Bilateral Talks in {meant} we write to you.".split()


# People


def test_a_case(small: Small) -> None:
    (case,) = cases(letter(small))
    assert (case.people, case.blocks) == (("Jane Doe",), ("people/jane-doe",))
    assert isinstance(case.children[0], lt.Strong)
    assert "".join(lt.plain_text(node) for node in case.children) == (
        "Jane Doe, a writer, who has been in prison since 2018."
    )


@pytest.mark.parametrize(
    ("native", "also", "listed", "name"),
    [
        ("", "", False, "Jane Doe"),
        ("native_name: 珍\n", "", True, "Jane Doe (珍)"),
        ("native_name: 珍\n", "", False, "Jane Doe"),
        ("", "", True, "Jane Doe"),
        ("", "also_known_as: [Jay]\n", False, "Jane Doe (also known as Jay)"),
        (
            "native_name: 珍\n",
            "also_known_as: [Jay, Kay]\n",
            True,
            "Jane Doe (珍; also known as Jay and Kay)",
        ),
    ],
)
def test_the_other_names_of_a_person(
    small: Small, native: str, also: str, listed: bool, name: str
) -> None:
    small.change(JANE, "name: Jane Doe\n", f"name: Jane Doe\n{native}{also}")
    if listed:
        small.change(NAMED, "title: Named\n", "title: Named\nnative_names: yes\n")
    assert case_texts(small) == [f"{name}, a writer, who has been in prison since 2018."]


def test_other_names_in_another_language(small: Small) -> None:
    small.change(CAMPAIGN, "signatures: joint", "signatures: joint\nlanguage: de\nsalutation: Ada,")
    small.change(JANE, "name: Jane Doe\n", "name: Jane Doe\nalso_known_as: [Jay, Kay]\n")
    assert case_texts(small)[0].startswith("Jane Doe (auch bekannt als Jay und Kay), a writer")


def test_the_account_of_the_letters_date(small: Small) -> None:
    later = "  - {as_of: 2020-04-20, text: now at *home*}\n  - {as_of: 2020-04-21, text: too late}\n"
    small.change(JANE, "accounts:\n", f"accounts:\n{later}")
    assert case_texts(small) == ["Jane Doe, a writer, now at home."]


def test_a_case_list_may_say_it_in_its_own_words(small: Small) -> None:
    text = "{{ people.jane_doe.status }} since {{ people.jane_doe.status_since }}!"
    small.write(NAMED, f'title: Named\ncases:\n  - person: jane-doe\n    text: "{text}"\n')
    assert case_texts(small) == ["Jane Doe, a writer, imprisoned since February 2018!"]


def test_who_is_described_needs_no_account(small: Small) -> None:
    small.write(JANE, "name: Jane Doe\ndescribed_as: a writer\nconsent: letter\n")
    assert case_texts(small) == ["Jane Doe, a writer."]


def test_nothing_is_said_of_a_person(small: Small) -> None:
    small.write(JANE, "name: Jane Doe\nconsent: public\naccounts:\n  - {as_of: 2021, text: later}\n")
    assert stopped(small) == [("LK213", f"{JANE}:4:3")]


def test_what_is_said_is_one_paragraph(small: Small) -> None:
    small.change(JANE, "since 2018\n", "since 2018\n\n      and more\n")
    assert stopped(small) == [("LK309", f"{JANE}:8:11")]


def test_several_people_of_one_text(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write(
        NAMED,
        "title: Named\ncases:\n  - people: [jane-doe, joe-roe]\n"
        "    text: '**{{ people.joe_roe }}** and {{ people.jane_doe }} are writers'\n",
    )
    (case,) = cases(letter(small))
    assert case.people == ("Jane Doe", "Joe Roe")
    assert case.blocks == ("people/jane-doe", "people/joe-roe")
    assert case_texts(small) == ["Joe Roe and Jane Doe are writers."]
    assert place(case) == f"{NAMED}:4:11"


def test_a_case_list_includes_another(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write("seeds/case-lists/more.yaml", "title: More\nlead_in: Not this\ncases: [joe-roe]\n")
    small.write(NAMED, "title: Named\ncases: [{list: more}, jane-doe]\n")
    assert [text.partition(",")[0] for text in case_texts(small)] == ["Joe Roe", "Jane Doe"]


def test_case_lists_in_a_loop(small: Small) -> None:
    small.write("seeds/case-lists/more.yaml", "title: More\ncases: [{list: named}]\n")
    small.write(NAMED, "title: Named\ncases: [{list: more}, jane-doe]\n")
    found, (problem,) = small.assemble()
    assert found is None
    assert (problem.code, str(problem.location)) == ("LK206", "seeds/case-lists/more.yaml:2:9")
    assert problem.message == "a loop: named → more → named"


def test_a_person_stands_in_the_letter_once(small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - jane-doe\n  - {people: [jane-doe], text: again}\n")
    assert stopped(small) == [("LK210", f"{NAMED}:4:5")]


def test_a_block_may_name_people_of_its_own(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.change(OPENING, "title: Opening\n", "title: Opening\npeople: [joe-roe]\n")
    small.change(
        OPENING, "we write", "we write for {{ people.joe_roe }}, {{ people.joe_roe.described_as }},"
    )
    assert words(small)[0].endswith("we write for Joe Roe, a printer, to you.")


# Consent


@pytest.mark.parametrize("consent", ["letter", "public"])
def test_who_agreed_is_named(small: Small, consent: str) -> None:
    small.change(JANE, "consent: public", f"consent: {consent}")
    assert case_texts(small) == ["Jane Doe, a writer, who has been in prison since 2018."]


def test_who_did_not_agree_is_left_out_of_everything(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.change(NAMED, "  - jane-doe\n", "  - jane-doe\n  - joe-roe\n")
    small.change(OPENING, "we write", "we write for {{ cases }}")
    small.change(JANE, "consent: public", "consent: none")
    found = letter(small)
    assert [case.people for case in cases(found)] == [("Joe Roe",)]
    assert "we write for Joe Roe to you" in lt.plain_text(found.body[0])
    assert "Jane" not in repr(found)
    assert "jane-doe" not in repr(found)


def test_a_text_about_several_goes_where_one_did_not_agree(small: Small) -> None:
    small.write(JOE, JOE_ROE)
    small.write(NAMED, "title: N\ncases:\n  - {people: [jane-doe, joe-roe], text: Jane and Joe}\n")
    small.change(JANE, "consent: public", "consent: none")
    assert cases(letter(small)) == ()


def test_a_block_cannot_name_who_did_not_agree(small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - joe-roe\n")
    small.write(JOE, JOE_ROE)
    small.change(JANE, "consent: public", "consent: none")
    small.change(OPENING, "title: Opening\n", "title: Opening\npeople: [jane-doe]\n")
    small.change(OPENING, "to you.", "to you about {{ people.jane_doe }}.")
    found = stopped(small)
    assert ("LK214", f"{OPENING}:2:9") in found
    assert "Jane" not in repr(unfinished(small))


def test_the_problem_itself_does_not_name_the_person(small: Small) -> None:
    small.change(JANE, "consent: public", "consent: none")
    assert all("Jane" not in str(problem) for problem in small.assemble()[1])


# Where everything came from


def test_words_point_to_their_line(small: Small) -> None:
    found = letter(small)
    assert origins(found.body[0]) == {
        "Before Bilateral Talks in Geneva": f"{OPENING}:3:3",
        "we write to you.": f"{OPENING}:4:3",
    }
    assert origins(found.body[1]) == {
        "Ask for the release of those named here:": f"{RELEASE}:5:3",
        "Jane Doe": f"{JANE}:1:7",
        ", a writer": f"{JANE}:2:15",
        ", ": f"{JANE}:9:7",
        "who has been in prison since 2018": f"{JANE}:9:7",
        ".": f"{JANE}:9:7",
    }


def test_words_after_tags_point_to_their_line(small: Small) -> None:
    small.write(
        OPENING,
        """\
title: Opening
text: |
  {% if addressees | length > 1 %}
  Dear both,

  {% else %}
  Dear {{ addressees[0] }},

  {% endif %}
  first
  {% if cases %}second{% endif %}
  third {% for s in signatories %}fourth{% endfor %}
  fifth

  {% for case in cases %}
  - {{ case.name }}
    was detained
  {% endfor %}

  Last *words
  of* all
""",
    )
    assert origins(letter(small).body[0]) == {
        "Dear Minister Lovelace,": f"{OPENING}:7:3",
        "first": f"{OPENING}:10:3",
        "second": f"{OPENING}:11:3",
        "third fourth": f"{OPENING}:12:3",
        "fifth": f"{OPENING}:13:3",
        "Jane Doe": f"{OPENING}:16:3",
        "was detained": f"{OPENING}:17:3",
        "Last ": f"{OPENING}:20:3",
        "words": f"{OPENING}:20:3",
        "of": f"{OPENING}:21:3",
        " all": f"{OPENING}:21:3",
    }


@pytest.mark.parametrize(
    ("scalar", "expected"),
    [
        ("text: |\n  one\n  two\n", {"one": "2:3", "two": "3:3"}),
        ("text: |-\n\n  one\n\n  two\n", {"one": "3:3", "two": "5:3"}),
        ("text: |  # words\n      one\n      two\n", {"one": "2:7", "two": "3:7"}),
        ("text: |2\n   one\n  two\n", {"one": "2:3", "two": "3:3"}),
        ("text: one two\n", {"one two": "1:7"}),
        ("text: 'one two'\n", {"one two": "1:8"}),
        ("text:\n  one two\n", {"one two": "2:3"}),
        # Folding joins lines: only the first is known, the rest is where the value begins.
        ("text: >\n  one\n  two\n\n  three\n", {"one two": "2:3", "three": "1:7"}),
    ],
)
def test_words_point_into_every_style_of_scalar(
    small: Small, scalar: str, expected: dict[str, str]
) -> None:
    small.write(OPENING, f"{scalar}title: T\n")
    found = {
        text: where.removeprefix(f"{OPENING}:") for text, where in origins(letter(small).body[0]).items()
    }
    assert found == expected


def test_a_mistake_after_tags_is_told_at_its_line(small: Small) -> None:
    small.change(
        OPENING, "  we write", "  {% if cases %}\n  {{ dialogue.year }}\n  {% endif %}\n  we <b>write"
    )
    assert stopped(small) == [("LK306", f"{OPENING}:7:3")]


def test_every_node_has_a_place_that_is_there(small: Small) -> None:
    for node in lt.walk(letter(small)):
        lines = (small.root / node.origin.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= node.origin.column <= len(lines[node.origin.line - 1]), node


@pytest.mark.parametrize(
    ("folder", "owner"),
    [("campaigns/talks", lt.Owner.CAMPAIGN), ("seeds/imported/talks", lt.Owner.IMPORTED)],
)
def test_every_node_knows_whose_file_it_is_from(small: Small, folder: str, owner: lt.Owner) -> None:
    """The campaign's own file and blocks are its own, all others the library's."""
    extra = "salutation: Dear *Ada*,\nenclosures: [List]\ncc: [Embassy]\nholders: {minister: Ada Roe}\n"
    text = (small.root / CAMPAIGN).read_text(encoding="utf-8")
    (small.root / CAMPAIGN).unlink()
    (small.root / "campaigns/talks").rmdir()
    small.write(f"{folder}/campaign.yaml", f"{text}{extra}signers: {{rights-now: Mia}}\n")
    for path in (OPENING, NAMED, JANE, MINISTER):
        copy = path.replace("seeds", f"{folder}/blocks")
        small.write(copy, (small.root / path).read_text(encoding="utf-8"))
    found = letter(small)
    origins = {(node.origin.file, node.origin.owner) for node in lt.walk(found)}
    own = {file for file, _ in origins if file.startswith(folder)}
    others = {file for file, _ in origins} - own
    assert origins == {(f, owner) for f in own} | {(f, lt.Owner.LIBRARY) for f in others}
    assert f"{folder}/blocks/people/jane-doe.yaml" in own
    assert RELEASE in others
