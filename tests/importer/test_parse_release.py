"""A press release as a whole."""

from __future__ import annotations

from letterkit.importer.parse import parse
from letterkit.importer.readers.text import read_text


def test_signatories_listed_below_a_release() -> None:
    text = (
        "Groups Urge Obama\n(London) – The minister should act soon, two groups said "
        "today in a letter to her office in London.\nThe letter was signed by:\nFreedom "
        "House\nHuman Rights First\nRegion / Country\nAsia\n"
    )
    (found,) = parse(read_text("x", text))
    assert [one.organisation for one in found.signatories] == ["Freedom House", "Human Rights First"]
    assert [part.text for part in found.chrome] == ["Region / Country", "Asia"]
