"""Inside addresses, with and without blank lines between them."""

from __future__ import annotations

from importer.texts import entries
from letterkit.importer import addresses


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
