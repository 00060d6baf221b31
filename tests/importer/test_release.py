"""The parts of a press release."""

from __future__ import annotations

import pytest

from importer.texts import entries
from letterkit.importer import release


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
