"""refused: a mark that would print raw is told at its place, with what to do about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.text.escaping import escape, escape_lines
from letterkit.text.markdown import Manner, parse
from text.test_markdown import at, problems, straight


def mend(text: str) -> str:
    """What to do about the one problem of a text."""
    (problem,) = parse(text, at, "en-US")[1]
    return problem.hint or ""


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("The ~~old~~ law", 7),
        ("CO~2~ rose", 5),
        ("the 10^th^ time", 9),
        ("a ==bright== word", 5),
        ("an ++added++ word", 6),
        ("we thank you :wave: all", 16),
        ("as [here][nowhere] it says", 11),
        ("[broken](https://e.org with space)", 10),
        ("see [it] (https://e.org/x)", 10),
        ("the [[Page]] of a wiki", 7),
        ("as he [@muster2019, p. 3] says", 9),
        ("as he said [see @muster2019]", 14),
        ("rice&nbsp and &hearts2; too", 7),
        ("C:\\files", 5),
        ("so $y^2$ rose", 6),
        ("here [TOC] is", 8),
        ("> [!Warning]\n> look", 5),
        ("as [](https://e.org) says", 6),
        ("at the end \\", 14),
        ("three * stars", 9),
        ("**strong", 3),
        ("_opened and left", 3),
        ("a ` mark", 5),
    ],
)
def test_a_mark_that_would_print_raw(text: str, column: int) -> None:
    assert ("LK309", 11, column) in problems(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("first\n• one\n• two", 12),
        ("##Title", 11),
        ("#Title", 11),
        ("Term\n: what it means", 12),
        ("| a | b |\n| c | d |", 11),
        ("a | b\n--- | --- | ---", 12),
        ("words\n[1]: https://e.org", 12),
        ("::: box", 11),
        ("- [ ] to do", 11),
        ("- [x] done", 11),
    ],
)
def test_a_line_that_begins_with_a_mark_of_its_own(text: str, line: int) -> None:
    found = problems(text)
    assert ("LK309", line) in [(code, where) for code, where, _ in found]


@pytest.mark.parametrize(
    ("text", "column"), [("on { letter.date }", 6), ("on {date}} in", 6), ("a } b", 5)]
)
def test_a_single_brace(text: str, column: int) -> None:
    assert problems(text) == [("LK314", 11, column)]
    inside = "letter.date" if "letter.date" in text else "date" if "date" in text else "…"
    assert mend(text).startswith(f"a merge field has two: {{{{ {inside} }}}}")


@pytest.mark.parametrize(
    "words",
    [
        "about ~50 people and ~60 more",
        "5^2 and 10 = 10 and 3 + 4",
        "at 10:30:15, note: this",
        "snake_case and mail_me@e.org",
        "[the police] did, and [sic] too (so they said)",
        "R&D, AT&T and P&O;",
        "the sum $x$ and #FreeThem",
        "from $5 to $6, or US$5_000",
        "a < b > c",
    ],
)
def test_what_marks_nothing_anywhere_prints_as_it_is_typed(words: str) -> None:
    found, told = parse(f"Here {words}", at, "en-US")
    assert told == []
    assert lt.plain_text(found[0]) == f"Here {words}"


@pytest.mark.parametrize(
    "mark", ["~~a~~", "{a}", "H~2~O", "[^1]", "a | b", "==a==", ":ok:", "• a", "`", "a*"]
)
def test_what_is_escaped_prints(mark: str) -> None:
    found, told = parse(escape(mark), at, "en-US")
    assert told == []
    assert lt.plain_text(found[0]) == mark


def test_every_mark_of_a_line_is_told_with_its_own_column() -> None:
    assert problems("~~a~~ and ==b==") == [("LK309", 11, 3), ("LK309", 11, 13)]


def test_a_mark_in_a_note_written_in_the_line_is_told() -> None:
    assert problems("one\ntwo^[it is ~~gone~~]") == [("LK309", 12, 14)]


def test_an_exact_text_prints_what_it_has() -> None:
    found, told = parse("CO~2~ and * and {x}", at, "en-US", Manner(exact=True))
    assert told == []
    assert lt.plain_text(found[0]) == "CO~2~ and * and {x}"


@pytest.mark.parametrize("text", ["1. List of names", "4. Mai 2026", "2016. Report", "= x"])
def test_a_part_of_one_line_keeps_its_number(text: str) -> None:
    found, told = parse(text, at, "en-US", Manner(one_line=True))
    assert told == []
    assert [lt.plain_text(node) for node in found] == [text]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# a", "LK309"),
        ("- a", "LK309"),
        ("> a", "LK309"),
        ("a^[b]", "LK313"),
        ("[a](https://e.org)", "LK309"),
    ],
)
def test_what_a_part_of_one_line_does_not_hold(text: str, code: str) -> None:
    assert [problem.code for problem in parse(text, at, "en-US", Manner(one_line=True))[1]] == [code]


LINES = st.lists(
    st.text(alphabet="ab1 *_-+>#`~[]()<>!&;:\\'.=|/{}^%", min_size=1, max_size=25)
    | st.sampled_from(
        ["|---|:-:|", "[^1]: so", "[1]: https://e.org/a_b--c", ": what", "H~2~O", ":ok:", "1. May"]
    ),
    min_size=1,
    max_size=4,
).map(lambda lines: [" ".join(line.split()) for line in lines if line.split()])


@settings(deadline=None, max_examples=300)
@given(LINES.filter(bool), st.booleans())
def test_the_words_of_an_old_letter_are_only_words(lines: list[str], exact: bool) -> None:
    found, told = parse(escape_lines("\n".join(lines)), at, "en-US", Manner(exact=exact))
    assert told == []
    words = " ".join(lt.plain_text(node) for node in found)
    assert straight(words.replace("–", "--").replace("—", "---").replace("…", "...")) == straight(
        " ".join(lines)
    )
