"""The head of a letter."""

from __future__ import annotations

from importer.texts import FOOT, HEAD, letter
from letterkit.importer.parts import Role


def test_a_letterhead_and_its_fax_number_are_nobodys() -> None:
    head = (
        "Example Rights Watch\n9 Side Street, Geneva\nTel: +41 22 733 62 29   Fax: +41 "
        "22 733 62 30\noffice@example.org\n\n3 May 2016\n\n"
    )
    found = letter(head + HEAD + FOOT)
    assert [one.name for one in found.addressees] == ["Jane Roe"]
    assert found.addressees[0].fax == ()
    assert len(found.of(Role.LETTERHEAD)) > 0
