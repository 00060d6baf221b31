"""Where Markdown takes the beginning of a line for something else than it looks like.

"4. May 2026 was the day" becomes the item 4 of a list, a dash at the beginning of a line a bullet, and a
line below a list a part of its last item. Each has a mend, and is asked for before it prints wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markdown_it.tree import SyntaxTreeNode

from letterkit.language.locales import cldr_of

# No list in a letter is so long; a year is no item of one.
_LONG = 100
# "(a)", "b)", "ii.", "(2)"; "a." needs another after it to be no initial, as a dash does.
_LETTER = re.compile(r"\s*(?:\(?([a-z]|i{2,3}|\d)[.)]|[–—])\s")
_LETTERS = (("a", "b"), ("i", "ii"), ("1", "2"), (None, None))
_SENTENCE_END = re.compile(r"[.!?;:]['\"”’»)\]*_]*\s*$")
_BEGINS_SENTENCE = re.compile(r"[^\W\d_a-zß-öø-ÿ]")


class Surprise(NamedTuple):
    """What is read otherwise, the line (from 1), the characters as they stand, and the mend."""

    what: str
    line: int
    near: str
    mend: str


def surprises(nodes: Sequence[SyntaxTreeNode], lines: Sequence[str], language: str) -> Iterator[Surprise]:
    """What Markdown takes otherwise than it looks, in these nodes of a text and below them."""
    yield from _dates_and_numbers([node for node in nodes if node.type == "ordered_list"], language)
    for before, node in pairwise((None, *nodes)):
        assert node is not None  # noqa: S101  # the first alone is
        if before is not None and _touches(before, node):
            yield from _in_paragraph(before, node, lines)
        yield from _heading_of_lines(node)
        yield from _lettered(node)
        yield from _continued(node, lines)
        yield from surprises([c for c in node.children if c.type != "inline"], lines, language)


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _content(node: SyntaxTreeNode) -> str:
    """The words of a paragraph, or of the first one in a list's item."""
    inline = next((each for each in node.walk() if each.type == "inline"), None)
    return inline.content if inline is not None else ""


def _touches(before: SyntaxTreeNode, node: SyntaxTreeNode) -> bool:
    """Whether a node begins on the line after a paragraph, without an empty line between."""
    if before.type != "paragraph":
        return False
    return before.map is not None and node.map is not None and before.map[1] == node.map[0]


# Numbers


def _dates_and_numbers(lists: Iterable[SyntaxTreeNode], language: str) -> Iterator[Surprise]:
    """Lists that may be a date, a year or a number; and those whose numbers would print otherwise."""
    last = 0
    for node in lists:
        numbers = [int(item.info or 0) for item in node.children]
        found = list(_no_items(node.children, numbers, last, language))
        yield from found or _other_numbers(node.children, numbers)
        last = numbers[-1]


def _no_items(
    items: Sequence[SyntaxTreeNode], numbers: Sequence[int], last: int, language: str
) -> Iterator[Surprise]:
    """The items that may be none; `last` is the number with which the list before them ended."""
    for item, number in zip(items, numbers, strict=True):
        month = _months(language).match(_content(item))
        stands_alone = len(numbers) == 1 and number not in (1, last + 1)
        if month or number >= _LONG or stands_alone:
            yield _as_item(item, f"{number}{item.markup}{f' {month[0]}' if month else ''}")


def _other_numbers(items: Sequence[SyntaxTreeNode], numbers: Sequence[int]) -> Iterator[Surprise]:
    """Items of a list that print with other numbers than they have, unless all are numbered 1."""
    counted = list(range(numbers[0], numbers[0] + len(numbers)))
    if numbers != counted and set(numbers) != {1}:
        typed, printed = (", ".join(map(str, each[:5])) for each in (numbers, counted))
        wrong = next(i for i, each in enumerate(numbers) if each != counted[i])
        near = f"{numbers[wrong]}{items[wrong].markup}"
        what = f"items numbered {typed}, which would print as {printed}"
        mend = f"number them in order, or write {numbers[wrong]}\\{items[wrong].markup}"
        yield Surprise(what, _line(items[wrong]), near, mend)


def _as_item(item: SyntaxTreeNode, words: str) -> Surprise:
    mark = f"{item.info}{item.markup}"
    what = f"'{words}' at the beginning of a line, which reads as the item {item.info} of a list"
    mend = f"write {item.info}\\{item.markup} to print it; to have a list, begin with 1"
    return Surprise(what, _line(item), mark, mend)


@lru_cache
def _months(language: str) -> re.Pattern[str]:
    """The names of the months (Unicode CLDR), in the text's language and in English."""
    names = {
        name.rstrip(".")
        for tag in (language, "en")
        for use in cldr_of(tag).months.values()
        for row in use.values()
        for name in row
        if not name.isdigit()
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


# Lines


def _heading_of_lines(node: SyntaxTreeNode) -> Iterator[Surprise]:
    """A paragraph that a line of dashes below it makes a heading."""
    if node.type == "heading" and node.markup in "=-" and "\n" in _content(node):
        what = "a paragraph of several lines, which the line below it makes a heading"
        yield Surprise(what, _line(node), "", "leave an empty line before the line of dashes")


def _lettered(node: SyntaxTreeNode) -> Iterator[Surprise]:
    """Lines of a paragraph lettered in order, which would run on as one; 'i.' begins another order."""
    if node.type != "paragraph":
        return
    marks = [_LETTER.match(line) for line in _content(node).split("\n")]
    for number, (mark, following) in enumerate(pairwise(marks)):
        if mark and following and (mark[1], following[1]) in _LETTERS:
            what = (
                f"lines that begin with {mark[0].strip()} and {following[0].strip()}, which would run on"
            )
            mend = "write a list, with - or with 1. and 2., or leave an empty line between them"
            yield Surprise(what, _line(node) + number, mark[0].strip(), mend)
            return


def _in_paragraph(
    before: SyntaxTreeNode, node: SyntaxTreeNode, lines: Sequence[str]
) -> Iterator[Surprise]:
    """What begins in the midst of a paragraph, without an empty line before it."""
    # Below an item of a list, a list that is indented is meant to be one.
    is_inside = node.parent is not None and node.parent.type == "list_item"
    leads_in = is_inside or _content(before).rstrip().endswith((":", "："))
    is_one_item = node.type in ("bullet_list", "ordered_list") and len(node.children) == 1
    if not (node.type in ("blockquote", "heading") or (is_one_item and not leads_in)):
        return
    name = {"blockquote": "a quotation", "heading": "a heading"}.get(node.type, "a list")
    begin = lines[_line(node) - 1].lstrip(" >") if node.type != "blockquote" else ">"
    mark = re.match(r"\d+|\S", begin)
    near = mark[0] if mark else ""
    what = f"'{near}' at the beginning of a line, which makes {name} of the rest of the paragraph"
    escaped = f"{near}\\." if near.isdigit() else f"\\{near}"
    mend = f"write {escaped} to print it; to have {name}, leave an empty line before it"
    yield Surprise(what, _line(node), near, mend)


def _continued(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Surprise]:
    """A sentence below a list or quotation that Markdown takes for a part of it."""
    last = node.children[-1] if node.type in ("list_item", "blockquote") and node.children else None
    if last is None or last.type != "paragraph" or last.map is None:
        return
    for number in range(last.map[0] + 1, last.map[1]):
        begins = _BEGINS_SENTENCE.match(lines[number])
        if begins and _SENTENCE_END.search(lines[number - 1]):
            name = "a list’s item" if node.type == "list_item" else "a quotation"
            what = f"a line directly below {name}, which would belong to it"
            mend = "leave an empty line before it; where it belongs to it, indent it"
            yield Surprise(what, number + 1, "", mend)
