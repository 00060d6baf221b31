"""validation: how a value that does not fit is told at its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.validated import ADDRESS, hint, misfits
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import BodyEntry, Dialogue, LetterFile
from letterkit.blocks.models import (
    Account,
    Address,
    CaseEntry,
    CaseListBlock,
    Framing,
    Issue,
    Person,
    SignatureEntry,
    Signatures,
)
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Value, parse
from letterkit.values import replace

DIALOGUE = "name: T\nhost_city: G\nletter: {date: 2020, body: [{framing: f}], signatures: s}\n"
LONG = "x" * 100


@pytest.mark.parametrize(
    ("model", "text", "place", "message"),
    [
        (Person, "name: J\nconsent: public\nnmae: x", "f.yaml:3:1 LK201", "unknown key 'nmae'"),
        (
            Person,
            "name: J\nconsent: public\nhistory:\n  - date: 2019\n    stat: x",
            "f.yaml:5:5 LK201",
            "unknown key 'stat'",
        ),
        (
            Person,
            "consent: public\nname:",
            "f.yaml:2:1 LK202",
            "'name' is empty",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory:\n  - status: died",
            "f.yaml:4:5 LK202",
            "'date' is missing",
        ),
        (Person, "name: ' '\nconsent: public", "f.yaml:1:7 LK203", "expected some text, found none"),
        (Person, "name: [J]\nconsent: public", "f.yaml:1:7 LK203", "expected text, found a list"),
        (
            Person,
            "name: {a: b}\nconsent: public",
            "f.yaml:1:7 LK203",
            "expected text, found keys with values",
        ),
        (
            Person,
            "name: J\nconsent: maybe",
            "f.yaml:2:10 LK203",
            "expected one of none, letter, public; found 'maybe'",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory: x",
            "f.yaml:3:10 LK203",
            "expected a list, found 'x'",
        ),
        (
            Person,
            "name: J\nconsent: public\nhistory: [x]",
            "f.yaml:3:11 LK203",
            "expected keys with values, found 'x'",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: 2020-13",
            "f.yaml:3:11 LK203",
            "there is no date 2020-13",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: soon",
            "f.yaml:3:11 LK203",
            "expected a date such as 2016-06-06, 2016-06 or 2016, found 'soon'",
        ),
        (
            Person,
            "name: J\nconsent: public\nverified: [2020]",
            "f.yaml:3:11 LK203",
            "expected a date such as 2016-06-06, 2016-06 or 2016, found a list",
        ),
        (
            Person,
            "name: J\nconsent: public\nreview_after: 0 months",
            "f.yaml:3:15 LK203",
            "expected a period such as 12 months, found '0 months'",
        ),
        (
            Person,
            "name: J\nconsent: public\nsources:\n  - {title: T, url: ftp://x}",
            "f.yaml:4:21 LK203",
            "expected an address such as https://example.org/page, found 'ftp://x'",
        ),
        (
            Person,
            "name: J\nconsent: public\norigin: [{seed: s, ask: two}]",
            "f.yaml:3:25 LK203",
            "expected a whole number, found 'two'",
        ),
        (
            CaseListBlock,
            "title: T\ncases: []",
            "f.yaml:2:8 LK203",
            "expected at least 1 of them, found an empty list",
        ),
        (CaseListBlock, "title: T\ncases: [../x]", "f.yaml:2:9 LK207", "'../x' is not a name"),
        (
            CaseListBlock,
            f"title: T\ncases: [{LONG}]",
            "f.yaml:2:9 LK207",
            f"'{LONG[:59]}…' is not a name",
        ),
        (
            CaseListBlock,
            "title: T\nnative_names: perhaps\ncases: [a]",
            "f.yaml:2:15 LK203",
            "expected yes or no, found 'perhaps'",
        ),
        (
            CaseEntry,
            "text: x",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'person', 'people', 'list'; found none",
        ),
        (
            CaseEntry,
            "person: a\nlist: b",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'person', 'people', 'list'; found 'person' and 'list'",
        ),
        (CaseEntry, "people: [a, b]", "f.yaml:1:1 LK202", "several people in one entry need a 'text'"),
        (
            CaseEntry,
            "list: b\ntext: x",
            "f.yaml:1:1 LK203",
            "a list that is included brings its own text",
        ),
        (
            BodyEntry,
            "asks: [a]\nwith: {x: y}",
            "f.yaml:1:1 LK203",
            "'with' here belongs to a framing; give it to each issue",
        ),
        (
            BodyEntry,
            "framing: a\nwith: {X-1: y}",
            "f.yaml:2:8 LK203",
            "expected a field name of small letters, digits and underscores, found 'X-1'",
        ),
        (
            SignatureEntry,
            "organisation: a\nlist: b",
            "f.yaml:1:1 LK203",
            "expected exactly one of 'organisation', 'person', 'list'; found 'organisation' and 'list'",
        ),
        (Signatures, "title: T\ncolumns: 4", "f.yaml:2:10 LK203", "expected at most 3, found '4'"),
        (Signatures, "title: T\ncolumns: 0", "f.yaml:2:10 LK203", "expected at least 1, found '0'"),
        (
            Signatures,
            f"title: T\ncoalition:\n  name: C\n  lines: [{', '.join('abcdefghi')}]",
            "f.yaml:4:10 LK203",
            "expected at most 8 of them, found a list",
        ),
        (
            Address,
            ADDRESS.replace("[Street 1]", f"[{', '.join('abcdefghi')}]"),
            "f.yaml:3:10 LK215",
            "9 address lines; at most 8",
        ),
        (
            Address,
            ADDRESS.replace("US", "us"),
            "f.yaml:4:10 LK217",
            "there is no country 'us'",
        ),
        (Address, ADDRESS + "email: x", "f.yaml:5:8 LK203", "expected an e-mail address, found 'x'"),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-05}]",
            "f.yaml:5:42 LK203",
            "expected a day such as 2016-06-06, found '2020-05'",
        ),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-02-30}]",
            "f.yaml:5:42 LK203",
            "there is no date 2020-02-30",
        ),
        (
            Address,
            ADDRESS + "holders:\n  - {name: A, salutation: A, from: 2020-02-02, to: 2020-02-01}",
            "f.yaml:6:5 LK203",
            "the term ends (2020-02-01) before it begins (2020-02-02)",
        ),
        (
            Dialogue,
            DIALOGUE + "from: 2020-05-04\nto: 2020-05-03",
            "f.yaml:1:1 LK203",
            "it ends (2020-05-03) before it begins (2020-05-04)",
        ),
        (
            LetterFile,
            "dialogue: d\ndate: 2020\nlanguage: english\nbody: [{framing: f}]\nsignatures: s",
            "f.yaml:3:11 LK203",
            "expected a language such as en-US or fr, found 'english'",
        ),
        (
            Framing,
            "title: T\ntext: |\n  \nas_of: 2020",
            "f.yaml:2:7 LK203",
            "expected some text, found none",
        ),
        (Issue, "title: T\ntext: x\nask: y", "f.yaml:1:1 LK202", "'topic' is missing"),
    ],
)
def test_a_misfit_is_told_at_its_place(
    model: type[BlockModel], text: str, place: str, message: str
) -> None:
    assert misfits(model, text) == [(place, message)]


def test_all_misfits_of_a_block_are_told() -> None:
    found = misfits(Person, "name: []\nconsent: x\nextra: 1")
    assert [place for place, _ in found] == ["f.yaml:1:7 LK203", "f.yaml:2:10 LK203", "f.yaml:3:1 LK201"]


def test_a_list_is_not_called_short_for_its_faulty_item() -> None:
    assert misfits(CaseListBlock, "title: T\ncases: [A B]") == [
        ("f.yaml:2:9 LK207", "'A B' is not a name")
    ]


def test_braces_in_a_faulty_value_are_shown_as_they_are() -> None:
    text = "title: T\ncases: ['{kind}']"
    assert misfits(CaseListBlock, text) == [("f.yaml:2:9 LK207", "'{kind}' is not a name")]


@pytest.mark.parametrize(
    ("model", "text", "words"),
    [
        (Person, "name: J\nconsent: public\nnmae: x", "did you mean 'name'?"),
        (Person, "name: J\nconsent: publik", "did you mean 'public'?"),
        (Person, "name: J\nconsent: zzz", None),
        (Account, "as_of: 2020\ntext: x\nzzz: y", "known keys: as_of, text, translations"),
        (
            Address,
            ADDRESS + "holders: [{name: A, salutation: A, from: 2020-02-02, form: x}]",
            "did you mean 'from'?",
        ),
    ],
)
def test_a_hint_names_what_may_be_meant(model: type[BlockModel], text: str, words: str | None) -> None:
    assert hint(model, text) == words


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from([*Person.model_fields, "x"]),
        st.recursive(
            st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["2020-05", "public"])),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
            max_leaves=4,
        ),
        max_size=4,
    )
)
def test_no_value_raises_anything(value: dict[str, Value]) -> None:
    document, _ = parse("a: b", "f.yaml")
    assert document is not None
    # Values that a file might hold; their places don't matter here.
    block, problems = validate(Person, replace(document, value=value))
    assert (block is None) == bool(problems)
    assert all(problem.code in ("LK201", "LK202", "LK203", "LK207") for problem in problems)


# What YAML took for something else


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("title: [News]\ntext: x", (1, 8), "put a text that begins with [ into quotation marks"),
        ("title: {News}\ntext: x", (1, 8), "put a text that begins with { into quotation marks"),
        ("title: News\ntext: x\nsources:\n  - title:Report", (4, 5), "title: Report"),
        ("title: News\ntext: x\npeople:\n  -jane", (4, 3), "a space is missing after the -"),
        ("title: News\ntext: x\npeople:\n  - person:jane", (4, 5), "person: jane"),
    ],
)
def test_what_was_typed_otherwise_than_it_was_meant(text: str, place: tuple[int, int], hint: str) -> None:
    document, _ = parse(text, "f.yaml")
    assert document is not None
    _, problems = validate(Framing, document)
    told = [p for p in problems if (p.location.line, p.location.column) == place]
    assert [problem.hint for problem in told if problem.hint and hint in problem.hint]


@pytest.mark.parametrize("text", ["framing: a\nasks: [{issue: a}]", "framing: a\nwith: [x]"])
def test_a_part_in_brackets_that_does_not_fit_is_no_text(text: str) -> None:
    document, _ = parse(text, "f.yaml")
    assert document is not None
    _, problems = validate(BodyEntry, document)
    assert problems
    assert [problem.hint for problem in problems if problem.hint] == []


LETTER = "dialogue: d\ndate: 2020\nbody: [{framing: f}]\nsignatures: s\nlanguage: "


@pytest.mark.parametrize(
    ("tag", "meant"), [("en-EZ", "did you mean 'en'?"), ("kr", "did you mean 'ko'?"), ("xyzzy", None)]
)
def test_what_is_no_language(tag: str, meant: str | None) -> None:
    message = f"expected a language such as en-US or fr, found '{tag}'"
    assert misfits(LetterFile, f"{LETTER}{tag}\n") == [("f.yaml:5:11 LK203", message)]
    assert hint(LetterFile, f"{LETTER}{tag}\n") == meant


@pytest.mark.parametrize("tag", ["ur-PK", "ug", "fa", "he-IL"])
def test_a_language_that_runs_from_right_to_left(tag: str) -> None:
    message = f"letterkit lays out no letters in '{tag}'"
    assert misfits(LetterFile, f"{LETTER}{tag}\n") == [("f.yaml:5:11 LK404", message)]


def test_a_salutation_in_no_language() -> None:
    text = ADDRESS + "holders: [{name: A, salutation: {xy: A}, from: 2020-02-02}]"
    found = misfits(Address, text)
    assert found == [("f.yaml:5:34 LK203", "expected a language such as en-US or fr, found 'xy'")]


def test_one_item_where_a_list_is_due_is_told_how_to_begin_one() -> None:
    document, _ = parse("name: J\nconsent: public\nhistory:\n  • went\n  • came", "f.yaml")
    assert document is not None
    _, (problem,) = validate(Person, document)
    assert "- and a space" in (problem.hint or "")
