"""What lies in a workspace besides blocks: both sides of a merge in it, and what is no file to be read.

A block is looked at when it is read. Templates, style sheets and records are not read as YAML, and the
marks of a merge would print. A pipe, a device, a link that leads out or in a circle, a font of gigabytes
and a name that no screen can show are told here, before somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from letterkit.blocks.conflicts import conflicts
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.inside import is_utf8
from letterkit.files.listing import files_below
from letterkit.files.reading import ASSET, FONT, FileKind, UnfitFileError, problem_of, require_fit
from letterkit.library.workspace import CAMPAIGNS, FONTS, SEEDS, TEMPLATES, Workspace

OUTPUTS = "out"
_LARGEST = 1_000_000
# Of the files that letterkit reads all of. Beside a campaign's own files anything may lie.
_KINDS = {TEMPLATES: ASSET, FONTS: FONT}
_ANY = FileKind("a file", 1 << 62)


def in_campaign(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """LK113 for the files that a campaign's documents are made with, besides blocks of the library.

    And a warning for what is no file there: LK107, LK117, LK118 or LK208.
    """
    folders = (workspace.root / TEMPLATES, workspace.root / FONTS, workspace.campaign_folder(campaign))
    return list(_within(workspace, folders))


def in_workspace(workspace: Workspace, besides: Container[Path] = ()) -> list[Diagnostic]:
    """The same for every file of seeds/, campaigns/, templates/ and fonts/, `besides` these.

    Those are blocks that were read, which is when this was said of them.
    """
    folders = (workspace.root / name for name in (TEMPLATES, FONTS, SEEDS, CAMPAIGNS))
    return list(_within(workspace, folders, besides))


def _within(
    workspace: Workspace, folders: Iterable[Path], besides: Container[Path] = ()
) -> Iterator[Diagnostic]:
    for folder in folders:
        kind = _KINDS.get(folder.name, _ANY)
        for path in files_below(folder, workspace.root):
            if path not in besides and OUTPUTS not in path.relative_to(folder).parts:
                yield from _of_file(workspace, path, kind)


def _of_file(workspace: Workspace, path: Path, kind: FileKind) -> Iterator[Diagnostic]:
    """Nothing of a file that is no text, or may not be read: whoever reads it says so."""
    shown = workspace.shown(path)
    if not is_utf8(path):
        hint = "rename it, in letters that are UTF-8; a program on the system it came from can do so"
        message = "a name that is not UTF-8 text; the file is not read"
        yield Diagnostic("LK118", message, Location(shown, 1, 1), hint, Severity.WARNING)
    try:
        if require_fit(path, workspace.root, kind).st_size <= _LARGEST:
            raw = workspace.read(path, ASSET)
            yield from conflicts(raw.decode("utf-8-sig"), shown, in_yaml=path.suffix == ".yaml")
    except UnfitFileError as error:
        if path.suffix != ".yaml":  # a block, which is read, and then it is an error
            yield problem_of(error, shown, Severity.WARNING)
    except (OSError, UnicodeDecodeError):
        return
