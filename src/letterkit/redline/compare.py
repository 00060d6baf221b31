"""Two letters → one, in which every node that differs says how, and a list of the changes.

Parts are paired, then compared as what they are: an addressee with an addressee, word by word only where
there are words. A change is listed once, however many nodes carry its number. Why the letters differ is
not asked here: the differences say enough for those who know what the letters are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Changed, Comparison, Deleted, Divided, Inserted, Joined, Version, Was
from letterkit.changes.kinds import ChangeKind, ChangeSubject, Deed
from letterkit.redline.differences import Aspect, Difference, OpenChange
from letterkit.redline.divisions import (
    Recast,
    Rewoven,
    refilled,
    rewoven,
    texts_of,
    with_texts,
    words_of,
)
from letterkit.redline.excerpts import title_of, values_told
from letterkit.redline.inline import Alignment, Fate, align
from letterkit.redline.pairs import Pairs, name_of, pair
from letterkit.redline.resolve import ASIDE, content
from letterkit.redline.subjects import kind_of_value, name_of_part, subject_of
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Document)

# A node with the one it is paired with, where that stands elsewhere.
_WithPartner = tuple[lt.Node, lt.Node | None]

_PERSON = ChangeKind(ChangeSubject.SIGNATORY_PERSON, Deed.CHANGED)
_TITLE = ChangeKind(ChangeSubject.SIGNATORY_TITLE, Deed.CHANGED)


class Redline(Struct, Generic[Tree], frozen=True):
    """Two documents as one tree, which lists its changes, and the differences they consist of."""

    tree: Tree
    differences: tuple[Difference, ...]


def redline(old: Tree, new: Tree, versions: tuple[Version, Version]) -> Redline[Tree]:
    """Compare two documents. Raises TypeError where they are not of one kind.

    `versions` names both sides. No change says where it comes from.
    """
    if old.type != new.type:
        raise TypeError(f"a {old.type} and a {new.type} are not compared")
    comparer = _Comparer(old, new)
    tree = comparer.node(old, new)
    listed = tuple(change.listed() for change in comparer.changes)
    values: dict[str, Any] = {"format": f"letterkit-{tree.type}-redline/1"}
    values["names"] = tuple(dict.fromkeys((*old.names, *new.names)))
    tree = replace(tree, comparison=Comparison(*versions, listed), **values)
    return Redline(lt.numbered(tree, labelled=False), tuple(comparer.differences))


class _Comparer:
    """Walks two trees side by side."""

    def __init__(self, old: lt.Document, new: lt.Document) -> None:
        self.changes: list[OpenChange] = []
        self.differences: list[Difference] = []
        self.old_named, self.new_named = _named(old), _named(new)
        self.named = self.old_named.keys() & self.new_named.keys()
        # The change that each new node moved or came with, by the node's identity.
        self.moves: dict[int, OpenChange] = {}
        self.replacements: dict[int, OpenChange] = {}
        # Where the walk is: the letter's part, the nodes, the moved node that holds them.
        self.part = old.type.replace("-", " ")
        self.within: list[tuple[lt.Node, lt.Node]] = [(old, new)]
        self.moved: OpenChange | None = None

    # One node

    def node(self, old: lt.Branch, new: lt.Branch) -> lt.Branch:
        """The new node, with what differs marked in it."""
        if content(old) == content(new):
            return new
        new = _with_foreign_words(old, new)
        self.within.append((old, new))
        names = _differing(old, new)
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
        if isinstance(old, lt.WithWords) and isinstance(new, lt.WithWords):
            return self.words(old, new)
        one, two = getattr(old, name), getattr(new, name)
        if isinstance(new, lt.TableRow):
            return tuple(map(self.node, one, two))  # the columns are the same
        return self.sequence(one, two) if isinstance(two, tuple) else self.optional(one, two)

    def words(self, old: lt.WithWords, new: lt.WithWords) -> tuple[lt.Inline, ...]:
        subject = ChangeSubject.CASE_WORDS if isinstance(new, lt.Case) else ChangeSubject.WORDS
        change = self.open(ChangeKind(subject, Deed.CHANGED), new)
        aligned = align([old.children], [new.children])
        (nodes,) = aligned.paragraphs(change.number, [])
        self.found_words(change, aligned, old, new)
        if self.moved is None:
            change.origin = _first_change(nodes) or new.origin
        return nodes

    def found_words(self, change: OpenChange, aligned: Alignment, old: lt.Node, new: lt.Node) -> None:
        self.found(change, Aspect.WORDS, old, new, come=" ".join(new for _, new in aligned.changes))
        change.excerpts += aligned.changes

    def optional(self, old: lt.Node | None, new: lt.Node | None) -> lt.Node:
        if old is None:
            return self.added(cast("lt.Node", new))
        if new is None:
            return self.removed(old)
        return self.node(old, new)

    # A text that is divided otherwise

    def rewoven(self, node: Rewoven) -> list[lt.Node]:
        """The paragraphs, or list items, of both letters, each with what only one of them has."""
        aligned = align(words_of(node.old), words_of(node.new))
        change = self.other_words(node, aligned)
        begins = node.begins(aligned.ends)
        ends = [self.end(node, *each) for each in zip(begins[1:], aligned.ends, strict=True)]
        numbers = [end.number if end else 0 for end in ends]
        texts = aligned.paragraphs(change.number if change else 0, numbers)
        if change is not None and self.moved is None:
            change.origin = _first_change(chain.from_iterable(texts)) or change.origin
        return [refilled(*each) for each in zip(begins, texts, [None, *ends], strict=True)]

    def other_words(self, node: Rewoven | Recast, aligned: Alignment) -> OpenChange | None:
        if not aligned.has_other_words:
            return None
        change = self.open(ChangeKind(ChangeSubject.WORDS, Deed.CHANGED), node.new[0])
        self.found_words(change, aligned, node.old[0], node.new[0])
        return change

    def recast(self, node: Recast) -> Iterator[lt.Node]:
        """The nodes of both letters; in the new ones the words are marked that differ."""
        change = self.open(self.kind(node.old[0], Deed.RECAST), node.new[0])
        self.found(change, Aspect.WORDS, node.old[0], node.new[0])
        change.excerpts.append((title_of(node.old[0]), title_of(node.new[0])))
        aligned = align(texts_of(node.old), texts_of(node.new))
        other = self.other_words(node, aligned)
        texts = aligned.new_paragraphs(other.number if other else 0)
        for old in node.old:
            yield replace(lt.unnumbered(old), change=Deleted(change.number, recast=True))
        for new in node.new:
            yield replace(with_texts(new, texts), change=Inserted(change.number, recast=True))

    def end(self, node: Rewoven, begin: lt.Node, fate: Fate) -> Divided | Joined | None:
        """The change where a paragraph ends and the next begins; None where both letters have it so."""
        if fate is Fate.KEPT:
            return None
        deed, kind = (Deed.DIVIDED, Divided) if fate is Fate.COME else (Deed.JOINED, Joined)
        change = self.open(self.kind(begin, deed), begin)
        self.found(change, Aspect.WORDS, node.old[0], node.new[0])
        change.excerpts.append(("", ""))
        return kind(change.number)

    # Values

    def values(self, old: lt.Node, new: lt.Node, names: Sequence[str]) -> tuple[Was, ...]:
        """The old values. Values that differ in one way are one change."""
        same: dict[ChangeKind | None, list[str]] = {}
        for name in names:
            kind = kind_of_value(new, name, self.part, self.style)
            if kind == _TITLE and _PERSON in same:
                kind = _PERSON
            same.setdefault(kind, []).append(name)
        return tuple(
            Was(name, getattr(old, name), number)
            for kind, names_of_one in same.items()
            for number in (self.value(kind, old, new, names_of_one) if kind else None,)
            for name in names_of_one
        )

    @property
    def style(self) -> str:
        """The style of the asks in which the walk is; empty where it is in none."""
        return next((node.style for _, node in reversed(self.within) if isinstance(node, lt.Asks)), "")

    def value(self, kind: ChangeKind, old: lt.Node, new: lt.Node, names: list[str]) -> int:
        if kind.subject is ChangeSubject.DELIVERY_NOTATION and (number := self.fax_change(new)):
            return number  # it names the numbers, and changed with them
        change = self.open(kind, new)
        self.found(change, Aspect.VALUES, old, new, names=tuple(names))
        change.excerpts.append((values_told(old, new, names), values_told(new, old, names)))
        return change.number

    def fax_change(self, addressee: lt.Node) -> int | None:
        """The change of a fax number that was found in the addressee just now."""
        place = getattr(addressee, "block", None)
        faxes = (change for change in self.changes if change.kind.subject is ChangeSubject.FAX_NUMBER)
        return next((change.number for change in faxes if change.place == place), None)

    # Several nodes

    def sequence(self, old: Sequence[lt.Node], new: Sequence[lt.Node]) -> tuple[lt.Node, ...]:
        """The nodes of both letters in one row: what went stands before what came."""
        old, new, pairs = self.paired(old, new)
        origins = {j: i for i, j in pairs.found.items()}
        gone = [(n, new[pairs.found[k]] if k in pairs.found else self.then(n)) for k, n in enumerate(old)]
        come = [(n, old[origins[k]] if k in origins else self.before(n)) for k, n in enumerate(new)]
        row: list[lt.Node] = []
        i = j = 0
        for stay in [*pairs.in_place, len(old)]:
            there = pairs.found[stay] if stay < len(old) else len(new)
            row += self.gap(gone[i:stay], come[j:there])
            if stay < len(old):
                row += self.stayed(old[stay], new[there])
            i, j = stay + 1, there + 1
        return tuple(row)

    def paired(
        self, old: Sequence[lt.Node], new: Sequence[lt.Node]
    ) -> tuple[Sequence[lt.Node], Sequence[lt.Node], Pairs]:
        """Both rows and their pairs; a text that is divided otherwise is one node of them."""
        left, right, made = rewoven(old, new)
        pairs = pair(left, right, self.named)
        if all(any(left[i] is node for i in pairs.in_place) for node in made):
            return left, right, pairs
        # A part that moved has crossed such a text.
        return old, new, pair(old, new, self.named)

    def stayed(self, old: lt.Node, new: lt.Node) -> list[lt.Node]:
        if isinstance(new, Recast):
            return list(self.recast(new))
        return self.rewoven(new) if isinstance(new, Rewoven) else [self.node(old, new)]

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
        instead = _instead(gone, come)
        # A fax number is compared with the one in whose place it stands.
        numbers = {id(instead[id(n)]): n for n, _ in gone if _is_fax(n) and id(n) in instead}
        compared = {id(node) for node in numbers.values()}
        for node, partner in gone:
            if id(node) not in compared:
                yield self.gone(node, partner, instead.get(id(node)))
        for node, partner in come:
            if id(node) in numbers:
                yield self.node(numbers[id(node)], node)
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
        if len(change.excerpts) > 1:
            change.kind = ChangeKind(change.kind.subject, Deed.MOVED_AND_REWRITTEN)
        was = node.change.was if isinstance(node.change, Changed) else ()
        return replace(node, change=Inserted(change.number, moved=True, was=was))

    def move(self, old: lt.Node, new: lt.Node) -> OpenChange:
        if id(new) not in self.moves:
            change = self.open(self.kind(new, Deed.MOVED), new)
            self.found(change, Aspect.PLACE, old, new)
            change.excerpts.append((title_of(old), ""))
            self.moves[id(new)] = change
        return self.moves[id(new)]

    def replaced(self, old: lt.Node, new: lt.Node) -> OpenChange:
        change = self.open(self.kind(new, Deed.REPLACED), new)
        self.found(change, Aspect.WORDS, old, new)
        change.excerpts.append((title_of(old), title_of(new)))
        return change

    def added(self, node: lt.Node) -> lt.Node:
        change = self.open(self.kind(node, Deed.ADDED), node)
        self.found(change, Aspect.PLACE, None, node)
        change.excerpts.append(("", title_of(node)))
        return replace(node, change=Inserted(change.number))

    def removed(self, node: lt.Node) -> lt.Node:
        deed = Deed.NO_LONGER_LISTED if isinstance(node, lt.Case) else Deed.REMOVED
        change = self.open(self.kind(node, deed), node, self.within[-1][1].origin)
        self.found(change, Aspect.PLACE, node, None)
        change.excerpts.append((title_of(node), ""))
        return replace(node, change=Deleted(change.number))

    def kind(self, node: lt.Node, deed: Deed) -> ChangeKind:
        return ChangeKind(subject_of(node, self.part), deed)

    # The list of changes

    def open(self, kind: ChangeKind, node: lt.Node, origin: lt.Origin | None = None) -> OpenChange:
        """A new change at this node, or the move of what holds it."""
        if self.moved is not None:
            return self.moved
        change = OpenChange(len(self.changes) + 1, kind, self.place(node), origin or node.origin)
        self.changes.append(change)
        return change

    def found(
        self,
        change: OpenChange,
        aspect: Aspect,
        old: lt.Node | None,
        new: lt.Node | None,
        names: tuple[str, ...] = (),
        come: str = "",
    ) -> None:
        """Keep what differs, from which the change's cause can be told."""
        one, two = zip(*self.within, strict=True)
        blocks = _block_of(old, one), _block_of(new, two)
        self.differences.append(
            Difference(change.number, aspect, old, new, self.within[-1], blocks, self.part, names, come)
        )

    def place(self, node: lt.Node) -> str:
        """The block that the change is in, or the part of the letter."""
        return _block_of(node, [new for _, new in self.within]) or name_of_part(self.part)


def _named(document: lt.Document) -> dict[Hashable, lt.Node]:
    """The nodes that have a name of their own in the document."""
    nodes = [(name, node) for node in lt.walk(document) if (name := name_of(node)) is not None]
    count = Counter(name for name, _ in nodes)
    return {name: node for name, node in nodes if count[name] == 1}


def _differing(old: lt.Node, new: lt.Node) -> list[str]:
    """The fields in which two nodes of one type differ."""
    values = [(name, getattr(old, name), value) for name, value in lt.values_of(new) if name not in ASIDE]
    return [name for name, one, two in values if content(one) != content(two)]


def _with_foreign_words(old: lt.Branch, new: lt.Branch) -> lt.Branch:
    """The new node with what the old one says of words in other languages: both print in a redline."""
    if not isinstance(old, _WITH_LINES) or not isinstance(new, _WITH_LINES):
        return new
    both = tuple(dict.fromkeys((*new.foreign_words, *old.foreign_words)))
    return replace(new, foreign_words=both) if both != new.foreign_words else new


_WITH_LINES = (lt.Line, lt.Ask, lt.Reading)


def _instead(gone: Iterable[_WithPartner], come: Iterable[_WithPartner]) -> dict[int, lt.Node]:
    """What came in the place of what went, by the identity of that."""
    left, right = ([node for node, partner in side if partner is None] for side in (gone, come))
    return {id(old): new for old, new in _replacing(left, right)}


def _replacing(old: Sequence[lt.Node], new: Sequence[lt.Node]) -> Iterator[tuple[lt.Node, lt.Node]]:
    """What stands in the place of what, among nodes that have no name.

    Where more went than came it is the last of them, so that the order of what went is kept.
    """
    for kind in dict.fromkeys(map(type, old)):
        if kind in _REPLACED:
            left, right = ([node for node in side if type(node) is kind] for side in (old, new))
            yield from zip(left[max(len(left) - len(right), 0) :], right, strict=False)


_PROSE = (lt.Paragraph, lt.Heading, lt.List, lt.ListItem, lt.Quotation, lt.Table, lt.TableRow)
_REPLACED = (lt.FaxNumber, *_PROSE, lt.Line)


def _is_inner(*values: object) -> bool:
    """Whether one of the values is a node, or several."""
    return any(
        isinstance(item, lt.Node)
        for value in values
        for item in (value if isinstance(value, tuple) else (value,))
    )


def _is_fax(node: lt.Node) -> bool:
    return isinstance(node, lt.FaxNumber)


def _block_of(node: lt.Node | None, around: Sequence[lt.Node]) -> str | None:
    """The block that a node is made of, else that of the nearest node around it."""
    return next((block for block in map(_block, (node, *reversed(around))) if block), None)


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
