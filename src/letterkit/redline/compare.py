"""Two letters → one, in which every node that differs says how, and a list of the changes.

Parts are paired, then compared as what they are: an addressee with an addressee, word by word only where
there are words. A change is listed once, however many nodes carry its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar, cast

from letterkit import letter as lt
from letterkit.campaign.causes import Causes, Difference, Kind, in_order
from letterkit.changes import Cause, Changed, Comparison, Deleted, Inserted, ListedChange, Version, Was
from letterkit.redline.inline import merge
from letterkit.redline.marks import shortened, title_of
from letterkit.redline.pairs import name_of, pair
from letterkit.redline.resolve import ASIDE, content

Tree = TypeVar("Tree", bound=lt.Document)
Branch = TypeVar("Branch", bound=lt.Node)

# A node with the one it is paired with, where that stands elsewhere.
_WithPartner = tuple[lt.Node, lt.Node | None]

_EXCERPT = 160
_PARTS = {
    "reference": "reference line",
    "cc": "copies",
    "learn_more": "to learn more",
    "signatures": "signatures",
}
_KINDS = {"case": "case", "quote": "quotation", "quotation": "quoted passage", "date-line": "embargo"}
_LINE_KINDS = {"cc": "copy", "enclosures": "enclosure"}
_PERSON, _TITLE = "signatory’s person changed", "signatory’s title changed"
# What is said where a value of a node differs; other values nobody reads in the letter.
_VALUES: dict[tuple[str, str], str] = {
    ("letter", "language"): "language changed",
    ("letter", "paper"): "paper changed",
    ("letter", "addresses"): "layout changed",
    ("press-release", "language"): "language changed",
    ("press-release", "paper"): "paper changed",
    ("press-release", "issuer"): "issuer changed",
    ("letterhead", "name"): "letterhead changed",
    ("letterhead", "lines"): "letterhead changed",
    ("letterhead", "members"): "letterhead changed",
    ("addressee", "name"): "office-holder changed",
    ("addressee", "honorific"): "office-holder changed",
    ("addressee", "salutation"): "office-holder changed",
    ("addressee", "office"): "office renamed",
    ("addressee", "organisation"): "office’s organisation renamed",
    ("addressee", "email"): "e-mail address changed",
    ("addressee", "delivery"): "delivery notation changed",
    ("postal-address", "lines"): "address changed",
    ("fax-number", "e164"): "fax number changed",
    ("fax-number", "text"): "fax number changed",
    ("signatory", "organisation"): "signatory renamed",
    ("signatory", "person"): _PERSON,
    ("signatory", "native_name"): _PERSON,
    ("signatory", "title"): _TITLE,
    ("signature-block", "columns"): "layout changed",
    ("asks", "style"): "style of the asks changed",
    ("list", "ordered"): "style of a list changed",
    ("list", "start"): "style of a list changed",
    ("heading", "level"): "heading’s level changed",
    ("reading", "title"): "reading changed",
    ("reading", "url"): "reading changed",
}


def redline(
    old: Tree, new: Tree, versions: tuple[Version, Version], causes: Causes | None = None
) -> Tree:
    """Compare two documents. Raises TypeError where they are not of one kind.

    `versions` names both sides. Without `causes` no change says where it comes from.
    """
    if old.type != new.type:
        raise TypeError(f"a {old.type} and a {new.type} are not compared")
    comparer = _Comparer(old, new, causes)
    tree = comparer.node(old, new)
    listed = tuple(change.listed() for change in comparer.changes)
    values: dict[str, Any] = {"format": f"letterkit-{tree.type}-redline/1"}
    return replace(tree, comparison=Comparison(*versions, listed), **values)


@dataclass(slots=True)
class _Change:
    """A change while more may be found to belong to it."""

    number: int
    what: str
    place: str
    origin: lt.Origin
    causes: set[Cause] = field(default_factory=set)
    excerpts: list[tuple[str, str]] = field(default_factory=list)
    rewritten: bool = False

    def listed(self) -> ListedChange:
        old, new = (_joined(excerpt[side] for excerpt in self.excerpts) for side in (0, 1))
        what = f"{self.what} and rewritten" if self.rewritten else self.what
        origin = self.origin
        return ListedChange(
            self.number, what, in_order(self.causes), self.place, origin.file, origin.line, old, new
        )


class _Comparer:
    """Walks two trees side by side."""

    def __init__(self, old: lt.Document, new: lt.Document, causes: Causes | None) -> None:
        self.causes = causes
        self.changes: list[_Change] = []
        self.old_named, self.new_named = _named(old), _named(new)
        self.named = self.old_named.keys() & self.new_named.keys()
        # The change that each new node moved or came with, by the node's identity.
        self.moves: dict[int, _Change] = {}
        self.replacements: dict[int, _Change] = {}
        # Where the walk is: the letter's part, the blocks, the nodes, the moved node that holds them.
        self.part = old.type.replace("-", " ")
        self.within: list[tuple[lt.Node, lt.Node]] = [(old, new)]
        self.moved: _Change | None = None

    # One node

    def node(self, old: Branch, new: Branch) -> Branch:
        """The new node, with what differs marked in it."""
        if content(old) == content(new):
            return new
        self.within.append((old, new))
        names = [
            each.name
            for each in fields(new)
            if each.name not in ASIDE
            and content(getattr(old, each.name)) != content(getattr(new, each.name))
        ]
        inner = [name for name in names if _is_inner(getattr(old, name), getattr(new, name))]
        # The delivery notation repeats the fax numbers, and comes after them.
        late = [name for name in names if name == "delivery"]
        was = self.values(old, new, [name for name in names if name not in (*inner, *late)])
        values: dict[str, Any] = {name: self.inner(old, new, name) for name in inner}
        was += self.values(old, new, late)
        self.within.pop()
        return replace(new, change=Changed(was) if was else None, **values)

    def inner(self, old: lt.Node, new: lt.Node, name: str) -> object:
        """A field that holds nodes."""
        if len(self.within) == 2:
            self.part = name
        if _is_words(new, name):
            return self.words(old, new)
        one, two = getattr(old, name), getattr(new, name)
        return self.sequence(one, two) if isinstance(two, tuple) else self.optional(one, two)

    def words(self, old: lt.Node, new: lt.Node) -> tuple[lt.Inline, ...]:
        what = "case’s words changed" if isinstance(new, lt.Case) else "words changed"
        change = self.open(what, new)
        merged = merge(old.children, new.children, change.number)  # type: ignore[attr-defined]
        come = " ".join(new for _, new in merged.changes)
        self.explain(change, "words", old, new, come=come)
        change.excerpts += merged.changes
        if self.moved is None:
            change.origin = _first_change(merged.nodes) or new.origin
        return merged.nodes

    def optional(self, old: lt.Node | None, new: lt.Node | None) -> lt.Node:
        if old is None:
            return self.added(cast("lt.Node", new))
        if new is None:
            return self.removed(old)
        return self.node(old, new)

    # Values

    def values(self, old: lt.Node, new: lt.Node, names: Sequence[str]) -> tuple[Was, ...]:
        """The old values. Values that are said to differ in the same words are one change."""
        same: dict[str | None, list[str]] = {}
        for name in names:
            what = self.what(new, name)
            if what == _TITLE and _PERSON in same:
                what = _PERSON
            same.setdefault(what, []).append(name)
        return tuple(
            Was(name, getattr(old, name), number)
            for what, names_of_one in same.items()
            for number in (self.value(what, old, new, names_of_one) if what else None,)
            for name in names_of_one
        )

    def what(self, node: lt.Node, name: str) -> str | None:
        """What is said where this value differs; None where nobody reads it."""
        match node:
            case lt.DateLine():
                return f"{self.part} changed"
            case lt.Line():
                return f"{_LINE_KINDS.get(self.part) or _PARTS.get(self.part, self.part)} changed"
            case lt.Ask():
                style = next((n.style for _, n in reversed(self.within) if isinstance(n, lt.Asks)), "")
                printed = {"headed": "title", "short": "summary"}.get(style)
                return "words changed" if name == printed else None
        return _VALUES.get((_type(node), name))

    def value(self, what: str, old: lt.Node, new: lt.Node, names: list[str]) -> int:
        if what == "delivery notation changed" and (number := self.fax_change(new)):
            return number  # it names the numbers, and changed with them
        change = self.open(what, new)
        self.explain(change, "values", old, new, names=tuple(names))
        change.excerpts.append((_value(old, new, names), _value(new, old, names)))
        return change.number

    def fax_change(self, addressee: lt.Node) -> int | None:
        """The change of a fax number that was found in the addressee just now."""
        place = getattr(addressee, "block", None)
        found = (c for c in self.changes if c.place == place and c.what.startswith("fax number"))
        return next((change.number for change in found), None)

    # Several nodes

    def sequence(self, old: Sequence[lt.Node], new: Sequence[lt.Node]) -> tuple[lt.Node, ...]:
        """The nodes of both letters in one row: what went stands before what came."""
        pairs = pair(old, new, self.named)
        origins = {j: i for i, j in pairs.found.items()}
        gone = [(n, new[pairs.found[k]] if k in pairs.found else self.then(n)) for k, n in enumerate(old)]
        come = [(n, old[origins[k]] if k in origins else self.before(n)) for k, n in enumerate(new)]
        row: list[lt.Node] = []
        i = j = 0
        for stay in [*pairs.in_place, len(old)]:
            there = pairs.found[stay] if stay < len(old) else len(new)
            row += self.gap(gone[i:stay], come[j:there])
            if stay < len(old):
                row.append(self.node(old[stay], new[there]))
            i, j = stay + 1, there + 1
        return tuple(row)

    def then(self, old: lt.Node) -> lt.Node | None:
        """The node of that name, where the new letter has it in another list."""
        name = name_of(old)
        return self.new_named[name] if name in self.named else None

    def before(self, new: lt.Node) -> lt.Node | None:
        """The node of that name, where the old letter had it in another list."""
        name = name_of(new)
        return self.old_named[name] if name in self.named else None

    def gap(self, gone: Sequence[_WithPartner], come: Sequence[_WithPartner]) -> Iterator[lt.Node]:
        """What stands between two nodes that stayed: each with its partner elsewhere, if it has one."""
        left = [node for node, partner in gone if partner is None]
        right = [node for node, partner in come if partner is None]
        instead = {id(old): new for old, new in _replacing(left, right)}
        compared: dict[int, lt.Node] = {}
        for node, partner in gone:
            if id(node) in instead and isinstance(node, lt.FaxNumber):
                compared[id(instead[id(node)])] = node
            else:
                yield self.gone(node, partner, instead.get(id(node)))
        for node, partner in come:
            if id(node) in compared:
                yield self.node(compared[id(node)], node)
            else:
                yield self.come(node, partner)

    def gone(self, node: lt.Node, partner: lt.Node | None, instead: lt.Node | None) -> lt.Node:
        if partner is not None:
            return replace(node, change=Deleted(self.move(node, partner).number, moved=True))
        if instead is None:
            return self.removed(node)
        change = self.replacements[id(instead)] = self.replaced(node, instead)
        return replace(node, change=Deleted(change.number))

    def come(self, node: lt.Node, partner: lt.Node | None) -> lt.Node:
        if partner is not None:
            return self.moved_here(partner, node)
        if id(node) in self.replacements:
            return replace(node, change=Inserted(self.replacements[id(node)].number))
        return self.added(node)

    def moved_here(self, old: lt.Node, new: lt.Node) -> lt.Node:
        change = self.move(old, new)
        before, self.moved = self.moved, change
        node = self.node(old, new)
        self.moved = before
        change.rewritten = len(change.excerpts) > 1
        was = node.change.was if isinstance(node.change, Changed) else ()
        return replace(node, change=Inserted(change.number, moved=True, was=was))

    def move(self, old: lt.Node, new: lt.Node) -> _Change:
        if id(new) not in self.moves:
            change = self.listed(f"{self.kind(new)} moved", "place", old, new)
            change.excerpts.append((title_of(old), ""))
            self.moves[id(new)] = change
        return self.moves[id(new)]

    def replaced(self, old: lt.Node, new: lt.Node) -> _Change:
        change = self.listed(f"{self.kind(new)} replaced", "words", old, new)
        change.excerpts.append((title_of(old), title_of(new)))
        return change

    def added(self, node: lt.Node) -> lt.Node:
        change = self.listed(f"{self.kind(node)} added", "place", None, node)
        change.excerpts.append(("", title_of(node)))
        return replace(node, change=Inserted(change.number))

    def removed(self, node: lt.Node) -> lt.Node:
        deed = "no longer listed" if isinstance(node, lt.Case) else "removed"
        change = self.open(f"{self.kind(node)} {deed}", node, self.within[-1][1].origin)
        self.explain(change, "place", node, None)
        change.excerpts.append((title_of(node), ""))
        return replace(node, change=Deleted(change.number))

    def kind(self, node: lt.Node) -> str:
        if isinstance(node, lt.Line | lt.DateLine):
            return _LINE_KINDS.get(self.part, self.part)
        return _KINDS.get(_type(node)) or _type(node).replace("-", " ")

    # The list of changes

    def listed(self, what: str, kind: Kind, old: lt.Node | None, new: lt.Node) -> _Change:
        change = self.open(what, new)
        self.explain(change, kind, old, new)
        return change

    def open(self, what: str, node: lt.Node, origin: lt.Origin | None = None) -> _Change:
        """A new change at this node, or the move of what holds it."""
        if self.moved is not None:
            return self.moved
        change = _Change(len(self.changes) + 1, what, self.place(node), origin or node.origin)
        self.changes.append(change)
        return change

    def explain(
        self,
        change: _Change,
        kind: Kind,
        old: lt.Node | None,
        new: lt.Node | None,
        names: tuple[str, ...] = (),
        come: str = "",
    ) -> None:
        """Say where the change comes from."""
        if self.causes is None:
            return
        blocks = tuple(
            next((b for b in (_block(n) for n in (node, *reversed(around))) if b), None)
            for node, around in zip((old, new), zip(*self.within, strict=True), strict=True)
        )
        within = self.within[-1]
        difference = Difference(
            kind, old, new, within, cast("tuple[str, str]", blocks), self.part, names, come
        )
        change.causes |= self.causes.of(difference)

    def place(self, node: lt.Node) -> str:
        """The block that the change is in, or the part of the letter."""
        around = [new for _, new in self.within]
        block = next((b for b in (_block(n) for n in (node, *reversed(around))) if b), None)
        return block or _PARTS.get(self.part, self.part.replace("_", " "))


def _named(document: lt.Document) -> dict[Hashable, lt.Node]:
    """The nodes that have a name of their own in the document."""
    nodes = [(name, node) for node in lt.walk(document) if (name := name_of(node)) is not None]
    count = Counter(name for name, _ in nodes)
    return {name: node for name, node in nodes if count[name] == 1}


def _replacing(old: Sequence[lt.Node], new: Sequence[lt.Node]) -> Iterator[tuple[lt.Node, lt.Node]]:
    """What stands in the place of what, among nodes that have no name.

    Where more went than came it is the last of them, so that the order of what went is kept.
    """
    for kind in dict.fromkeys(map(type, old)):
        if kind in _REPLACED:
            left, right = ([node for node in side if type(node) is kind] for side in (old, new))
            yield from zip(left[max(len(left) - len(right), 0) :], right, strict=False)


_REPLACED = (lt.FaxNumber, lt.Paragraph, lt.Heading, lt.List, lt.ListItem, lt.Quotation, lt.Line)


def _is_words(node: lt.Node, name: str) -> bool:
    return name == "children" and isinstance(node, lt.Paragraph | lt.Heading | lt.Case)


def _is_inner(*values: object) -> bool:
    """Whether one of the values is a node, or several."""
    return any(
        isinstance(item, lt.Node)
        for value in values
        for item in (value if isinstance(value, tuple) else (value,))
    )


def _type(node: lt.Node) -> str:
    return str(getattr(node, "type", ""))


def _block(node: lt.Node | None) -> str | None:
    """The block that a node is made of; a case names its people's."""
    if isinstance(node, lt.Case):
        return ", ".join(node.blocks) or None
    return getattr(node, "block", None)


def _first_change(nodes: Iterable[lt.Inline]) -> lt.Origin | None:
    """The place of the first new word; where words only went, of the last one before them."""
    last: lt.Origin | None = None
    for top in nodes:
        for node in lt.walk(top):
            if isinstance(node, lt.Text | lt.LineBreak):
                if isinstance(node.change, Inserted):
                    return node.origin
                last = node.origin if node.change is None else last
    return last


# Excerpts


def _joined(texts: Iterable[str]) -> str:
    return shortened(" … ".join(text for text in texts if text), _EXCERPT)


def _value(node: lt.Node, other: lt.Node, names: Iterable[str]) -> str:
    """Values as one reads them: of a list what the other node's has not."""
    texts: list[str] = []
    for name in names:
        value, others = getattr(node, name), getattr(other, name)
        if isinstance(value, tuple):
            texts += [item for item in value if item not in others]
        elif value is not None and name not in ("iso", "e164", "salutation"):
            texts.append(str(value))
    return ", ".join(texts)
