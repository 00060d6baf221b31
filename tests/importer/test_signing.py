"""The lines of a signature block that sign nothing."""

from __future__ import annotations

from letterkit.importer.readers.text import read_text
from letterkit.importer.reading import Role
from letterkit.importer.signing import signing_rows


def test_a_heading_and_an_address_sign_nothing() -> None:
    rows = signing_rows(
        read_text("x", "Signatories\n\nRights Now\n12 Main Street\nTel: +1 202 555 0101").lines
    )
    assert [row.role for row in rows] == [Role.GROUP, Role.SIGNS, Role.CONTACT, Role.CONTACT]
