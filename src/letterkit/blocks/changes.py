"""What an edit changes in the values of a file, and the values that it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from letterkit.blocks.yaml import Steps, Value


class TextReplaced(Struct, frozen=True):
    """The value at the path is another text."""

    path: Steps
    text: str


class KeyRenamed(Struct, frozen=True):
    """The value at the path has another key."""

    path: Steps
    key: str


class EntryAdded(Struct, frozen=True):
    """The mapping or list at the path has one more entry, before the one that was at `position`."""

    path: Steps
    position: int
    key: str | None
    value: Value


class EntryRemoved(Struct, frozen=True):
    """The value at the path is gone, with its key."""

    path: Steps


class CommentChanged(Struct, frozen=True):
    """Nothing changed but what stands behind a `#`."""

    path: Steps = ()


Entry = tuple[str | int, Value]
Change = TextReplaced | KeyRenamed | EntryAdded | EntryRemoved | CommentChanged


def children(value: Value) -> list[Entry]:
    """What is in a mapping or a list, by key or index, in its order."""
    if isinstance(value, dict):
        return [*value.items()]
    return [*enumerate(value)] if isinstance(value, list) else []


def value_at(value: Value, path: Steps) -> Value:
    """The value at a path. Raises KeyError."""
    for step in path:
        value = dict(children(value))[step]
    return value


def changed(value: Value, changes: Sequence[Change]) -> Value:
    """A value after changes, whose paths are all those that it had before."""
    return _Changed(changes).value(value, ())


class _Changed:
    """The changes by the path that they are made at."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.texts = {change.path: change.text for change in changes if isinstance(change, TextReplaced)}
        self.keys = {change.path: change.key for change in changes if isinstance(change, KeyRenamed)}
        self.removed = {change.path for change in changes if isinstance(change, EntryRemoved)}
        self.added: dict[Steps, list[EntryAdded]] = {}
        for change in changes:
            if isinstance(change, EntryAdded):
                self.added.setdefault(change.path, []).append(change)

    def value(self, value: Value, path: Steps) -> Value:
        """What stands at the path afterwards, where `value` was."""
        if path in self.texts:
            return self.texts[path]
        added = self.added.get(path, [])
        if not isinstance(value, dict | list) and not added:
            return value
        entries = self._entries(value, path, added)
        if isinstance(value, list) or (added and added[0].key is None):
            return [inner for _, inner in entries]
        return {str(key): inner for key, inner in entries}

    def _entries(self, value: Value, path: Steps, added: list[EntryAdded]) -> Iterator[Entry]:
        """The entries that stay and those that come, each before the one that was at its position."""
        there = children(value)
        for position in range(len(there) + 1):
            yield from ((new.key or "", new.value) for new in added if new.position == position)
            for step, inner in there[position : position + 1]:
                if (*path, step) not in self.removed:
                    yield self.keys.get((*path, step), step), self.value(inner, (*path, step))


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same, the order of their keys too."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [*one] == [*other] and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
