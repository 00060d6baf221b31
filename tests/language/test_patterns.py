"""patterns: words with what is needed of regular expressions."""

from __future__ import annotations

import re

import pytest

from letterkit.language.patterns import any_of


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("Yours truly", "Yours\n truly", True),
        ("Yours truly", "Yourstruly", False),
        ("Mr.", "Mr.", True),
        ("Mr.", "Mrs", False),
        ("P. ?O. ?Box", "P.O. Box", True),
        ("P. ?O. ?Box", "P. O.Box", True),
        ("(very )?(truly|sincerely) yours", "very sincerely yours", True),
        ("(very )?(truly|sincerely) yours", "truly yours", True),
        (r"\(signed\)", "(signed)", True),
        (r"Chair\w*", "Chairwoman", True),
        ("Estimad[oa]s?", "Estimadas", True),
        ("c[. ]c", "c c", True),
        ("c[. ]c", "c\tc", False),  # within a class everything is itself
        ("a(?=b)", "a", False),
    ],
)
def test_a_pattern(pattern: str, text: str, fits: bool) -> None:
    assert (re.fullmatch(any_of([pattern]), text) is not None) is fits


def test_alternatives_stay_within_their_pattern() -> None:
    pattern = re.compile(rf"x{any_of(['a|b', 'c'])}y")
    assert [bool(pattern.fullmatch(text)) for text in ("xay", "xby", "xcy", "xa")] == [True] * 3 + [False]
    assert pattern.groups == 0


def test_of_no_patterns_nothing_fits() -> None:
    assert re.search(any_of([]), "") is None
