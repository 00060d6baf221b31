"""slips: what YAML reads without a word, and otherwise than it was typed for."""

from __future__ import annotations

import pytest

from letterkit.blocks import styles
from letterkit.blocks.yaml import parse


def told(text: str) -> list[tuple[str, int, int]]:
    """Each problem of the text with its line and column."""
    return [(p.code, p.location.line, p.location.column) for p in parse(text, "f.yaml")[1]]


def value(text: str) -> object:
    """What a text that is right says."""
    document, problems = parse(text, "f.yaml")
    assert problems == []
    assert document is not None
    return document.value


# LK115: cut off


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: Deputy of Desk #12", (1, 23)),
        ("a: 1\nsubject: Keep #JournalismIsNoCrime alive\nb: 2", (2, 15)),
        ("cc: #one\nb: 2", (1, 5)),
        ("lines:\n  - Flat #3b, Mill Lane", (2, 10)),
        ("cc: [Desk, Unit] #4", (1, 18)),
        ("m: {name: Ana} #4", (1, 16)),
        ('title: "Desk" #12', (1, 15)),
        ("address: [Room, #7 Mill Lane]\nb: c", (1, 17)),
        ("text: We ask #7\n  and more\nb: c", (1, 14)),
        ("lines:\n  - Flat # 12", (2, 10)),
        ("lines:\n  - Flat # 12, Mill Lane\r\n", (2, 10)),
        ("subject: Call for help\n  #KeepSpeaking\nb: c", (2, 3)),
    ],
)
def test_a_value_that_a_comment_cuts_off(text: str, place: tuple[int, int]) -> None:
    assert told(text) == [("LK115", *place)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a: b # a remark", {"a": "b"}),
        ("a: b            # in its column", {"a": "b"}),
        ("a: two words  # 7", {"a": "two words"}),
        ("a: [one-org]\nb:\n  - two-org # 2", {"a": ["one-org"], "b": ["two-org"]}),
        ("a: b ## loud", {"a": "b"}),
        ("a: F# minor", {"a": "F# minor"}),
        ("a: no#space", {"a": "no#space"}),
        ('a: "Desk #12"', {"a": "Desk #12"}),
        ("a: two words\n#old: x\nb: c", {"a": "two words", "b": "c"}),
        ("a:\n  b: two words\n  #old: x\n", {"a": {"b": "two words"}}),
        ("a: two words\n  #old: x\n", {"a": "two words"}),
        ("a: | #12\n  x #12", {"a": "x #12"}),
        ("#!shebang\na: b", {"a": "b"}),
    ],
)
def test_a_remark_and_a_sign_that_is_meant(text: str, meant: object) -> None:
    assert value(text) == meant


def test_the_mend_of_a_cut_off_value_is_named() -> None:
    (problem,) = parse("title: Deputy of Desk #12", "f")[1]
    assert problem.message == "everything from ' #' on is a comment and does not print"
    assert problem.hint is not None
    assert problem.hint.startswith("put the value into quotation marks")


# LK114: curly quotation marks


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: “Eva Beispiel”", (1, 7)),
        ("name: „Eva Beispiel“", (1, 7)),
        ("name: «Eva Ejemplo»", (1, 7)),
        ("name: »Eva Esempio«", (1, 7)),
        ("name: ‘Eva’", (1, 7)),
        ("name: “Eva Beispiel", (1, 7)),
        ("name: Eva Beispiel”", (1, 19)),
        ('name: “Eva Beispiel"', (1, 7)),
        ("lines: [One, “Two”]", (1, 14)),
        ("“name”: Eva", (1, 1)),
        ("title: “News: a summary”\ntext: x", (1, 8)),
        ("title: „News: a summary“\ntext: x", (1, 8)),
        ('title: "News”\ntext: |\n  We.\n', (1, 13)),
        ('title: "News”\ntext: "x"\n', (1, 13)),
    ],
)
def test_curly_marks_in_place_of_straight_ones(text: str, place: tuple[int, int]) -> None:
    problems = parse(text, "f.yaml")[1]
    assert [(p.code, p.location.line, p.location.column) for p in problems] == [("LK114", *place)]
    assert "is not a quotation mark of YAML" in problems[0].message
    assert problems[0].hint is not None
    assert problems[0].hint.startswith("write ")


def test_the_hint_has_the_authors_own_marks() -> None:
    (problem,) = parse("name: «Eva Ejemplo»", "f.yaml")[1]
    assert problem.hint is not None
    assert problem.hint.endswith('around them: "«Eva Ejemplo»"')
    (problem,) = parse("name: “" + "word " * 30 + "end”", "f.yaml")[1]
    assert problem.hint is not None
    assert problem.hint.endswith('around them: "“word word word word… word end”"')


@pytest.mark.parametrize(
    "words",
    [
        "the “open door” policy",
        "“Open” and “shut”",
        "Thanks for “openness”",
        "‘Abd al-Example",
        "the prisoners’",
        "O’Example",
    ],
)
def test_curly_marks_around_some_words(words: str) -> None:
    assert value(f"a: {words}") == {"a": words}


def test_curly_marks_that_are_to_print() -> None:
    assert value('a: "“Eva”"\nb: |\n  “Eva”') == {"a": "“Eva”", "b": "“Eva”"}


# LK116: spaces that are none


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a:\n\u00a0\u00a0b: c", (2, 1)),
        ("body:\n \u00a0- x", (2, 2)),
        ("text: |\n  One\n  \u00a0\n  two", (3, 3)),
        ("text: |\n  One\n  \u202ftwo", (3, 3)),
        ("text: |\n\u2003\u2003One", (2, 1)),
        ("title:\u00a0News\ntext: x", (1, 7)),
        ("title: \u00a0News", (1, 8)),
        ("title: News\u00a0", (1, 12)),
        ("title: \u200bNews", (1, 8)),
        ("title\u00a0: News", (1, 6)),
        ("\u200btitle: News", (1, 1)),
        ("a:\n- framing:\u00a0news", (2, 11)),
        ("a:\n-\u00a0news", (2, 2)),
        ("a: [b,\u00a0c]", (1, 7)),
        ("a: {b:\u00a0c}", (1, 7)),
    ],
)
def test_a_space_that_is_none(text: str, place: tuple[int, int]) -> None:
    assert told(text) == [("LK116", *place)]


def test_every_line_that_begins_so_is_told() -> None:
    assert told("a:\n\u00a0b: c\n\u00a0d: e") == [("LK116", 2, 1), ("LK116", 3, 1)]


@pytest.mark.parametrize("words", ["10\u00a0000 people", "Qui\u00a0?", "one\u202f; two"])
def test_a_no_break_space_between_words(words: str) -> None:
    assert value(f"a: {words}") == {"a": words}


def test_a_chinese_paragraph_begins_with_wide_spaces() -> None:
    assert value("a: |\n  \u3000\u3000我们") == {"a": "\u3000\u3000我们"}


@pytest.mark.parametrize("words", ["“Eva”", "Eva”", "\u00a0Eva", "Eva\u200b", "‘Eva’"])
def test_what_letterkit_writes_itself_can_be_read(words: str) -> None:
    for written in styles.on_one_line(words):
        assert value(f"a: {written}") == {"a": words}
    assert value(f"{styles.key(words)}: a") == {words: "a"}


# LK105, LK106: tabs and encodings


def test_every_line_with_a_tab_is_told_once() -> None:
    assert told("a:\tb\tc\nd:\n\t- e") == [("LK105", 1, 3), ("LK105", 3, 1)]
