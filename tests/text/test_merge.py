"""merge: what a text prints, and what fails for one letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.diagnostics import Location
from letterkit.text.amount import MAX_LINES
from letterkit.text.markdown import parse
from letterkit.text.merge import check, merge
from text.invented import JANE, VALUES, at, fields, filled, told


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
        ("a { b } c", "a { b } c"),
        ("no field at all", "no field at all"),
    ],
)
def test_what_a_field_prints(text: str, words: str) -> None:
    assert filled(text)[0] == words
    assert check(text, at, tuple(VALUES), ("jane-doe",)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("of {{ with.firm }}. Then", "of Quay Ltd. Then"),
        ("of {{ with.firm }}.\nThen", "of Quay Ltd.\nThen"),
        ("of {{ with.firm | upper }}.", "of QUAY LTD."),
        ("of {{ with.firm }}, and {{ with.firm }}?", "of Quay Ltd., and Quay Ltd.?"),
        ("of {{ with.firm }}... and so on", "of Quay Ltd.... and so on"),
        ("of {{ with.firm }}{{ with.firm }}", "of Quay Ltd.Quay Ltd."),
    ],
)
def test_one_full_stop_ends_an_abbreviation_and_the_sentence(text: str, words: str) -> None:
    merged, problems = merge(text, at, fields(), {"firm": "Quay Ltd."})
    assert merged is not None
    assert problems == []
    assert merged.text.replace("\\.", ".") == words
    assert merged.lines == tuple(range(1, words.count("\n") + 2))


def test_a_value_brings_no_markup_and_no_line_break() -> None:
    merged, _ = merge("{{ with.x }}", at, fields(), {"x": "*a*\n\n# <b> {{ x }}\n"})
    assert merged is not None
    assert merged.text == r"\*a\* \# \<b\> \{\{ x \}\}"


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


@pytest.mark.parametrize(
    "field",
    [
        *("letter.date", "letter.date | first", "with.not", "none", "in", "letter.and | not"),
        *("recipient.x", "lettre.date", "letter._date", "letter.date | loud"),
        f"letter.date{' | first' * 60}",
    ],
)
def test_a_field_alone_is_taken_as_among_statements(field: str) -> None:
    alone, among = f"{{{{ {field} }}}}", f"{{% if letter %}}{{{{ {field} }}}}{{% endif %}}"
    codes = [[each.code for each in check(text, at, ("not",))] for text in (alone, among)]
    assert codes[0] == codes[1]


def test_a_text_of_too_many_lines_is_refused() -> None:
    merged, problems = merge("{{ with.x }}" + "\n" * (MAX_LINES + 1), at, fields(), VALUES)
    assert merged is None
    assert told(problems) == [("LK311", 11, 3)]


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


FIELDS = (
    *("dialogue", "dialogue | days", "letter.date | date", "with.x", "with.many | list", "with.empty"),
    *(
        "people.jane_doe.name | upper",
        "signatories | length | words",
        "with.none | first",
        "with.x | words",
        "with.none | default(with.x) | upper",
        "dialogue.short_name | default(dialogue.name)",
        "with.many | list(with.x)",
    ),
)
PIECES = st.sampled_from(
    (*(f"{{{{ {field} }}}}" for field in FIELDS), "word", ". ", "\n", "\n\n", "- ", "}}", "%")
)


@settings(deadline=None, max_examples=100)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_plain_fields_are_filled_in_as_a_template_fills_them_in(text: str) -> None:
    with_template = f"{text}{{% if letter %}}{{% endif %}}"
    alone, among = (merge(t, at, fields(), VALUES, {"jane-doe": JANE}) for t in (text, with_template))
    assert alone == among


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
