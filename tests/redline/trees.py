"""Random letters, and random edits of a real one, for the properties of a redline; and what it marks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

from hypothesis import strategies as st

from letterkit import letter as lt
from letterkit.changes import Deleted
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Node)

HERE = st.builds(lt.Origin, st.sampled_from(["a.yaml", "b.yaml"]), st.integers(1, 3), st.just(1))
WORDS = st.sampled_from(
    [
        "the",
        "of",
        "and",
        "prison",
        "release",
        "Beijing",
        "detained",
        "2016",
        ",",
        ".",
        "刘",
        "晓",
        "波",
        "é",
    ]
)
TEXT = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", "", "\u00a0"])), max_size=12).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
NAME = st.sampled_from(["one", "two", "three", "four"])
NUMBER = st.sampled_from(["+12026472283", "+12026477350", "+862012345678"])


def some(items: st.SearchStrategy[Any], most: int = 4, least: int = 0) -> st.SearchStrategy[Any]:
    """A tuple of some items."""
    return st.lists(items, min_size=least, max_size=most).map(tuple)


INLINE: st.SearchStrategy[Any] = st.recursive(
    st.builds(lt.Text, HERE, TEXT, foreign=st.sampled_from([None, None, "fr", "la"]))
    | st.builds(lt.LineBreak, HERE),
    lambda inner: (
        st.builds(lt.Emphasis, HERE, some(inner, 3))
        | st.builds(lt.Strong, HERE, some(inner, 3))
        | st.builds(lt.Link, HERE, st.sampled_from(["https://a.org", "https://b.org"]), some(inner, 2))
    ),
    max_leaves=5,
)
NOTE = st.builds(lt.Footnote, HERE, some(INLINE, 2))
WORDS_OF_ONE = some(INLINE | INLINE | NOTE, 5)


def _table(columns: int) -> st.SearchStrategy[lt.Table]:
    cells = st.tuples(*[st.builds(lt.TableCell, HERE, some(INLINE | NOTE, 2))] * columns)
    row = st.builds(lt.TableRow, HERE, cells)
    alignment = st.tuples(*[st.sampled_from(["left", "center", "right"])] * columns)
    return st.builds(lt.Table, HERE, alignment, row, some(row, 3))


TABLE = st.integers(1, 3).flatmap(_table)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    item = st.builds(lt.ListItem, HERE, some(inner, 2))
    lists = st.builds(lt.List, HERE, st.booleans(), st.integers(1, 3), some(item, 3))
    return lists | st.builds(lt.Quotation, HERE, some(inner, 2))


BODY: st.SearchStrategy[Any] = st.recursive(
    st.builds(lt.Paragraph, HERE, WORDS_OF_ONE)
    | st.builds(lt.Heading, HERE, st.integers(1, 3), WORDS_OF_ONE)
    | TABLE,
    _nested,
    max_leaves=5,
)
CASE = st.builds(lt.Case, HERE, some(NAME, 2), some(NAME, 2), WORDS_OF_ONE)
CASES = st.builds(lt.CaseList, HERE, NAME, some(BODY, 1), some(CASE), some(BODY, 1))
ASK = st.builds(lt.Ask, HERE, NAME, NAME, TEXT, TEXT, some(BODY | CASES, 3, least=1))
STYLE = st.sampled_from(["numbered", "bulleted", "headed", "prose", "short"])
SECTION = (
    st.builds(lt.Passage, HERE, NAME, some(BODY, 2))
    | st.builds(lt.Asks, HERE, STYLE, some(ASK))
    | CASES
    | st.builds(lt.Quote, HERE, NAME, TEXT, st.none() | TEXT, TEXT, st.just("2016"), some(BODY, 1))
)
LINE = st.builds(lt.Line, HERE, TEXT)
DATE = st.builds(lt.DateLine, HERE, st.sampled_from(["2015-06", "2016-06-01"]), TEXT)
ADDRESS = st.builds(lt.PostalAddress, HERE, some(TEXT), TEXT, TEXT, TEXT, TEXT, st.just("US"), TEXT)
ADDRESSEE = st.builds(
    lt.Addressee,
    *(HERE, NAME, TEXT, st.none() | TEXT, TEXT, NAME, TEXT, ADDRESS),
    some(st.builds(lt.FaxNumber, HERE, NUMBER, TEXT), 3),
    st.none() | TEXT,
    st.none() | TEXT,
)
SIGNATORY = st.one_of(
    st.builds(lt.Signatory, HERE, NAME, NAME, *[st.none() | TEXT] * 3),
    st.builds(
        lt.Signatory,
        HERE,
        st.just("") | NAME,
        st.just(""),
        NAME,
        *[st.none() | TEXT] * 2,
        affiliation=st.none() | TEXT,
        note=st.none() | TEXT,
    ),
)
GROUP = st.builds(lt.SignatureGroup, HERE, NAME, some(SIGNATORY), st.booleans())
SIGNATURES = st.builds(lt.SignatureBlock, HERE, NAME, st.integers(1, 3), some(SIGNATORY), some(GROUP))
LETTER = st.builds(
    lt.Letter,
    *(HERE, TEXT, TEXT, some(TEXT), st.just("en-US")),
    paper=st.sampled_from(["letter", "a4"]),
    addresses=st.sampled_from(["side-by-side", "stacked"]),
    dialogue=NAME,
    campaign=NAME,
    letterhead=st.builds(lt.Letterhead, HERE, st.none() | TEXT, some(TEXT), some(TEXT)),
    date=DATE,
    addressees=some(ADDRESSEE, 3),
    running_head=TEXT,
    reference=LINE,
    salutation=LINE,
    body=some(SECTION, 4),
    close=LINE,
    signatures=SIGNATURES,
    enclosures=some(LINE, 3),
    cc=some(LINE, 3),
)
RELEASE = st.builds(
    lt.PressRelease,
    *(HERE, TEXT, TEXT, some(TEXT), st.just("en-US")),
    paper=st.sampled_from(["letter", "a4"]),
    dialogue=NAME,
    campaign=NAME,
    issuer=TEXT,
    headline=LINE,
    place=st.none() | LINE,
    date=DATE,
    embargo=st.none() | DATE,
    running_head=TEXT,
    body=some(SECTION, 4),
    signatures=SIGNATURES,
    learn_more=some(st.builds(lt.Reading, HERE, TEXT, st.none() | TEXT), 3),
    about=some(BODY, 2),
)


# Edits of a real letter


def edited(tree: Tree, seed: int, edits: int) -> Tree:
    """The tree with some edits in it; the same seed gives the same tree."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(edits):
        targets = [node for node in lt.walk(tree) if _edits_of(node)]
        target = chance.choice(targets)
        edit = chance.choice(_edits_of(target))
        tree = _replaced(tree, target, edit(target, chance))
    return tree


_Edit = Callable[[Any, random.Random], Any]


def _edits_of(node: lt.Node) -> list[_Edit]:
    found: list[_Edit] = []
    if isinstance(node, lt.Text | lt.Line | lt.DateLine | lt.FaxNumber) and node.text.split():
        found.append(_words)
    if isinstance(
        node, lt.Addressee | lt.Signatory | lt.PostalAddress | lt.Letterhead | lt.Ask | lt.Letter
    ):
        found.append(_value)
    for _, value in lt.values_of(node):
        if isinstance(value, tuple) and len(value) > 1 and isinstance(value[0], lt.Node):
            found += [_moved, _removed, _doubled]
    if any(map(_has_paragraphs, lt.values_of(node))):
        found += [_divided, _joined]
    return found


def _words(node: Any, chance: random.Random) -> Any:
    words = node.text.split(" ")
    i = chance.randrange(len(words))
    words[i : i + chance.randrange(3)] = chance.choices(
        ["and", "now", "held", "since 2012,", "(sic)"], k=2
    )
    return replace(node, text=" ".join(words))


def _value(node: Any, chance: random.Random) -> Any:
    names = [name for name, hint in get_type_hints(type(node)).items() if hint in (str, str | None)]
    return replace(node, **{chance.choice(names): "another value"})


def _moved(node: Any, chance: random.Random) -> Any:
    name, row = _row(node, chance)
    row.insert(chance.randrange(len(row)), row.pop(chance.randrange(len(row))))
    return replace(node, **{name: tuple(row)})


def _removed(node: Any, chance: random.Random) -> Any:
    name, row = _row(node, chance)
    del row[chance.randrange(len(row))]
    return replace(node, **{name: tuple(row)})


def _doubled(node: Any, chance: random.Random) -> Any:
    name, row = _row(node, chance)
    row.insert(chance.randrange(len(row)), chance.choice(row))
    return replace(node, **{name: tuple(row)})


def _has_paragraphs(field: tuple[str, object]) -> bool:
    value = field[1]
    return isinstance(value, tuple) and any(isinstance(item, lt.Paragraph) for item in value)


def _divided(node: Any, chance: random.Random) -> Any:
    """The node with a paragraph of it divided after one of its words, or inline nodes."""
    name, row = _paragraphs(node)
    at = chance.choice([i for i, each in enumerate(row) if isinstance(each, lt.Paragraph)])
    row[at : at + 1] = divided(row[at], chance)
    return replace(node, **{name: tuple(row)})


def divided(paragraph: Any, chance: random.Random) -> list[lt.Paragraph]:
    """The paragraph as two."""
    words: list[lt.Inline] = []
    for node in paragraph.children:
        texts = re.findall(r"\S+|\s+", node.text) if isinstance(node, lt.Text) else ()
        words += [replace(node, text=text) for text in texts] or [node]
    at = chance.randint(0, len(words))
    left, right = words[:at], words[at + (chance.random() < 0.7) :]
    return [replace(paragraph, children=tuple(side)) for side in (left, right)]


def _joined(node: Any, chance: random.Random) -> Any:
    """The node with two paragraphs of it as one."""
    name, row = _paragraphs(node)
    pairs = [
        i for i in range(1, len(row)) if {type(each) for each in row[i - 1 : i + 1]} == {lt.Paragraph}
    ]
    if pairs:
        at = chance.choice(pairs)
        between = lt.Text(row[at].origin, chance.choice([" ", "", "\u00a0"]))
        words = (*row[at - 1].children, between, *row[at].children)
        row[at - 1 : at + 1] = [replace(row[at - 1], children=words)]
    return replace(node, **{name: tuple(row)})


def _paragraphs(node: Any) -> tuple[str, list[Any]]:
    name = next(field[0] for field in lt.values_of(node) if _has_paragraphs(field))
    return name, list(getattr(node, name))


def _row(node: Any, chance: random.Random) -> tuple[str, list[lt.Node]]:
    rows = [
        (name, list(value))
        for name, value in lt.values_of(node)
        if isinstance(value, tuple) and len(value) > 1 and isinstance(value[0], lt.Node)
    ]
    return chance.choice(rows)


def _replaced(tree: Any, target: lt.Node, by: lt.Node) -> Any:
    return by if tree is target else lt.map_nodes(tree, lambda child: _replaced(child, target, by))


# What is marked


def marked(tree: lt.Node) -> list[str]:
    """The marked words of a tree: `-old`, `+new`."""
    return [
        ("-" if isinstance(node.change, Deleted) else "+") + node.text.strip()
        for node in lt.walk(tree)
        if isinstance(node, lt.Text) and node.change is not None
    ]
