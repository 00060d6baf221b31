"""The library as tables, and tables into the library: what goes out comes in again and changes nothing.

A column is matched by its name, in the languages that spreadsheets are kept in; what somebody said of a
column is remembered in the workspace, in `columns.yaml`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from letterkit.blocks import styles
from letterkit.blocks.base import BlockModel
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.kinds import KINDS
from letterkit.blocks.yaml import Value, read
from letterkit.diagnostics import Diagnostic, LetterkitError, Severity, did_you_mean
from letterkit.files.plan import Plan
from letterkit.language.names import plain
from letterkit.library.adding import BLOCK, Adding, Entered
from letterkit.library.cells import UnfitError, cell_of
from letterkit.library.entries import EntryKind
from letterkit.library.entry_kinds import INDIVIDUAL, SIGNER, SIGNS_FOR
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace
from letterkit.library.writing_entries import columns_of
from letterkit.tables import DataTable, Row

COLUMNS_FILE = "columns.yaml"
"""Where a workspace remembers what its tables' columns are called."""
_HEAD = (
    "# Which column of a table is which key: `letterkit add --from` asks once, and remembers it here.\n"
)
# A name nearer than this is likely another spelling; it is asked about, never taken.
_NEAR = 0.8


# Out


def library_table(
    library: Library, entry: EntryKind
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[Diagnostic]]:
    """The blocks of a kind, a row each, below the names of their facts; and what cannot be read."""
    columns = (BLOCK, *(fact.name for fact in entry.facts))
    rows: list[tuple[str, ...]] = []
    problems: list[Diagnostic] = []
    for kind in (SIGNS_FOR, INDIVIDUAL) if entry is SIGNER else (entry,):
        blocks, told = library.readable(next(k for k in KINDS if k.folder == kind.folder).model)
        problems += told
        for block in blocks:
            rows += [tuple(row.get(name, "") for name in columns) for row in _cells(kind, block)]
    return columns, rows, problems


def _cells(entry: EntryKind, block: Block[BlockModel]) -> Iterator[Mapping[str, str]]:
    """The cells of a block by the names of their columns; of an organisation's signers, one by one."""
    value = block.document.value
    if entry is not SIGNS_FOR:
        yield {BLOCK: block.name, **_row(entry, value)}
        return
    signers = value.get("signers")
    for signer in signers if isinstance(signers, list) else ():
        yield {**_row(entry, {"signers": [signer]}), "organisation": block.name}


def _row(entry: EntryKind, value: Mapping[str, Value]) -> dict[str, str]:
    found = columns_of(entry, value)
    return {
        fact.name: cell_of(words) if fact.is_many else words[0].rstrip("\n") if words else ""
        for fact, words in found
    }


# Columns


class Columns(Struct, frozen=True):
    """What each column of a table is: the fact's name, empty where it is left out.

    `unknown` are the columns that nobody knows, with the fact that each may be, or empty.
    """

    facts: tuple[str, ...]
    unknown: Mapping[str, str]


@cache
def _headings() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Folder, or `all`, → fact → what people call its column."""
    text = (Path(__file__).parent / "headings.yaml").read_text(encoding="utf-8")
    # libyaml's takes a tenth of the time.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=loader)  # noqa: S506  # it is safe
    return found


def known_headings(entry: EntryKind) -> dict[str, str]:
    """What people call the columns of a kind, to compare by, → the fact."""
    names = {BLOCK, *(fact.name for fact in entry.facts)}
    found: dict[str, str] = {}
    for part in (entry.folder, "all"):
        for fact, headings in _headings().get(part, {}).items():
            for heading in headings if fact in names else ():
                found.setdefault(plain(heading), fact)
    return {**found, **{plain(name.replace("_", " ")): name for name in names}}


def matched(entry: EntryKind, columns: Sequence[str], said: Mapping[str, str]) -> Columns:
    """What the columns are, `said` being what somebody said of some. One without a name is left out.

    Raises LetterkitError where two columns are one fact.
    """
    known = known_headings(entry)
    facts = tuple(said[c] if c in said else known.get(plain(c.replace("_", " ")), "") for c in columns)
    _require_different(columns, facts)
    pairs = zip(columns, facts, strict=True)
    strange = [column for column, fact in pairs if column and not fact and column not in said]
    return Columns(facts, {column: _near(column, known) for column in strange})


def _near(column: str, known: Mapping[str, str]) -> str:
    """What a column may be whose name is nearly one that is known; or empty."""
    near = difflib.get_close_matches(plain(column), known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else ""


def _require_different(columns: Sequence[str], facts: Sequence[str]) -> None:
    for index, fact in enumerate(facts):
        if fact and fact in facts[:index]:
            first, second = columns[facts.index(fact)], columns[index]
            message = f"the columns '{first}' and '{second}' are both '{fact}'"
            raise LetterkitError(message, f"leave one out: --column '{second}='", status=2)


def require_fact(entry: EntryKind, name: str) -> str:
    """The fact of that name; empty for a column that is left out. Raises LetterkitError."""
    names = [BLOCK, *(fact.name for fact in entry.facts)]
    if name and name not in names:
        hint = did_you_mean(name, names) or f"there are {', '.join(names)}"
        raise LetterkitError(f"{entry.plural} have no '{name}'", hint, status=2)
    return name


def remembered(workspace: Workspace, entry: EntryKind) -> dict[str, str]:
    """What the workspace remembers of the columns of a kind's tables. Raises LetterkitError."""
    file = _columns_file(workspace)
    columns = file.document.value.get(entry.plural) if file else None
    if not isinstance(columns, dict):
        return {}
    return {
        name: require_fact(entry, fact if isinstance(fact, str) else "") for name, fact in columns.items()
    }


def remembering(workspace: Workspace, entry: EntryKind, said: Mapping[str, str]) -> Plan:
    """The file that remembers what was said of columns, as far as it does not yet."""
    path = workspace.root / COLUMNS_FILE
    file = _columns_file(workspace)
    new = {c: fact for c, fact in said.items() if remembered(workspace, entry).get(c) != fact}
    if not new:
        return Plan(workspace.root, {})
    if file is None:
        lines = styles.entry(f"{entry.plural}:", dict(new))
        return Plan(workspace.root, {path: _HEAD + "".join(f"{line}\n" for line in lines)})
    before = file.document.text.encode()
    if not isinstance(file.document.value.get(entry.plural), dict):
        file = file.then(file.add((), entry.plural, dict(new), after=[*file.document.value][-1]))
    else:
        file = _with_columns(file, entry.plural, new)
    return Plan(workspace.root, {path: file.document.text.encode()}, {path: before})


def _with_columns(file: YamlFile, kind: str, new: Mapping[str, str]) -> YamlFile:
    for column, fact in new.items():
        there = file.document.value[kind]
        keys = [*there] if isinstance(there, dict) else []
        if column in keys:
            file = file.then(file.replace((kind, column), fact))
        else:
            file = file.then(file.add((kind,), column, fact, after=keys[-1] if keys else None))
    return file


def _columns_file(workspace: Workspace) -> YamlFile | None:
    path = workspace.root / COLUMNS_FILE
    if not path.exists():
        return None
    document, problems = read(path, workspace.root, COLUMNS_FILE)
    if document is None:
        raise LetterkitError("\n".join(map(str, problems)), "mend it, or delete it", status=1)
    return YamlFile(path, document)


# In


class TakenRows(Struct):
    """What rows gave: blocks that are new, changed, or as they were, and what is wrong with others."""

    new: list[Entered] = field(default_factory=list)
    changed: list[Entered] = field(default_factory=list)
    same: int = 0
    problems: list[Diagnostic] = field(default_factory=list)


def take_rows(adding: Adding, table: DataTable, columns: Columns) -> TakenRows:
    """Take every row that fits. LK762 for each of the others, with its row and column."""
    taken = TakenRows()
    last: dict[Path, Entered] = {}
    for row in table.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        try:
            entered = _taken(adding, table, row, columns)
            last[entered.path] = entered
        except UnfitError as error:
            taken.problems.append(_misfit(adding.entry, table, row, columns, error))
    for entered in last.values():
        if not entered.is_changed:
            taken.same += 1
        elif entered.before is None:
            taken.new.append(entered)
        else:
            taken.changed.append(entered)
    return taken


def _taken(adding: Adding, table: DataTable, row: Row, columns: Columns) -> Entered:
    if len(row.cells) > len(table.columns):
        why = f"it has {len(row.cells)} cells, and there are {len(table.columns)} columns"
        raise UnfitError(why, "put quotation marks around a cell that holds the separator")
    said = {
        fact: (cell,)
        for fact, cell in zip(columns.facts, row.cells, strict=True)
        if fact and cell.strip()
    }
    return adding.take(said, table.place(row.number))


def _misfit(
    entry: EntryKind, table: DataTable, row: Row, columns: Columns, error: UnfitError
) -> Diagnostic:
    index = columns.facts.index(error.fact) if error.fact in columns.facts else None
    hint = error.hint
    if index is None and (others := _of_its_group(entry, columns, error.fact)):
        index = others[0]
        left_out = " ".join(f"--column '{table.columns[other]}='" for other in others)
        hint = f"add a column '{error.fact}'; or leave out {left_out}"
    message = f"{table.place(row.number, index)}: {error.why}"
    return Diagnostic("LK762", message, table.location(row.number, index or 0), hint or None)


def _of_its_group(entry: EntryKind, columns: Columns, name: str) -> list[int]:
    """The columns of facts that stand together with one that no column is."""
    group = next((fact.group for fact in entry.facts if fact.name == name), "")
    together = {fact.name for fact in entry.group(group)} if group else set()
    return [index for index, fact in enumerate(columns.facts) if fact in together]


def left_out(table: DataTable, columns: Columns) -> list[Diagnostic]:
    """LK763 for every column that nobody knows."""
    return [
        Diagnostic(
            "LK763",
            f"the column '{column}' is left out",
            table.location(1, table.columns.index(column)),
            f"if it is '{near}': --column '{column}={near}'"
            if near
            else f"say what it is: --column '{column}=KEY'",
            Severity.WARNING,
        )
        for column, near in columns.unknown.items()
    ]


def required_columns(entry: EntryKind, columns: Columns) -> list[str]:
    """The facts without which no row can be taken, and that no column is."""
    if BLOCK in columns.facts:
        return []
    return [entry.title.name] if entry.title.name not in columns.facts else []
