"""Where each part of a YAML file begins and ends, and in which style it is written.

The spans count characters of `Document.text`, from 0, so that what stands outside one can be kept as it
is. They are found by reading the parser's events once more: who only reads a file never asks for them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import yaml
from msgspec import Struct

from letterkit.blocks.yaml import Document, Steps, events, without_mark

if TYPE_CHECKING:
    from yaml.events import Event, ScalarEvent

# What ends a line in YAML 1.1.
BREAK = r"(?:\r\n|[\n\r\x85\u2028\u2029])"
_TO_THE_END_OF_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*")
_COMMENT = re.compile(r"#[^\n\r\x85\u2028\u2029]*")
_NO_CONTENT = re.compile(r"(?:[ \n\r\x85\u2028\u2029]|#[^\n\r\x85\u2028\u2029]*)*")
_BLOCK_HEADER = re.compile(r"[|>][-+]?(?P<digit>[1-9]?)")


class Span(NamedTuple):
    """From the character `start` to before the character `end` of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the text that it covers."""
        return text[self.start : self.end]


class Style(StrEnum):
    """How a value is written: YAML's five styles of a scalar, and its two of a collection."""

    PLAIN = ""
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"
    BLOCK = "lines"
    FLOW = "brackets"


class Part(Struct, frozen=True):
    """A value as it stands in the text.

    The `value` of a scalar below a `|` or `>` ends with its last line of text, before that line's end;
    the one of a key with nothing behind it is empty, after the colon. `entry` begins at the key, at the
    `?` before it, or at the dash of an item in lines. `margin` is the column, from 0, of the nearest
    mapping or list in lines around it; `between_brackets` says that it stands in a flow collection.
    """

    value: Span
    style: Style
    entry: Span
    margin: int
    between_brackets: bool
    key: Span | None = None
    key_style: Style = Style.PLAIN


class _Holder(NamedTuple):
    """What a value stands in: its margin, whether there are brackets, and where its entry begins."""

    margin: int
    between_brackets: bool
    entry_start: int
    key: Span | None = None
    key_style: Style = Style.PLAIN


def parts(document: Document) -> dict[Steps, Part]:
    """Every value of a document with its spans, in the order of the file."""
    return _SpanReader(document.text).read()


def comments(text: str, found: dict[Steps, Part]) -> list[Span]:
    """The comments of a text whose parts these are, from their `#` to the end of their line."""
    taken: list[Span] = []
    for part in found.values():
        if part.key is not None:
            taken.append(_words(text, part.key, part.key_style))
        if part.style not in (Style.BLOCK, Style.FLOW):
            taken.append(_words(text, part.value, part.style))
    free = zip((0, *(span.end for span in taken)), (*(s.start for s in taken), len(text)), strict=True)
    return [Span(*match.span()) for start, end in free for match in _COMMENT.finditer(text, start, end)]


def _words(text: str, span: Span, style: Style) -> Span:
    """A scalar without the line of its `|`, which may end in a comment."""
    below = style in (Style.LITERAL, Style.FOLDED)
    return Span(end_of_line(text, span.start), span.end) if below else span


def start_of_line(text: str, index: int) -> int:
    """Where the line that the character stands in begins; behind a byte order mark."""
    start = max(text.rfind(end, 0, index) for end in "\n\r\x85\u2028\u2029") + 1
    while text.startswith("\ufeff", start) and start < index:
        start += 1
    return start


def end_of_line(text: str, index: int) -> int:
    """Where the line that the character stands in ends, before its line end."""
    match = _TO_THE_END_OF_LINE.match(text, index)
    return match.end() if match else len(text)


def after_blank(text: str, index: int) -> int:
    """The first character from `index` on that is neither space, line end nor comment."""
    match = _NO_CONTENT.match(text, index)
    return match.end() if match else index


class _SpanReader:
    """Goes through the events of a text that was read without a problem."""

    def __init__(self, text: str) -> None:
        body = without_mark(text)
        self.text = text
        self.ahead = len(text) - len(body)
        self.events = events(body)
        self.found: dict[Steps, Part] = {}

    def read(self) -> dict[Steps, Part]:
        event = next(self.events)
        while not isinstance(event, yaml.MappingStartEvent):
            event = next(self.events)
        self._value(event, (), _Holder(0, False, self._span(event).start))
        return self.found

    def _span(self, event: Event) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(
            self.ahead + (start.index if start else 0),
            self.ahead + (end.index if end else 0),
        )

    def _value(self, event: Event, path: Steps, holder: _Holder) -> int:
        """Keep the spans of the value that begins with `event`; returns where it ends."""
        if isinstance(event, yaml.ScalarEvent):
            span, style = self._scalar(event, holder.margin)
            self._keep(path, span, style, holder)
            return span.end
        span = self._span(event)
        style = Style.FLOW if getattr(event, "flow_style", False) else Style.BLOCK
        self._keep(path, span, style, holder)  # before what is in it, in the order of the file
        inside = _Holder(
            holder.margin if style is Style.FLOW else span.start - start_of_line(self.text, span.start),
            style is Style.FLOW,
            span.start,
        )
        if isinstance(event, yaml.SequenceStartEvent):
            end, last = self._sequence(path, inside)
        else:
            end, last = self._mapping(path, inside)
        span = Span(span.start, self._span(last).end if style is Style.FLOW else end)
        self._keep(path, span, style, holder)
        return span.end

    def _keep(self, path: Steps, span: Span, style: Style, holder: _Holder) -> None:
        margin, between_brackets, start, key, key_style = holder
        entry = Span(start, span.end)
        self.found[path] = Part(span, style, entry, margin, between_brackets, key, key_style)

    def _sequence(self, path: Steps, inside: _Holder) -> tuple[int, Event]:
        end, index = inside.entry_start, 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            start = self._span(event).start if inside.between_brackets else after_blank(self.text, end)
            end = self._value(event, (*path, index), inside._replace(entry_start=start))
            index += 1
        return end, event

    def _mapping(self, path: Steps, inside: _Holder) -> tuple[int, Event]:
        end = inside.entry_start
        while isinstance(event := next(self.events), yaml.ScalarEvent):
            key, style = self._scalar(event, inside.margin)
            start = self._question_mark(end, key.start)
            holder = inside._replace(entry_start=start, key=key, key_style=style)
            end = self._value(next(self.events), (*path, event.value), holder)
        return end, event

    def _question_mark(self, end: int, key: int) -> int:
        """Where the `?` before a key stands, or the key itself, after the `end` of what is before it."""
        before = after_blank(self.text, end)
        if before < key and self.text[before] in "{,":
            before = after_blank(self.text, before + 1)
        return before if before < key and self.text[before] == "?" else key

    def _scalar(self, event: ScalarEvent, margin: int) -> tuple[Span, Style]:
        span, style = self._span(event), Style(event.style or "")
        if style in (Style.LITERAL, Style.FOLDED):
            span = self._without_blank_lines(span, event.value, margin)
        return span, style

    def _without_blank_lines(self, span: Span, value: str, margin: int) -> Span:
        """Without the line ends, and the lines without text, that the parser counts to the scalar."""
        text = span.of(self.text)
        first = re.search(BREAK, text)
        if first is None or not value.strip("\n"):
            return Span(span.start, end_of_line(self.text, span.start))
        header, below = text[: first.start()], text[first.end() :]
        match = _BLOCK_HEADER.match(header)
        digit = match["digit"] if match else ""
        indent = margin + int(digit) if digit else indentation(below)
        after = re.search(rf"(?:{BREAK} {{0,{indent}}})+\Z", text)
        return Span(span.start, span.start + after.start()) if after else span


def indentation(text: str) -> int:
    """The spaces before the first line that has more than spaces."""
    match = re.match(rf"(?: *{BREAK})*( *)", text)
    return len(match[1]) if match else 0
