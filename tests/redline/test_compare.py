"""What holds of every redline: accepted it is the new letter, rejected the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import from_json
from letterkit import letter as lt
from letterkit.changes import Changed, Comparison, Deleted, Divided, Inserted, Joined, Version
from letterkit.redline import Aspect, accept, content, redline, reject
from letterkit.values import replace
from letterkit.writers.json import to_json
from redline.trees import ADDRESSEE, LETTER, RELEASE, SECTION, edited

if TYPE_CHECKING:
    from conftest import Small

OLD = Version("v1", "talks", "2020-04-20", "0" * 64)
NEW = Version(None, "talks", "2020-04-20", "1" * 64)
MANY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


Tree = TypeVar("Tree", bound=lt.Document)


def holds(old: Tree, new: Tree) -> Tree:
    """The redline of two documents, after what must hold of it was found to hold."""
    made = redline(old, new, (OLD, NEW)).tree
    assert content(accept(made)) == content(new)
    assert content(reject(made)) == content(old)
    assert accept(made).comparison is None
    assert all(node.change is None for way in (accept, reject) for node in lt.walk(way(made)))
    assert made.comparison is not None
    listed = [change.number for change in made.comparison.changes]
    assert listed == list(range(1, len(listed) + 1))
    assert numbers(made) == set(listed)
    # Values that nobody reads in the letter differ without being listed.
    assert bool(listed) or not any(isinstance(n.change, Inserted | Deleted) for n in lt.walk(made))
    return made


def numbers(tree: lt.Node) -> set[int]:
    """The numbers of the changes that the nodes carry."""
    found: set[int] = set()
    for node in lt.walk(tree):
        if isinstance(node.change, Inserted | Deleted | Divided | Joined):
            found.add(node.change.number)
        if isinstance(node.change, Inserted | Changed):
            found |= {was.number for was in node.change.was if was.number is not None}
    return found


@MANY
@given(LETTER, LETTER)
def test_of_any_two_letters(old: lt.Letter, new: lt.Letter) -> None:
    """The redline survives JSON too."""
    made = holds(old, new)
    assert from_json(to_json(made)) == made


@MANY
@given(RELEASE, RELEASE)
def test_of_any_two_press_releases(old: lt.PressRelease, new: lt.PressRelease) -> None:
    holds(old, new)


@MANY
@given(st.lists(ADDRESSEE, min_size=2, max_size=2), st.lists(SECTION, min_size=2, max_size=2))
def test_of_letters_that_differ_in_one_part(
    letter_2016: tuple[Small, lt.Letter], addressees: list[lt.Addressee], sections: list[lt.Section]
) -> None:
    """So that the part is compared and not replaced."""
    _, letter = letter_2016
    old, new = (replace(letter, addressees=(replace(each, block="a/one"),)) for each in addressees)
    holds(old, new)
    old, new = (replace(letter, body=(section, *letter.body)) for section in sections)
    holds(old, new)


@pytest.fixture(scope="session")
def release_2015(starter: Small) -> lt.PressRelease:
    """The press release of 2015."""
    from letterkit.assemble import assemble_document
    from letterkit.library.index import Library

    made, _ = assemble_document(Library(starter.workspace, "2015-sed"), "2015-sed", "press-release")
    assert isinstance(made, lt.PressRelease)
    return made


EDITS = {"seed": st.integers(0, 2**32), "before": st.integers(0, 6), "after": st.integers(1, 12)}


@MANY
@given(**EDITS)
def test_of_a_real_letter_edited(
    letter_2016: tuple[Small, lt.Letter], seed: int, before: int, after: int
) -> None:
    old = edited(letter_2016[1], seed, before)
    holds(old, edited(old, seed + 1, after))


@MANY
@given(**EDITS)
def test_of_a_real_press_release_edited(
    release_2015: lt.PressRelease, seed: int, before: int, after: int
) -> None:
    old = edited(release_2015, seed, before)
    holds(old, edited(old, seed + 1, after))


def test_of_a_letter_and_itself(letter_2016: tuple[Small, lt.Letter]) -> None:
    _, letter = letter_2016
    made = redline(letter, letter, (OLD, NEW)).tree
    assert made.comparison == Comparison(OLD, NEW, ())
    assert made.format == "letterkit-letter-redline/1"
    assert accept(made) == reject(made) == letter


def test_a_plain_letter_says_nothing_of_changes(letter_2016: tuple[Small, lt.Letter]) -> None:
    written = to_json(letter_2016[1])
    assert '"change"' not in written
    assert '"comparison"' not in written


def test_a_letter_and_a_press_release_are_not_compared(
    letter_2016: tuple[Small, lt.Letter], release_2015: lt.PressRelease
) -> None:
    with pytest.raises(TypeError, match="a letter and a press-release are not compared"):
        redline(letter_2016[1], release_2015, (OLD, NEW))


def test_each_change_is_made_of_differences(letter_2016: tuple[Small, lt.Letter]) -> None:
    """From them its causes can be told by those who know what the letters are made of."""
    _, old = letter_2016
    (address, *others) = old.addressees
    (passage, *sections) = old.body
    assert isinstance(passage, lt.Passage)
    new = replace(
        old,
        addressees=(replace(address, name="Somebody Else", honorific=None), *others),
        body=(*sections, replace(passage, children=passage.children[:-1])),
    )
    made = redline(old, new, (OLD, NEW))
    assert made.tree.comparison is not None
    assert [str(change.kind) for change in made.tree.comparison.changes] == [
        "office-holder changed",
        "passage moved and rewritten",
    ]
    assert all(change.causes == () for change in made.tree.comparison.changes)
    assert [(d.number, d.aspect, d.fields) for d in made.differences] == [
        (1, Aspect.VALUES, ("name", "honorific")),
        (2, Aspect.PLACE, ()),
        (2, Aspect.PLACE, ()),
    ]
    assert made.differences[0].blocks == (address.block, address.block)
    assert made.differences[2].blocks == (passage.block, passage.block)
    assert (made.differences[2].old, made.differences[2].new) == (passage.children[-1], None)
