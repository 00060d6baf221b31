"""edits: one value of a file changes and everything else in it stays; in several files or in none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from blocks.files import (
    KEYS,
    LEAVES,
    LIST,
    SEEDS,
    TEXTS,
    TREES,
    VARIANTS,
    after,
    at,
    opened,
    single,
    value_of,
    yaml_files,
)
from letterkit.blocks.edits import TextEdit, YamlFile, apply, edited, planned
from letterkit.blocks.spans import Span, Style
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import LetterkitError


def put(value: Any, path: Steps, new: Any) -> Any:
    """A copy of the value with another one at the path."""
    changed = copy.deepcopy(value)
    at(changed, path[:-1])[path[-1]] = new
    return changed


def in_order(value: Any) -> Any:
    """The value with the order of its keys in it, for comparison."""
    if isinstance(value, dict):
        return [(key, in_order(inner)) for key, inner in value.items()]
    return [*map(in_order, value)] if isinstance(value, list) else value


# A scalar's text


def assert_only_this_changes(file: YamlFile, path: Steps, text: str) -> None:
    """The value has the new text afterwards; the others, and all that stands around it, are the same."""
    old = file.document.text
    edit = file.replace(path, text)
    new = after(edit)
    below = file.parts[path].style in (Style.LITERAL, Style.FOLDED)
    meant = put(file.document.value, path, text.rstrip("\n") if below else text)
    assert in_order(value_of(new)) == in_order(meant)
    place = file.document.places[path]
    lines = old.splitlines(keepends=True)
    ahead = "".join(lines[: place.line - 1]) + lines[place.line - 1][: place.column - 1]
    assert new.startswith(ahead)
    assert old.endswith(behind := old[edit.span.end :])
    assert new.endswith(behind)
    inside = old[edit.span.start : edit.span.end]
    assert inside == inside.rstrip("\r\n")  # nothing of the lines below


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    "folder", sorted({seed.parent for seed in SEEDS}), ids=lambda folder: folder.name
)
def test_every_value_of_every_seed_can_be_another_text(folder: Path, variant: str) -> None:
    for seed in (seed for seed in SEEDS if seed.parent == folder):
        file = opened(VARIANTS[variant](seed.read_bytes()), seed)
        for index, path in enumerate(single(file.document)):
            assert_only_this_changes(
                file, path, ['O\'Neill: "so" # it is', "one\n\n  two\nthree"][index % 2]
            )


SCALARS = [(seed, path) for seed in SEEDS for path in single(opened(seed.read_bytes()).document)]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(SCALARS), st.sampled_from([*VARIANTS]), TEXTS)
def test_any_value_of_a_seed_can_be_any_text(scalar: tuple[Path, Steps], variant: str, text: str) -> None:
    seed, path = scalar
    assert_only_this_changes(opened(VARIANTS[variant](seed.read_bytes())), path, text)


@settings(deadline=None, max_examples=250)
@given(yaml_files(), st.data())
def test_any_value_of_any_file_can_be_any_text(file: YamlFile, data: st.DataObject) -> None:
    paths = single(file.document)
    assume(paths)
    assert_only_this_changes(file, data.draw(st.sampled_from(paths)), data.draw(TEXTS))


# Keys and entries


def random_edit(draw: st.DrawFn, file: YamlFile) -> tuple[list[TextEdit], Any]:
    """An edit of any kind, and what the file is to say after it; no edit where none fits."""
    value = copy.deepcopy(file.document.value)
    path: Steps = draw(st.sampled_from([*file.document.places]))
    there: Any = at(value, path)
    new = draw(st.one_of(LEAVES, TREES, st.lists(LEAVES, max_size=2)))
    kind = draw(st.sampled_from(["rename", "remove", "into"]))
    if kind == "into" and isinstance(there, list):
        index = draw(st.integers(0, len(there)))
        there.insert(index, new)
        return [file.insert(path, index, new)], value
    if kind == "into" and isinstance(there, dict):
        key = draw(KEYS.filter(lambda key: key not in there))
        after_key = draw(st.sampled_from([None, *there]))
        items = [*there.items()]
        items.insert([*there].index(after_key) + 1 if after_key is not None else 0, (key, new))
        there.clear()
        there.update(items)
        return [file.add(path, key, new, after_key)], value
    holder: Any = at(value, path[:-1]) if path else None
    if kind == "remove" and path and (len(path) > 1 or len(holder) > 1):
        del holder[path[-1]]
        return removed(file, path), value
    if kind == "rename" and isinstance(holder, dict):
        key = draw(KEYS.filter(lambda key: key not in holder))
        items = [(key if name == path[-1] else name, inner) for name, inner in holder.items()]
        holder.clear()
        holder.update(items)
        return [file.rename(path, key)], value
    return [], value


def removed(file: YamlFile, path: Steps) -> list[TextEdit]:
    """The edits that remove it; none where a comment below it would become a line of the text above."""
    try:
        return file.remove(path)
    except LetterkitError:
        text = file.document.text
        assert any(header in text for header in "|>")
        assert "# said" in text
        return []


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(yaml_files(), st.sampled_from(SEEDS).map(lambda seed: opened(seed.read_bytes()))), st.data()
)
def test_any_entry_of_any_file_can_be_renamed_added_or_removed(
    file: YamlFile, data: st.DataObject
) -> None:
    # At the end of a literal these end its line and are part of its text: what follows cannot move.
    assume(not {"\u2028", "\u2029"} & {*file.document.text})
    edits, meant = data.draw(st.composite(random_edit)(file))
    assume(edits)
    old, new = file.document.text, after(*edits)
    assert in_order(value_of(new)) == in_order(meant)
    assert new.startswith(old[: edits[0].span.start])
    assert new.endswith(old[edits[0].span.end :])


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda f: f.replace(("missing",), "x"),
            "f.yaml:2:1: 'missing' cannot be changed: nothing stands",
        ),
        (lambda f: f.replace((), "x"), "'the file' cannot be changed: nothing stands there"),
        (
            lambda f: f.replace(("organisations",), "x"),
            "f.yaml:3:3: 'organisations' cannot be changed: it has",
        ),
        (lambda f: f.replace(("title",), "a\x07"), r"a character that cannot be printed \(U\+0007\)"),
        (lambda f: f.replace(("title",), "\ud800"), "cannot be printed"),
        (lambda f: f.replace(("title",), "x" * 1_000_000), "more than 1 MB"),
        (
            lambda f: f.rename(("organisations", 0), "x"),
            "'organisations.0' cannot be changed: it has no key",
        ),
        (lambda f: f.rename(("title",), "organisations"), "'organisations' stands twice"),
        (lambda f: f.rename(("title",), "x" * 1100), "this line is no `key: value`"),
        (lambda f: f.insert(("title",), 0, "x"), "it is no list"),
        (lambda f: f.insert(("organisations",), 0, ["\x07"]), "cannot be printed"),
        (lambda f: f.add(("organisations",), "x", "y"), "it has no keys"),
        (lambda f: f.add((), "x", "y", "z"), "it has no key 'z'"),
        (lambda f: f.add((), "title", "y"), "stands twice"),
        (lambda f: f.remove(("missing",)), "nothing stands there"),
        (lambda f: f.remove(("title",), ("organisations",)), "nothing would be left in the file"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(edit: Callable[[YamlFile], object], message: str) -> None:
    with pytest.raises(LetterkitError, match=message):
        edit(opened(LIST))


# Several edits, several files


def test_several_edits_of_a_file_know_nothing_of_each_other() -> None:
    file = opened(LIST)
    edits = [
        file.replace(("title",), "New"),
        file.insert(("organisations",), 0, "zero"),
        file.rename(("organisations", 2, "list"), "listed"),
        *file.remove(("organisations", 1)),
        file.add(("organisations", 2), "more", "x", "note"),
        file.insert(("organisations",), 3, "last"),
        file.rename(("organisations",), "signed"),
    ]
    assert (
        after(*edits)
        == """\
# who signs
signed:
  - zero
  - one   # the first
  # the second is new

  - listed: others
    note: |
      of them
    more: x
  - last
title: New
"""
    )


def write(folder: Path, files: dict[str, str]) -> list[YamlFile]:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return [opened((folder / name).read_bytes(), folder / name) for name in files]


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


TWO = {"one.yaml": "a: b # c\r\n", "two.yaml": "\ufeffa:\n  - b\n"}


def test_edits_of_several_files_are_carried_out(tmp_path: Path) -> None:
    one, two = write(tmp_path, TWO)
    assert apply([one.replace(("a",), "new"), *two.remove(("a", 0))], tmp_path) == []
    assert held(tmp_path) == {"one.yaml": "a: new # c\r\n", "two.yaml": "\ufeffa: []\n"}


def test_no_edit_is_no_work(tmp_path: Path) -> None:
    assert apply([], tmp_path) == []


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", [OSError(28, "no space"), KeyboardInterrupt()])
def test_where_one_file_fails_all_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException
) -> None:
    one, two = write(tmp_path, TWO)
    edits = [one.replace(("a",), "new"), *two.remove(("a", 0))]
    replace, count = Path.replace, [0]

    def failing(self: Path, target: Path) -> Path:
        count[0] += 1
        if count[0] == call:
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((LetterkitError, KeyboardInterrupt)):
        apply(edits, tmp_path)
    assert held(tmp_path) == TWO


def test_a_file_that_was_changed_since_it_was_read_stays(tmp_path: Path) -> None:
    one, two = write(tmp_path, TWO)
    edits = [one.replace(("a",), "new"), *two.remove(("a", 0))]
    two.path.write_bytes(b"a: theirs\n")
    with pytest.raises(LetterkitError, match=r"two\.yaml was changed meanwhile; nothing was changed"):
        apply(edits, tmp_path)
    assert held(tmp_path) == TWO | {"two.yaml": "a: theirs\n"}


def test_two_edits_of_one_value_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    one, two = write(tmp_path, TWO)
    problems = apply(
        [one.replace(("a",), "new"), two.replace(("a", 0), "x"), *two.remove(("a", 0))], tmp_path
    )
    assert [(p.code, str(p.location)) for p in problems] == [("LK112", "two.yaml:2:5")]
    assert problems[0].message == "two edits overlap; the other one is at two.yaml:2:5"
    assert held(tmp_path) == TWO


def test_edits_that_fit_alone_but_not_together_are_refused(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"one.yaml": "a: b\nc: d\n"})
    problems = apply([file.rename(("a",), "x"), file.rename(("c",), "x")], tmp_path)
    assert [(p.code, str(p.location)) for p in problems] == [("LK112", "one.yaml:1:1")]
    assert "'x' stands twice" in problems[0].message
    assert held(tmp_path) == {"one.yaml": "a: b\nc: d\n"}


def test_edits_of_two_states_of_a_file_are_refused(tmp_path: Path) -> None:
    (file,) = write(tmp_path, {"one.yaml": "a: b\nc: d\n"})
    (later,) = write(tmp_path, {"one.yaml": "a: new\nc: d\n"})
    problems = apply([later.replace(("a",), "x"), file.replace(("c",), "x")], tmp_path)
    assert [problem.message for problem in problems] == ["the edits are of two states of the file"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (one,) = write(tmp_path, {"one.yaml": "a: b\nc: d\n"})
    link = tmp_path / "link.yaml"
    link.symlink_to("one.yaml")
    apply([one.replace(("a",), "x"), opened(link.read_bytes(), link).replace(("c",), "y")], tmp_path)
    assert link.is_symlink()
    assert one.path.read_bytes() == b"a: x\nc: y\n"


def test_an_edit_that_means_something_else_than_it_says_is_found_out() -> None:
    file = opened("a: b\nc: d # e\n")
    edit = file.replace(("a",), "new")
    for text in ("other", "new # said", "new\nf: g", "[", "new\n#"):
        wrong = TextEdit(file, edit.span, text, edit.changes)
        assert [problem.code for problem in edited([wrong])[1]] == ["LK112"]


def test_keys_in_another_order_are_found_out() -> None:
    file = opened("a: b\nc: d\n")
    wrong = TextEdit(file, Span(0, 9), "c: d\na: new", file.replace(("a",), "new").changes)
    assert [problem.message for problem in edited([wrong])[1]] == ["something else would change with it"]


# The comment that names the schema


@pytest.mark.parametrize(
    ("first", "target", "now"),
    [
        (
            "# yaml-language-server: $schema=../../schemas/x.json",
            "campaigns/x/blocks/y/z.yaml",
            "../../../../schemas/x.json",
        ),
        ("# yaml-language-server: $schema=../../schemas/x.json # it", "z.yaml", "schemas/x.json"),
        ("# yaml-language-server: $schema=https://example.org/x.json", "z.yaml", None),
        ("# yaml-language-server: $schema=/etc/x.json", "z.yaml", None),
        ("# nothing", "z.yaml", None),
    ],
)
def test_the_schema_is_found_from_where_the_file_goes(
    tmp_path: Path, first: str, target: str, now: str | None
) -> None:
    text = f"{first}\r\na: $schema=../../b\r\n"
    file = opened(text, tmp_path / "seeds/people/z.yaml")
    edits = file.schema_seen_from(tmp_path / target)
    assert len(edits) == (now is not None)
    assert (after(*edits) if edits else text) == text.replace("../../schemas/x.json", now or "")


def test_what_will_be_written_can_be_asked_first(tmp_path: Path) -> None:
    (one, _) = write(tmp_path, TWO)
    plan, problems = planned([one.replace(("a",), "new")], tmp_path)
    assert problems == []
    assert plan is not None
    assert plan.files == {one.path: b"a: new # c\r\n"}
    assert held(tmp_path) == TWO
