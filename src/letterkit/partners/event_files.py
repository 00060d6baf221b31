"""Files that hold an event a line: events are added at the end, and none that stands there is changed.

What two people entered on two branches stands side by side after a merge; a `.gitattributes` beside the
files tells git to keep the lines of both (its built-in `union`). What is added is read back before it
takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.changes import EntryAdded
from letterkit.blocks.edits import TextEdit, YamlFile, planned
from letterkit.blocks.spans import Span
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Value, parse, read, unprintable
from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan
from letterkit.library.workspace import Workspace

_HEAD = """\
# yaml-language-server: $schema={schema}
# {about}, an event a line. letterkit adds lines and changes none.
events:
"""
_ATTRIBUTES = "{pattern} merge=union\n"


class EventFiles(Struct, frozen=True):
    """A kind of file with events: its model, the name of its schema, what its first line says it holds,
    and the pattern of its files' names in their folder.
    """

    model: type[BlockModel]
    schema: str
    about: str
    pattern: str = "*.yaml"

    def add(self, workspace: Workspace, path: Path, event: Mapping[str, Value]) -> None:
        """Add an event to a file, which is begun where there is none.

        Raises LetterkitError, with nothing written, where it cannot be kept, the file cannot be read, or
        the disk refuses.
        """
        _require_printable(dict(event))
        there = path.exists() or path.is_symlink()
        (self._extended if there else self._begun)(workspace, path, event).write()

    def keep_both_sides(self, workspace: Workspace, folder: Path) -> Path | None:
        """Tell git to keep the lines of both sides of a merge; the file that does, where it was made."""
        path = folder / ".gitattributes"
        if path.exists():
            return None
        Plan(workspace.root, {path: _ATTRIBUTES.format(pattern=self.pattern)}).write()
        return path

    def _extended(self, workspace: Workspace, path: Path, event: Mapping[str, Value]) -> Plan:
        """The file with one line more."""
        document, problems = read(path, workspace.root, workspace.shown(path))
        record, misfits = validate(self.model, document) if document is not None else (None, [])
        if document is None or record is None:
            raise LetterkitError("\n".join(map(str, [*problems, *misfits])), status=1)
        text = document.text
        before = "" if text.endswith("\n") else "\n"
        events = document.value["events"]
        change = EntryAdded(("events",), len(events or ()), None, dict(event))
        edit = TextEdit(
            YamlFile(path, document), Span(len(text), len(text)), f"{before}{_line(event)}", (change,)
        )
        plan, problems = planned([edit], workspace.root)
        if plan is None:
            hint = "the file must end with its events; see docs/partners.md"
            raise LetterkitError("\n".join(map(str, problems)), hint, status=1)
        self._require_valid(plan.files[path.resolve()], workspace.shown(path))
        return plan

    def _begun(self, workspace: Workspace, path: Path, event: Mapping[str, Value]) -> Plan:
        """A new file with one event."""
        up = "../" * len(path.parent.relative_to(workspace.root).parts)
        schema = f"{up}schemas/{self.schema}.json"
        text = _HEAD.format(schema=schema, about=self.about) + _line(event)
        self._require_valid(text, workspace.shown(path))
        return Plan(workspace.root, {path: text})

    def _require_valid(self, content: str | bytes, shown: str) -> None:
        """Raises LetterkitError where the file would not be a record."""
        text = content.decode() if isinstance(content, bytes) else content
        document, problems = parse(text, shown)
        misfits = validate(self.model, document)[1] if document is not None else []
        if problems or misfits:
            raise LetterkitError("\n".join(map(str, [*problems, *misfits])), status=1)


def _require_printable(value: Value) -> None:
    every = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for inner in every:
        _require_printable(inner)
    if isinstance(value, str) and (character := unprintable(value)):
        message = f"a character that cannot be printed (U+{ord(character):04X}) is in what is to be kept"
        raise LetterkitError(message, "take it out", status=2)


def _line(event: Mapping[str, Value]) -> str:
    """An event as a line of the file: YAML that JSON can be read as."""
    pairs = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in event.items())
    return f"  - {{{pairs}}}\n"
