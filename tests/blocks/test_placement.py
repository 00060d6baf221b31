"""placement and styles: a change is written as the file's author would have written it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blocks.files import (
    LIST,
    after,
    at,
    opened,
    single,
    value_of,
)
from letterkit.blocks.edits import TextEdit, YamlFile
from letterkit.blocks.styles import BareWord
from letterkit.diagnostics import LetterkitError


@pytest.mark.parametrize(
    ("before", "text", "now"),
    [
        ("a: old # why", "new [it]", "a: new [it] # why"),
        ("a: old # why", "new: it", 'a: "new: it" # why'),
        ("a: old", 'say: "so"', "a: 'say: \"so\"'"),
        ("a: 'old'", "it's", "a: 'it''s'"),
        ('a: "old"', 'say "so"', 'a: "say \\"so\\""'),
        ("a: old", "null", 'a: "null"'),
        ("a: old", "2016", 'a: "2016"'),
        ("a: 2015", "2016", "a: 2016"),
        ("a: 2016-05", "2016-06", "a: 2016-06"),
        ("a: US", "NO", 'a: "NO"'),
        ("a: yes", "no", "a: no"),
        ("a: [x, old]", "y, z", 'a: [x, "y, z"]'),
        ("a: [x, old]", "one\ntwo", 'a: [x, "one\\ntwo"]'),
        ("a: {b: old}", "c", "a: {b: c}"),
        ("a:\n  old\nb: c", "new", "a:\n  new\nb: c"),
        ("a: one\n  two\nb: c", "new", "a: new\nb: c"),
        ("a: # none yet\nb: c", "new", "a: new # none yet\nb: c"),
        ("a:\nb: c", "one\ntwo", "a: |\n  one\n  two\nb: c"),
        ("a:\n  -\n  - b", "new", "a:\n  - new\n  - b"),
        ("a: {b: , c: d}", "new", "a: {b: new, c: d}"),
        ("a: {b, c: d}", "new", "a: {b: new, c: d}"),
        ("a: old\n", "one\ntwo", "a: |\n  one\n  two\n"),
        ("a: old # why\n", "one\ntwo", 'a: "one\\ntwo" # why\n'),
        ("a: |-\n    one\n\n\nb: c", "new\n\n", "a: |-\n    new\n\n\nb: c"),
        ("a: | # why\n  one\nb: c", " new\nit", "a: |2 # why\n   new\n  it\nb: c"),
        ("a: |2\n    one\nb: c", "new", "a: |2\n  new\nb: c"),
        ("a: | # why\n  one\nb: c", "", 'a: "" # why\nb: c'),
        ("a: |\r\n  one\r\n", "new\nit", "a: |\r\n  new\r\n  it\r\n"),
        ("a: >-\n  one\n  two\n\nb: c", "new\nit", "a: >-\n  new\n\n  it\n\nb: c"),
        ("a: >\n  one\n", " new\nit", "a: |2\n   new\n  it\n"),
        ("\ufeffa: old", "new", "\ufeffa: new"),
    ],
)
def test_the_new_text_is_written_as_the_author_would(before: str, text: str, now: str) -> None:
    file = opened(before)
    path = next(path for path in single(file.document) if at(file.document.value, path) != "x")
    assert after(file.replace(path, text)) == now


def test_a_long_text_is_folded_where_the_old_one_was() -> None:
    words = "word " * 50 + "end"
    now = after(opened("a: >\n  one\nb: c\n").replace(("a",), words))
    assert max(map(len, now.splitlines())) <= 100
    assert now.count("\n") == 5
    assert value_of(now) == {"a": words, "b": "c"}


@pytest.mark.parametrize(
    ("before", "edit", "now"),
    [
        ("a: b # c\n", lambda f: f.rename(("a",), "new"), "new: b # c\n"),
        ("'a': b\n", lambda f: f.rename(("a",), "it's"), "'it''s': b\n"),
        ("? | # c\n  a\n: b\n", lambda f: f.rename(("a\n",), "new"), "? new # c\n: b\n"),
        ("x: {a: b}\n", lambda f: f.rename(("x", "a"), "n,w"), 'x: {"n,w": b}\n'),
        ("a:\n- b\n", lambda f: f.insert(("a",), 0, "new"), "a:\n- new\n- b\n"),
        ("a:\n  - b # c\n", lambda f: f.insert(("a",), 9, "new"), "a:\n  - b # c\n  - new\n"),
        ("a:\n  - b", lambda f: f.insert(("a",), 1, "new"), "a:\n  - b\n  - new"),
        ("a:\r\n  - b\r\n", lambda f: f.insert(("a",), 1, "new"), "a:\r\n  - b\r\n  - new\r\n"),
        ("a: # c\nd: e", lambda f: f.insert(("a",), 0, "new"), "a: # c\n  - new\nd: e"),
        ("a: [b, c]", lambda f: f.insert(("a",), 1, "new"), "a: [b, new, c]"),
        ("a: [b, c]", lambda f: f.insert(("a",), 0, "x, y"), 'a: ["x, y", b, c]'),
        ("a: []", lambda f: f.insert(("a",), 0, {"k": ["v"]}), "a: [{k: [v]}]"),
        ("a: [\n  b, # c\n]", lambda f: f.insert(("a",), 1, "d"), "a: [\n  b,\n  d, # c\n]"),
        ("a: [b: c]", lambda f: f.insert(("a",), 1, "d"), "a: [b: c, d]"),
        (
            "a:\n  - {n: 1}\nb: c\n",
            lambda f: f.insert(("a",), 1, {"n": "two", "t": "x\ny", "l": [{}]}),
            "a:\n  - {n: 1}\n  - n: two\n    t: |\n      x\n      y\n    l:\n      - {}\nb: c\n",
        ),
        ("a: b # c\nd: e\n", lambda f: f.add((), "new", "x", "a"), "a: b # c\nnew: x\nd: e\n"),
        ("# c\na: b\n", lambda f: f.add((), "new", "x"), "# c\nnew: x\na: b\n"),
        ("\ufeffa: b\n", lambda f: f.add((), "new", None), "\ufeffnew:\na: b\n"),
        ("a:\n  - b: c\n", lambda f: f.add(("a", 0), "new", "x"), "a:\n  - new: x\n    b: c\n"),
        ("a: {b: c}", lambda f: f.add(("a",), "new", "x", "b"), "a: {b: c, new: x}"),
        ("a: |\n  b\n\n\nd: e\n", lambda f: f.add((), "n", "x", "a"), "a: |\n  b\nn: x\n\n\nd: e\n"),
        ("a:\nd: e\n", lambda f: f.add(("a",), "new", "x\ny"), "a:\n  new: |\n    x\n    y\nd: e\n"),
        ("a: b\nd: e", lambda f: f.remove(("d",))[0], "a: b"),
        ("a: b\r\n# c\r\nd: e", lambda f: f.remove(("d",))[0], "a: b\r\n# c"),
        ("a: b # c\n# d\ne: f\n", lambda f: f.remove(("a",))[0], "# d\ne: f\n"),
        ("a: [b, c, d]", lambda f: f.remove(("a", 0), ("a", 1))[0], "a: [d]"),
        ("a: [b, c, d]", lambda f: f.remove(("a", 2), ("a", 1))[0], "a: [b]"),
        ("a: [b, c,]", lambda f: f.remove(("a", 1))[0], "a: [b,]"),
        ("a: [b, # of b\n c]", lambda f: f.remove(("a", 1))[0], "a: [b, # of b\n ]"),
        ("a: [b, # of b\n c]", lambda f: f.remove(("a", 0))[0], "a: [ # of b\n c]"),
        ("a: [b]", lambda f: f.remove(("a", 0))[0], "a: []"),
        ("a:\n  - b\n  - c # d\ne: f\n", lambda f: f.remove(("a", 0), ("a", 1))[0], "a: []\ne: f\n"),
        ("a: # c\n- b\nd: e\n", lambda f: f.remove(("a", 0))[0], "a: # c\n  []\nd: e\n"),
        ("a:\n  b: c\nd: e\n", lambda f: f.remove(("a", "b"))[0], "a: {}\nd: e\n"),
        ("a:\n  - b: c # d\n    e: f\n", lambda f: f.remove(("a", 0, "b"))[0], "a:\n  - e: f\n"),
        (
            "a:\n  - b: c\n    # of e\n    e: f\n",
            lambda f: f.remove(("a", 0, "b"))[0],
            "a:\n  -\n    # of e\n    e: f\n",
        ),
        (LIST, lambda f: f.remove(("organisations", 1))[0], LIST.replace("  - two\n", "")),
        (
            LIST,
            lambda f: f.add((), "columns", BareWord("2"), "organisations"),
            LIST.replace("title", "columns: 2\ntitle", 1),
        ),
        ("a: [b]", lambda f: f.insert(("a",), 0, "2"), 'a: ["2", b]'),
        ("a: [b]", lambda f: f.insert(("a",), 0, BareWord("yes")), "a: [yes, b]"),
        ("a: b", lambda f: f.replace(("a",), BareWord("2")), "a: 2"),
    ],
)
def test_an_edit_as_it_stands_in_the_file(
    before: str, edit: Callable[[YamlFile], TextEdit], now: str
) -> None:
    assert after(edit(opened(before))) == now


def test_a_comment_is_never_taken_into_a_text() -> None:
    file = opened("a: |\n  one\nb: c\n  # of what follows\nd: e\n")
    with pytest.raises(LetterkitError, match=r"f\.yaml:3:4: 'b' cannot be changed: something else would"):
        file.remove(("b",))


@pytest.mark.parametrize(
    "comment", ["    # to: 2029", "#     to: 2029", "  # to: 2029", "    # one\n    # two", "#   x"]
)
def test_a_comment_that_belongs_inside_an_entry_stays_with_it(comment: str) -> None:
    before = f"a:\n  - b: c\n{comment}\n"
    assert after(opened(before).add((), "d", "e", after="a")) == f"{before}d: e\n"


@pytest.mark.parametrize("comment", ["# of what comes", "#of what comes", "\n    # apart", "#"])
def test_a_comment_of_its_own_stays_below_what_is_added(comment: str) -> None:
    now = after(opened(f"a:\n  - b: c\n{comment}\n").add((), "d", "e", after="a"))
    assert now == f"a:\n  - b: c\nd: e\n{comment}\n"
