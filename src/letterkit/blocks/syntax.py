"""Why a file could not be read as YAML, in the words of somebody who knows no YAML.

The parser says what it expected, and where it noticed: often a line below the mistake. So the lines in
question are looked at as an author types them, `key: value`, for the slips that lead there; only where
none is found is the parser's own complaint put into plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from letterkit.blocks.slips import (
    CUT_OFF,
    DOUBLE_MARKS,
    ODD_SPACES,
    SINGLE_MARKS,
    Slip,
    curly,
    odd_space,
    quoted,
)
from letterkit.diagnostics import Diagnostic, Location

_LONGEST_EXAMPLE = 50

# A line as an author types it: `key: value`, `- value`, `- key: value`.
_LINE = re.compile(
    r" *(?P<dashes>(?:- +)*)(?P<key>[^\s:#\"'\[\]{}][^:#\"\[\]{}]*?:(?: +|$))?(?P<value>.*?)\s*"
)
_ODD_AFTER_KEY = re.compile(rf"[ \w-]*?(?:[\w-]+:|- *|\A)(?P<odd>[{ODD_SPACES}])")
_NO_SPACE = re.compile(
    r" *(?:- +)*(?P<key>[A-Za-z_][\w-]*)(?P<colon>:(?!//)(?=\S)|：|=)\s*(?P<value>[^\s:].*)"
)
_OTHER_DASH = re.compile(r" *(?P<sign>[*+•▪◦‣·–—−])[ \u00a0]+(?=\S)")
_HEADER = re.compile(r".*: *[|>][-+0-9]*\s*(?:#.*)?")
_KEY = re.compile(r""" *(?:- +)?(?:[\w-]+|"[^"]*"|'[^']*'):(?: |$)""")
_CUT = re.compile(r"(?P<before>(?:\"[^\"]*\"|'[^']*'|[^\"'#]|#)*?) #+(?=[^\s#])")
_QUOTED = re.compile(r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?P<more>.*)""")
_BRACKETED = re.compile(r"(?:\[[^\[\]]*\]|\{\{.*?\}\}|\{[^{}]*\})(?P<more>.*)")


class _Typed(NamedTuple):
    """A line of the file, its number from 1, and its value with the column it begins in."""

    line: int
    text: str
    value: str
    column: int


def explained(error: yaml.MarkedYAMLError, lines: Sequence[str], file: str) -> Diagnostic:
    """The parser's error as a diagnostic, at the place of the mistake where that can be told."""
    last = max(len(lines), 1)
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    places = [(min(mark.line + 1, last), mark.column + 1) for mark in marks] or [(1, 1)]
    if found := explained_by_lines(_suspects([line for line, _ in places], lines), lines, file):
        return found
    said = error.problem or error.context or ""
    message, hint = _in_plain_words(said)
    place = places[-1] if said.startswith(_WHERE_IT_BEGAN) else places[0]
    return Diagnostic("LK101", message, Location(file, *place), hint)


def _in_plain_words(said: str) -> tuple[str, str | None]:
    plain = (told for words, told in _PLAIN_WORDS.items() if words in said)
    return next(plain, (f"not valid YAML: {said}", None))


def explained_by_lines(numbers: Sequence[int], lines: Sequence[str], file: str) -> Diagnostic | None:
    """The slip that is found first in one of these lines, the first of them first; None where none is."""
    for number in numbers:
        if 1 <= number <= len(lines):
            typed = _typed(number, lines[number - 1])
            for rule in _RULES:
                if slip := rule(typed):
                    where = Location(file, number, slip.offset + 1)
                    return Diagnostic(slip.code, slip.message, where, slip.hint)
            if slip := _not_indented(number, lines):
                return Diagnostic(
                    slip.code, slip.message, Location(file, number, slip.offset + 1), slip.hint
                )
    return None


def _suspects(numbers: Sequence[int], lines: Sequence[str]) -> list[int]:
    """The lines to look at: where the parser gave up, the one above that, and where it began."""
    last, *first = numbers
    above = (number for number in range(last - 1, 0, -1) if lines[number - 1].strip())
    return list(dict.fromkeys([last, *_first(above), *first]))


def _first(numbers: Iterator[int]) -> list[int]:
    number = next(numbers, None)
    return [] if number is None else [number]


def _typed(number: int, line: str) -> _Typed:
    match = _LINE.fullmatch(line)
    return (
        _Typed(number, line, match["value"], match.start("value"))
        if match
        else _Typed(number, line, "", 0)
    )


# The rules: each looks at one line, and says where in it the slip is.


def _odd_space(typed: _Typed) -> Slip | None:
    match = _ODD_AFTER_KEY.match(typed.text)
    if match is None:
        return None
    return odd_space(match["odd"], match.start("odd"), "stands before a value or a key")


def _curly_marks(typed: _Typed) -> Slip | None:
    """Marks around a value, or around a part that ends where YAML sees something else."""
    value = typed.value.split(" #")[0]
    if value[:1] == '"' and value.count('"') == 1 and value[-1] in DOUBLE_MARKS:
        slip = curly(f"x{value[-1]}")
        offset = len(value) - 1
    else:
        slip = curly(value) or (
            curly(value[0]) if value[:1] in tuple(DOUBLE_MARKS + SINGLE_MARKS) else None
        )
        offset = slip.offset if slip else 0
    return slip._replace(offset=typed.column + offset) if slip else None


def _other_dash(typed: _Typed) -> Slip | None:
    """An item of a list that begins as a word processor, or Markdown, has it."""
    match = _OTHER_DASH.match(typed.text)
    if match is None:
        return None
    message = f"an item of a list cannot begin with {match['sign']}"
    return Slip("LK101", message, f"write - and a space instead of {match['sign']}", match.start("sign"))


def _special_beginning(typed: _Typed) -> Slip | None:
    """YAML keeps these for itself at the beginning of a value: YAML 1.1, section 5.3."""
    beginning = typed.value[:1]
    if not beginning or beginning not in "*&%@`!?,]}":
        return None
    if beginning == "?" and typed.value == typed.text.strip():
        return None
    return _to_be_quoted(typed, f"a value cannot begin with {beginning}")


def _text_after_quotation(typed: _Typed) -> Slip | None:
    if typed.value[:1] not in ("'", '"'):
        return None
    mark = typed.value[0]
    match = _QUOTED.fullmatch(typed.value)
    if match is None:
        message = f"a quotation mark, {mark}, that is never closed"
        hint = "close it at the value's end; in a text that has ' itself, use \" around it"
        return Slip("LK101", message, hint, typed.column)
    if match["more"].strip() in ("", ":") or match["more"].lstrip()[0] in ":,]}#":
        return None
    return _to_be_quoted(
        typed, f"the value goes on after the closing {mark}", "that has quotation marks inside"
    )


def _text_after_brackets(typed: _Typed) -> Slip | None:
    """`[Draft] Thanks`, `{{ dialogue.name }} and more`: brackets that are no list of YAML's."""
    match = _BRACKETED.fullmatch(typed.value)
    if match is None:
        return None
    if typed.value.startswith("{{"):
        return _to_be_quoted(typed, "a value cannot begin with {{")
    if match["more"].strip()[:1] in ("", ":", "#"):
        return None
    return _to_be_quoted(typed, f"a value cannot begin with {typed.value[0]}")


def _text_after_header(typed: _Typed) -> Slip | None:
    if typed.value[:1] not in ("|", ">") or not re.match(
        r"[|>][-+0-9]*[^-+0-9\s#]|[|>] +[^\s#]", typed.value
    ):
        return None
    message = f"a value cannot begin with {typed.value[0]}"
    hint = f"put a value that begins with {typed.value[0]} into quotation marks; a text of several lines "
    return Slip("LK101", message, f"{hint}stands below `text: |`", typed.column)


def _list_beside_key(typed: _Typed) -> Slip | None:
    if not typed.value.startswith("- ") or typed.value == typed.text.strip():
        return None
    hint = "put each item of a list into a line of its own below the key; put a text that begins with - "
    return Slip(
        "LK101", "a list cannot begin beside its key", f"{hint}into quotation marks", typed.column
    )


def _second_colon(typed: _Typed) -> Slip | None:
    """`title: Freedom: now`, not between brackets or in quotation marks."""
    match = re.search(r":(?= |$)", typed.value)
    if match is None or typed.value[0] in "\"'[{|>#" or typed.value == typed.text.strip():
        return None
    hint = "put text that contains ': ' into quotation marks, or below a `|`"
    return Slip("LK101", "a second colon in the line", hint, typed.column + match.start())


def _no_space(typed: _Typed) -> Slip | None:
    match = _NO_SPACE.fullmatch(typed.text)
    if match is None or (match["colon"] == "=" and ": " in typed.text):
        return None
    message = "a space is missing after the colon"
    if match["colon"] != ":":
        message = f"'{match['colon']}' stands where a colon and a space should"
    example = f"{match['key']}: {match['value']}".rstrip()
    return Slip("LK101", message, f"write {_example(example)}", match.start("colon"))


def _cut_off(typed: _Typed) -> Slip | None:
    match = _CUT.match(typed.value)
    if match is None or typed.value[0] in "|>":
        return None
    hint = "put the value into quotation marks; if it is a remark, put a space after the #"
    return Slip("LK115", CUT_OFF, hint, typed.column + match.end("before") + 1)


_RULES: tuple[Callable[[_Typed], Slip | None], ...] = (
    _odd_space,
    _other_dash,
    _curly_marks,
    _special_beginning,
    _text_after_quotation,
    _text_after_brackets,
    _text_after_header,
    _list_beside_key,
    _second_colon,
    _no_space,
    _cut_off,
)


def _not_indented(number: int, lines: Sequence[str]) -> Slip | None:
    """A text that is not indented below its `|`, or no longer is."""
    line = lines[number - 1]
    if not line.strip() or _KEY.match(line):
        return None
    here = expected = _indent(line)
    for above in reversed(lines[: number - 1]):
        if _HEADER.fullmatch(above) and (here < expected or here <= _indent(above)):
            message = "this line is indented less than the text it belongs to"
            return Slip(
                "LK101", message, "indent the text below `|` by two spaces, every line alike", here
            )
        if above.strip():
            expected = _indent(above)
            if expected <= here:
                return None
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _to_be_quoted(typed: _Typed, message: str, which: str = "") -> Slip:
    beginning = "{{" if typed.value.startswith("{{") else typed.value[0]
    hint = f"put a value {which or f'that begins with {beginning}'} into quotation marks"
    example = quoted(typed.value)
    if len(example) <= _LONGEST_EXAMPLE:
        hint += f": {example}"
    return Slip("LK101", message, hint, typed.column)


def _example(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[: _LONGEST_EXAMPLE - 1]}…"


# What the parser says, by words of it, as an author can use it: what is wrong, and what to do.
_INDENT = "compare the indent with the lines above: the keys of one block begin in one column"
_PLAIN_WORDS: dict[str, tuple[str, str | None]] = {
    "could not find expected ':'": (
        "this line is no `key: value`, and belongs to no text",
        "is a colon missing, or the indent of a text below `|`?",
    ),
    "mapping values are not allowed": ("a `key:` cannot stand here", _INDENT),
    "did not find expected key": ("this line does not fit the lines above", _INDENT),
    "did not find expected <document start>": ("this line does not fit the lines above", _INDENT),
    "did not find expected '-' indicator": (
        "this line does not fit the list above",
        "an item of a list begins with - in the column of the others; a key begins where keys begin",
    ),
    "block sequence entries are not allowed": ("an item of a list cannot stand here", _INDENT),
    "did not find expected ',' or": (
        "a bracket that is never closed",
        "close it with ] or }, or put the value into quotation marks",
    ),
    "found unexpected end of stream": (
        "a quotation mark that is never closed",
        "close it at the value's end",
    ),
    "cannot start any token": (
        "this character cannot begin a value or a line",
        "put the value into quotation marks",
    ),
    "unknown escape character": (
        "a \\ between these quotation marks means something else",
        "put the value between ' and ' instead",
    ),
    "expected hexdecimal number": (
        "a \\ between these quotation marks means something else",
        "put the value between ' and ' instead",
    ),
}
# The place to look at is where the bracket or the quotation mark stands.
_WHERE_IT_BEGAN = ("did not find expected ',' or", "found unexpected end of stream")
