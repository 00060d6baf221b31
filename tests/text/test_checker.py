"""checker: what is refused before any letter is made."""

from __future__ import annotations

import pytest

from letterkit.text.merge import check, merge
from text.invented import JANE, at, fields, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ nothing }}", ("LK301", 11, 6)),
        ("a\n  b {{ dialog.name }}", ("LK301", 12, 10)),
        ("{{ dialogue.nmae }}", ("LK301", 11, 6)),
        ("{{ dialogue.name.first }}", ("LK301", 11, 6)),
        ("{{ with.y }}", ("LK301", 11, 6)),
        ("{{ with.y | default('z') }}", ("LK301", 11, 6)),
        ("{{ people.joe }}", ("LK301", 11, 6)),
        ("{{ letter.date.year }}", ("LK301", 11, 6)),
        ("{% for p in cases %}{{ p.nmae }}{% endfor %}", ("LK301", 11, 26)),
        ("{% for p in cases %}{% endfor %}\n{{ p }}", ("LK301", 12, 6)),
        ("{% if nothing %}{% endif %}", ("LK301", 11, 9)),
        ("{{ loop }}", ("LK301", 11, 6)),
        ("{{ x", ("LK302", 11, 3)),
        ("a\nb {{ }}", ("LK302", 12, 5)),
        ("a\n{{ \u06611e5 }}", ("LK302", 12, 3)),
        ("{{ 1.\u06615 }}", ("LK302", 11, 3)),
        ("{% if with.x %}", ("LK302", 11, 3)),
        ("a {% endif %}", ("LK303", 11, 5)),
        ("{{ with.x() }}", ("LK303", 11, 12)),
        ("a\n{# hidden #} b", ("LK303", 12, 3)),
        ("{{ range(9) }}", ("LK303", 11, 11)),
        ("{{ 'x' * 9 }}", ("LK303", 11, 3)),
        ("{{ 9 ** 9 }}", ("LK303", 11, 3)),
        ("{{ [1] }}", ("LK303", 11, 3)),
        ("{{ with.x[0:2] }}", ("LK303", 11, 3)),
        ("{{ dialogue.__class__ }}", ("LK303", 11, 15)),
        ("{{ dialogue['__class__'] }}", ("LK303", 11, 16)),
        ("{{ with.x._y }}", ("LK303", 11, 13)),
        ("{% include 'x' %}", ("LK303", 11, 6)),
        ("{% import 'x' as y %}", ("LK303", 11, 3)),
        ("{% set x = 1 %}", ("LK303", 11, 3)),
        ("{% macro m() %}{% endmacro %}", ("LK303", 11, 3)),
        ("{% for a in cases recursive %}{% endfor %}", ("LK303", 11, 6)),
        ("{% for a, b in cases %}{% endfor %}", ("LK303", 11, 6)),
        ("{% do x %}", ("LK303", 11, 3)),
        ("{{ with.x | uper }}", ("LK304", 11, 15)),
        ("{{ with.x | safe }}", ("LK304", 11, 15)),
        ("{{ with.x | attr('y') }}", ("LK304", 11, 15)),
    ],
)
def test_what_is_refused_before_a_letter_is_made(text: str, expected: tuple[str, int, int]) -> None:
    assert told(check(text, at, ("x",), ("jane-doe",))) == [expected]
    merged, problems = merge(text, at, fields(), {"x": "X"}, {"jane-doe": JANE})
    assert merged is None
    assert told(problems) == [expected]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ dialog }}", "did you mean 'dialogue'?"),
        ("{{ cases[0].nme }}", "did you mean 'name'?"),
        ("{{ people.x }}", "known here: nothing"),
        ("{{ with.q }}", "known here: x"),
        ("{{ with.x | dates }}", "did you mean 'date'?"),
    ],
)
def test_the_hint_of_an_unknown_word(text: str, hint: str) -> None:
    assert [problem.hint for problem in check(text, at, ("x",))] == [hint]


def test_loops_nest_two_deep() -> None:
    open_, close = "{% for a in cases %}", "{% endfor %}"
    assert check(open_ * 2 + close * 2, at) == []
    assert [code for code, _, _ in told(check(open_ * 3 + close * 3, at))] == ["LK303"]
