"""syntax: what the parser cannot read, in words for somebody who knows no YAML."""

from __future__ import annotations

import pytest

from letterkit.blocks.yaml import decode, parse


def only(text: str) -> tuple[tuple[int, int], str, str]:
    """Place, message and hint of the only problem, which must be LK101."""
    document, (problem,) = parse(text, "f.yaml")
    assert document is None
    assert problem.code == "LK101"
    return (problem.location.line, problem.location.column), problem.message, problem.hint or ""


@pytest.mark.parametrize(
    ("value", "beginning"),
    [
        ("*Firmly* we ask", "*"),
        ("**Firmly** we ask", "*"),
        ("& others", "&"),
        ("% of all", "%"),
        ("@example", "@"),
        ("`code`", "`"),
        ("!! now", "!"),
        ("[Draft] News", "["),
        ("{one} two", "{"),
        ("{{ with.place }} and on", "{{"),
        ("{{ with.place }}", "{{"),
        ("{{ with.place }}: news", "{{"),
        ("> We ask", ">"),
        ("| We ask", "|"),
    ],
)
@pytest.mark.parametrize(("before", "line", "column"), [("note: ", 1, 7), ("b:\n  - ", 2, 5)])
def test_a_value_that_begins_with_a_sign_of_yaml(
    value: str, beginning: str, before: str, line: int, column: int
) -> None:
    place, message, hint = only(f"{before}{value}\n")
    assert place == (line, column)
    assert message == f"a value cannot begin with {beginning}"
    assert hint.startswith(f"put a value that begins with {beginning} into quotation marks")


@pytest.mark.parametrize("sign", ["*", "•", "–", "—", "+"])
def test_an_item_that_begins_as_elsewhere(sign: str) -> None:
    place, message, hint = only(f"body:\n  - one: a\n  {sign} two: b\n  - three: c\n")
    assert place == (3, 3)
    assert message == f"an item of a list cannot begin with {sign}"
    assert hint == f"write - and a space instead of {sign}"


def test_the_mend_is_shown_as_it_can_be_typed() -> None:
    for value in ("*Firmly* we ask", '*"Firmly"* we ask', "{{ with.place }}: news"):
        _, _, hint = only(f"note: {value}")
        document, problems = parse(f"note: {hint.split('marks: ')[1]}", "f")
        assert problems == []
        assert document is not None
        assert document.value == {"note": value}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("title:News\ntext: x", (1, 6), "a space is missing after the colon"),
        ("text: x\ntitle:News", (2, 6), "a space is missing after the colon"),
        ("title:News", (1, 6), "a space is missing after the colon"),
        ("a: [{title:News}]", (1, 11), "a space is missing after the colon"),
        ("title：News\ntext: x", (1, 6), "'：' stands where a colon and a space should"),
        ("title = News\ntext: x", (2, 5), "a `key:` cannot stand here"),
        ("title: News: more", (1, 12), "a second colon in the line"),
        ('title: "Open" news', (1, 8), 'the value goes on after the closing "'),
        ("title: 'it's news'", (1, 8), "the value goes on after the closing '"),
        ("title: 'Twas so", (1, 8), "a quotation mark, ', that is never closed"),
        ("text: |\nWe ask.\n", (2, 1), "this line is indented less than the text it belongs to"),
        ("text: |\n  We ask\n now.\n", (3, 2), "this line is indented less than the text it belongs to"),
        ("cc: - One", (1, 5), "a list cannot begin beside its key"),
        ("a: [b, c\nd: e", (1, 4), "a bracket that is never closed"),
        ('a: "C:\\Users"', (1, 9), "a \\ between these quotation marks means something else"),
        ("a:\n  b: c\n d: e", (3, 2), "this line does not fit the lines above"),
        ("cc:\n  - One\n    - Two", (3, 5), "this line is read as a part of the value above it"),
        ("cc:\n  - One\n    -Two", (3, 5), "this line is read as a part of the value above it"),
        ("subject: News\n  cc:One", (2, 3), "this line is read as a part of the value above it"),
        ("  title: a\n b: c", (2, 2), "this line does not fit the lines above"),
        ("- a\nb: c", (2, 1), "this line does not fit the list above"),
    ],
)
def test_what_cannot_be_read_in_plain_words(text: str, place: tuple[int, int], message: str) -> None:
    assert only(text)[:2] == (place, message)
    assert only(text)[2]


@pytest.mark.parametrize(
    "text",
    ["a: one\n  two --\n  -- three", "a: one\n  -5 of them", "a: |\n  - b\n   - c", 'a: "b\n  - c"'],
)
def test_a_value_may_go_on_below(text: str) -> None:
    assert parse(text, "f.yaml")[1] == []


@pytest.mark.parametrize(("value", "code"), [("*all", "LK103"), ("&all x", "LK103"), ("!now", "LK104")])
def test_signs_that_yaml_has_a_use_for_are_to_be_quoted_too(value: str, code: str) -> None:
    (problem,) = parse(f"a: {value}", "f")[1]
    assert (problem.code, problem.location.column) == (code, 4)
    assert problem.hint == f"put a value that begins with {value[0]} into quotation marks"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("name: José".encode("cp1252"), "Windows-1252, where it seems to say 'é'"),
        ("name: “José”".encode("cp1252"), "Windows-1252, where it seems to say '“'"),
        ("name: José".encode("utf-16"), "UTF-16"),
    ],
)
def test_another_encoding_is_named(raw: bytes, words: str) -> None:
    _, (problem,) = decode(raw, "f")
    assert problem.code == "LK106"
    assert words in problem.message
    assert problem.hint is not None
    assert "UTF-8" in problem.hint
