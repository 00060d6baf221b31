"""Both sides of a merge that git could not join, as it leaves them in a file with its marks.

The marks are those of git-merge(1), "How conflicts are presented", with or without the version that both
sides come from (`|||||||`), and of any length from seven on. An editor may have indented them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location

_MARK = re.compile(r"(?P<indent>[ \t]*)(?P<mark><{7,}|\|{7,}|={7,}|>{7,})(?: (?P<side>.*?))?[ \t\r]*")
# A line of the text itself may be these: a heading's underline, a cell of a table.
_MAY_BE_TEXT = "=|"
_LEFT = "a mark that a merge left behind: {}"
_LEFT_HINT = "delete the line, after a look at what stands around it: it may be both sides of a merge"


class _Mark(Struct, frozen=True):
    """A line that git put into the file, its number from 1, and the name of the side it speaks of."""

    line: int
    column: int
    sign: str
    side: str


def conflicts(text: str, file: str, *, in_yaml: bool = True) -> list[Diagnostic]:
    """LK113 for every place where both sides of a merge stand, and for every mark left behind.

    In another file than YAML a line of equals signs alone may be meant.
    """
    if not any(sign * 7 in text for sign in "<|=>"):
        return []
    return list(_problems(list(_marks(text)), file, in_yaml))


def _marks(text: str) -> Iterator[_Mark]:
    for number, line in enumerate(text.split("\n"), 1):
        if match := _MARK.fullmatch(line):
            yield _Mark(number, match.end("indent") + 1, match["mark"][0], match["side"] or "")


def _problems(marks: Sequence[_Mark], file: str, in_yaml: bool) -> Iterator[Diagnostic]:
    index = 0
    while index < len(marks):
        mark = marks[index]
        length = _length(marks[index:])
        where = Location(file, mark.line, mark.column)
        if length:
            message, hint = _told(marks[index : index + length])
            yield Diagnostic("LK113", message, where, hint)
        elif mark.sign not in _MAY_BE_TEXT or (in_yaml and mark.column == 1 and not mark.side):
            yield Diagnostic("LK113", _LEFT.format(mark.sign * 7), where, _LEFT_HINT)
        index += length or 1


def _length(marks: Sequence[_Mark]) -> int:
    """How many of the marks are one conflict's, which begins with the first; 0 where it is none."""
    if marks[0].sign != "<":
        return 0
    depth = 0
    for count, mark in enumerate(marks, 1):  # the version of before may hold a conflict of its own
        depth += {"<": 1, ">": -1}.get(mark.sign, 0)
        if depth == 0:
            return count if any(mark.sign == "=" for mark in marks[:count]) else 0
    return 0


def _told(marks: Sequence[_Mark]) -> tuple[str, str]:
    """What is said of a conflict, and what to do."""
    first, last = marks[0], marks[-1]
    middle = next(mark for mark in reversed(marks) if mark.sign == "=")
    before = next((mark for mark in marks if mark.sign == "|"), middle)
    ours = _side(first.line + 1, before.line - 1, first.side)
    theirs = _side(middle.line + 1, last.line - 1, last.side)
    marks_named = "<<<<<<<, ======= and >>>>>>>"
    if before is not middle:
        marks_named = "<<<<<<<, |||||||, ======= and >>>>>>>"
    hint = f"keep {ours} or {theirs}; delete the rest of it, with the lines {marks_named}"
    return f"both sides of a merge, lines {first.line}–{last.line}: keep one side", hint


def _side(first: int, last: int, name: str) -> str:
    """'lines 7–8 (HEAD)'."""
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    words = lines if last >= first else "nothing"
    return f"{words} ({name})" if name else words
