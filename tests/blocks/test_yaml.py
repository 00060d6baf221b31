"""yaml: YAML to plain values, each with its place; what is wrong is a diagnostic, no exception."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.blocks.yaml import MAX_DEPTH, Document, Steps, Value, parse, read
from letterkit.diagnostics import Location
from letterkit.files.reading import BLOCK


def codes(text: str) -> list[tuple[str, int, int]]:
    """Each problem of the text with its line and column."""
    document, problems = parse(text, "f.yaml")
    assert document is None or not problems
    return [(problem.code, problem.location.line, problem.location.column) for problem in problems]


def document(text: str) -> Document:
    """The document of a text that must be right."""
    found, problems = parse(text, "f.yaml")
    assert problems == []
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 01234", {"a": "01234"}),
        ("a: 2016-06-06", {"a": "2016-06-06"}),
        ("a: true", {"a": "true"}),
        ("a: ~\nb: null\nc:", {"a": None, "b": None, "c": None}),
        ("a: ''\nb: 'null'\nc: \"~\"", {"a": "", "b": "null", "c": "~"}),
        ("a: [x, {y: z}]", {"a": ["x", {"y": "z"}]}),
        ("a: |\n  one\n  two\n\n", {"a": "one\ntwo"}),
        ("a: >\n  one\n  two\n", {"a": "one two"}),
        ("\ufeffa: b", {"a": "b"}),
        ("\ufeff\ufeffa: b", {"a": "b"}),
        ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ('"<<": a', {"<<": "a"}),
        ("名: 刘晓波 🕊", {"名": "刘晓波 🕊"}),
    ],
)
def test_values_stay_words(text: str, value: Value) -> None:
    assert document(text).value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [", ("LK101", 1, 1)),
        ("a: b: c", ("LK101", 1, 5)),
        ("ok: 1\na: @b", ("LK101", 2, 4)),
        ("a: 1\n---\nb: 2", ("LK101", 2, 1)),
        ("? [a]\n: b", ("LK101", 1, 3)),
        ("b: 1\na: 1\na: 2", ("LK102", 3, 1)),
        ("a: {b: 1, b: 2}", ("LK102", 1, 11)),
        ("a: &x 1", ("LK103", 1, 4)),
        ("a: &x {b: c}", ("LK103", 1, 4)),
        ("a: *x", ("LK103", 1, 4)),
        ("<<: {a: b}", ("LK103", 1, 1)),
        ("a: !!python/none x", ("LK104", 1, 4)),
        ("a:\n  - !x [b]", ("LK104", 2, 5)),
        ("a: b\nc:\td", ("LK105", 2, 3)),
        ("a: b\n  \x07", ("LK109", 2, 3)),
        ("a: \U000f0001", ("LK109", 1, 4)),
        ("a: \ud800", ("LK109", 1, 4)),
        ('a: "x\\e[31m"', ("LK109", 1, 4)),
        ('"\\e[31m": x', ("LK109", 1, 1)),
        ("", ("LK111", 1, 1)),
        ("# nothing yet\n", ("LK111", 1, 1)),
        ("just words", ("LK111", 1, 1)),
        ("- a\n- b", ("LK111", 1, 1)),
    ],
)
def test_what_is_refused_has_a_place(text: str, expected: tuple[str, int, int]) -> None:
    assert codes(text) == [expected]


def test_several_problems_are_all_told() -> None:
    assert codes("a: &x 1\nb: *x\na: 2") == [("LK103", 1, 4), ("LK103", 2, 4), ("LK102", 3, 1)]


def test_a_tab_and_a_control_character_are_both_told() -> None:
    assert codes("a:\t\x07") == [("LK105", 1, 3), ("LK109", 1, 4)]


def test_the_hint_for_a_colon_in_text() -> None:
    problem = parse("title: Freedom: now", "f.yaml")[1][0]
    assert problem.hint == "put text that contains ': ' into quotation marks, or below a `|`"


def test_a_bomb_of_brackets_is_stopped_at_the_first_one_too_deep() -> None:
    assert document("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)).value["a"] is not None
    assert codes("a: " + "[" * 100_000) == [("LK108", 1, 4 + MAX_DEPTH - 1)]


def test_an_alias_is_never_followed() -> None:
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    assert [(code, line) for code, line, _ in codes(laughs)] == [
        ("LK103", 1),
        ("LK103", 2),
        ("LK103", 2),
        ("LK103", 2),
        ("LK103", 3),
        ("LK103", 3),
    ]


NESTED = """\
name: Jane Doe
history:
  - date: 2018-02
    note: "in prison"
  - {date: 2019}
text: |

  One line
  and another
folded: >
  one
  two
"""


@pytest.mark.parametrize(
    ("path", "value_at", "key_at"),
    [
        ((), (1, 1), (1, 1)),
        (("name",), (1, 7), (1, 1)),
        (("history",), (3, 3), (2, 1)),
        (("history", 0), (3, 5), (3, 5)),
        (("history", 0, "note"), (4, 11), (4, 5)),
        (("history", 1, "date"), (5, 12), (5, 6)),
        (("text",), (6, 7), (6, 1)),
        (("history", 0, "missing"), (3, 5), (3, 5)),
        (("missing", 7, "deep"), (1, 1), (1, 1)),
    ],
)
def test_every_value_and_key_has_a_place(
    path: Steps, value_at: tuple[int, int], key_at: tuple[int, int]
) -> None:
    found = document(NESTED)
    assert found.location(path) == Location("f.yaml", *value_at)
    assert found.key_location(path) == Location("f.yaml", *key_at)


@pytest.mark.parametrize(
    ("path", "in_text", "in_file"),
    [
        (("text",), (2, 1), (8, 3)),
        (("text",), (3, 5), (9, 7)),
        (("name",), (1, 6), (1, 12)),
        (("history", 0, "note"), (1, 1), (4, 12)),  # after the quotation mark
        (("folded",), (2, 3), (10, 9)),  # folding loses the lines: the value's beginning
        (("missing",), (1, 1), (1, 1)),
    ],
)
def test_a_line_of_a_text_is_a_line_of_the_file(
    path: Steps, in_text: tuple[int, int], in_file: tuple[int, int]
) -> None:
    found = document(NESTED)
    assert found.text_location(path, *in_text) == Location("f.yaml", *in_file)
    assert found.locator(path)(*in_text) == Location("f.yaml", *in_file)


def test_an_indentation_indicator_shifts_no_column() -> None:
    found = document("a: |2\n    indented\n  not\n")
    assert found.value["a"] == "  indented\nnot"
    assert found.text_location(("a",), 1, 3) == Location("f.yaml", 2, 5)


def test_a_line_of_spaces_shifts_no_column() -> None:
    found = document("a: |2\n     \n  one\n")
    assert found.value["a"] == "   \none"
    assert found.text_location(("a",), 2, 1) == Location("f.yaml", 3, 3)


@pytest.mark.parametrize("text", ["a: b\r\n", "\ufeffa: b", "\ufeff# c\r\na: |\r\n  é🕊\r\n"])
def test_a_document_keeps_all_that_the_file_holds(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(text.encode())
    found, _ = read(file, file.parent, "x.yaml")
    assert found is not None
    assert found.text == text


def test_a_file_is_read_as_it_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("a: é".encode())
    found, problems = read(file, file.parent, "seeds/x.yaml")
    assert problems == []
    assert found is not None
    assert found.value == {"a": "é"}
    assert found.location(("a",)) == Location("seeds/x.yaml", 1, 4)


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (b"a: b\nc: \xff", "LK106", "x.yaml:2:4"),
        (b"\xef\xbb\xbfa: \xc3\xa9\xff", "LK106", "x.yaml:1:5"),
        ("a: é\nb: é".encode("utf-16"), "LK106", "x.yaml:1:1"),
        (b"a: " + b"b" * BLOCK.largest, "LK107", "x.yaml:1:1"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, raw: bytes, code: str, place: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(raw)
    found, problems = read(file, file.parent, "x.yaml")
    assert found is None
    assert [(problem.code, str(problem.location)) for problem in problems] == [(code, place)]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: " + b"b" * (BLOCK.largest - 3))
    assert read(file, file.parent, "x.yaml")[1] == []


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    found, (problem,) = read(tmp_path, tmp_path.parent, "seeds/x.yaml")
    assert found is None
    assert (problem.code, str(problem.location)) == ("LK117", "seeds/x.yaml:1:1")


YAMLISH = st.text(alphabet="ab:-?[]{}&*!|>'\"%@#,<~ \n\t\r\\\x00\x85\u2028\ufeff0é🕊", max_size=60)


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text(), YAMLISH))
def test_no_text_raises_anything(text: str) -> None:
    found, problems = parse(text, "f.yaml")
    assert (found is None) == bool(problems)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1
    assert all(1 <= problem.location.line <= lines for problem in problems)
    assert all(problem.location.column >= 1 for problem in problems)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=80))
def test_no_bytes_raise_anything(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "bytes.yaml"
    file.write_bytes(raw)
    found, problems = read(file, file.parent, "bytes.yaml")
    assert (found is None) == bool(problems)


KEYS = st.text(alphabet="abcdefg", min_size=1, max_size=4)
TREES = st.recursive(
    st.text(alphabet="xyz 'é", max_size=8),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), st.sampled_from([None, 1, 3]))
def test_every_place_points_at_its_value(tree: dict[str, Value], indent: int | None) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=indent)  # JSON is YAML: what stands where is plain
    found = document(text)
    assert found.value == tree
    lines = text.split("\n")
    decoder = json.JSONDecoder()
    for path, place in found.places.items():
        value: Value = found.value
        for step in path:
            value = value[step]  # type: ignore[index]
        here = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert decoder.raw_decode(here)[0] == value
