"""Both sides of a merge in files that are no blocks: templates, style sheets, records.

A block is looked at when it is read. These are not read as YAML, and the marks of a merge would print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from letterkit.blocks.conflicts import conflicts
from letterkit.diagnostics import Diagnostic
from letterkit.library.workspace import CAMPAIGNS, SEEDS, TEMPLATES, Workspace

OUTPUTS = "out"
_LARGEST = 1_000_000


def in_campaign(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """LK113 for the files that a campaign's documents are made with, besides blocks of the library."""
    return list(_within(workspace, (workspace.root / TEMPLATES, workspace.campaign_folder(campaign))))


def in_workspace(workspace: Workspace) -> list[Diagnostic]:
    """LK113 for every file of seeds/, campaigns/ and templates/."""
    return list(_within(workspace, (workspace.root / name for name in (TEMPLATES, SEEDS, CAMPAIGNS))))


def _within(workspace: Workspace, folders: Iterable[Path]) -> Iterator[Diagnostic]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and OUTPUTS not in path.relative_to(folder).parts and workspace.holds(path):
                yield from _of_file(path, workspace.shown(path))


def _of_file(path: Path, shown: str) -> Iterator[Diagnostic]:
    """Nothing of a file that is no text; whoever reads it says so."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        yield from conflicts(raw.decode("utf-8-sig"), shown, in_yaml=path.suffix == ".yaml")
    except (OSError, UnicodeDecodeError):
        return
