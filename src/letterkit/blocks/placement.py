"""Where in a file's text a change is written, and how it reads there.

Each function returns spans of the text with what takes their place, and knows nothing of what the values
mean. Whether the result says what was meant is for `edits` to read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.blocks import styles
from letterkit.blocks.spans import (
    BREAK,
    Part,
    Span,
    Style,
    after_blank,
    end_of_line,
    indentation,
    start_of_line,
)

Piece = tuple[Span, str]

_LINE_END = re.compile(BREAK)
_HEADER_COMMENT = re.compile(r" +#.*")
_COMMENT_LINE = re.compile(rf"{BREAK}(?P<margin> *)#(?P<inside> *)(?=\S)[^\n\r\x85\u2028\u2029]*")


def scalars(text: str, part: Part, new: str) -> Iterator[Piece]:
    """The ways to write another text in place of a scalar, the best first."""
    if part.style in (Style.LITERAL, Style.FOLDED):
        yield from ((part.value, way) for way in _below_a_header(text, part, new))
    elif part.value.start == part.value.end:
        colon = _behind_the_colon(text, part)
        yield from ((part.value, colon + way) for way in _in_place(text, part, new))
    else:
        yield from ((part.value, way) for way in _in_place(text, part, new))


def _in_place(text: str, part: Part, new: str) -> Iterator[str]:
    ends_line = not text[part.value.end : end_of_line(text, part.value.end)].strip()
    below = styles.literal(new, part.margin + len(styles.STEP), part.margin)
    if part.style is Style.PLAIN and ends_line and below and "\n" in new and not new.endswith("\n"):
        yield line_end(text, part.value.start).join(below)
    word = part.value.start < part.value.end and not styles.is_text(part.value.of(text))
    yield from styles.on_one_line(new, part.style, between_brackets=part.between_brackets, word=word)


def _below_a_header(text: str, part: Part, new: str) -> Iterator[str]:
    header, *below = _LINE_END.split(part.value.of(text), maxsplit=1)
    digit = re.match(r"[|>][-+]?([1-9])", header)
    if digit:
        indent = part.margin + int(digit[1])
    else:
        indent = indentation(below[0]) if below else part.margin + len(styles.STEP)
    end = line_end(text, part.value.start)
    folded = styles.folded(new, indent, header) if part.style is Style.FOLDED else None
    literal = styles.literal(new, indent, part.margin, f"|{header[1:]}")
    yield from (end.join(lines) for lines in (folded, literal) if lines)
    yield styles.double_quoted(new) + _comment(header)


def _comment(header: str) -> str:
    """What a header's line says behind its `|`, with the spaces before it."""
    match = _HEADER_COMMENT.search(header)
    return match.group() if match else ""


def _behind_the_colon(text: str, part: Part) -> str:
    """What must stand before a value that is put where there is none."""
    before = part.key.end if part.key else part.entry.start
    if part.key and ":" not in text[before : part.value.start]:
        return ": "  # a key between brackets that stands alone
    return "" if text[part.value.start - 1].isspace() else " "


def keys(text: str, part: Part, key: Span, new: str) -> Iterator[Piece]:
    """The ways to write another key in place of the old one, the best first."""
    below = part.key_style in (Style.LITERAL, Style.FOLDED)
    comment = _comment(_LINE_END.split(key.of(text), maxsplit=1)[0]) if below else ""
    for way in styles.on_one_line(new, part.key_style, between_brackets=part.between_brackets):
        yield key, way + comment


def insertion(
    text: str, holder: Part, siblings: Sequence[Part], position: int, lines: list[str], brackets: str
) -> Piece:
    """An entry of a collection, before the one at `position` of those that are there, or at the end.

    `lines` are how it reads in lines, `brackets` how it reads between brackets.
    """
    if holder.style is Style.FLOW:
        return _between_brackets(text, holder, siblings, position, brackets)
    end = line_end(text, holder.entry.start)
    if not siblings:  # a key, or a dash, with nothing behind it
        if holder.between_brackets:
            whole = f"{{{brackets}}}" if lines[0][0] != "-" else f"[{brackets}]"
            return holder.value, _behind_the_colon(text, holder) + whole
        place = end_of_line(text, holder.value.end)
        indent = " " * (column(text, holder.entry.start) + len(styles.STEP))
        return Span(place, place), "".join(f"{end}{line}" for line in styles.indented(lines, indent))
    indent = " " * column(text, siblings[0].entry.start)
    moved = styles.indented(lines, indent)
    if position == 0:
        place = siblings[0].entry.start
        return Span(place, place), end.join([lines[0], *moved[1:], indent])
    place = _below(text, siblings[position - 1], len(indent))
    return Span(place, place), "".join(f"{end}{line}" for line in moved)


def _below(text: str, sibling: Part, column: int) -> int:
    """The end of an entry, with the comments below it that belong inside.

    Those are indented further than the entry, before their mark or, as lines that were made comments,
    behind it: where the mark goes with one space, the line stands further in.
    """
    place = end_of_line(text, sibling.entry.end)
    while match := _COMMENT_LINE.match(text, place):
        margin, inside = len(match["margin"]), len(match["inside"])
        if margin <= column and inside - 1 <= column:
            break
        place = match.end()
    return place


def _between_brackets(
    text: str, holder: Part, siblings: Sequence[Part], position: int, brackets: str
) -> Piece:
    if not siblings:
        place = holder.value.start + 1
        return Span(place, place), brackets
    if position == 0:
        place = siblings[0].entry.start
        return Span(place, place), f"{brackets}, "
    before = siblings[position - 1].entry
    margin = text[start_of_line(text, before.start) : before.start]
    apart = " " if margin.strip() else line_end(text, before.start) + margin
    return Span(before.end, before.end), f",{apart}{brackets}"


def removal(text: str, holder: Part, siblings: Sequence[Part], first: int, last: int) -> Piece:
    """Without the entries from `first` to `last` of those in a collection."""
    everything = last - first + 1 == len(siblings)
    if holder.style is Style.FLOW:
        if everything:
            return Span(holder.value.start + 1, holder.value.end - 1), ""
        return _items(text, siblings, first, last), ""
    if everything:
        return _emptied(text, holder, siblings)
    return _lines(text, siblings, first, last), ""


def _items(text: str, siblings: Sequence[Part], first: int, last: int) -> Span:
    """Items between brackets with a comma; where comments stand between them, those stay."""
    start, end = siblings[first].entry.start, siblings[last].entry.end
    if last + 1 < len(siblings):
        after = siblings[last + 1].entry.start
        comma = text.find(",", end) + 1
        return Span(start, comma if "#" in text[end:after] else after)
    before = siblings[first - 1].entry.end
    if "#" not in text[before:start]:
        return Span(before, end)
    comma = after_blank(text, end)
    return Span(start, comma + 1 if text[comma] == "," else end)


def _emptied(text: str, holder: Part, siblings: Sequence[Part]) -> Piece:
    """A collection in lines that loses its last entry: brackets behind its key, or its dash."""
    first = siblings[0].entry.start
    sign = "{}" if siblings[0].key else "[]"
    end = end_of_line(text, siblings[-1].entry.end)
    after = text.index(":", holder.key.end) + 1 if holder.key else holder.entry.start + 1
    if not text[after:first].strip():
        return Span(after, end), f" {sign}"
    # Comments stand between: the brackets come below them, further in than the key.
    return Span(first, end), sign if column(text, first) > holder.margin else styles.STEP + sign


def _lines(text: str, siblings: Sequence[Part], first: int, last: int) -> Span:
    """Whole lines; but what stands before an entry on its line, such as a dash, stays for the next."""
    start = start_of_line(text, siblings[first].entry.start)
    end = end_of_line(text, siblings[last].entry.end)
    before = text[start : siblings[first].entry.start]
    if before.strip():
        after = siblings[last + 1].entry.start
        if not text[end:after].strip():
            return Span(siblings[first].entry.start, after)
        return Span(start + len(before.rstrip()), end)
    if match := _LINE_END.match(text, end):
        return Span(start, match.end())
    # The last line has no end of its own: the one before it goes.
    return Span(start - (2 if text.startswith("\r\n", start - 2) else 1), end)


def column(text: str, index: int) -> int:
    """The column of a character, from 0."""
    return index - start_of_line(text, index)


def line_end(text: str, index: int) -> str:
    """How the lines of a file end near a place: as that line, else the one before, else a line feed."""
    match = _LINE_END.match(text, end_of_line(text, index))
    found = match.group() if match else ""
    if not found and (start := start_of_line(text, index)):
        found = text[start - 2 : start] if text[:start].endswith("\r\n") else text[start - 1]
    return found if found in ("\r\n", "\r") else "\n"
