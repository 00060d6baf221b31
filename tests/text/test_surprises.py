"""surprises: the beginning of a line that Markdown takes for something else than it looks like."""

from __future__ import annotations

import pytest

from letterkit import letter as lt
from letterkit.text.markdown import Manner, parse
from text.test_markdown import at, nodes, problems


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12. June 2025 was the day.", "en-US"),
        ("3. Oktober 1990 war ein Tag.", "de"),
        ("1. mai 2026 skjedde det.", "nb"),
        ("1) Jan 2020 it began.", "en-US"),
        ("1999. It was a year.", "en-US"),
        ("7) Seven of them went.", "en-US"),
        ("He was born on\n1. May 1960.", "en-US"),
    ],
)
def test_a_date_or_number_is_no_item(text: str, language: str) -> None:
    found = parse(text, at, language)[1]
    assert {problem.code for problem in found} == {"LK315"}
    assert "\\" in (found[0].hint or "")


def test_with_a_backslash_it_prints() -> None:
    (paragraph,) = nodes("12\\. June 2025 was the day.")
    assert lt.plain_text(paragraph).replace("\u00a0", " ") == "12. June 2025 was the day."


@pytest.mark.parametrize(
    "text",
    [
        "1. Only one",
        "1. a\n1. b\n1. c",
        "1. a\n2. b\n\nBetween them.\n\n3. c",
        "4. a\n5. b",
        "We ask:\n- one",
        "These:\n- a\n- b",
        "- a\n  and more.\n  Still more.",
        "> said.\n> More said.",
        "under article 9\n(b) of the law",
        "(a) the law\n\n(b) the court",
        "who went\n– so it is said\nfar away",
    ],
)
def test_a_list_that_looks_like_one(text: str) -> None:
    assert problems(text) == []


def test_items_that_would_print_with_other_numbers() -> None:
    (problem,) = parse("1. a\n3. b\n4. c", at, "en-US")[1]
    assert (problem.code, problem.location.line) == ("LK315", 12)
    assert problem.message == "items numbered 1, 3, 4, which would print as 1, 2, 3"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two groups\n- Ada and Bob - went", 12),
        ("more than\n> 50 of them", 12),
        ("the case\n# 12 of that year", 12),
        ("One line\nand another\n---", 11),
        ("- one\n- two.\nWe thank you.", 13),
        ("> quoted.\nWe thank you.", 12),
        ("(a) the law\n(b) the court", 11),
        ("We ask:\na. one\nb. two\nc. three", 12),
        ("i) one\nii) two", 11),
        ("(1) one\n(2) two", 11),
        ("They:\n– went\n– came", 12),
    ],
)
def test_a_line_that_joins_or_divides_what_it_should_not(text: str, line: int) -> None:
    assert [(code, where) for code, where, _ in problems(text)] == [("LK315", line)]


def test_an_exact_text_has_no_surprises() -> None:
    assert parse("12. June 2025", at, "en-US", Manner(exact=True))[1] == []


def test_a_list_within_an_item_needs_no_empty_line() -> None:
    assert problems("We ask:\n\n- that they be free\n  - and now\n- that the law be changed\n") == []
