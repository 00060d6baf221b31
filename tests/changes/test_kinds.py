"""The kinds of change: what is printed of each names no other."""

from __future__ import annotations

from letterkit.changes import ListedChange
from letterkit.changes.kinds import KIND_BY_WORDS, ChangeKind, ChangeSubject, Deed


def test_no_two_kinds_are_printed_alike() -> None:
    assert len(KIND_BY_WORDS) == len(ChangeSubject) * len(Deed)


def test_a_listed_change_knows_its_kind() -> None:
    change = ListedChange(1, "case no longer listed", (), "people/jane-doe", "a.yaml", 1, "", "")
    assert change.kind == ChangeKind(ChangeSubject.CASE, Deed.NO_LONGER_LISTED)
    assert str(change.kind) == change.what
