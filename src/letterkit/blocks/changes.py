"""What an edit changes in the values of a file, and the values that it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letterkit.blocks.yaml import Steps, Value


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """The value at the path is another text."""

    path: Steps
    text: str


@dataclass(frozen=True, slots=True)
class KeyRenamed:
    """The value at the path has another key."""

    path: Steps
    key: str


@dataclass(frozen=True, slots=True)
class EntryAdded:
    """The mapping or list at the path has one more entry, before the one that was at `position`."""

    path: Steps
    position: int
    key: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class EntryRemoved:
    """The value at the path is gone, with its key."""

    path: Steps


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """Nothing changed but what stands behind a `#`."""

    path: Steps = ()


Change = TextReplaced | KeyRenamed | EntryAdded | EntryRemoved | CommentChanged


def children(value: Value) -> list[tuple[str | int, Value]]:
    """What is in a mapping or a list, by key or index, in its order."""
    if isinstance(value, dict):
        return [*value.items()]
    return [*enumerate(value)] if isinstance(value, list) else []


def value_at(value: Value, path: Steps) -> Value:
    """The value at a path. Raises KeyError."""
    for step in path:
        value = dict(children(value))[step]
    return value


def changed(value: Value, changes: Iterable[Change]) -> Value:
    """A value after changes, whose paths are all those that it had before."""
    by_path: dict[Steps, list[Change]] = {}
    for change in changes:
        by_path.setdefault(change.path, []).append(change)
    return _changed(value, by_path, ())


def _changed(value: Value, by_path: dict[Steps, list[Change]], path: Steps) -> Value:
    here = by_path.get(path, [])
    for change in here:
        if isinstance(change, TextReplaced):
            return change.text
    added = [change for change in here if isinstance(change, EntryAdded)]
    if not isinstance(value, dict | list) and not added:
        return value
    there = [_entry(step, inner, by_path, path) for step, inner in children(value)]
    entries: list[tuple[str | int, Value]] = []
    for position, entry in enumerate([*there, []]):
        entries += [(change.key or "", change.value) for change in added if change.position == position]
        entries += entry
    if isinstance(value, dict) or (added and added[0].key is not None):
        return {str(key): inner for key, inner in entries}
    return [inner for _, inner in entries]


def _entry(
    step: str | int, value: Value, by_path: dict[Steps, list[Change]], path: Steps
) -> list[tuple[str | int, Value]]:
    """An entry after the changes; none where it was removed."""
    here = by_path.get((*path, step), [])
    if any(isinstance(change, EntryRemoved) for change in here):
        return []
    names = [change.key for change in here if isinstance(change, KeyRenamed)]
    return [(names[0] if names else step, _changed(value, by_path, (*path, step)))]


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same, the order of their keys too."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [*one] == [*other] and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
