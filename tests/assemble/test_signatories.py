"""signatories: who signs, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assemble.small_letter import JOINT, OPENING, RIGHTS, letter, place, stopped, words

if TYPE_CHECKING:
    from conftest import Small


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


@pytest.mark.parametrize(
    ("terms", "signing"),
    [
        (("from: 2018", "from: 2018"), ["Max Muster", "Mia Vzorova"]),
        (("from: 2018", "from: 2019\n    jointly: yes"), ["Max Muster", "Mia Vzorova"]),
        (("from: 2018\n    to: 2021", "from: 2019"), ["Max Muster", "Mia Vzorova"]),
        (("from: 2018\n    to: 2020-04-20", "from: 2020-04-20"), ["Mia Vzorova"]),
        (("from: 2018", "from: 2019"), ["Mia Vzorova"]),
        (("from: 2019", "from: 2018"), ["Max Muster"]),
    ],
)
def test_two_sign_for_one_organisation(small: Small, terms: tuple[str, str], signing: list[str]) -> None:
    lines = [
        f"  - name: {name}\n    title: Co-Chair\n    {term}\n"
        for name, term in zip(("Max Muster", "Mia Vzorova"), terms, strict=True)
    ]
    small.write(RIGHTS, f"name: Rights Now\nsigners:\n{''.join(lines)}")
    small.change(
        OPENING, "we write to you", "{{ signatories | length }} writes: {{ signatories | list }}"
    )
    found = letter(small)
    signatories = found.signatures.signatories
    assert [each.person for each in signatories] == signing
    assert {(each.title, each.organisation) for each in signatories} == {("Co-Chair", "Rights Now")}
    assert (found.letterhead.members, found.author) == (("Rights Now",), "Rights Now")
    assert words(small)[0].endswith("1 writes: Rights Now.")


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
