"""lines: which line of the text each merged line is from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.diagnostics import Location
from letterkit.text.amount import MAX_LINES
from letterkit.text.merge import merge
from text.invented import VALUES, at, fields, filled


@pytest.mark.parametrize(
    ("text", "words", "lines"),
    [
        ("a\nb", "a\nb", (1, 2)),
        ("{{ with.x }}\n\n  {{ with.x }}", "X\n\n  X", (1, 2, 3)),
        ("{% if with.x %}\na\n{% endif %}\nb", "a\nb", (2, 4)),
        ("{% if with.empty %}\na\n{% endif %}\nb", "b", (4,)),
        ("a\n{% if with.x %}\nb\n{% else %}\nc\n{% endif %}\nd", "a\nb\nd", (1, 3, 7)),
        ("a\n{% if with.empty %}\nb\n{% else %}\nc\n{% endif %}\nd", "a\nc\nd", (1, 5, 7)),
        ("{% for i in with.many %}\n- {{ i }}\n{% endfor %}\na", "- a\n- b\n- c\na", (2, 2, 2, 4)),
        (
            "{% for i in with.many %}\n{{ i }}\nand\n{% endfor %}",
            "a\nand\nb\nand\nc\nand\n",
            (2, 3, 2, 3, 2, 3, 4),
        ),
        # An indented tag leaves no indentation behind: four spaces would be code.
        ("- a\n  {% if with.x %}\n  b\n  {% endif %}\n- c", "- a\n  b\n- c", (1, 3, 5)),
        # A tag at the end of a line of words does not glue the next line to it.
        ("Thanks{% if with.x %} again{% endif %}\nfor it", "Thanks again\nfor it", (1, 2)),
        # A line that comes to nothing is no empty line: that would end the paragraph.
        ("a\n{% if with.empty %}b{% endif %}\nc", "a\nc", (1, 3)),
        ("a\n{{ with.empty }}\nb", "a\nb", (1, 3)),
        ("{% if with.empty %}\na\n{% endif %}\n{% if with.empty %}b{% endif %}c\nd", "c\nd", (4, 5)),
        ("a {%- if with.x -%}\nb\n{%- endif %}\nc", "ab\nc", (1, 4)),
        ("{{ with.empty }}", "", (1,)),
    ],
)
def test_each_line_knows_where_it_came_from(text: str, words: str, lines: tuple[int, ...]) -> None:
    assert filled(text) == (words, lines)


def test_the_place_of_a_line_that_stayed_is_exact() -> None:
    merged, _ = merge("{{ with.x }}\nb", at, fields(), VALUES)
    assert merged is not None
    assert merged.locate(at)(2, 5) == Location("f.yaml", 12, 7)


def test_the_place_of_a_line_that_moved_is_its_beginning() -> None:
    merged, _ = merge("{% if with.x %}\nb\n{% endif %}\nc", at, fields(), VALUES)
    assert merged is not None
    assert merged.locate(at)(2, 5) == Location("f.yaml", 14, 3)
    assert merged.locate(at)(9, 1) == Location("f.yaml", 14, 3)  # beyond the end: the last line


def test_a_text_of_the_most_lines_keeps_no_mark() -> None:
    words, lines = filled("a\n" * MAX_LINES + "{{ with.x }}")
    assert words == "a\n" * MAX_LINES + "X"
    assert lines == tuple(range(1, MAX_LINES + 2))


WITHOUT_TAGS = st.text(alphabet="ab {}%#\n-*é🕊", max_size=60).filter(
    lambda text: not any(opening in text for opening in ("{{", "{%", "{#"))
)


@settings(deadline=None, max_examples=300)
@given(WITHOUT_TAGS)
def test_without_tags_every_line_stays_where_it_is(text: str) -> None:
    merged, problems = merge(text, at, fields())
    assert problems == []
    assert merged is not None
    assert merged.text == text
    assert merged.lines == tuple(range(1, text.count("\n") + 2))
    assert merged.locate(at)(1, 3) == at(1, 3)


VALUE_PIECES = ["{{ with.x }}", "{{ with.empty }}", "{{ i }}"]
TAG_PIECES = ["{% if with.x %}", "{% if with.empty %}", "{% else %}", "{% endif %}"]
LOOP_PIECES = ["{% for i in with.many %}", "{% endfor %}"]
PIECES = st.sampled_from(["a", " ", "\n", "\n\n", "{", "- ", *VALUE_PIECES, *TAG_PIECES, *LOOP_PIECES])


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_words_keep_the_number_of_their_line(text: str) -> None:
    numbered = "".join(f"L{n}E{line}" if line.strip() else line for n, line in _numbered(text))
    merged, problems = merge(numbered, at, fields(), VALUES)
    assert (merged is None) == bool(problems)
    if merged is None:
        return
    for line, content in zip(merged.lines, merged.text.split("\n"), strict=True):
        if content.startswith("L"):
            assert content.startswith(f"L{line}E")


def _numbered(text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.splitlines(keepends=True), start=1))
