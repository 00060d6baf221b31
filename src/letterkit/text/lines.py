"""Which line of a block's text each line of the merged text is from.

A private-use character before each piece of a line, which `blocks.yaml` lets no author write, marks the
lines before the merge and is taken out after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from letterkit.diagnostics import Location
from letterkit.text.markdown import Locate

_FIRST_MARK = 0xF0000
_MARK = re.compile("[\U000f0000-\U000fffff]")
AFTER_FULL_STOP = chr(_FIRST_MARK)
"""The mark after a value that ends with a full stop; no line is numbered 0."""
# One full stop ends both: 'Harbour Ltd.', '4 мая 2026 г.'. Source: The Chicago Manual of Style, 17th
# edition, 6.123. An ellipsis stays.
_SECOND_STOP = re.compile(rf"{AFTER_FULL_STOP}([\U000f0001-\U000fffff]?)\.(?!\.)")


class MergedText(Struct, frozen=True):
    """A text with its fields filled in, and for each line the line of the block's text it is from."""

    text: str
    lines: tuple[int, ...]

    def locate(self, locate: Locate) -> Locate:
        """Places in this text, given the places in the block's text."""
        same = tuple(range(1, len(self.lines) + 1)) == self.lines

        def here(line: int, column: int) -> Location:
            index = min(line, len(self.lines)) - 1
            return locate(self.lines[index] if index >= 0 else 1, column if same else 1)

        return here


def mark_lines(tokens: Iterable[tuple[int, str, str]]) -> str:
    """The text with its marks, from Jinja's tokens of it: line, kind and characters."""
    marked: list[str] = []
    only_tags = True
    for line, kind, value in tokens:
        if kind == "data":
            marked.append(_mark_data(value, line))
            only_tags = (only_tags or "\n" in value) and not value.rpartition("\n")[2].strip()
        elif kind == "variable_begin":
            marked.append(chr(_FIRST_MARK + line) + value)
            only_tags = False
        elif value in ("%}\n", "#}\n"):
            # Jinja drops the line's end after a tag; where words stand before it, a mark keeps it.
            marked.append(value if only_tags else f"{value[:-1]}{chr(_FIRST_MARK + line)}\n")
            only_tags = True
        else:
            marked.append(value)
    return "".join(marked)


def _mark_data(data: str, line: int) -> str:
    """Marks the lines of literal text; blank ones stay blank, or paragraphs would run together."""
    pieces = data.split("\n")
    marks = (chr(_FIRST_MARK + line + n) if piece.strip() else "" for n, piece in enumerate(pieces))
    return "\n".join(mark + piece for mark, piece in zip(marks, pieces, strict=True))


def take_marks(merged: str) -> MergedText:
    """The text without its marks, second full stops, and lines that tags and empty values leave."""
    contents: list[str] = []
    lines: list[int] = []
    line = 1
    for marked in _SECOND_STOP.sub(r"\1", merged).split("\n"):
        marks = _MARK.findall(marked)
        line = ord(marks[0]) - _FIRST_MARK if marks else line + bool(lines)
        content = _MARK.sub("", marked)
        if content.strip() or not marks:
            contents.append(content)
            lines.append(line)
    return MergedText("\n".join(contents), tuple(lines) or (1,))
