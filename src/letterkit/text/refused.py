"""Marks that people write in Markdown and that a letter does not print: what each is, and its mend.

Two ways lead here. What markdown-it read as plain words may hold marks of other dialects, or marks that
mark nothing: they would print raw. And a line may begin with something that Markdown takes for a heading
or a table, and that is not quite one. A character that has a backslash before it, or comes in with a
value, is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token


# What is told of one kind in one run of words, and how much of it.
_MOST = 20
_SHORT = 40
_TEXTS = 2048  # lines of texts; the copies of a letter have most of them alike


class Refusal(NamedTuple):
    """Something that a text may not hold: the code, what it is, its characters, and the mend."""

    code: str
    what: str
    near: str
    mend: str


class PlacedRefusal(NamedTuple):
    """A refusal, and the line of the text (from 1) that it is on."""

    refusal: Refusal
    line: int


class _Pattern(NamedTuple):
    """What is found by an expression, and in no text without one of these `marks`."""

    marks: str
    expression: str
    code: str
    what: str
    mend: str

    def may_be_in(self, text: str) -> bool:
        """Whether a text has one of the marks. The words of most have none."""
        return any(mark in text for mark in self.marks)

    @property
    def compiled(self) -> re.Pattern[str]:
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _pattern(marks: str, expression: str, what: str, mend: str, code: str = "LK309") -> _Pattern:
    return _Pattern(marks, expression, code, what, mend)


_IN_WORDS = (
    _pattern("~", "~~[^~\n]*~~|~~", "struck-out words", "delete them; to print ~ write \\~"),
    _pattern(
        "~",
        r"(?<!~)~[^~\s]+~(?!~)",
        "a character set low",
        "type the character itself, such as ₂; to print ~ write \\~",
    ),
    _pattern(
        "^",
        r"(?<!\^)\^[^\^\s\[]+\^(?!\^)",
        "a character set high",
        "type the character itself, such as ²; to print ^ write \\^",
    ),
    _pattern(
        "=",
        r"==(?=\S)[^=\n]+(?<=\S)==",
        "marked words",
        "write **strong** or *emphasis*; to print = write \\=",
    ),
    _pattern(
        "+",
        r"\+\+(?=\S)[^+\n]+(?<=\S)\+\+",
        "underlined words",
        "write **strong** or *emphasis*; to print + write \\+",
    ),
    _pattern(
        ":",
        r"(?<![\w:]):(?:[a-z][a-z0-9_+-]*|[+-]1|100):(?![\w:])",
        "the name of a picture sign",
        "delete it; to print : write \\:",
    ),
    _pattern("`", "`", "a mark of code", "use quotation marks; to print ` write \\`"),
    _pattern(
        "[",
        r"\[\^[^\]\n]*\]",
        "a call for a note that is not in this text",
        "write the note in a paragraph of its own: [^1]: …",
        "LK313",
    ),
    _pattern("[", r"\^\[", "a note without its end", "close it with ]; to print ^ write \\^", "LK313"),
    _pattern(
        "[",
        r"\]\[[^\]\n]*\]",
        "a link whose address is not in this text",
        "write [words](https://…); to print [ write \\[",
    ),
    _pattern(
        "]",
        r"\]\([^)\n]*\)?|\]\s\(\Z",
        "a link that cannot be read",
        "write [words](https://…) with no space in it; to print ( write \\(",
    ),
    _pattern(
        "[",
        r"\[(?:!(?:note|tip|important|warning|caution)|toc)\]",
        "a mark of a web page",
        "delete it; to print [ write \\[",
    ),
    _pattern(
        "$",
        r"\$(?=[^\s$])[^$\n]*[\^_][^$\n]*(?<=\S)\$(?!\d)",
        "a formula",
        "type its characters themselves, such as x²; to print $ write \\$",
    ),
    _pattern(
        "[",
        r"\[(?:see )?-?@\w[^\]\n]*\]",  # Pandoc User's Guide, "Citation syntax"
        "a reference to a book of a list that letters do not have",
        "tell it in a note: [^1]; to print [ write \\[",
    ),
    _pattern("[", r"\[\[", "a link of a wiki", "write [words](https://…); to print [ write \\["),
    _pattern(
        "&",
        r"&(?:[a-z][a-z0-9]+;|(?:nbsp|amp|lt|gt|quot|ndash|mdash|hellip|shy)\b)",
        "the name of a character that is not known",
        "type the character itself; to print & write \\&",
    ),
    _pattern(
        "{",
        r"\{\s*lang\s*=[^{}\n]*\}",
        "a language that no words in brackets stand before",
        "write the words in brackets right before it: [mot juste]{lang=fr}",
        "LK317",
    ),
    _pattern(
        "{}",
        r"\{([^{}\n]*)\}+|[{}]",
        "a single brace",
        "a merge field has two: {{ … }}; to print the brace write \\{ or \\}",
        "LK314",
    ),
    _pattern("\\", r"\\.?", "a backslash that marks nothing", "delete it; to print \\ write \\\\"),
    _pattern(
        "*",
        r"\*+",
        "an asterisk that marks nothing",
        "write it right at the words on both sides, a full stop outside; to print * write \\*",
    ),
    _pattern(
        "_",
        r"(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])",
        "an underscore that marks nothing",
        "write it right at the words on both sides, a full stop outside; to print _ write \\_",
    ),
)
_AT_LINE_START = (
    _pattern("•▪◦‣●○■", r"\s*[•▪◦‣●○■]\s", "a bullet that is typed", "begin the line with '- '"),
    _pattern(
        "#",
        r"\s*(?:#{2,6}(?![\s#])|#(?=[^\W\d]))",
        "a heading without a space after its mark",
        "write a space after it; to print # write \\#",
    ),
    _pattern(":", r"\s*:\s", "the definition of a word", "write it as a paragraph; to print : write \\:"),
    _pattern(
        "|",
        r"\s*(?:\||:?-+:?\s*\|[-:|\s]*$)",
        "a table that cannot be read",
        "its second line is such as |---|---|, with as many parts as the first; to print | write \\|",
    ),
    _pattern(
        "[",
        r"\s*\[[^\]\n]+\]:\s*(?:https?:|mailto:|<)",
        "the address of a link in the midst of a paragraph",
        "leave an empty line before it",
    ),
    _pattern(":!", r"\s*(?::{3,}|!{3}\s)", "a box", "write it as a paragraph"),
)
_IN_ONE_LINE = _pattern(
    ">-+*#",
    r"\s*(?:>|[-+*]\s|#{1,6}\s)",
    "a mark of several lines",
    "this part is one line: delete the mark, or write a backslash before it",
)
_BOX = _pattern("[", r"\[[ x]\]\s", "a box to tick", "delete it; to print [ write \\[")


def refused(
    tokens: Iterable[Token], notes: Mapping[int, Mapping[str, Any]], *, one_line: bool
) -> Iterator[PlacedRefusal]:
    """What the inline tokens hold that would print raw; to be asked before escaped characters join.

    `notes` are what the plugin for footnotes keeps of each: those written in the line have their tokens.
    """
    for token in tokens:
        if token.type == "inline" and token.map:
            line = token.map[0] + 1
            yield from _line_starts(token, line, one_line)
            if _BOX.may_be_in(token.content) and (box := _BOX.compiled.match(token.content)):
                yield PlacedRefusal(Refusal(_BOX.code, _BOX.what, box[0].strip(), _BOX.mend), line)
            yield from _words(token.children or (), notes, line)


def _line_starts(token: Token, first: int, one_line: bool) -> Iterator[PlacedRefusal]:
    patterns = (*_AT_LINE_START, _IN_ONE_LINE) if one_line else _AT_LINE_START
    for number, line in enumerate(token.content.split("\n"), first):
        for each in patterns:
            if each.may_be_in(line) and (match := each.compiled.match(line)):
                near = match[0].strip()
                yield PlacedRefusal(Refusal(each.code, f"{each.what}, '{near}'", near, each.mend), number)


def _words(
    children: Iterable[Token], notes: Mapping[int, Mapping[str, Any]], line: int
) -> Iterator[PlacedRefusal]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "footnote_ref":
            note = notes.get(child.meta["id"], {})  # a note within a note is refused as a whole
            yield from _words(note.get("tokens", ()), {}, line)
        elif child.type == "text" or _is_raw_backslash(child):
            for refusal in _raw(child.content):
                yield PlacedRefusal(refusal, line)


def _is_raw_backslash(child: Token) -> bool:
    """Whether the parser took a backslash before something that needs none for a character of its own."""
    return child.info == "escape" and child.content == child.markup


@lru_cache(_TEXTS)
def _raw(words: str) -> tuple[Refusal, ...]:
    """What stands raw in words; of marks that overlap only the first."""
    return tuple(_found_raw(words))


def _found_raw(words: str) -> Iterator[Refusal]:
    taken: list[range] = []
    for each in _IN_WORDS:
        if not each.may_be_in(words):
            continue
        for match in islice(each.compiled.finditer(words), _MOST):
            if not any(match.start() in other or match.end() - 1 in other for other in taken):
                taken.append(range(*match.span()))
                inside = match[1].strip() if match.lastindex else ""
                mend = each.mend.replace("…", inside) if inside else each.mend
                yield Refusal(each.code, f"{each.what}, '{_short(match[0])}'", match[0], mend)


def _short(marks: str) -> str:
    return marks if len(marks) < _SHORT else marks[: _SHORT - 1] + "…"
