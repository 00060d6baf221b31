"""diagnostics: what a problem looks like, in what order they come."""

from __future__ import annotations

import pytest

from letterkit.diagnostics import (
    Diagnostic,
    LetterkitError,
    Location,
    Severity,
    did_you_mean,
    has_errors,
    ordered,
)
from letterkit.values import replace

HERE = Location("seeds/issues/release.yaml", 3, 7)
ERROR = Diagnostic("LK204", "no issue is named 'x'", HERE)
WARNING = Diagnostic("LK209", "not read", HERE, severity=Severity.WARNING)


def test_a_problem_is_one_line() -> None:
    assert str(ERROR) == "seeds/issues/release.yaml:3:7: error LK204: no issue is named 'x'"


def test_a_hint_is_a_second_line_indented() -> None:
    problem = Diagnostic("LK204", "wrong", HERE, "did you mean 'y'?")
    assert str(problem).splitlines()[1:] == ["  did you mean 'y'?"]


def test_a_warning_says_that_it_is_one() -> None:
    assert ": warning LK209: " in str(WARNING)


def test_the_title_of_the_block_stands_after_the_message() -> None:
    problem = Diagnostic("LK204", "wrong", HERE, "mend it", title="The release")
    assert str(problem).splitlines() == [
        "seeds/issues/release.yaml:3:7: error LK204: wrong (in “The release”)",
        "  mend it",
    ]


def test_a_problem_is_the_same_with_and_without_its_title() -> None:
    assert ordered([ERROR, replace(ERROR, title="The release")]) == [ERROR]


def test_an_error_that_stops_the_work() -> None:
    assert str(LetterkitError("no workspace")) == "no workspace"
    assert str(LetterkitError("no workspace", "make one")) == "no workspace\n  make one"
    assert LetterkitError("x").status == 3
    assert LetterkitError("x", status=2).status == 2


def test_order_is_by_file_then_line_then_column_as_numbers() -> None:
    places = [Location("b", 1, 1), Location("a", 10, 1), Location("a", 9, 1), Location("a", 9, 10)]
    problems = [Diagnostic("LK101", "x", place) for place in places]
    assert [str(p.location) for p in ordered(problems)] == ["a:9:1", "a:9:10", "a:10:1", "b:1:1"]


def test_errors_come_before_warnings_whatever_their_place() -> None:
    first = Diagnostic("LK101", "x", Location("z.yaml", 9, 9))
    second = Diagnostic("LK101", "x", Location("a.yaml", 1, 1), severity=Severity.WARNING)
    assert ordered([second, first]) == [first, second]


def test_at_one_place_the_lower_code_comes_first() -> None:
    higher, lower = (Diagnostic(code, "x", HERE) for code in ("LK204", "LK203"))
    assert ordered([higher, lower]) == [lower, higher]


def test_the_same_problem_is_said_once() -> None:
    assert ordered([ERROR, WARNING, ERROR]) == [ERROR, WARNING]


def test_only_errors_count_as_errors() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("relese", "did you mean 'release'?"),
        ("release", "did you mean 'release'?"),
        ("bread", None),
    ],
)
def test_only_a_close_word_is_suggested(word: str, hint: str | None) -> None:
    assert did_you_mean(word, ["release", "visas"]) == hint


def test_what_is_an_error_is_no_warning_besides() -> None:
    assert ordered([replace(ERROR, severity=Severity.WARNING), ERROR]) == [ERROR]
