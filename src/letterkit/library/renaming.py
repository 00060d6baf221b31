"""Another name for a block: its file, and every place that names it, in library and unfinished campaigns.

What was finalized keeps the old name: it has copies of its own. So does a campaign whose own block of
that name stands before the library's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.changes import children, value_at
from letterkit.blocks.edits import TextEdit, YamlFile, planned
from letterkit.blocks.kinds import DOCUMENTS, KIND_BY_MODEL
from letterkit.blocks.models import (
    Person,
)
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Steps, Value
from letterkit.diagnostics import Diagnostic, LetterkitError, Location
from letterkit.files.journal import digest
from letterkit.files.plan import Plan
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace
from letterkit.text.fields import field_name


class Renaming(Struct, frozen=True):
    """What a new name changes: the files, and the places that named the block.

    `kept` are the campaigns that keep the old name, `problems` what is in the way.
    """

    plan: Plan
    places: tuple[Location, ...]
    kept: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()


def renamed(workspace: Workspace, block: Block[BlockModel], new: str) -> Renaming:
    """Plan the new name of a block of the library.

    Raises LetterkitError where the name is none or is taken. A file that cannot be read is a problem: it
    may name the block.
    """
    if not is_name(new):
        message = f"'{new}' is not a name: small letters, digits and single hyphens"
        raise LetterkitError(message, status=2)
    target = block.path.with_name(f"{new}.yaml")
    if target.exists():
        raise LetterkitError(f"{workspace.shown(target)} exists", "choose another name", status=2)
    edits: list[TextEdit] = []
    problems: list[Diagnostic] = []
    kept: list[str] = []
    library = Library(workspace)
    readers, told = library.load_all()
    problems += told
    for campaign in (*workspace.campaign_names(), *workspace.imported_names()):
        found, told, is_kept = _of_campaign(workspace, campaign, library, block, new)
        readers += found
        problems += told
        kept += [campaign] if is_kept else []
    for reader in readers:
        edits += _edits(reader, block, new)
    plan = _plan(workspace, block, target, edits, problems)
    places = tuple(dict.fromkeys(edit.location for edit in edits))
    return Renaming(plan, places, tuple(kept), tuple(dict.fromkeys(problems)))


def _of_campaign(
    workspace: Workspace, campaign: str, library: Library, block: Block[BlockModel], new: str
) -> tuple[list[Block[Any]], list[Diagnostic], bool]:
    """A campaign's documents and own blocks, if they are to be changed, and whether it keeps the name."""
    if workspace.is_final(campaign):
        return [], [], True
    seen = Library(workspace, campaign, like=library)
    own, problems = seen.own()
    names = {each.reference for each in own}
    if block.reference in names:
        return [], [], True
    taken = f"{block.kind.folder}/{new}"
    if taken in names:
        message = f"the campaign {campaign} has a block of its own with that name, {taken}"
        raise LetterkitError(message, "choose another name", status=2)
    documents = [seen.document(kind, campaign) for kind in DOCUMENTS]
    problems += [problem for _, told in documents for problem in told]
    return [*own, *(found for found, _ in documents if found is not None)], problems, False


def _edits(reader: Block[Any], block: Block[BlockModel], new: str) -> Iterator[TextEdit]:
    """The changes of a file that names the block."""
    file = YamlFile(reader.path, reader.document)
    named = [
        _written(reader.document.value, reference.path)
        for reference in reader.references()
        if KIND_BY_MODEL[reference.model] is block.kind and reference.name == block.name
    ]
    for path in dict.fromkeys(named):
        if value_at(reader.document.value, path) == block.name:
            yield file.replace(path, new)
        else:
            yield file.rename(path, new)
    if named and block.kind.model is Person:
        yield from _fields(file, block.name, new)


def _written(value: Value, path: Steps) -> Steps:
    """Where a name stands in the file: an entry that is nothing but a name has no key there."""
    for i in range(len(path)):
        if isinstance(value_at(value, path[:i]), str):
            return path[:i]
    return path


def _fields(file: YamlFile, old: str, new: str) -> Iterator[TextEdit]:
    """The texts with merge fields of the person, `people.jane_doe`."""
    field = re.compile(rf"\bpeople\.{re.escape(field_name(old))}(?!\w)")
    for path, text in _texts(file.document.value, ()):
        changed = field.sub(f"people.{field_name(new)}", text)
        if changed != text:
            yield file.replace(path, changed)


def _texts(value: Value, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield path, value
    for step, inner in children(value):
        yield from _texts(inner, (*path, step))


def _plan(
    workspace: Workspace,
    block: Block[BlockModel],
    target: Path,
    edits: list[TextEdit],
    problems: list[Diagnostic],
) -> Plan:
    plan, told = planned(edits, workspace.root)
    problems += told
    files = dict(plan.files) if plan is not None else {}
    before = dict(plan.replaced) if plan is not None else {}
    old = block.path.resolve()
    files[target] = files.pop(old, block.document.text.encode())
    before.pop(old, None)
    as_read = digest(block.document.text.encode())
    return Plan(workspace.root, files, before, removed={block.path: as_read})
