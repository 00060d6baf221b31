"""What lies in a workspace and is not read: files and folders whose names nothing asks for.

A folder of blocks spelled otherwise, a file saved as `.yml` or `.yaml.txt`, a block beside its folder:
the author believes that it counts. Here each gets LK209, a warning, with the name that it should have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from letterkit.blocks.campaign_files import APPROVALS, CONSENT_FILE
from letterkit.blocks.kinds import DOCUMENTS, KINDS
from letterkit.blocks.values import is_name
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.inside import is_utf8
from letterkit.files.listing import entries
from letterkit.library.workspace import (
    CAMPAIGNS,
    FONTS,
    IMAGES,
    IMPORTED,
    SEEDS,
    TEMPLATES,
    Workspace,
    is_near,
)

OWN_BLOCKS = "blocks"
"""The folder of a campaign's own blocks."""

_FOLDERS = tuple(kind.folder for kind in KINDS)
_AT_THE_TOP = (SEEDS, CAMPAIGNS, TEMPLATES, FONTS, IMAGES)
_YAML_ENDING = re.compile(r"(?:\.(?:yaml|yml))+(?:\.txt)?$", re.IGNORECASE)
_TEXT_ENDING = re.compile(r"\.txt$", re.IGNORECASE)
_COPY = re.compile(r"(?:~|\.(?:bak|orig|old|rej|tmp))$", re.IGNORECASE)
_MISNAMED = "not read: the name of a block's file is small letters, digits and hyphens, .yaml"


def in_kind(workspace: Workspace, path: Path, beside: Collection[Path]) -> Diagnostic:
    """A file or folder in the folder of a kind that is no block, `beside` others in that folder."""
    if path.is_dir():
        hint = f"move its files up into {workspace.shown(path.parent)}/; folders are not looked into"
        return _stray(workspace, path, "not read: a folder among the files of a kind", hint)
    return _stray(workspace, path, _MISNAMED, _renaming(path, beside))


def in_workspace(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is not read at the workspace's top, in seeds/ and campaigns/, and in folders without campaign.

    The folder of a campaign is looked into where its documents are read: see `in_campaign`.
    """
    yield from _misspelt(workspace, workspace.root, _AT_THE_TOP)
    yield from _in_blocks(workspace, workspace.root / SEEDS, (IMPORTED,))
    for path in _entries(workspace, workspace.root / CAMPAIGNS):
        if path.is_file() and _YAML_ENDING.search(path.name):
            name = (
                "a folder of its own" if path.stem in _document_stems() else f"{CAMPAIGNS}/{path.stem}/"
            )
            hint = f"put it into {name}, named campaign.yaml"
            yield _stray(workspace, path, "not read: a campaign is a folder with its files", hint)
        if path.is_dir() and not workspace.documents(path.name):
            yield from in_campaign(workspace, path)


def in_campaign(workspace: Workspace, folder: Path) -> Iterator[Diagnostic]:
    """What is not read in a campaign's folder: its documents and blocks under other names."""
    documents = [*(kind.file for kind in DOCUMENTS), CONSENT_FILE]
    for path in _entries(workspace, folder):
        if path.is_file() and _YAML_ENDING.search(path.name) and path.name not in documents:
            yield _stray(
                workspace,
                path,
                f"not read: the files of a campaign are {', '.join(documents[:-1])} and {documents[-1]}",
                _renaming_to_one_of(path, documents),
            )
    yield from _misspelt(workspace, folder, (OWN_BLOCKS, IMAGES, APPROVALS))
    yield from _in_blocks(workspace, folder / OWN_BLOCKS)


def _in_blocks(workspace: Workspace, folder: Path, others: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """What stands beside the folders of the kinds. A file that is no block's, such as a note, may."""
    kinds = ", ".join(f"{kind}/" for kind in _FOLDERS)
    for path in _entries(workspace, folder):
        if path.name in (*_FOLDERS, *others):
            continue
        if path.is_dir():
            near = _near(path.name, _FOLDERS)
            hint = f"rename it to {near}/" if near else f"the folders of blocks are {kinds}"
            yield _stray(workspace, path, "not read: no kind of block has a folder of this name", hint)
        elif _YAML_ENDING.search(path.name):
            hint = f"move it into the folder of its kind: {kinds}"
            yield _stray(workspace, path, "not read: a block lies in the folder of its kind", hint)


def _misspelt(workspace: Workspace, folder: Path, known: Sequence[str]) -> Iterator[Diagnostic]:
    """Folders whose names are nearly one that is read; others may stand there, for other programs."""
    for path in _entries(workspace, folder):
        near = _near(path.name, known) if path.is_dir() and path.name not in known else None
        if near:
            hint = f"rename it to {near}/"
            if (folder / near).exists():
                hint = f"move what is in it into {near}/"
            yield _stray(workspace, path, f"not read: the folder is named {near}/", hint)


def _near(name: str, known: Sequence[str]) -> str | None:
    return next((like for like in known if is_near(name, like)), None)


def _entries(workspace: Workspace, folder: Path) -> list[Path]:
    """What is in a folder, sorted, without what is hidden."""
    try:
        found = entries(folder, workspace.root)
    except OSError:  # whoever reads what is in it says so
        return []
    return [path for path in found if not path.name.startswith(".") and is_utf8(path)]


def _renaming(path: Path, beside: Collection[Path]) -> str | None:
    """How a block's file is to be named; None where that cannot be told from its name."""
    if _COPY.search(path.name):
        return "it looks like a copy: delete it, or move it out of the workspace"
    ending = _YAML_ENDING.search(path.name) or _TEXT_ENDING.search(path.name)
    if ending is None:
        return None
    stem = path.name[: ending.start()]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    better = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    if not is_name(better):
        return None
    if_block = ", if it is a block" if ending.re is _TEXT_ENDING else ""
    return (
        _rename_to(path.with_name(f"{better}.yaml"), path.with_name(f"{better}.yaml") in beside)
        + if_block
    )


def _renaming_to_one_of(path: Path, known: Sequence[str]) -> str | None:
    near = _near(path.name, known)
    return _rename_to(path.with_name(near), path.with_name(near).exists()) if near else None


def _rename_to(path: Path, is_there: bool) -> str:
    if is_there:
        return f"{path.name} is there too: keep one of them, under that name"
    return f"rename it to {path.name}"


def _document_stems() -> list[str]:
    return [Path(kind.file).stem for kind in DOCUMENTS]


def _stray(workspace: Workspace, path: Path, message: str, hint: str | None) -> Diagnostic:
    shown = workspace.shown(path) + ("/" if path.is_dir() else "")
    return Diagnostic("LK209", message, Location(shown, 1, 1), hint, Severity.WARNING)
