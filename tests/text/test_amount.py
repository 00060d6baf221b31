"""How much a text may ask: counted before Jinja reads it, and told at its line."""

from __future__ import annotations

import pytest

from letterkit.blocks.values import WithValue
from letterkit.text.markdown import parse
from letterkit.text.merge import check, merge
from text.invented import VALUES, at, fields, filled


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{{ " + "(" * 11 + "dialogue }}", "LK310", 12),
        ("{{ dialogue" + "|upper" * 60 + " }}", "LK311", 11),
        ("{{ dialogue" + " ~ dialogue" * 60 + " }}", "LK311", 11),
        ("{{ " + "not " * 101 + "dialogue }}", "LK311", 11),
        ("{{ dialogue" + ".name" * 60 + " }}", "LK311", 11),
        ("{{ " + "[" * 11 + " }}", "LK310", 11),
        ("{{ " * 40 + "dialogue", "LK310", 11),
        ("a\nb {{ " + "9" * 16 + " }}", "LK311", 12),
        ("{{ 1e999999999 | number }}", "LK311", 11),
        ("{% if cases %}" * 11 + "x" + "{% endif %}" * 11, "LK310", 11),
        ("{% for c in cases %}{% if c %}" * 6 + "{% endif %}{% endfor %}" * 6, "LK310", 11),
        ("{{ dialogue }}" * 1001, "LK311", 11),
        ("x" * 200_001 + "{{ dialogue }}", "LK311", 11),
    ],
)
def test_what_is_too_much_is_told_at_its_line(text: str, code: str, line: int) -> None:
    (problem,) = check(text, at, tuple(VALUES))
    assert (problem.code, problem.location.line) == (code, line)
    assert merge(text, at, fields(), VALUES)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 10 + "dialogue" + ")" * 10 + " }}",
        "{{ dialogue" + "|upper" * 48 + " }}",
        "{% if cases %}" * 10 + "x" + "{% endif %}" * 10,
        "{% if cases %}x{% endif %}" * 400,
        "{{ 123456789012345 | number }}",
    ],
)
def test_what_is_just_within_the_limits_is_filled_in(text: str) -> None:
    assert check(text, at, tuple(VALUES)) == []
    assert filled(text)[0]


@pytest.mark.parametrize(
    "text",
    ["{{ '1e99' | number }}", "{{ '1e999999999' | number }}", "{{ with.long | words }}",
     "{{ with.many | join(with.long) }}", "{{ with.long | join(', ') }}"],
)  # fmt: skip
def test_a_filter_makes_nothing_endless(text: str) -> None:
    values: dict[str, WithValue] = {"long": "9" * 5_000, "many": ["x"] * 1_000}
    merged, problems = merge(text, at, fields(), values)
    assert merged is None
    assert [problem.code for problem in problems] == ["LK305"]


def test_marks_nested_very_deep_are_told_and_no_tree_is_made_of_them() -> None:
    marks = ["*" if i % 2 else "**" for i in range(600)]
    text = "".join(f"{mark}a " for mark in marks) + "x" + "".join(f" a{mark}" for mark in marks[::-1])
    nodes, problems = parse(text, at, "en-US")
    assert (nodes, [problem.code for problem in problems]) == ((), ["LK310"])


def test_a_line_that_ends_as_old_programs_ended_it_is_a_line() -> None:
    nodes, _ = parse("> a.\rB\r\rC", at, "en-US")
    assert [node.type for node in nodes] == ["quotation", "paragraph"]
