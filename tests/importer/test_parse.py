"""Which documents are in a text."""

from __future__ import annotations

from importer.texts import FOOT, HEAD
from letterkit.importer.parse import parse
from letterkit.importer.readers.text import read_text


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


def test_a_language_that_is_not_known_is_kept_whole() -> None:
    text = (
        "Szanowny Panie Ministrze,\n\nPiszemy do Pana w sprawie osób, które zostały "
        "zatrzymane wiosną tego roku w stolicy.\n\nZ poważaniem,\n\nJan Nowak\n"
    )
    (found,) = parse(read_text("x", text))
    assert sum(len(part.words) for part in found.parts) == len(text.split())
