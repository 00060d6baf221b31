"""What has passed the gate, and that nothing passes by it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from conftest import REPOSITORY, released
from letterkit import letter as lt
from letterkit.authored import Origin
from letterkit.consent import WITHHELD, PersonNames, Register, named_in, release, withhold
from letterkit.redline import accept

if TYPE_CHECKING:
    from conftest import Edited, Small

HERE = Origin("seeds/framing/opening.yaml", 3, 3)
JANE = Register((PersonNames(("Jane Doe",)),))


def test_the_gate_alone_releases() -> None:
    """Writers take a `Released`; whoever makes one elsewhere goes by the gate."""
    makers = set()
    for file in (REPOSITORY / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
                if called == "Released":
                    makers.add(file.relative_to(REPOSITORY / "src/letterkit").as_posix())
    assert makers == {"consent/gate.py"}


def test_every_string_of_the_tree_is_searched(letter_2016: tuple[Small, lt.Letter]) -> None:
    """Whatever field of whatever node holds it, but for codes of letterkit's own."""
    codes = {"type", "format", "iso", "e164", "language", "paper", "addresses", "style", "country"}
    searched = 0
    for node in lt.walk(letter_2016[1]):
        for name, value in lt.values_of(node):
            if isinstance(value, str) and value and name not in codes:
                changed = _with(letter_2016[1], node, name, " on Jane Doe ")
                assert named_in(changed, JANE), (node, name)
                searched += 1
    assert searched > 250


def _with(tree: lt.Letter, node: lt.Node, name: str, value: str) -> lt.Letter:
    from letterkit.values import replace

    def visit(child: lt.Node) -> lt.Node:
        return replace(child, **{name: value}) if child is node else lt.map_nodes(child, visit)  # type: ignore[arg-type]

    return replace(tree, **{name: value}) if tree is node else lt.map_nodes(tree, visit)  # type: ignore[arg-type]


def test_a_draft_keeps_every_other_word(letter_2016: tuple[Small, lt.Letter]) -> None:
    tree = letter_2016[1]
    register = Register((PersonNames(("Ilham Tohti",)),))
    made, found = withhold(tree, register)
    assert made is not None
    assert {each.code for each in found} == {"LK447"}
    assert named_in(made.tree, register) == []
    before, after = (lt.text_words(each.body) for each in (tree, made.tree))
    put = " ".join(after).replace(WITHHELD, "Ilham Tohti").replace("Ilham Tohti [", "[").split()
    assert len(put) == len(before)


@pytest.mark.parametrize("words", [("J", "ane Doe"), ("Jane", " Doe"), ("Jane Do", "e and")])
def test_a_name_in_pieces_is_withheld_once(words: tuple[str, str]) -> None:
    pieces = tuple(lt.Text(HERE, word) for word in words)
    paragraph = lt.Paragraph(HERE, (pieces[0], lt.Strong(HERE, pieces[1:])))
    letter = _letter(paragraph)
    made, _ = withhold(letter, JANE)
    assert made is not None
    (passage,) = made.tree.body
    assert isinstance(passage, lt.Passage)
    assert lt.plain_text(passage.children[0]).startswith(WITHHELD)
    assert lt.plain_text(passage.children[0]).count(WITHHELD) == 1
    stopped, found = release(letter, JANE)
    assert stopped is None
    assert [str(each.location) for each in found] == [f"{HERE.file}:3:3"]


def test_what_a_redline_interleaves_is_read_side_by_side(edited: Edited) -> None:
    """The new name stands between words that went."""
    edited.before.change("seeds/framing/opening.yaml", "we write", "we write to Jane Roe")
    edited.now.change("seeds/framing/opening.yaml", "we write", "we write to Jane Doe")
    made = edited.redline()
    assert named_in(accept(made), JANE)
    assert named_in(made, JANE)


def test_released_people_are_counted(letter_2016: tuple[Small, lt.Letter]) -> None:
    made = released(letter_2016[1])
    assert all(name.startswith(("people/", "seeds/people/")) for name in made.people)
    assert {name.rpartition("/")[2] for name in made.people.values()} == {str(i) for i in range(1, 8)}
    assert "tohti" not in repr([node.origin for node in lt.walk(made.tree)])


def _letter(paragraph: lt.Paragraph) -> lt.Letter:
    line = lt.Line(HERE, "")
    date = lt.DateLine(HERE, "2020-04-20", "April 20, 2020")
    return lt.Letter(
        HERE,
        title="",
        author="",
        keywords=(),
        language="en-US",
        paper="a4",
        addresses="stacked",
        dialogue="d",
        campaign="c",
        letterhead=lt.Letterhead(HERE, None, (), ()),
        date=date,
        addressees=(),
        running_head="",
        reference=line,
        salutation=line,
        body=(lt.Passage(HERE, "framing/opening", (paragraph,)),),
        close=line,
        signatures=lt.SignatureBlock(HERE, "signatures/joint", 1, ()),
        enclosures=(),
        cc=(),
    )
