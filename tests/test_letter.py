"""letter: the tree can be walked and read, cannot be changed, and every node knows where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from letterkit import letter as lt
from letterkit.values import replace

if TYPE_CHECKING:
    from conftest import Small

HERE = lt.Origin("seeds/issues/release.yaml", 4, 3)


def text(words: str) -> lt.Text:
    """A run of characters."""
    return lt.Text(HERE, words)


PARAGRAPH = lt.Paragraph(
    HERE,
    (
        text("We "),
        lt.Emphasis(HERE, (text("ask "), lt.Strong(HERE, (text("again"),)))),
        lt.LineBreak(HERE),
        lt.Link(HERE, "https://e.org", (text("here"),)),
    ),
)


def subclasses(of: type[lt.Node]) -> list[type[lt.Node]]:
    """Every kind of node."""
    return [
        cls
        for cls in vars(lt).values()
        if isinstance(cls, type) and issubclass(cls, of) and cls is not of
    ]


def letter(small: Small) -> lt.Letter:
    """The small workspace's letter."""
    found, _ = small.assemble()
    assert found is not None
    return found


def test_walk_goes_in_reading_order() -> None:
    quotation = lt.Quotation(HERE, (PARAGRAPH, lt.Heading(HERE, 1, (text("End"),))))
    assert [type(node).__name__ for node in lt.walk(quotation)] == [
        "Quotation",
        "Paragraph",
        "Text",
        "Emphasis",
        "Text",
        "Strong",
        "Text",
        "LineBreak",
        "Link",
        "Text",
        "Heading",
        "Text",
    ]


def test_walk_of_a_leaf_is_the_leaf() -> None:
    leaf = text("a")
    assert list(lt.walk(leaf)) == [leaf]


def test_walk_reaches_every_part_of_a_letter(small: Small) -> None:
    kinds = {type(node) for node in lt.walk(letter(small))}
    assert kinds == {
        lt.Letter,
        lt.Letterhead,
        lt.DateLine,
        lt.Addressee,
        lt.PostalAddress,
        lt.FaxNumber,
        lt.Line,
        lt.Passage,
        lt.Asks,
        lt.Ask,
        lt.CaseList,
        lt.Case,
        lt.Paragraph,
        lt.Text,
        lt.Strong,
        lt.SignatureBlock,
        lt.Signatory,
    }


def test_values_of_a_node_come_in_the_order_of_its_fields() -> None:
    heading = lt.Heading(HERE, 2, (text("End"),))
    assert list(lt.values_of(heading)) == [
        ("origin", HERE),
        ("level", 2),
        ("children", (text("End"),)),
        ("type", "heading"),
        ("change", None),
    ]


def test_map_nodes_gives_the_children_alone_to_the_function() -> None:
    seen: list[lt.Node] = []

    def noted(node: lt.Node) -> lt.Node:
        seen.append(node)
        return node

    assert lt.map_nodes(PARAGRAPH, noted) == PARAGRAPH
    assert seen == list(PARAGRAPH.children)


def test_map_nodes_maps_a_whole_tree_and_leaves_out_what_is_none() -> None:
    def shouted(node: lt.Node) -> lt.Node | None:
        if isinstance(node, lt.LineBreak):
            return None
        if isinstance(node, lt.Text):
            return replace(node, text=node.text.upper())
        return lt.map_nodes(node, shouted)

    made = lt.map_nodes(PARAGRAPH, shouted)
    assert lt.plain_text(made) == "WE ASK AGAINHERE"
    assert [type(node) for node in made.children] == [lt.Text, lt.Emphasis, lt.Link]
    assert lt.plain_text(PARAGRAPH) == "We ask again\nhere"


def test_map_nodes_keeps_what_is_no_node(small: Small) -> None:
    made = letter(small)
    assert lt.map_nodes(made, lambda child: child) == made
    bare = lt.map_nodes(made, lambda child: None if isinstance(child, lt.Addressee) else child)
    assert (bare.addressees, bare.keywords, bare.date) == ((), made.keywords, made.date)


def test_plain_text_has_no_markup() -> None:
    assert lt.plain_text(PARAGRAPH) == "We ask again\nhere"


def test_plain_text_of_nothing_is_empty() -> None:
    assert lt.plain_text(lt.Paragraph(HERE, ())) == ""


@pytest.mark.parametrize("kind", subclasses(lt.Node), ids=lambda kind: kind.__name__)
def test_every_kind_of_node_is_immutable_documented_and_named(kind: type[lt.Node]) -> None:
    assert kind.__doc__
    named = {field.name: field.default for field in structs.fields(kind)}
    words = "".join(f"-{letter}" if letter.isupper() else letter for letter in kind.__name__)
    assert named["type"] == words.lower().lstrip("-")
    assert "__dict__" not in dir(kind)


def test_no_two_kinds_of_node_share_a_name() -> None:
    kinds = subclasses(lt.Node)
    assert len({kind.__name__ for kind in kinds}) == len(kinds) == 35


def test_a_node_cannot_be_changed() -> None:
    node = text("a")
    with pytest.raises(AttributeError):
        node.text = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        node.origin.line = 5  # type: ignore[misc]


def test_a_whole_letter_can_be_hashed_and_compared(small: Small) -> None:
    one, two = letter(small), letter(small)
    assert one is not two
    assert one == two
    assert hash(one) == hash(two)


def test_every_node_comes_from_a_place_in_a_file(small: Small) -> None:
    for node in lt.walk(letter(small)):
        lines = (small.root / node.origin.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= node.origin.line <= len(lines), node
        assert 1 <= node.origin.column <= len(lines[node.origin.line - 1]) + 1, node


@pytest.mark.parametrize(
    ("honorific", "full"), [("The Honorable", "The Honorable Ada Roe"), (None, "Ada Roe")]
)
def test_the_full_name_of_an_addressee(small: Small, honorific: str | None, full: str) -> None:
    small.change("seeds/addresses/minister.yaml", "Ada B. Lovelace", "Ada Roe")
    if honorific is None:
        small.change("seeds/addresses/minister.yaml", "    honorific: The Honorable\n", "")
    assert letter(small).addressees[0].full_name == full
