"""What is said of a file that was imported."""

from __future__ import annotations

from letterkit.cli.imported import told_of_marks
from proposals.test_marks import MARKS


def test_it_says_with_counts_what_was_done() -> None:
    assert list(told_of_marks(MARKS)) == [
        "  1 insertion and 1 deletion were taken as accepted: the letter has the newest text",
        "  2 comments by Bo and somebody were left out",
    ]
    assert list(told_of_marks(MARKS[:1])) == [
        "  1 insertion was taken as accepted: the letter has the newest text"
    ]
    assert list(told_of_marks([])) == []
