"""A large YAML or JSON file of others → lists, mappings and words, each mapping with its line.

A block of letterkit's is small and has a place for every value; a data set has a megabyte and more. So
libyaml's events are read here without places. Refused: anchors, aliases and tags, which no such data set
has, and more than `MAX_DEPTH` levels, each at the event, before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import yaml

from letterkit.blocks.yaml import events
from letterkit.diagnostics import Location
from letterkit.officials.unread import UnreadError

if TYPE_CHECKING:
    from yaml.events import Event

MAX_DEPTH = 12


class PlainEntry(dict[str, "Found"]):
    """A mapping, and the line that it begins in."""

    line: int = 1

    def word(self, key: str) -> str:
        """The word at a key; empty where there is none."""
        found = self.get(key)
        return " ".join(found.split()) if isinstance(found, str) else ""

    def entry(self, key: str) -> PlainEntry:
        """The mapping at a key; an empty one where there is none."""
        found = self.get(key)
        return found if isinstance(found, PlainEntry) else PlainEntry()

    def entries(self, key: str) -> list[PlainEntry]:
        """The mappings in the list at a key."""
        found = self.get(key)
        return [each for each in found if isinstance(each, PlainEntry)] if isinstance(found, list) else []


Found = PlainEntry | list["Found"] | str


def read_plain(text: str, file: str) -> Found:
    """What the text holds. Raises UnreadError."""
    try:
        found = events(text)
        event = next(found)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(found)
        return "" if isinstance(event, yaml.StreamEndEvent) else _value(event, found, file, 0)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
        problem = getattr(error, "problem", None)
        raise UnreadError(f"it is no whole YAML file{f': {problem}' if problem else ''}", place) from None


def _value(event: Event, found: Iterator[Event], file: str, depth: int) -> Found:
    mark = event.start_mark
    place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
    if depth > MAX_DEPTH:
        raise UnreadError(f"nested more than {MAX_DEPTH} levels deep", place)
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise UnreadError("it has anchors, aliases or tags, which no list of office-holders has", place)
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Found] = []
        while not isinstance(event := next(found), yaml.SequenceEndEvent):
            items.append(_value(event, found, file, depth + 1))
        return items
    entry = PlainEntry()
    entry.line = place.line
    while isinstance(key := next(found), yaml.ScalarEvent):
        entry[str(key.value)] = _value(next(found), found, file, depth + 1)
    if not isinstance(key, yaml.MappingEndEvent):
        raise UnreadError("a key that is no word", place)
    return entry
