"""What shows only on the pages, for a workspace whose letters have looks of their own.

With the packaged templates every line fits, and `check` need not lay a letter out to say so: that takes
longer than all it does besides. Where a workspace has another template or style sheet nothing is sure,
nor where a document asks for a typeface of its own.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.sources import assets_of
from letterkit.checks import check_document
from letterkit.diagnostics import Diagnostic
from letterkit.files.listing import entries
from letterkit.files.reading import TEMPLATE, read_file
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.writers import Assets

_LOOKS = (".css", ".jinja")


def findings_on_pages(workspace: Workspace, campaign: str, on: dt.date | None = None) -> list[Diagnostic]:
    """What the pages of a campaign's documents show, LK510 and LK511; nothing of packaged looks."""
    assets = assets_of(workspace, campaign)
    own = _are_own(assets)
    library = Library(workspace, campaign)
    found: list[Diagnostic] = []
    for name in workspace.documents(campaign):
        if not own and not _asks_for_typeface(library, campaign, name):
            continue
        checked = check_document(library, campaign, name, on)
        released, _ = checked.withhold()
        if released is not None:
            from letterkit.writers import pdf

            findings = map(released.at_home, pdf.lay_out(released, assets).findings)
            found += map(released.screened, library.titled(findings))
    return found


def _asks_for_typeface(library: Library, campaign: str, name: str) -> bool:
    """Whether the document's file names a typeface."""
    block, _ = library.document(DOCUMENT_KINDS[name], campaign)
    return block is not None and block.model.style.typeface is not None


def _are_own(assets: Assets) -> bool:
    """Whether a template or style sheet differs from the packaged one of its name."""
    *own, packaged = assets.templates
    files = (file for folder in own for file in entries(folder, assets.root) if file.suffix in _LOOKS)
    return any(_content(file, assets.root) != _content(packaged / file.name, packaged) for file in files)


def _content(file: Path, inside: Path) -> bytes | None:
    try:
        return read_file(file, inside, TEMPLATE).replace(b"\r\n", b"\n")
    except OSError:  # whoever renders says so
        return None
