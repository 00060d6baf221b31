"""markup: Markdown to letter nodes, what a letter does not use, and the line of every node."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.diagnostics import Location
from letterkit.text.amount import MAX_TEXT
from letterkit.text.escaping import escape
from letterkit.text.markdown import MAX_PARAGRAPH, Manner, parse


def at(line: int, column: int) -> Location:
    """A text that begins on line 11, column 3 of its file."""
    return Location("f.yaml", line + 10, column + 2)


def nodes(text: str, language: str = "en-US") -> tuple[lt.BodyNode, ...]:
    """The nodes of a text that must be right."""
    found, problems = parse(text, at, language)
    assert problems == []
    return found


def outline(node: object) -> object:
    """A node as nested tuples, without origins: easy to compare, easy to read."""
    match node:
        case lt.Text(text=text):
            return text
        case lt.LineBreak():
            return "↵"
        case lt.Link(target=target, children=children):
            return ("link", target, *map(outline, children))
        case lt.List(ordered=ordered, start=start, items=items):
            return ("list", start if ordered else "•", *map(outline, items))
        case lt.Heading(level=level, children=words):
            return (f"heading {level}", *map(outline, words))
        case lt.Emphasis() | lt.Strong() | lt.Paragraph() | lt.ListItem() | lt.Quotation():
            return (node.type, *map(outline, node.children))
    raise AssertionError(node)


def problems(text: str) -> list[tuple[str, int, int]]:
    """Each problem with its place in the file."""
    found = parse(text, at, "en-US")[1]
    return [(problem.code, problem.location.line, problem.location.column) for problem in found]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("words", ("paragraph", "words")),
        ("*a* and **b**", ("paragraph", ("emphasis", "a"), " and ", ("strong", "b"))),
        ("_a **b**_", ("paragraph", ("emphasis", "a ", ("strong", "b")))),
        ("a\nb", ("paragraph", "a", " ", "b")),
        ("a  \nb", ("paragraph", "a", "↵", "b")),
        ("a\\\nb", ("paragraph", "a", "↵", "b")),
        ("# A", ("heading 1", "A")),
        ("### A *b*", ("heading 3", "A ", ("emphasis", "b"))),
        ("A\n---", ("heading 2", "A")),
        ("> a\n>\n> b", ("quotation", ("paragraph", "a"), ("paragraph", "b"))),
        ("- a\n- b", ("list", "•", ("list-item", ("paragraph", "a")), ("list-item", ("paragraph", "b")))),
        ("1. a\n\n   b", ("list", 1, ("list-item", ("paragraph", "a"), ("paragraph", "b")))),
        ("[a](https://e.org/x)", ("paragraph", ("link", "https://e.org/x", "a"))),
        ("<mailto:a@e.org>", ("paragraph", ("link", "mailto:a@e.org", "mailto:a@e.org"))),
        ("\\*a\\* \\<b> &amp; c", ("paragraph", "*a* <b> & c")),
        ("see [a][1].\n\n[1]: https://e.org", ("paragraph", "see ", ("link", "https://e.org", "a"), ".")),
    ],
)
def test_what_markdown_becomes(text: str, tree: object) -> None:
    assert [outline(node) for node in nodes(text)] == [tree]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('she said "go *now*"', "she said “go now”"),
        ("it's 2018--2020...", "it’s 2018–2020…"),
        ("\\\"a\\\" \\'b\\' \\-\\-", "\"a\" 'b' --"),  # what is escaped is meant
        ("on June 6", "on June\u00a06"),
        ("on June\n6", "on June\u00a06"),
        ("Ada B.\nLovelace", "Ada B.\u00a0Lovelace"),
        ("the U.S.\nArmy", "the U.S. Army"),
    ],
)
def test_typography_of_a_text(text: str, words: str) -> None:
    assert "".join(lt.plain_text(node) for node in nodes(text)) == words


def test_quotation_marks_follow_the_language() -> None:
    assert [lt.plain_text(node) for node in nodes('"a *b*"', "de")] == ["„a b“"]
    assert [lt.plain_text(node) for node in nodes('"a"', "fr-CH")] == ["«\u00a0a\u00a0»"]


def test_every_node_knows_its_line() -> None:
    text = "One *two\nthree* four\nfive\n\n> six\n> seven\n\n"
    text += "1. eight\n   nine\n\n   ten\n2. eleven\n\n# twelve"
    found = {
        node.text: node.origin.line
        for top in nodes(text)
        for node in lt.walk(top)
        if isinstance(node, lt.Text) and node.text != " "
    }
    assert found == {
        "One ": 11,
        "two": 11,
        "three": 12,
        " four": 12,
        "five": 13,
        "six": 15,
        "seven": 16,
        "eight": 18,
        "nine": 19,
        "ten": 21,
        "eleven": 22,
        "twelve": 24,
    }


def test_every_node_knows_whose_file_it_is_from() -> None:
    text = "# h\n\n- a *b* **c** <https://e.org>  \n  d\n\n> e\nf"
    found, _ = parse(text, at, "en-US", Manner(owner=lt.Owner.CAMPAIGN))
    assert {node.origin.owner for top in found for node in lt.walk(top)} == {lt.Owner.CAMPAIGN}
    assert {node.origin.owner for top in nodes(text) for node in lt.walk(top)} == {lt.Owner.LIBRARY}


def test_a_hard_line_break_counts_as_a_line() -> None:
    (paragraph,) = nodes("one\\\ntwo  \nthree\nfour")
    found = [node.origin.line for node in lt.walk(paragraph) if lt.plain_text(node).strip().isalpha()]
    assert found == [11, 12, 13, 14]


def test_origins_carry_the_file_and_the_column_where_the_text_begins() -> None:
    assert {node.origin for top in nodes("a *b*") for node in lt.walk(top)} == {
        lt.Origin("f.yaml", 11, 3)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c", ("LK306", 11, 5)),
        ("a\nb <i>c", ("LK306", 12, 5)),
        ("<div>\nx", ("LK306", 11, 3)),
        ("a\n\n<!-- b -->", ("LK306", 13, 3)),
        ("see [a](ftp://e.org)", ("LK307", 11, 7)),
        ("[a](javascript:alert)", ("LK307", 11, 3)),
        ("[a](file:///etc/passwd)", ("LK307", 11, 3)),
        ("[a]()", ("LK307", 11, 3)),
        ("[a](https://e.org) and [b]() on", ("LK307", 11, 26)),
        ("\\[x\\] [b](/c) [d](https://e.org)", ("LK307", 11, 9)),
        ('[a](https://e.org) [b](https://f.org "t")', ("LK309", 11, 22)),
        ("[a](//e.org)", ("LK307", 11, 3)),
        ("a ![b](c.png)", ("LK308", 11, 5)),
        ("[![b](c.png)](https://e.org)", ("LK308", 11, 4)),
        ("a\n\n`b`", ("LK309", 13, 3)),
        ("    a", ("LK309", 11, 3)),
        ("```\na\n```", ("LK309", 11, 3)),
        ("a\n\n***", ("LK309", 13, 3)),
        ("#### a", ("LK309", 11, 3)),
        ('[a](https://e.org "b")', ("LK309", 11, 3)),
        ("- a\n- `b`", ("LK309", 12, 5)),
        ("> " * 8 + "a", ("LK310", 11, 3)),
        ("a\n\n" + "- " * 8 + "a", ("LK310", 13, 3)),
        ("", ("LK312", 11, 3)),
        (" \n\n ", ("LK312", 11, 3)),
    ],
)
def test_what_a_letter_does_not_use(text: str, expected: tuple[str, int, int]) -> None:
    assert problems(text) == [expected]


def test_emphasis_within_emphasis_has_an_end() -> None:
    assert problems("*a **b " * 8 + "c" + "** d*" * 8) == [("LK310", 11, 3)]


def test_six_levels_are_allowed() -> None:
    assert nodes("> " * 6 + "a")


def test_a_link_in_a_message_is_cut_short() -> None:
    (problem,) = parse(f"[a](ftp://{'x' * 500})", at, "en")[1]
    assert len(problem.message) < 80
    assert problem.message.endswith("…'")


def test_the_same_problem_on_one_line_is_told_once() -> None:
    assert problems("`a` and `b`") == [("LK309", 11, 3)]


def test_a_paragraph_of_excessive_length() -> None:
    assert problems("a" * MAX_PARAGRAPH) == []
    assert problems("a\nb\n\n" + "a" * (MAX_PARAGRAPH + 1)) == [("LK311", 14, 3)]


def test_a_text_of_excessive_length() -> None:
    assert problems("a\n\n" * (MAX_TEXT // 3 + 1)) == [("LK311", 11, 3)]


@pytest.mark.parametrize("piece", ["*", "**a ", "[", "[a](", "<", "![", "`", "\\", "> ", "- ", "&", "_a"])
def test_no_paragraph_takes_long(piece: str) -> None:
    began = time.process_time()
    parse(piece * (MAX_PARAGRAPH // len(piece)), at, "en-US")
    assert time.process_time() - began < 5


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab *_-+>#`~[]()<>!&;:\\\"'.1=|/\n", max_size=50))
def test_no_text_raises_anything(text: str) -> None:
    found, told = parse(text, at, "en-US")
    assert found or told
    last = 10 + text.count("\n") + 1
    origins = [node.origin.line for top in found for node in lt.walk(top)]
    assert all(11 <= line <= last for line in [*origins, *(problem.location.line for problem in told)])


def straight(text: str) -> list[str]:
    """The words of a text, every quotation mark the same."""
    for mark in '“”‘’"':
        text = text.replace(mark, "'")
    return text.split()


PRINTABLE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"))),
    st.text(alphabet="ab1 *_-+>#`~[]()<>!&;:\\\"'.=|/${}", max_size=30),
    st.sampled_from(
        ["1. a", "- a", "+ a", "# a", "> a", "    a", "a\n===", "---", "***", "&lt;", "<b>", "1)"]
    ),
)


@settings(deadline=None, max_examples=400)
@given(PRINTABLE, st.sampled_from(["", "Before ", "- ", "*x* "]))
def test_an_escaped_value_is_only_words(value: str, before: str) -> None:
    found, told = parse(f"{before}{escape(value)} after", at, "en-US")
    assert told == []
    kinds = {type(node) for top in found for node in lt.walk(top)}
    around: dict[str, set[type]] = {"- ": {lt.List, lt.ListItem}, "*x* ": {lt.Emphasis}}
    assert kinds == {lt.Paragraph, lt.Text} | around.get(before, set())
    words = " ".join(lt.plain_text(node) for node in found)
    assert straight(words) == straight(f"{before.strip(' *-')} {value} after")


def languages(text: str, language: str = "en-US") -> list[tuple[str, str | None]]:
    """The words of a text that must be right, with the languages that they are marked with."""
    found = (each for node in nodes(text, language) for each in lt.walk(node))
    return [(each.text, each.foreign) for each in found if isinstance(each, lt.Text)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a [mot]{lang=fr} b", [("a ", None), ("mot", "fr"), (" b", None)]),
        ('[b *c*]{ lang="ZH-hant" }', [("b ", "zh-Hant"), ("c", "zh-Hant")]),
        ("[a [b]{lang=la} c]{lang=es-MX}", [("a ", "es-MX"), ("b", "la"), (" c", "es-MX")]),
        ("[a\nb]{lang=ug}.", [("a", "ug"), (" ", "ug"), ("b", "ug"), (".", None)]),
        ("[see [x](https://x.example)]{lang=de}", [("see ", "de"), ("x", "de")]),
        ("a[^1]\n\n[^1]: [n]{lang=it} m", [("a", None), ("n", "it"), (" m", None)]),
        ("| [a]{lang=fr} |\n|---|\n| b |", [("a", "fr"), ("b", None)]),
        ("[a] \\[b\\]\\{lang=fr\\}", [("[a] [b]{lang=fr}", None)]),
    ],
)
def test_words_of_another_language(text: str, marked: list[tuple[str, str | None]]) -> None:
    assert languages(text) == marked


def test_marked_words_have_the_spaces_of_their_own_language() -> None:
    said = languages("Ils crient : [Free them now!]{lang=en} et partent !", "fr")
    assert said == [
        ("Ils crient\u00a0: ", None),
        ("Free them now!", "en"),
        (" et partent\u202f!", None),
    ]
    assert languages("They ask [où ?]{lang=fr}") == [("They ask ", None), ("où\u202f?", "fr")]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("a [b]{lang=xx} c", "xx"),
        ("[b]{lang=en-EU}", "en-EU"),
        ("[b]{lang=und}", "und"),
        ("[b]{.red}", "{"),
        ("[b]{id=x lang=fr}", "fr"),
        ("[b]{}", "{"),
        ("[]{lang=fr}", "{"),
        ("[b] {lang=fr}", "{"),
        ("*b*{lang=fr}", "{"),
        ("[b](https://x.example){lang=fr}", "{"),
    ],
)
def test_what_is_no_mark_of_a_language_is_refused_at_its_place(text: str, near: str) -> None:
    assert problems(text) == [("LK317", 11, text.index(near) + 3)]


def test_a_published_text_keeps_its_brackets() -> None:
    found, wrong = parse("[b]{lang=fr}", at, "en-US", Manner(exact=True))
    assert (lt.plain_text(found[0]), wrong) == ("[b]{lang=fr}", [])
