"""conflicts: both sides of a merge, wherever git left them, and marks that were forgotten."""

from __future__ import annotations

import pytest

from letterkit.blocks.conflicts import conflicts
from letterkit.blocks.yaml import parse
from letterkit.diagnostics import Location

BOTH = """\
name: Riverside
<<<<<<< HEAD
url: https://one.example
about: One
=======
url: https://two.example
>>>>>>> spring
member_from: 2019
"""


def lines(text: str, *, in_yaml: bool = True) -> list[tuple[int, int]]:
    found = conflicts(text, "f", in_yaml=in_yaml)
    assert {problem.code for problem in found} <= {"LK113"}
    return [(problem.location.line, problem.location.column) for problem in found]


def test_both_sides_are_told_with_their_lines_and_whose_they_are() -> None:
    (problem,) = conflicts(BOTH, "seeds/x.yaml")
    assert problem.location == Location("seeds/x.yaml", 2, 1)
    assert problem.message == "both sides of a merge, lines 2–7: keep one side"
    assert problem.hint is not None
    assert problem.hint.startswith("keep lines 3–4 (HEAD) or line 6 (spring); ")


def test_the_version_before_is_none_of_the_sides() -> None:
    text = BOTH.replace("=======", "||||||| 1a2b3c4\nurl: https://old.example\n=======")
    (problem,) = conflicts(text, "f")
    assert problem.message.endswith("lines 2–9: keep one side")
    assert problem.hint is not None
    assert "lines 3–4 (HEAD) or line 8 (spring)" in problem.hint
    assert "|||||||" in problem.hint


def test_a_side_may_have_deleted_the_lines() -> None:
    (problem,) = conflicts("<<<<<<< HEAD\n=======\na: b\n>>>>>>> theirs\n", "f")
    assert problem.hint is not None
    assert problem.hint.startswith("keep nothing (HEAD) or line 3 (theirs); ")


@pytest.mark.parametrize(
    "text",
    [
        BOTH.replace("\n", "\r\n"),
        BOTH.replace("<<<<<<<", "<" * 9).replace("=======", "=" * 9).replace(">>>>>>>", ">" * 9),
        BOTH.replace(" HEAD", "").replace(" spring", ""),
        "name: |\n" + "".join(f"  {line}\n" for line in BOTH.splitlines()),
    ],
)
def test_marks_of_other_ends_lengths_and_places(text: str) -> None:
    assert len(lines(text)) == 1


def test_several_in_one_file_are_all_told_and_nothing_else_is() -> None:
    text = BOTH + BOTH + "a: [\n\tb\n"
    assert lines(text) == [(2, 1), (10, 1)]
    document, problems = parse(text, "f")
    assert document is None
    assert [problem.code for problem in problems] == ["LK113", "LK113"]


def test_inside_a_literal_text_too() -> None:
    text = "title: T\ntext: |\n  One.\n<<<<<<< HEAD\n  Two.\n=======\n  Three.\n>>>>>>> b\n"
    assert lines(text) == [(4, 1)]
    assert parse(text, "f")[1] == conflicts(text, "f")


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", "|||||||", ">>>>>>> theirs"])
def test_a_mark_left_behind(mark: str) -> None:
    (problem,) = conflicts(f"a: b\n{mark}\nc: d\n", "f")
    assert problem.message == f"a mark that a merge left behind: {mark[:7]}"
    assert problem.location.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "text: |\n  A heading\n  =======\n",
        "text: |\n  <<<< and >>>> and ==== \n",
        "text: |\n  see <<<<<<< and =======\n",
        "# <<<<<<< HEAD\na: b\n",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert lines(text) == []


def test_a_line_of_equals_signs_may_stand_in_a_note() -> None:
    assert lines("Notes\n=======\n", in_yaml=False) == []
    assert lines(BOTH, in_yaml=False) == [(2, 1)]
