"""A value → YAML text, in the style that its author would have written it in.

A value stays the word it is for every reader of YAML: what another program would take for a number, a
truth value or nothing is put into quotation marks, unless the author's own value was such a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from letterkit.blocks import slips
from letterkit.blocks.spans import Style
from letterkit.blocks.yaml import Value

WIDTH = 100
STEP = "  "

# Characters that stand in no file as they are, or that end a line, with their escapes.
_ESCAPES = {
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
    "\ufeff": "\\uFEFF",
}
_DOUBLE_QUOTED = str.maketrans(_ESCAPES | {"\\": "\\\\", '"': '\\"'})
_ONE_LINE = re.compile(r"[^\t\n\r\x85\u2028\u2029\ufeff]*")
_BELOW_A_HEADER = re.compile(r"[^\t\r\x85\u2028\u2029\ufeff]*")
_INDENTED_HEADER = re.compile(r"[|>][-+]?[1-9]")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# What ends a plain scalar: YAML 1.1, section 9.1.3.
_ENDS_PLAIN = re.compile(r": | #|:\Z|\A\.\.\.")
_ENDS_PLAIN_BETWEEN_BRACKETS = re.compile(r"[,\[\]{}?]|:['\"]")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# The words that YAML itself reads as something else than text; a date it is none the worse for.
_AS_TEXT = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"})
_resolver: Any = yaml.resolver.Resolver()


class BareWord(str):
    """A number or a truth value, as a model takes it: it stands without quotation marks."""

    __slots__ = ()


class LiteralText(str):
    """Prose: it stands below a `|`, also where it has one line."""

    __slots__ = ()


def on_one_line(
    text: str, like: Style = Style.PLAIN, *, between_brackets: bool = False, word: bool = False
) -> Iterator[str]:
    """The ways to write a text on one line, the best first; the last one can be any text.

    `like` is the style that stands there now; with `word`, what another program may take for a number
    can stand plain too.
    """
    word = word or isinstance(text, BareWord)
    if like not in (Style.SINGLE, Style.DOUBLE) and _may_be_plain(text, between_brackets, word):
        yield text
    marks = '"' in text or "\\" in text
    if _ONE_LINE.fullmatch(text) and (like is Style.SINGLE or (like is not Style.DOUBLE and marks)):
        quoted = text.replace("'", "''")
        yield f"'{quoted}'"
    yield double_quoted(text)


def double_quoted(text: str) -> str:
    """Any text in quotation marks, on one line."""
    return f'"{text.translate(_DOUBLE_QUOTED)}"'


def is_text(word: str) -> bool:
    """Whether every reader of YAML takes a plain word for text: no number, truth value or nothing."""
    tag = _resolver.resolve(yaml.ScalarNode, word, (True, False))
    return tag in _AS_TEXT


def _may_be_plain(text: str, between_brackets: bool, word: bool) -> bool:
    if text in _NOTHING or text[0] in _INDICATORS or text != text.strip():
        return False
    if not _ONE_LINE.fullmatch(text) or _ENDS_PLAIN.search(text):
        return False
    if between_brackets and _ENDS_PLAIN_BETWEEN_BRACKETS.search(text):
        return False
    if slips.of_value(text) is not None:
        return False
    return word or is_text(text)


def literal(text: str, indent: int, margin: int, header: str = "|") -> list[str] | None:
    """The lines of a text below its header, that too; None where it cannot be written so.

    `indent` is where the text begins, `margin` where the mapping or list around it does, as columns from
    0. The header gets the digit that a text needs which begins with a space.
    """
    if not text.strip() or not _BELOW_A_HEADER.fullmatch(text):
        return None
    lines = text.split("\n")
    spaced = next(line for line in lines if line).startswith(" ")
    if spaced and not _INDENTED_HEADER.match(header):
        indent = indent if indent - margin < 10 else margin + len(STEP)
        header = f"{header[0]}{indent - margin}{header[1:]}"
    return [header, *indented(lines, " " * indent)]


def folded(text: str, indent: int, header: str = ">") -> list[str] | None:
    """The same in the folded style, whose lines are joined; None where that would change the text."""
    lines = text.split("\n")
    if not text.strip() or not _BELOW_A_HEADER.fullmatch(text) or any(s.startswith(" ") for s in lines):
        return None
    apart = re.sub(
        r"(?<=[^\n])\n+", r"\g<0>\n", text
    )  # a line end that stays is written as an empty line
    rows = [row for line in apart.split("\n") for row in _wrapped(line, WIDTH - indent)]
    return [header, *indented(rows, " " * indent)]


def _wrapped(line: str, width: int) -> list[str]:
    """A line broken where one space stands between two words."""
    row, *rest = re.split(r"(?<=\S) (?=\S)", line)
    rows = []
    for word in rest:
        if len(row) + len(word) >= width:
            rows.append(row)
            row = word
        else:
            row += f" {word}"
    return [*rows, row]


def indented(lines: Iterable[str], indent: str) -> list[str]:
    """The lines moved to the right; empty ones stay empty."""
    return [f"{indent}{line}" if line else "" for line in lines]


def entry(before: str, value: Value, *, literals: bool = True) -> list[str]:
    """The lines of an entry: `before` is its dash, or its key with the colon.

    Without `literals`, a text of several lines stands on one line too.
    """
    if value is None:
        return [before]
    if isinstance(value, str):
        first, *rest = _scalar(value, literals)
        return [f"{before} {first}", *rest]
    if not value:
        return [f"{before} {between_brackets(value)}"]
    inner = indented((line for part in _entries(value, literals) for line in part), STEP)
    return [f"-{inner[0][1:]}", *inner[1:]] if before == "-" else [before, *inner]


def key(word: str, *, between_brackets: bool = False) -> str:
    """A key as it stands before its colon."""
    if slips.of_key(word) is not None:
        return double_quoted(word)
    return next(on_one_line(word, between_brackets=between_brackets))


def _entries(value: list[Value] | dict[str, Value], literals: bool) -> Iterator[list[str]]:
    if isinstance(value, dict):
        yield from (entry(f"{key(name)}:", inner, literals=literals) for name, inner in value.items())
    else:
        yield from (entry("-", inner, literals=literals) for inner in value)


def _scalar(text: str, literals: bool) -> list[str]:
    """A text of several lines below a `|`, another one on one line."""
    is_below = literals and ("\n" in text[:-1] or isinstance(text, LiteralText))
    below = literal(text, len(STEP), 0) if is_below else None
    return below if below and not text.endswith("\n") else [next(on_one_line(text))]


def between_brackets(value: Value) -> str:
    """A value as it stands in `[…]` or `{…}`."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return next(on_one_line(value, between_brackets=True))
    if isinstance(value, list):
        return f"[{', '.join(map(between_brackets, value))}]"
    return f"{{{', '.join(pair(name, inner) for name, inner in value.items())}}}"


def pair(name: str, value: Value) -> str:
    """A key and its value between brackets."""
    return f"{key(name, between_brackets=True)}: {between_brackets(value)}"
