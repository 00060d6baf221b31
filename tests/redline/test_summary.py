"""How a redline's changes are told: what is said once, and how many there are of a kind."""

from __future__ import annotations

import pytest

from letterkit.changes import Cause, Comparison, ListedChange, Version
from letterkit.redline import summary

OLD = Version("v1", "talks", "2020-04-20", "0" * 64)
NEW = Version(None, "talks", "2020-04-21", "1" * 64)


def listed(what: str, place: str, *causes: Cause, number: int = 1) -> ListedChange:
    """A change at some line."""
    return ListedChange(number, what, causes, place, "seeds/a.yaml", 4, "", "")


@pytest.mark.parametrize(
    ("what", "place", "title"),
    [
        ("date changed", "date", "date changed"),
        ("reference line changed", "reference line", "reference line changed"),
        ("copy added", "copies", "copy added: copies"),
        ("fax number changed", "addresses/minister", "fax number changed: addresses/minister"),
        ("ask moved and rewritten", "issues/courts", "ask moved and rewritten: issues/courts"),
        ("address changed", "addressees", "address changed: addressees"),
    ],
)
def test_the_part_is_not_named_twice(what: str, place: str, title: str) -> None:
    told = summary(Comparison(OLD, NEW, (listed(what, place),)))
    assert [entry.title for entry in told.entries] == [title]


def test_changes_are_counted_by_kind_and_cause() -> None:
    changes = (
        listed("words changed", "framing/opening", "library", "fact"),
        listed("words changed", "issues/courts", "library", number=2),
        listed("case no longer listed", "people/jane-doe", "fact", number=3),
    )
    told = summary(Comparison(OLD, NEW, changes))
    assert told.counts == "3 changes: words changed (2), case no longer listed"
    assert told.causes == "They come from: the library 2, facts 2"
    assert [entry.cause for entry in told.entries] == ["the library and facts", "the library", "facts"]
    assert told.old == "talks in v1, dated 2020-04-20, text 00000000"
    assert told.new == "talks in the working tree, dated 2020-04-21, text 11111111"
