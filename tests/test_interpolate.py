"""interpolate: what a block's text may ask for, what comes out, and which line each line came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.blocks.values import WithValue
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.dates import PartialDate, date_text, days_text
from letterkit.language.lists import list_text
from letterkit.language.numbers import ordinal_text
from letterkit.text.fields import (
    AddresseeField,
    DialogueField,
    DocumentField,
    Fields,
    IssuerField,
    LetterField,
    PersonField,
    SignatoryField,
)
from letterkit.text.markdown import parse
from letterkit.text.merge import MAX_LINES, check, merge

FIRST, LAST = PartialDate(2020, 5, 4), PartialDate(2020, 5, 6)
JANE = PersonField(
    "Jane Doe", "珍", ("J. D.", "Jay"), "a writer", "", "detained", PartialDate(2018, 2), 2, 40
)
JOE = PersonField("Joe Roe", "", (), "", "Ruritanian", "", None, 0, None)


def fields(language: str = "en-US", people: tuple[PersonField, ...] = (JANE, JOE)) -> Fields:
    """What an invented letter knows."""
    return Fields(
        dialogue=DialogueField("Bilateral Talks", "the talks", "Geneva", "", FIRST, LAST, 2020),
        letter=LetterField(PartialDate(2020, 4), language),
        addressees=(
            AddresseeField("Ada Roe", "The Hon. Ada Roe", "Minister Roe", "Minister", "Ministry"),
            AddresseeField("Bo Poe", "Bo Poe", "Secretary Poe", "Secretary", "Office"),
        ),
        cases=people,
        signatories=(SignatoryField("Rights Now", "Max Muster", "Director"),),
        document=DocumentField("letter", PartialDate(2020, 4), language),
        issuer=IssuerField("Rights Now", ""),
    )


def at(line: int, column: int) -> Location:
    """A text that begins on line 11, column 3 of its file."""
    return Location("f.yaml", line + 10, column + 2)


VALUES: Mapping[str, WithValue] = {"x": "X", "many": ["a", "b", "c"], "empty": "", "none": []}


def filled(text: str, language: str = "en-US") -> tuple[str, tuple[int, ...]]:
    """A text that must be right, filled in, and the lines it came from."""
    merged, problems = merge(text, at, fields(language), VALUES, {"jane-doe": JANE})
    assert problems == []
    assert merged is not None
    return merged.text, merged.lines


def told(problems: list[Diagnostic]) -> list[tuple[str, int, int]]:
    """Each problem with its place."""
    return [(problem.code, problem.location.line, problem.location.column) for problem in problems]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ dialogue }}", "Bilateral Talks"),
        ("{{ dialogue.short_name }}", "the talks"),
        ("{{ dialogue.first_day }}", "May 4, 2020"),
        ("{{ dialogue.year }}", "2020"),
        ("{{ letter.date }}", "April 2020"),
        ("{{ letter['language'] }}", r"en\-US"),
        ("{{ addressees }}", "Minister Roe and Secretary Poe"),
        ("{{ addressees[1].office }}", "Secretary"),
        ("{{ (addressees | first).name }}", "Ada Roe"),
        ("{{ cases }}", "Jane Doe and Joe Roe"),
        ("{{ cases[0].also_known_as }}", r"J\. D\. and Jay"),
        ("{{ cases[0].status_since }}", "February 2018"),
        ("{{ signatories[0] }}", "Rights Now"),
        ("{{ people.jane_doe.status }}", "detained"),
        ("{{ people.jane_doe }}", "Jane Doe"),
        ("{{ with.x }}", "X"),
        ("{{ with.many }}", "a, b, and c"),
        ("{{ with.many[1] }}", "b"),
        ("{{ with.x ~ dialogue.year }}", "X2020"),
        ("{{ with.x if with.empty else 'else' }}", "else"),
        ("{{ with.empty | default('d', true) }}", "d"),
        ("{{ with.many | join('; ') }}", "a; b; c"),
        ("{{ with.many | last | upper }}", "C"),
        ("{{ with.many | length }}", "3"),
        ("{{ 1234567 | number }}", "1,234,567"),
        ("{{ 22 | ordinal }}", "22nd"),
        ("{{ dialogue | days }}", "May 4–6, 2020"),
        ("{{ dialogue.last_day | date }}", "May 6, 2020"),
        ("{{ '{{' }} {% if with.x is defined and not with.empty %}yes{% endif %}", r"\{\{ yes"),
        ("{% if with.many | length > 2 %}many{% elif with.x %}x{% else %}none{% endif %}", "many"),
        ("{% for p in cases if p.status %}{{ loop.index }} {{ p }}{% endfor %}", "1 Jane Doe"),
        ("{% for p in with.none %}{{ p }}{% else %}nobody{% endfor %}", "nobody"),
        ("{# a remark #}words", "words"),
        ("a { b } c", "a { b } c"),
        ("no field at all", "no field at all"),
    ],
)
def test_what_a_field_prints(text: str, words: str) -> None:
    assert filled(text)[0] == words
    assert check(text, at, tuple(VALUES), ("jane-doe",)) == []


def test_a_value_brings_no_markup_and_no_line_break() -> None:
    merged, _ = merge("{{ with.x }}", at, fields(), {"x": "*a*\n\n# <b> {{ x }}\n"})
    assert merged is not None
    assert merged.text == r"\*a\* \# \<b\> \{\{ x \}\}"


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
        ("{% if with.x %}", ("LK302", 11, 3)),
        ("a {% endif %}", ("LK303", 11, 5)),
        ("{{ with.x() }}", ("LK303", 11, 12)),
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


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{{ letter.date | days }}", 11, "takes the dialogue"),
        ("a\n{{ dialogue | date }}", 12, "takes a date"),
        ("a\n\n{{ with.x | list }}", 13, "takes a list"),
        ("{{ with.x | number }}", 11, "takes a number, not 'X'"),
        ("{{ 'nan' | number }}", 11, "takes a number, not 'nan'"),
        ("{{ with.many | number }}", 11, "takes a number"),
        ("{{ with.x | ordinal }}", 11, "invalid literal"),
        ("{{ addressees[7].name }}", 11, "no element 7"),
        ("{{ with.none | first }}", 11, "No first item"),
        ("{{ with.x < 1 }}", 11, "'<' not supported"),
        ("{% for a in with.x | length %}{% endfor %}", 11, "not iterable"),
    ],
)
def test_a_field_that_fails_for_this_letter(text: str, line: int, words: str) -> None:
    merged, (problem,) = merge(text, at, fields(), VALUES)
    assert merged is None
    assert (problem.code, problem.location) == ("LK305", Location("f.yaml", line, 3))
    assert words in problem.message


# Lines


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
        ("{# one\ntwo #}\na", "a", (3,)),
        # An indented tag leaves no indentation behind: four spaces would be code.
        ("- a\n  {% if with.x %}\n  b\n  {% endif %}\n- c", "- a\n  b\n- c", (1, 3, 5)),
        # A tag at the end of a line of words does not glue the next line to it.
        ("Thanks{% if with.x %} again{% endif %}\nfor it", "Thanks again\nfor it", (1, 2)),
        ("a {# remark #}\nb", "a \nb", (1, 2)),
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


def test_a_text_of_too_many_lines_is_refused() -> None:
    merged, problems = merge("{{ with.x }}" + "\n" * (MAX_LINES + 1), at, fields(), VALUES)
    assert merged is None
    assert told(problems) == [("LK311", 11, 3)]


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
TAG_PIECES = ["{% if with.x %}", "{% if with.empty %}", "{% else %}", "{% endif %}", "{# r #}"]
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


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab{}%#|.'_ \n()[]-+~", max_size=40))
def test_no_text_raises_anything(text: str) -> None:
    merged, problems = merge(text, at, fields(), VALUES)
    assert (merged is None) == bool(problems)


# Values


def words_of(text: str) -> list[str]:
    """The words of a text, every quotation mark the same."""
    for mark in '“”‘’"':
        text = text.replace(mark, "'")
    return text.split()


@settings(deadline=None, max_examples=400)
@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"))),
        st.text(alphabet="ab1 \n*_-+>#`~[]()<>!&;:\\\"'.=|/${}%", max_size=30),
        st.sampled_from(
            ["1. a", "- a", "# a", "> a", "    a", "===", "---", "<b>", "{{ with }}", "{% x %}"]
        ),
    ).filter(str.strip),
    st.sampled_from(
        ["{{ with.x }}", "We ask {{ with.x }} now", "{% if with.x %}\n{{ with.x }}\n{% endif %}"]
    ),
)
def test_any_value_survives(value: str, text: str) -> None:
    merged, problems = merge(text, at, fields(), {"x": value})
    assert problems == []
    assert merged is not None
    nodes, problems = parse(merged.text, merged.locate(at), "en-US")
    assert problems == []
    assert {type(node) for top in nodes for node in lt.walk(top)} == {lt.Paragraph, lt.Text}
    expected = f"We ask {value} now" if text.startswith("We") else value
    assert words_of(" ".join(lt.plain_text(node) for node in nodes)) == words_of(expected)


# Dates, lists and numbers in words


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        (PartialDate(2020), "en-US", "2020"),
        (PartialDate(2020, 4), "en-US", "April 2020"),
        (PartialDate(2020, 4, 20), "en-US", "April 20, 2020"),
        (PartialDate(2020, 4, 20), "en-GB", "20 April 2020"),
        (PartialDate(2020, 4, 20), "de", "20. April 2020"),
        (PartialDate(2020, 4), "fr", "avril 2020"),
        (dt.date(2020, 4, 20), "es", "20 de abril de 2020"),
    ],
)
def test_a_date_in_words(date: PartialDate | dt.date, language: str, words: str) -> None:
    assert date_text(date, language) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020-05-04", "2020-05-06", "May 4–6, 2020"),
        ("2020-05-04", "2020-05-04", "May 4, 2020"),
        ("2020-05", "2020-05", "May 2020"),
        ("2020-05", "2020-06", "May 2020 – June 2020"),
        ("2020-05-30", "2020-06-02", "May 30\u00a0– June 2, 2020"),
        ("2020-12-30", "2021-01-02", "December 30, 2020\u00a0– January 2, 2021"),
    ],
)
def test_days_in_words(first: str, last: str, words: str) -> None:
    assert days_text(PartialDate.parse(first), PartialDate.parse(last), "en-US") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "4.–6. Mai 2020"),
        ("fr", "4–6 mai 2020"),
        ("es", "4–6 de mayo de 2020"),
        ("en-GB", "4–6 May 2020"),
    ],
)
def test_days_in_other_languages(language: str, words: str) -> None:
    assert days_text(FIRST, LAST, language) == words


@pytest.mark.parametrize(
    ("items", "language", "words"),
    [
        ([], "en-US", ""),
        (["a"], "en-US", "a"),
        (["a", "b"], "en-US", "a and b"),
        (["a", "b", "c"], "en-US", "a, b, and c"),
        (["a", "b", "c"], "en-GB", "a, b and c"),
        (["a", "b", "c"], "de", "a, b und c"),
    ],
)
def test_a_list_in_words(items: list[str], language: str, words: str) -> None:
    assert list_text(items, language) == words


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (1, "en-US", "1st"),
        (2, "en", "2nd"),
        (3, "en", "3rd"),
        (11, "en", "11th"),
        (12, "en", "12th"),
        ("113", "en", "113th"),
        (121, "en", "121st"),
        (1, "fr", "1er"),
        (2, "fr-CA", "2e"),
        (3, "de", "3."),
        (3, "es", "3."),
    ],
)
def test_an_ordinal(number: int | str, language: str, words: str) -> None:
    assert ordinal_text(number, language) == words


def test_numbers_and_lists_follow_the_language() -> None:
    assert filled("{{ 12345 | number }} {{ with.many | list }}", "de")[0] == r"12\.345 a, b und c"


def test_a_text_that_grows_too_long_is_stopped() -> None:
    """Loops over long lists could make gigabytes of a short text."""
    text = "{% for a in cases %}{% for b in cases %}word {% endfor %}{% endfor %}"
    merged, problems = merge(text, at, fields(people=(JANE,) * 400))
    assert merged is None
    assert [problem.code for problem in problems] == ["LK311"]


def test_a_text_of_too_many_fields_is_refused() -> None:
    merged, problems = merge("{{ dialogue }} " * 1001, at, fields())
    assert merged is None
    assert [problem.code for problem in problems] == ["LK311"]
