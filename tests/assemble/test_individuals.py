"""signatories: individuals, groups below headings, and the order of all who sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import CAMPAIGN, JOINT, OPENING, RIGHTS, letter, place, stopped, words
from conftest import released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.writers import as_printed, fragment, html, json, text

if TYPE_CHECKING:
    from conftest import Small

JANE = """\
name: Jane Poe
title: {en: Professor of Law, fr: Professeure de droit}
affiliation: Example University
note: "for identification only"
"""
MIXED = """\
title: J
organisations:
  - person: jane-poe
  - rights-now
  - person: {name: Åsa Öberg, title: Poet}
  - heading: Endorsed by
    letterhead: no
    organisations:
      - zoo
      - person: {name: Bo Abel}
"""

OLD_NAME = "names: [{name: Old Rights, to: 2020}]\n"


@pytest.fixture
def mixed(small: Small) -> Small:
    small.write("seeds/signers/jane-poe.yaml", JANE)
    small.write("seeds/organisations/zoo.yaml", "name: Zoo\nsigners: [{name: Zed, from: 2018}]\n")
    small.write(JOINT, MIXED)
    return small


def called(signatories: tuple[lt.Signatory, ...]) -> list[str]:
    """Who signs, each by the organisation or the name."""
    return [each.organisation or each.person or "" for each in signatories]


def test_individuals_sign_beside_organisations(mixed: Small) -> None:
    found = letter(mixed).signatures
    jane, rights, asa = found.signatories
    assert (jane.block, jane.organisation, jane.is_individual) == ("signers/jane-poe", "", True)
    assert jane.lines == ("Jane Poe", "Professor of Law", "Example University", "for identification only")
    assert (place(jane), rights.organisation) == ("seeds/signers/jane-poe.yaml:1:7", "Rights Now")
    assert (asa.block, asa.lines, place(asa)) == ("", ("Åsa Öberg", "Poet"), f"{JOINT}:5:20")
    (group,) = found.groups
    assert (group.heading, called(group.signatories)) == ("Endorsed by", ["Zoo", "Bo Abel"])
    assert place(group) == f"{JOINT}:6:14"


def test_who_endorses_and_individuals_do_not_write(mixed: Small) -> None:
    found = letter(mixed)
    assert (found.letterhead.members, found.author) == (("Rights Now",), "Rights Now")
    mixed.change(JOINT, "    letterhead: no\n", "")
    assert letter(mixed).letterhead.members == ("Rights Now", "Zoo")


def test_how_many_sign_is_a_merge_field(mixed: Small) -> None:
    text = "{{ signatories.organisations }}/{{ signatories.individuals }}/{{ signatories.total }}"
    mixed.change(
        OPENING, "we write to you", f"{text}/{{{{ signatories | list }}}}/{{{{ signatories[1] }}}}"
    )
    assert words(mixed)[0].endswith("2/3/5/Rights Now and Zoo/Zoo.")


def test_an_unknown_total_is_told(mixed: Small) -> None:
    mixed.change(OPENING, "we write to you", "{{ signatories.count }}")
    assert stopped(mixed)[0][0] == "LK301"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("as-written", ["Zoo", "Jane Poe", "Abel Fund", "Cy Oe", "Åsa Öberg", "Rights Now"]),
        ("alphabetical", ["Abel Fund", "Åsa Öberg", "Cy Oe", "Jane Poe", "Rights Now", "Zoo"]),
        ("by-group", ["Abel Fund", "Rights Now", "Zoo", "Åsa Öberg", "Cy Oe", "Jane Poe"]),
    ],
)
def test_the_order(mixed: Small, order: str, expected: list[str]) -> None:
    mixed.write("seeds/organisations/abel.yaml", "name: Abel Fund\nsigners: [{name: Al, from: 2018}]\n")
    people = "  - person: {name: Cy Oe}\n  - person: {name: Åsa Öberg, sort_as: Bo}\n"
    mixed.write(
        JOINT,
        f"title: J\norder: {order}\norganisations:\n  - zoo\n  - person: jane-poe\n  - abel\n{people}"
        "  - rights-now\n",
    )
    assert called(letter(mixed).signatures.signatories) == expected


def test_the_alphabet_is_that_of_the_letter(mixed: Small) -> None:
    people = [f"  - person: {{name: A {name}}}\n" for name in ("Zed", "Öberg", "Oest")]
    mixed.write(JOINT, f"title: J\norder: alphabetical\norganisations:\n{''.join(people)}")
    assert called(letter(mixed).signatures.signatories) == ["A Öberg", "A Oest", "A Zed"]
    mixed.change(CAMPAIGN, "date:", "language: sv\nsalutation: Hej\nclose: Hej\ndate:")
    assert called(letter(mixed).signatures.signatories) == ["A Oest", "A Zed", "A Öberg"]


def test_a_group_has_an_order_of_its_own(mixed: Small) -> None:
    mixed.change(JOINT, "    letterhead: no\n", "    order: alphabetical\n")
    (group,) = letter(mixed).signatures.groups
    assert called(group.signatories) == ["Bo Abel", "Zoo"]


def test_an_entry_says_otherwise_than_the_file(mixed: Small) -> None:
    mixed.change(JOINT, "person: jane-poe", "person: {signer: jane-poe, title: Dean, note: in person}")
    jane = letter(mixed).signatures.signatories[0]
    assert jane.lines == ("Jane Poe", "Dean", "Example University", "in person")


def test_lists_bring_their_groups_and_stand_in_groups(mixed: Small) -> None:
    """An entry that stands below no heading is not printed below one."""
    mixed.write(
        "seeds/signatures/more.yaml",
        "title: M\norganisations:\n  - person: {name: Cy}\n"
        "  - {heading: Endorsed by, organisations: [{person: {name: Dee}}]}\n",
    )
    mixed.write(
        JOINT,
        "title: J\norganisations:\n  - heading: Endorsed by\n    organisations: [zoo]\n"
        "  - heading: With them\n    organisations: [{list: more}]\n  - rights-now\n",
    )
    found = letter(mixed).signatures
    assert called(found.signatories) == ["Rights Now"]
    assert {group.heading: called(group.signatories) for group in found.groups} == {
        "Endorsed by": ["Zoo", "Dee"],
        "With them": ["Cy"],
    }


def test_a_heading_in_another_language(mixed: Small) -> None:
    mixed.change(JOINT, "heading: Endorsed by", "heading: {en: Endorsed by, fr: Soutenu par}")
    mixed.change(CAMPAIGN, "date:", "language: fr\nsalutation: Bonjour\nclose: Salut\ndate:")
    found = letter(mixed).signatures
    assert (found.groups[0].heading, found.signatories[0].title) == (
        "Soutenu par",
        "Professeure de droit",
    )


def test_a_signer_stands_once(mixed: Small) -> None:
    mixed.change(JOINT, "  - rights-now\n", "  - rights-now\n  - person: jane-poe\n")
    assert stopped(mixed) == [("LK210", f"{JOINT}:5:5")]


def test_a_signer_who_is_not_there(mixed: Small) -> None:
    mixed.change(JOINT, "person: jane-poe", "person: jane-peo")
    assert stopped(mixed)[0] == ("LK204", f"{JOINT}:3:13")


def test_all_prints_in_every_text(mixed: Small) -> None:
    tree, assets = released(letter(mixed)), assets_of(mixed.workspace)
    said = ["Jane Poe", "Example University", "identification only", "Endorsed by", "Zoo", "Bo Abel"]
    for writer in (html, fragment, text, json, as_printed):
        content = (writer.write(tree, assets)[0] or b"").decode()
        places = [content.find(words, content.find("Respectfully")) for words in said]
        assert places == sorted(places), writer
        assert -1 not in places, writer
        assert "None" not in content, writer


def test_an_organisation_signs_by_the_name_of_the_letters_date(small: Small) -> None:
    small.change(
        RIGHTS, "name: Rights Now\n", "name: Rights Now\nnames: [{name: Old Rights, to: 2020}]\n"
    )
    found = letter(small)
    assert found.signatures.organisations == found.letterhead.members == ("Old Rights",)
    small.change(CAMPAIGN, "date: 2020-04-20", "date: 2021-04-20")
    assert letter(small).signatures.organisations == ("Rights Now",)


def test_an_office_is_written_to_by_what_held_then(small: Small) -> None:
    office = "seeds/addresses/minister.yaml"
    small.change(
        office,
        "office: Minister of State\n",
        "office: Chancellor\nnames: [{office: Minister, to: 2020}]\n",
    )
    small.change(office, "    verified: 2020-04\n", "    verified: 2020-04\n    withdrawn: 2020-04-20\n")
    (addressee,) = letter(small).addressees
    assert (addressee.office, addressee.fax, addressee.delivery) == ("Minister", (), None)
