"""A YAML list, an entry of which is a row: its keys are the columns. Runs in the process of `worker`."""

from __future__ import annotations

from typing import Any

import yaml

from letterkit.tables.rows import TableError

# With it a date stays the word that it is.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_list(text: str) -> tuple[list[list[str]], list[int]]:
    """The records, the names of the columns first, and the lines they begin on. Raises TableError."""
    entries, lines = _entries(text)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TableError("it is no list of entries with keys", "each entry begins with '- name: …'")
    columns = list(dict.fromkeys(str(key) for entry in entries for key in entry))
    records = [columns, *([_text(entry.get(key, "")) for key in columns] for entry in entries)]
    return records, [1, *lines]


def _entries(text: str) -> tuple[Any, list[int]]:
    """What the file holds, and of a list the lines that its items begin on. Raises TableError."""
    try:
        loader = _LOADER(text)
        node: Any = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            return None, []
        return loader.construct_document(node), [item.start_mark.line + 1 for item in node.value]
    except yaml.YAMLError as error:
        raise TableError(f"it is no YAML: {' '.join(str(error).split())}", "") from None


def _text(value: object) -> str:
    """A value of one cell: a list's items stand below each other."""
    items: list[object] = value if isinstance(value, list) else [value]
    words = [item for item in items if isinstance(item, str)]
    if len(words) < len(items):
        raise TableError("an entry has keys below a key", "a key has one value, or a list of them")
    return "\n".join(words)
