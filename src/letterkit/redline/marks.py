"""A redline made ready to print: every string in it carries its marks, in a writer's own notation.

So a writer, or a template of somebody's own, prints a redline as it prints a letter, and nothing that was
deleted can come out as if it stood. A block that moved is one line at its old place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol, TypeVar, cast

from letterkit import letter as lt
from letterkit.changes import Change, Changed, Deleted, Divided, Inserted, Joined, Was
from letterkit.changes.sequences import matches
from letterkit.redline.excerpts import title_of
from letterkit.redline.resolve import with_words_of
from letterkit.redline.words import marked
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Node)


class Notation(Protocol):
    """How a writer marks text. The number is the change's; None where none is listed."""

    def same(self, text: str) -> str:
        """Text that stayed."""

    def inserted(self, text: str, number: int | None) -> str:
        """Text that came."""

    def deleted(self, text: str, number: int | None) -> str:
        """Text that went."""

    def moved_away(self, title: str, number: int) -> str:
        """The line that stands where something stood."""

    def moved_here(self, number: int) -> str:
        """The words before something that stood elsewhere."""

    def woven(self, deed: str, number: int) -> str:
        """The words where a paragraph, or list item, was divided or two were joined."""

    def recast(self, number: int) -> str:
        """The words before a text that was set in another form."""

    def broken(self, deed: str, number: int) -> str:
        """The words where a line was broken, or two were joined."""


# The fields that are printed, and hold words.
_PRINTED: dict[type[lt.Node], tuple[str, ...]] = {
    lt.Letterhead: ("name", "lines", "members"),
    lt.Contact: ("person", "telephone", "email", "website"),
    lt.DateLine: ("text",),
    lt.PostalAddress: ("lines",),
    lt.Addressee: ("name", "honorific", "office", "organisation", "delivery"),
    lt.Line: ("text",),
    lt.Signatory: ("organisation", "person", "native_name", "title", "affiliation", "note"),
    lt.SignatureGroup: ("heading",),
    lt.Ask: ("title", "summary"),
    lt.Reading: ("title",),
    lt.Footnote: ("label",),
    lt.PressRelease: ("issuer",),
}
# The field of such a node that a remark is added to.
_NAMING: dict[type[lt.Node], str] = {
    lt.Addressee: "name",
    lt.Line: "text",
    lt.Signatory: "organisation",
    lt.SignatureGroup: "heading",
    lt.Ask: "summary",
    lt.Reading: "title",
}
# The field that holds the paragraphs with which such a node begins.
_BODY: dict[type[lt.Node], str] = {
    lt.Ask: "children",
    lt.Passage: "children",
    lt.Quote: "children",
    lt.ListItem: "children",
    lt.Quotation: "children",
    lt.CaseList: "lead_in",
}
# What is left out of a node that moved away, beside its name and its first paragraphs.
_LEFT_OUT: dict[type[lt.Node], Mapping[str, object]] = {
    lt.Ask: {"title": ""},
    lt.CaseList: {"cases": (), "closing": ()},
    lt.Signatory: {
        "organisation": "",
        "person": None,
        "native_name": None,
        "title": None,
        "affiliation": None,
        "note": None,
    },
    lt.SignatureGroup: {"signatories": ()},
    lt.Addressee: {"honorific": None, "office": "", "organisation": "", "delivery": None},
    lt.Reading: {"url": None},
}
_HasInline = lt.WithWords | lt.Emphasis | lt.Strong | lt.Link | lt.Footnote


def printed(tree: Tree, notation: Notation) -> Tree:
    """The tree with its marks in the text. Changes stay on their nodes."""
    return cast("Tree", _node(tree, notation, None))


def numbers_printed(items: Iterable[lt.Node], start: int = 1) -> list[tuple[int, bool]]:
    """The number that each item of a list prints, and whether it is the old list's.

    What was deleted keeps its old number, so that the others have their new ones.
    """
    old = new = start - 1
    found: list[tuple[int, bool]] = []
    for item in items:
        is_old = isinstance(item.change, Deleted)
        if isinstance(item.change, Joined):  # two of the old list's in one
            old += 1
        old += not isinstance(item.change, Inserted | Divided)
        new += not is_old
        found.append((old if is_old else new, is_old))
    return found


def _node(node: lt.Node, notation: Notation, around: Change | None) -> lt.Node:
    """`around` is the insertion or deletion of a node that holds this one."""
    change = node.change
    if isinstance(change, Deleted) and change.moved:
        return _stub(node, notation.moved_away(title_of(node), change.number))
    whole = change if _is_of_all(change) else around
    if isinstance(node, _HasInline):
        words = _without_space_before(node) if isinstance(node, lt.WithWords) else node.children
        made: lt.Node = replace(node, children=tuple(_inline(words, notation, whole)))
    else:
        made = lt.map_nodes(
            node, lambda child: None if _is_in_other_form(child) else _node(child, notation, whole)
        )
        made = _with_forms(_with_ends(made, notation), notation)
    values: dict[str, Any] = {
        name: _value(getattr(node, name), _was(change, name), whole, notation)
        for name in _PRINTED.get(type(node), ())
    }
    made = replace(made, **values)
    if isinstance(change, Inserted) and change.moved:
        return _with_remark(made, notation.moved_here(change.number))
    return made


def _with_ends(node: lt.Node, notation: Notation) -> lt.Node:
    """The node with a remark where a paragraph, or list item, in it was divided or two were joined."""
    values: dict[str, Any] = {}
    for name, value in lt.values_of(node):
        if isinstance(value, tuple) and any(_is_end(item) for item in value):
            row: list[lt.Node] = []
            for item in value:
                if _is_end(item):
                    row[-1:] = _with_end(row[-1], item, notation)
                else:
                    row.append(item)
            values[name] = tuple(row)
    return replace(node, **values)


def _is_in_other_form(node: lt.Node) -> bool:
    """Whether the node's text stands in another form, in which it prints."""
    return isinstance(node.change, Deleted) and node.change.recast


def _with_forms(node: lt.Node, notation: Notation) -> lt.Node:
    """The node with a remark before each text in it that was set in another form."""
    values: dict[str, Any] = {}
    for name, value in lt.values_of(node):
        if isinstance(value, tuple) and any(_is_recast(item) for item in value):
            befores = (None, *value)
            values[name] = tuple(
                _with_remark(item, notation.recast(item.change.number))
                if _is_recast(item) and item.change != getattr(before, "change", None)
                else item
                for before, item in zip(befores, value, strict=False)
            )
    return replace(node, **values)


def _is_recast(item: object) -> bool:
    return isinstance(item, lt.Node) and isinstance(item.change, Inserted) and item.change.recast


def _without_space_before(node: lt.WithWords) -> tuple[lt.Inline, ...]:
    """The node's words; a space before them that came or went with the first prints nowhere."""
    if not node.children or not isinstance(first := node.children[0], lt.Text) or first.change is None:
        return node.children
    return replace(first, text=first.text.lstrip()), *node.children[1:]


def _is_end(item: object) -> bool:
    return isinstance(item, lt.Node) and isinstance(item.change, Divided | Joined)


def _with_end(before: lt.Node, node: lt.Node, notation: Notation) -> list[lt.Node]:
    """Two paragraphs, or list items, of one of the letters, with a remark after the first one's words."""
    change = cast("Divided | Joined", node.change)
    remark = lt.Text(node.origin, " " + notation.woven(change.type, change.number))
    if isinstance(change, Divided):
        end = lt.Paragraph(node.origin, ())
        after = lt.ListItem(node.origin, (end,)) if isinstance(node, lt.ListItem) else end
        return [with_words_of(before, after, (remark,)), node]
    joined = with_words_of(before, node, (remark, lt.Text(node.origin, " ")))
    return [replace(joined, change=change)]


def _is_of_all(change: Change | None) -> bool:
    """Whether all that the node holds went or came with it."""
    is_inserted = isinstance(change, Inserted) and not (change.moved or change.recast)
    return isinstance(change, Deleted) or is_inserted


def _was(change: Change | None, name: str) -> Was | None:
    if not isinstance(change, Inserted | Changed):
        return None
    return next((was for was in change.was if was.field == name), None)


# Values


def _value(value: Any, was: Was | None, whole: Change | None, notation: Notation) -> Any:
    if isinstance(value, tuple):
        if was is not None and isinstance(was.value, tuple):
            names = was.field == "members"
            return tuple(_items(was.value, value, was.number, notation, names=names))
        return tuple(_text(item, whole, notation) for item in value)
    if was is None:
        return _text(value, whole, notation) if value is not None else None
    before = was.value if isinstance(was.value, str) else ""
    return _compared(before, value or "", was.number, notation)


def _items(
    old: Sequence[str], new: Sequence[str], number: int | None, notation: Notation, *, names: bool
) -> Iterator[str]:
    """A list's items: those that stayed, and between them what went and what came.

    A name is never compared with another word by word.
    """
    i = j = 0
    for a, b in [*matches(old, new), (len(old), len(new))]:
        if a - i == b - j and not names:
            pairs = zip(old[i:a], new[j:b], strict=True)
            yield from (_compared(one, two, number, notation) for one, two in pairs)
        else:
            yield from (notation.deleted(item, number) for item in old[i:a])
            yield from (notation.inserted(item, number) for item in new[j:b])
        yield from (notation.same(item) for item in new[b : b + 1])
        i, j = a + 1, b + 1


def _compared(old: str, new: str, number: int | None, notation: Notation) -> str:
    """One line with the words marked that differ."""
    line = notation.same("")
    for kind, text in marked(old, new):
        match kind:
            case "same":
                line += notation.same(text)
            case "deleted":
                line += notation.deleted(text, number) if text.strip() else ""
            case "inserted":
                line += notation.inserted(text, number) if text.strip() else notation.same(text)
    return line


def _text(text: str, change: Change | None, notation: Notation) -> str:
    match change:
        case Inserted():
            return notation.inserted(text, change.number)
        case Deleted():
            return notation.deleted(text, change.number)
    return notation.same(text)


# Words


def _inline(nodes: Sequence[lt.Inline], notation: Notation, whole: Change | None) -> Iterator[lt.Inline]:
    """The words, each run of a change in one node."""
    runs = groupby(nodes, key=lambda n: (type(n) is lt.Text, n.change, getattr(n, "foreign", None)))
    for (is_text, change, foreign), run in runs:
        if not is_text:
            for node in run:
                yield from _broken(node, notation, whole)
            continue
        texts = list(run)
        text = "".join(node.text for node in texts if isinstance(node, lt.Text))
        mark = change or whole
        if not text.strip() and mark is not whole:
            # A space that differs from another is nothing to look at.
            text, mark = "" if isinstance(mark, Deleted) else text, None
        made = _text(text, mark, notation)
        yield lt.Text(texts[0].origin, made, change=change, foreign=foreign)


def _broken(node: lt.Inline, notation: Notation, whole: Change | None) -> Iterator[lt.Inline]:
    """A node among the words; where it is a line's end that came or went by itself, with a remark."""
    match node:
        case lt.LineBreak(change=Inserted(number=number)) if whole is None:
            # Joined so that a writer's marked-up text stays one.
            yield from (lt.Text(node.origin, " " + notation.broken("broken", number)), node)
        case lt.LineBreak(change=Deleted(number=number)) if whole is None:
            yield lt.Text(node.origin, " " + notation.broken("joined", number))
        case _:
            yield cast("lt.Inline", _node(node, notation, whole))


# What moved


def _stub(node: lt.Node, remark: str) -> lt.Node:
    """The node with nothing in it but the remark."""
    kind = type(node)
    line = (lt.Text(node.origin, remark),)
    paragraph = (lt.Paragraph(node.origin, line),)
    values: dict[str, Any] = dict(_LEFT_OUT.get(kind, {}))
    if kind in _NAMING:
        values[_NAMING[kind]] = remark
    if kind in _BODY:
        values[_BODY[kind]] = paragraph
    match node:
        case lt.Paragraph() | lt.Heading() | lt.Case():
            values["children"] = line
        case lt.Table():
            values |= {"header": _stub(node.header, remark), "rows": ()}
        case lt.TableRow():
            values["cells"] = _row_of(node, line)
        case lt.Asks():
            values["items"] = tuple(_stub(item, remark) for item in node.items[:1])
        case lt.List():
            values["items"] = (lt.ListItem(node.origin, paragraph),)
        case lt.Addressee():
            values["address"] = replace(node.address, lines=())
    return replace(node, **values)


def _row_of(row: lt.TableRow, words: tuple[lt.Inline, ...]) -> tuple[lt.TableCell, ...]:
    """The cells of a row with words in the first alone."""
    first, *others = row.cells
    return replace(first, children=words), *(replace(cell, children=()) for cell in others)


def _with_remark(node: lt.Node, remark: str) -> lt.Node:
    """The node with the remark before its first words, or after its name."""
    kind = type(node)
    before = lt.Text(node.origin, remark + " ")
    values: dict[str, Any] = {}
    if kind in _NAMING:
        values[_NAMING[kind]] = getattr(node, _NAMING[kind]) + " " + remark
    if kind in _BODY:
        values[_BODY[kind]] = _before_words(getattr(node, _BODY[kind]), before)
    match node:
        case lt.Paragraph() | lt.Heading() | lt.TableCell() | lt.Case():
            values["children"] = (before, *node.children)
        case lt.Quotation() if node.children:
            values["children"] = (_with_remark(node.children[0], remark), *node.children[1:])
        case lt.Table():
            values["header"] = _with_remark(node.header, remark)
        case lt.TableRow():
            values["cells"] = (_with_remark(node.cells[0], remark), *node.cells[1:])
        case lt.Asks() if node.items:
            values["items"] = (_with_remark(node.items[0], remark), *node.items[1:])
        case lt.List() if node.items:
            first, *others = node.items
            values["items"] = (replace(first, children=_before_words(first.children, before)), *others)
    return replace(node, **values)


def _before_words(children: Sequence[Any], before: lt.Text) -> tuple[Any, ...]:
    if children and isinstance(children[0], lt.Paragraph):
        first = replace(children[0], children=(before, *children[0].children))
        return (first, *children[1:])
    return (lt.Paragraph(before.origin, (before,)), *children)
