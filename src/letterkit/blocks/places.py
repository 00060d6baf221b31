"""Where the parts of a YAML file stand: lines and columns, worked out from the parser's events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct

if TYPE_CHECKING:
    from yaml.events import Event

Steps = tuple[str | int, ...]
"""The way to a part of a file: keys, and numbers of items from 0."""


class Place(Struct, frozen=True):
    """Where a value stands: its first character, and for a scalar how its text maps to lines."""

    line: int
    column: int
    text_line: int
    text_column: int
    by_line: bool = False


class Places(Mapping[Steps, Place]):
    """The places of a file's parts, each worked out when it is first asked for: of most nobody asks."""

    def __init__(self, found: Mapping[Steps, Event], place_of: Callable[[Event], Place]) -> None:
        self._found = found
        self._place_of = place_of
        self._known: dict[Steps, Place] = {}

    def __getitem__(self, path: Steps) -> Place:
        if path not in self._known:
            self._known[path] = self._place_of(self._found[path])
        return self._known[path]

    def __contains__(self, path: object) -> bool:
        return path in self._found

    def __iter__(self) -> Iterator[Steps]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def start(event: Event) -> tuple[int, int]:
    """Line and column of the event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def beginning(event: Event) -> Place:
    """Where a key, a list or a mapping begins."""
    line, column = start(event)
    return Place(line, column, line, column)


def place(event: Event, lines: Sequence[str]) -> Place:
    """Where a value stands in a file of these lines, and where a scalar's text begins: for a literal the
    line below the `|`, at its indent.
    """
    if not isinstance(event, yaml.ScalarEvent):
        return beginning(event)
    line, column = start(event)
    if event.style not in ("|", ">"):
        quoted = event.style in ("'", '"')
        return Place(line, column, line, column + quoted)
    below = lines[line : end_line(event)]
    first = next((i for i, text in enumerate(below) if text.strip()), 0)
    text = next((line for line in event.value.split("\n") if line.strip()), "")
    indent = _indent(below[first]) - _indent(text) if below else 0
    return Place(line, column, line + 1, indent + 1, by_line=event.style == "|")


def end_line(event: Event) -> int:
    """The line, from 1, that the event ends on."""
    mark = event.end_mark
    return mark.line + 1 if mark else 1


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
