"""Signatories in running text."""

from __future__ import annotations

from letterkit.importer.signature_lists import listed


def test_commas_within_names() -> None:
    assert listed(
        "Freedom House, Inc., Centre for Law, Memory and Democracy, Human Rights "
        "Bureau, Lisbon, and the Robes e.V."
    ) == [
        "Freedom House, Inc.",
        "Centre for Law, Memory and Democracy",
        "Human Rights Bureau, Lisbon",
        "Robes e.V.",
    ]
    assert listed("A Watch, the B Association and the C Congress, among others.") == [
        "A Watch",
        "B Association",
        "C Congress",
    ]
