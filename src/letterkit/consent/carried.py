"""Every string that a document carries, and the document with its strings otherwise.

The tree is walked as it is, field by field, with what a redline says of it: whatever a node comes to
carry is searched without anybody thinking of it. The words of a paragraph are one string, whatever marks
stand in them, and so are the cells of a table's row; a redline's are read as a whole, as they were, and
as they are now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Deleted, Inserted, ListedChange
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Document)

# Words of letterkit's own, numbers and codes: nothing that an author writes. What is `agreed` in the
# place of a text that tells who signs is digested and never printed.
_CODES = frozenset(
    {
        *("type", "format", "language", "foreign", "paper", "addresses", "style", "alignment"),
        *("iso", "e164", "owner", "digest", "country", "causes", "what", "field", "columns", "agreed"),
    }
)
_REPEATED = frozenset({"names", "people_named"})
"""Fields that hold names from the document's own words alone, where each is found at its place."""
_NAMES = frozenset({"file", "block", "blocks", "place"})
"""The fields that hold the name of a file or block."""
PERSON = re.compile(r"(?P<folder>(?:.*/)?)people/(?P<name>[^/:]+?)(?:\.yaml)?")
"""A person's block, by its file or by its full name. A campaign's own lie in folders of that name too."""
Named: TypeAlias = Callable[[str], str]
"""Gives a file or block the name that it has in what leaves the house."""
_Words: TypeAlias = lt.Paragraph | lt.Heading | lt.Case | lt.TableRow | lt.Footnote
_Leaf: TypeAlias = lt.Text | lt.LineBreak


class Carried(Struct, frozen=True):
    """A string that an output carries, and the place in the workspace that it comes from."""

    text: str
    file: str
    line: int
    column: int


class CarriedWords(Struct, frozen=True):
    """A string in pieces: each with its text, and the place that it comes from."""

    pieces: tuple[Carried, ...]

    @property
    def text(self) -> str:
        """The words in one."""
        return "".join(piece.text for piece in self.pieces)

    def at(self, offset: int) -> Carried:
        """The piece that holds the character at `offset`."""
        end = 0
        for piece in self.pieces:
            end += len(piece.text)
            if offset < end:
                return piece
        return self.pieces[-1]


class CleanParts(Protocol):
    """Parts that the copies of a letter have alike, in which nothing is found: see `alike`."""

    def is_clean(self, part: object) -> bool:
        """Whether it is one of them."""

    def rewritten(self, part: lt.Node, named: Named, make: Callable[[], lt.Node]) -> lt.Node:
        """One of them, as `make` gives it where names are as `named` has them."""


def carried(document: lt.Document, alike: CleanParts | None = None) -> Iterator[CarriedWords]:
    """Every string of the document, in reading order; the same string of the same place once.

    Of the parts that are `alike` in all copies of a letter, those that are clean are passed over.
    """
    seen: set[tuple[str, str, int]] = set()
    for found in _in_fields(document, document.origin, alike):
        first = found.pieces[0]
        key = found.text, first.file, first.line
        if key not in seen:
            seen.add(key)
            yield found


def carried_of(part: lt.Node) -> Iterator[CarriedWords]:
    """Every string of a part of a document."""
    return _in_part(part, part.origin, "", None)


def _in_part(
    part: object, origin: lt.Origin, name: str, alike: CleanParts | None
) -> Iterator[CarriedWords]:
    if isinstance(part, str):
        if part and name not in _CODES:
            yield CarriedWords((_carried(part, origin),))
    elif isinstance(part, tuple):
        for each in part:
            yield from _in_part(each, origin, name, alike)
    elif isinstance(part, Struct) and not (alike and alike.is_clean(part)):
        yield from _in_struct(part, _origin(part, origin))


def _in_struct(part: Struct, origin: lt.Origin) -> Iterator[CarriedWords]:
    own = _own_names(part)
    for words in _in_fields(part, origin, None):
        yield (
            CarriedWords(tuple(replace(p, text=_hidden(p.text, own)) for p in words.pieces))
            if own
            else words
        )


def _in_fields(part: Struct, origin: lt.Origin, alike: CleanParts | None) -> Iterator[CarriedWords]:
    if isinstance(part, _Words):
        yield from _readings(part)
    for name in part.__struct_fields__:
        is_read = isinstance(part, lt.Text) and name == "text"
        if not is_read and name not in _REPEATED:
            yield from _in_part(getattr(part, name), origin, name, alike)


def _own_names(part: object) -> tuple[str, ...]:
    """What an individual signs by, and the file's name. Who signs has agreed to that, and to no more."""
    if not isinstance(part, lt.Signatory) or not part.is_individual:
        return ()
    return tuple(filter(None, (part.person, part.native_name, part.block.rpartition("/")[2])))


def _hidden(text: str, own: Iterable[str]) -> str:
    """A text of the same length in which these names are not read."""
    for name in own:
        text = text.replace(name, "·" * len(name))
    return text


def _origin(part: object, around: lt.Origin) -> lt.Origin:
    if isinstance(part, lt.Node):
        return part.origin
    if isinstance(part, ListedChange):
        return lt.Origin(part.file, part.line, 1)
    return around


def _carried(text: str, origin: lt.Origin) -> Carried:
    return Carried(text, origin.file, origin.line, origin.column)


# Words that are one string


def _readings(node: _Words) -> Iterator[CarriedWords]:
    """A node's words in one; of a redline also those of one side alone."""
    leaves = list(_leaves(node, ()))
    for without in ((), (Deleted,), (Inserted,)):
        pieces = [leaf for leaf, changes in leaves if not _has_one_of(changes, without)]
        is_another = not without or len(pieces) < len(leaves)
        if is_another and any(isinstance(leaf, lt.Text) for leaf in pieces):
            yield CarriedWords(tuple(_carried(_text(leaf), leaf.origin) for leaf in pieces))


def _has_one_of(changes: Iterable[object], kinds: tuple[type, ...]) -> bool:
    return any(isinstance(change, kinds) for change in changes)


def _leaves(node: lt.Node, changes: tuple[object, ...]) -> Iterator[tuple[_Leaf, tuple[object, ...]]]:
    """The words of a node without its notes', each with what a redline says of what is around them."""
    if isinstance(node, _Leaf):
        yield node, (*changes, node.change)
        return
    inside = node.cells if isinstance(node, lt.TableRow) else getattr(node, "children", ())
    for i, child in enumerate(inside):
        if isinstance(child, lt.Footnote):
            continue
        if i and isinstance(child, lt.TableCell):
            yield lt.Text(child.origin, " "), changes
        yield from _leaves(child, (*changes, child.change))


def _text(leaf: _Leaf) -> str:
    return leaf.text if isinstance(leaf, lt.Text) else "\n"


# The document with other strings

Cut: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""Says which characters of a string do not print."""


def rewritten(document: Tree, cut: Cut, put: str, named: Named, alike: CleanParts | None = None) -> Tree:
    """The document with `put` in the place of what is `cut` from its strings, and the names of files and
    blocks as `named` has them. Of the parts that are `alike` in all copies the clean ones are made once.
    """
    return cast("Tree", _Rewriting(cut, put, named, alike).part(document, "", {}))


def named_in_part(part: lt.Node) -> list[str]:
    """The strings of a part that may be the name of a file or block."""
    found: list[str] = []

    def keep(name: str) -> str:
        found.append(name)
        return name

    _Rewriting(lambda text: (), "", keep).part(part, "", {})
    return found


class _Rewriting(Struct, frozen=True):
    cut: Cut
    put: str
    named: Named
    alike: CleanParts | None = None
    own: tuple[str, ...] = ()

    def part(self, part: object, name: str, texts: Mapping[int, str]) -> Any:
        """A part with its strings otherwise; `texts` are those of words that are one string."""
        if isinstance(part, str):
            return self._string(part, name)
        if isinstance(part, tuple):
            made = tuple(self.part(each, name, texts) for each in part)
            return made if any(a is not b for a, b in zip(made, part, strict=True)) else part
        if not isinstance(part, Struct):
            return part
        if self.alike is not None and self.alike.is_clean(part):
            node, plain = cast("lt.Node", part), replace(self, alike=None)
            return self.alike.rewritten(node, self.named, lambda: plain.part(node, name, texts))
        return self._struct(part, texts)

    def _string(self, text: str, name: str) -> str:
        if name in _CODES:
            return text
        text = self.named(text) if name in _NAMES or name == "value" else text
        return self._without(text, self.cut(_hidden(text, self.own)))

    def _without(self, text: str, cuts: Sequence[tuple[int, int]]) -> str:
        for start, end in reversed(cuts):
            text = text[:start] + self.put + text[end:]
        return text

    def _struct(self, part: Struct, texts: Mapping[int, str]) -> object:
        if isinstance(part, _Words):
            texts = {**texts, **self._words(part)}
        inside = replace(self, own=own) if (own := _own_names(part)) else self
        values: dict[str, object] = {}
        for name in part.__struct_fields__:
            if not (was := getattr(part, name)):
                continue  # nothing is in it, and a copy of a letter has much of that
            if isinstance(part, lt.Text) and name == "text":
                now: object = texts.get(id(part), was)
            else:
                now = inside.part(was, name, texts)
            if now is not was and now != was:
                values[name] = now
        return replace(cast("Any", part), **values) if values else part

    def _words(self, node: _Words) -> dict[int, str]:
        """The words of a node that is one string, by the node that holds them, where they change."""
        leaves = [leaf for leaf, _ in _leaves(node, ())]
        cuts = self.cut("".join(map(_text, leaves)))
        found: dict[int, str] = {}
        begin = 0
        for leaf in leaves if cuts else ():
            text = _text(leaf)
            kept, end = "", 0
            for start, stop in cuts:
                first, last = max(start - begin, 0), min(stop - begin, len(text))
                if first < last:
                    # What is put there stands where the first of the words stood.
                    kept += text[end:first] + (self.put if start >= begin else "")
                    end = last
            found[id(leaf)] = kept + text[end:]
            begin += len(text)
        return found
