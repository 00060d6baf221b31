"""That a fact was checked: the date and the source, written into its block's file.

Nothing else in the file changes. A date before the one that stands there is refused: somebody else has
looked at it since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.changes import value_at
from letterkit.blocks.edits import TextEdit, YamlFile
from letterkit.blocks.models import (
    Address,
    Provenance,
)
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Steps, Value
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.files.plan import Plan
from letterkit.language.dates import PartialDate
from letterkit.library.index import Block
from letterkit.library.retiring import last_of_facts
from letterkit.library.workspace import Workspace


class Source(Struct, frozen=True):
    """Where the fact was read: the title of a page or paper, who published it, its address, its date."""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: str | None = None

    def entry(self) -> dict[str, Any]:
        """The entry of `sources:`."""
        values = {"title": self.title, "publisher": self.publisher, "url": self.url, "date": self.date}
        return {key: value for key, value in values.items() if value}


def checked(
    workspace: Workspace,
    block: Block[BlockModel],
    key: str | None,
    on: PartialDate,
    source: Source | None,
) -> tuple[Plan, list[Diagnostic]]:
    """The block's file with its `verified`, or that of the fact which `key` names, and one source more.

    Also what would be wrong with the file then. `key` is a fax number of an office, or `fax` where it has
    one. Raises LetterkitError where there is no such fact, where nothing is verified in this kind of
    block, or where a later date stands there.
    """
    if not isinstance(block.model, Provenance):
        raise LetterkitError(f"{block.reference} has no facts to verify", status=2)
    path = _path(block, key)
    if (before := _verified(block, path)) is not None and on.last_day < before.last_day:
        raise LetterkitError(
            f"{block.document.file} says {before} already, which is later than {on}", status=1
        )
    file = YamlFile(block.path, block.document)
    file = file.then(dated(file, path, str(on)))
    if source is not None:
        file = file.then(sourced(file, path, source))
    _, problems = validate(block.kind.model, file.document)
    old, new = (document.text.encode() for document in (block.document, file.document))
    return Plan(workspace.root, {block.path: new}, {block.path: old}), problems


def _path(block: Block[BlockModel], key: str | None) -> Steps:
    if key is None:
        return ()
    numbers = block.model.fax if isinstance(block.model, Address) else ()
    if key == "fax" and len(numbers) == 1:
        return ("fax", 0)
    digits = re.sub(r"\D", "", key)
    for i, fax in enumerate(numbers):
        if digits and re.sub(r"\D", "", fax.number) == digits:
            return ("fax", i)
    there = ", ".join(f"'{fax.number}'" for fax in numbers)
    hint = f"its fax numbers are {there}" if there else "leave it out, for the block as a whole"
    raise LetterkitError(f"{block.reference} has no fact '{key}' with a date of its own", hint, status=2)


def _verified(block: Block[BlockModel], path: Steps) -> PartialDate | None:
    """The date that stands there now."""
    text = _values(YamlFile(block.path, block.document), path).get("verified")
    return PartialDate.parse(text) if isinstance(text, str) else None


def dated(file: YamlFile, path: Steps, date: str) -> TextEdit:
    """Give the facts at a path the date on which they were checked."""
    values = _values(file, path)
    if "verified" in values:
        return file.replace((*path, "verified"), date)
    return file.add(path, "verified", date, after=last_of_facts(values))


def sourced(file: YamlFile, path: Steps, source: Source) -> TextEdit:
    """Put a source to the end of those of the facts at a path."""
    values = _values(file, path)
    if "sources" in values:
        return file.insert((*path, "sources"), 1_000, source.entry())
    after = next((key for key in ("review_after", "verified") if key in values), [*values][-1])
    return file.add(path, "sources", [source.entry()], after=after)


def _values(file: YamlFile, path: Steps) -> Mapping[str, Value]:
    values = value_at(file.document.value, path)
    return values if isinstance(values, dict) else {}
