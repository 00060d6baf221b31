"""What people type into a YAML file that YAML takes for something else, and says nothing of.

A value cut off at ` #`, curly quotation marks around it, a no-break space before it: such a file can be
read, and what it says is not what was meant. Each is an error, and can be mended with straight quotation
marks, which take any text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# No reader of YAML takes these for a space, and nobody sees that.
ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
# Those that no line begins with on purpose; a Chinese paragraph does with U+3000.
_NO_INDENT = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
DOUBLE_MARKS = "“”„‟«»＂"
SINGLE_MARKS = "‘’‚‛‹›＇"

CUT_OFF = "everything from ' #' on is a comment and does not print"

_NAMES = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u200b": "an invisible zero-width space",
    "\u2060": "an invisible word joiner",
    "\u3000": "a wide space",
    "\ufeff": "an invisible byte order mark",
}
_INDENT = re.compile(rf"(?m)^ *[{_NO_INDENT}]")
_ODD_EDGE = re.compile(rf"[{ODD_SPACES}]|[a-z_]+:[{ODD_SPACES}]|.*[{ODD_SPACES}]\Z", re.DOTALL)
_ODD = re.compile(rf"[{ODD_SPACES}]")
_NO_SPACE = re.compile(r"([A-Za-z_][\w-]*):(?=\S)")
_ITEM_OR_KEY = re.compile(r" *(-(?= |[^\W\d])|[a-z_]+:(?!//)(?=\S))")
_MARK = re.compile(f"[{DOUBLE_MARKS}{SINGLE_MARKS}]")
_DOUBLE = re.compile(f'[{DOUBLE_MARKS}"]')
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
# After a value: what YAML leaves out, though no space follows the #.
_CUT = re.compile(r"(?P<gap> +)(?P<rest>#+(?=[^\s#]).*)")
# A number after it: "Unit # 7". A remark says more, or stands further off.
_CUT_NUMBER = re.compile(r" (?P<rest># \d[\w./-]*)(?= *(?:\r?$|,.*))", re.MULTILINE)
_ONE_WORD = re.compile(r"[a-z0-9-]+")  # a name, a date
# The line below, indented as if it went on: "#FreeThem"; no key or item that was put out of use.
_CUT_BELOW = re.compile(r" *\r?\n(?P<indent> +)(?P<rest>#(?=[^\s#])(?!\w+:|- ).*)")


class Slip(NamedTuple):
    """A slip: the code, what is wrong, what to do, and how far on from where it was looked for."""

    code: str
    message: str
    hint: str
    offset: int = 0


def quoted(value: str) -> str:
    """A value as it may stand in a file, in whichever quotation marks it does not hold itself."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def odd_indents(text: str) -> list[Slip]:
    """Each line of a file that begins with a space that is none for YAML."""
    return [
        odd_space(match.group()[-1], match.end() - 1, "begins a line") for match in _INDENT.finditer(text)
    ]


def odd_space(character: str, offset: int, what: str) -> Slip:
    """A space that looks like one and is none."""
    name = f"{_NAMES.get(character, 'a space')} (U+{ord(character):04X})"
    hint = "delete it and type an ordinary space; it often comes with text that was copied"
    return Slip("LK116", f"{name} {what}: it looks like a space and is none here", hint, offset)


def of_key(key: str) -> Slip | None:
    """What is wrong with a key that stands without quotation marks."""
    if match := _ODD.search(key):
        return odd_space(match.group(), match.start(), "stands in a key")
    if match := _NO_SPACE.match(key):
        hint = f"write {match[1]}: {key[match.end() :]}"
        return Slip("LK101", "a space is missing after the colon", hint, match.end() - 1)
    return curly(key)


def of_value(value: str) -> Slip | None:
    """What is wrong with a value that stands without quotation marks."""
    if match := _ODD_EDGE.match(value):
        offset = match.end() - 1
        where = "stands after a value" if offset and offset == len(value) - 1 else "stands before a value"
        return odd_space(value[offset], offset if "\n" not in value else 0, where)
    return curly(value)


def swallowed(lines: Sequence[str]) -> tuple[int, Slip] | None:
    """An item or key that went into the value above it, because it is indented further than its like.

    `lines` are those on which a value without quotation marks goes on; the number counts them from 0.
    """
    for number, line in enumerate(lines):
        if match := _ITEM_OR_KEY.match(line):
            message = "this line is read as a part of the value above it"
            hint = (
                "items of a list and keys of a block each begin in one column; a - or : is followed by a "
            )
            hint += "space; a text of several lines stands below `text: |`"
            return number, Slip("LK101", message, hint, match.start(1))
    return None


_SHOWN = 40  # characters of a value in a hint


def curly(value: str) -> Slip | None:
    """Curly marks that stand where YAML's own quotation marks would, on both sides or on one."""
    offset = _enclosing(value)
    if offset is None:
        return None
    mark = value[offset]
    straight = "'" if mark in SINGLE_MARKS else '"'
    shown = " ".join(value.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN // 2]}…{shown[-_SHOWN // 4 :]}"
    quoted = f"'{shown}'" if '"' in shown else f'"{shown}"'
    hint = f"write {straight} instead; if the marks are to print, put straight ones around them: {quoted}"
    return Slip("LK114", f"{mark} is not a quotation mark of YAML, and would print", hint, offset)


def _enclosing(value: str) -> int | None:
    """Where such a mark stands; None where the marks belong to some words of the value alone."""
    if not _MARK.search(value):
        return None
    single = [i for i, c in enumerate(_APOSTROPHE.sub("x", value)) if c in SINGLE_MARKS]
    if len(single) == 2 and single == [0, len(value) - 1]:
        return 0
    return _enclosing_double(value)


def _enclosing_double(value: str) -> int | None:
    """The same of double marks, of which one alone is told too: a single one may be an apostrophe."""
    marks = [match.start() for match in _DOUBLE.finditer(value)]
    last = len(value) - 1
    if marks[:1] == [0] and value[0] != '"' and marks[1:2] in ([], [last]):
        return 0
    return last if marks == [last] and value[-1] != '"' else None


def cut_off(text: str, end: int, value: str | None, column: int) -> Slip | None:
    """What a comment cuts off from what ends at `end` of the text.

    `value` is that of a plain scalar, which alone may go on below or be followed by a number; None for
    all others. `column` is that of its key or dash: what is indented further may be meant to go on.
    """
    if match := _CUT.match(text, end):
        return Slip("LK115", CUT_OFF, _cut_hint("a space after"), match.start("rest") - end)
    if not value or _ONE_WORD.fullmatch(value):
        return None
    if match := _CUT_NUMBER.match(text, end):
        message = f"' {match['rest']}' is a comment and does not print"
        return Slip("LK115", message, _cut_hint("two spaces before"), match.start("rest") - end)
    match = _CUT_BELOW.match(text, end)
    if match is None or len(match["indent"]) < column:
        return None
    message = "this line begins with # and is a comment: it does not print"
    return Slip("LK115", message, _cut_hint("a space after"), match.start("rest") - end)


def _cut_hint(remark: str) -> str:
    return f"put the value into quotation marks; if it is a remark, put {remark} the #"
