"""The body of a document as paragraphs and tables, with what a redline says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from letterkit import letter as lt
from letterkit.changes import Divided, Joined
from letterkit.redline import accept, reject
from letterkit.writers.docx.blocks import (
    Block,
    Cell,
    Moved,
    WordParagraph,
    WordRow,
    WordTable,
    made_of,
    paragraphs,
)
from letterkit.writers.docx.lists import BULLETS, DASHES, Lists, numbering
from letterkit.writers.docx.runs import Run, Runs, inline, value, value_before
from letterkit.writers.docx.tracking import Tracked, kind_of

Item = TypeVar("Item", bound=lt.Node)
_COLONS = (":", "：")
_ORDERED, _BULLETED, _CONTINUED = "ListNumber", "ListBullet", "ListContinue"
# The styles in which a list of asks prints other words than the asks' texts alone.
_WITH_OWN_WORDS = frozenset({"headed", "short"})


class Flow:
    """Makes the blocks of a body. `stop` ends the title of an ask; `moves` are told as moves."""

    def __init__(self, stop: str, moves: frozenset[int], lists: Lists) -> None:
        self.stop = stop
        self.moves = moves
        self.lists = lists

    def sections(self, body: Sequence[lt.Section]) -> list[Block]:
        """The blocks of a document's body."""
        return self._each(body, Tracked.KEPT, self._section)

    def body(
        self, nodes: Sequence[lt.Node], around: Tracked, level: int = 0, style: str = ""
    ) -> list[Block]:
        """The blocks of some nodes, in so many lists."""
        own = style or (_CONTINUED if level else "BodyText")
        return self._each(nodes, around, lambda node, kind: self._node(node, kind, level, own))

    def _each(
        self, nodes: Iterable[Item], around: Tracked, make: Callable[[Item, Tracked], list[Block]]
    ) -> list[Block]:
        """What is made of each node that stands here, one after the other."""
        found: list[Block] = []
        for node in nodes:
            kind = kind_of(node.change, around, self.moves)
            if kind is None:
                continue
            made = made_of(node, make(node, kind))
            if isinstance(node.change, Divided | Joined):
                _end_last(found, Tracked.CAME if isinstance(node.change, Divided) else Tracked.WENT)
            is_move = (
                kind in (Tracked.CAME_FROM_ELSEWHERE, Tracked.WENT_ELSEWHERE) and around is Tracked.KEPT
            )
            number = getattr(node.change, "number", 0)
            found += [Moved(number, kind, tuple(made))] if is_move else made
        return found

    def _section(self, node: lt.Section, kind: Tracked) -> list[Block]:
        match node:
            case lt.Passage() | lt.Quote():
                return self.body(node.children, kind)
            case lt.CaseList():
                return self._cases(node, kind, 0)
            case lt.Asks():
                return self._asks(node, kind)

    def _node(self, node: lt.Node, kind: Tracked, level: int, style: str) -> list[Block]:
        match node:
            case lt.Paragraph():
                return [_paragraph(style, inline(node.children, kind), kind, level)]
            case lt.Heading():
                return [_paragraph(f"Heading{node.level}", inline(node.children, kind), kind, level)]
            case lt.Quotation():
                return self.body(node.children, kind, level, "Quote")
            case lt.List():
                return self._list(node, kind, level)
            case lt.Table():
                return [_table(node, kind, level)]
            case lt.CaseList():
                return self._cases(node, kind, level)
        raise TypeError(f"no body holds a {type(node).__name__}")

    # Lists

    def _list(self, node: lt.List, around: Tracked, level: int) -> list[Block]:
        style = f"{_ORDERED if node.ordered else _BULLETED}2"  # whose items stand close
        number = self.lists.new_ordered(node.start, level) if node.ordered else BULLETS

        def item(each: lt.ListItem, kind: Tracked) -> list[Block]:
            children = self.body(each.children, kind, level + 1)
            return _as_item(children, style, number, level, kind)

        return self._each(node.items, around, item)

    def _asks(self, node: lt.Asks, around: Tracked) -> list[Block]:
        was = value_before(node, "style")
        make = before = self._ask_in(node.style)
        if isinstance(was, str) and {was, node.style} & _WITH_OWN_WORDS:
            before = self._ask_in(was)

        def item(ask: lt.Ask, kind: Tracked) -> list[Block]:
            if before is make or not kind.is_old:
                return make(ask, kind)
            if not kind.is_new:
                return before(ask, kind)
            # Another style prints other words of it: what it printed goes, and what it prints comes.
            return [*before(reject(ask), Tracked.WENT), *make(accept(ask), Tracked.CAME)]

        return self._each(node.items, around, item)

    def _ask_in(self, style: str) -> Callable[[lt.Ask, Tracked], list[Block]]:
        """What makes the blocks of an ask in a list of that style."""
        if style == "prose":
            return lambda ask, kind: self.body(ask.children, kind)
        is_ordered = style == "numbered"
        number = self.lists.new_ordered(1, 0) if is_ordered else BULLETS
        mark = _ORDERED if is_ordered else _BULLETED

        def item(ask: lt.Ask, kind: Tracked) -> list[Block]:
            if style == "short":
                summary = value(ask, "summary", kind)
                return _as_item([_paragraph(_CONTINUED, summary, kind, 1)], mark, number, 0, kind)
            children = _as_item(self.body(ask.children, kind, 1), mark, number, 0, kind)
            return self._titled(ask, children) if style == "headed" else children

        return item

    def _titled(self, ask: lt.Ask, children: list[Block]) -> list[Block]:
        """The ask's paragraphs with its title at the head of the first."""
        for paragraph in paragraphs(children):
            if paragraph.numbering is not None and paragraph.numbering.level == 0:
                title = value(ask, "title", paragraph.kind, ("Strong",))
                stop = Run(self.stop, paragraph.kind, ("Strong",))
                paragraph.runs = (*title, stop, *paragraph.runs)
        return children

    def _cases(self, node: lt.CaseList, around: Tracked, level: int) -> list[Block]:
        def case(each: lt.Case, kind: Tracked) -> list[Block]:
            made = _paragraph("Case", inline(each.children, kind), kind, level + 1)
            made.numbering = numbering(DASHES, level)
            return [made]

        return [
            *self.body(node.lead_in, around, level),
            *self._each(node.cases, around, case),
            *self.body(node.closing, around, level),
        ]


def _paragraph(style: str, runs: Runs, kind: Tracked, level: int) -> WordParagraph:
    """A paragraph; what leads in to a list stays with it."""
    text = "".join(run.text for run in runs if run.kind.is_new)
    return WordParagraph(style, runs, kind, indent=level, keep_next=text.rstrip().endswith(_COLONS))


def _as_item(children: list[Block], style: str, number: int, level: int, kind: Tracked) -> list[Block]:
    """The blocks of an item: the first paragraph of the new letter's has its mark, and so has what went
    where that was the first.
    """
    place = numbering(number, level)
    own = [each for each in children if isinstance(each, WordParagraph) and _is_own(each, level)]
    for first in _firsts(own):
        first.style, first.numbering = style, place
    if own:
        return children
    return [WordParagraph(style, (), kind, numbering=place, indent=level + 1), *children]


def _firsts(own: Sequence[WordParagraph]) -> Iterator[WordParagraph]:
    """The first paragraph in the new letter, and that in the old one where it went."""
    yield from [each for each in own if each.kind.is_new][:1]
    yield from [each for each in own if each.kind.is_old][:1] if _begins_gone(own) else ()


def _begins_gone(own: Sequence[WordParagraph]) -> bool:
    first = next((each for each in own if each.kind.is_old), None)
    return first is not None and not first.kind.is_new


def _is_own(paragraph: WordParagraph, level: int) -> bool:
    """Whether a paragraph is one of an item so deep, and not of a list or quotation in it."""
    is_plain = paragraph.style == _CONTINUED and paragraph.numbering is None
    return is_plain and paragraph.indent == level + 1


def _end_last(blocks: list[Block], end: Tracked) -> None:
    """Say what became of the end of the last paragraph."""
    found = list(paragraphs(blocks))
    if found:
        found[-1].end = end


# Tables


def _table(node: lt.Table, kind: Tracked, level: int) -> WordTable:
    header = _row(node.header, node.alignment, kind, is_header=True)
    rows = [
        _row(row, node.alignment, row_kind.without_moves)
        for row in node.rows
        if (row_kind := kind_of(row.change, kind, frozenset())) is not None
    ]
    return WordTable((header, *rows), len(node.alignment), level, is_data=True)


def _row(
    row: lt.TableRow, alignment: Sequence[lt.Alignment], kind: Tracked, *, is_header: bool = False
) -> WordRow:
    style = "TableHeading" if is_header else "TableText"
    cells = (
        Cell((WordParagraph(style, inline(cell.children, kind)),), how)
        for cell, how in zip(row.cells, alignment, strict=True)
    )
    return WordRow(tuple(cells), kind, is_header, keep_next=is_header)
