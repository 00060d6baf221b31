"""What a campaign is made from, copied into its own folder, so that nothing else can change it.

Blocks go to its `blocks/`, where they take the place of the library's; templates, style sheets and what
lies beside them to its `templates/`, pictures to its `images/`, where they come before the workspace's
and the packaged ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.base import BlockModel
from letterkit.blocks.yaml import without_mark
from letterkit.campaign.sources import assets_of
from letterkit.checks import Checked
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import files_below
from letterkit.files.reading import ASSET, read_file
from letterkit.library.finals import text_file_digest
from letterkit.library.images import image_file
from letterkit.library.index import Block, Library
from letterkit.library.workspace import Workspace


class Frozen(Struct, frozen=True):
    """Copies that are still to be made, and the digest of every file that the documents are made from,
    by its path from the campaign's folder.

    `templates` has the pictures too. `homes` has the file that each block is copied from, by that of the
    copy, as people see them.
    """

    blocks: Mapping[Path, str]
    templates: Mapping[Path, bytes]
    digests: Mapping[str, str]
    homes: Mapping[str, str]

    def copied(self, folder: Path) -> tuple[str, ...]:
        """The copies that are to be made, by their paths from the campaign's folder."""
        paths = (path.relative_to(folder).as_posix() for path in (*self.blocks, *self.templates))
        return tuple(sorted(paths))

    def home(self, file: str) -> str:
        """The file that a copy of a block is made of; any other file is itself."""
        return self.homes.get(file, file)


def frozen(workspace: Workspace, campaign: str, documents: Iterable[Checked]) -> Frozen:
    """What these documents of a campaign are made from, as its own."""
    documents = tuple(documents)
    folder = workspace.campaign_folder(campaign)
    blocks = _blocks(workspace, folder, documents)
    templates = {**_templates(workspace, campaign, documents), **_images(workspace, campaign, documents)}
    files = {d.subject.block.path: d.subject.block.document.text for d in documents if d.subject}
    contents: dict[Path, str | bytes] = {**files, **blocks, **templates}
    return Frozen(
        blocks={path: text for path, text in blocks.items() if not path.exists()},
        templates={path: content for path, content in templates.items() if not path.exists()},
        digests={
            path.relative_to(folder).as_posix(): _digest(content)
            for path, content in sorted(contents.items())
        },
        homes={
            workspace.shown(_copy_of(folder, block)): block.document.file
            for checked in documents
            for block in (checked.subject.used if checked.subject else ())
        },
    )


def _digest(content: str | bytes) -> str:
    """Of what was read, or is to be written: never of what somebody has saved since."""
    return text_file_digest(content.encode() if isinstance(content, str) else content)


def _read(workspace: Workspace, path: Path, inside: Path) -> bytes:
    """What a file holds. Raises LetterkitError where it cannot be read."""
    try:
        return read_file(path, inside, ASSET)
    except OSError as error:
        message = f"{workspace.shown(path)} cannot be kept with the letter: {error.strerror or error}"
        raise LetterkitError(message, getattr(error, "hint", None), status=1) from None


def _blocks(workspace: Workspace, folder: Path, documents: Iterable[Checked]) -> dict[Path, str]:
    found: dict[Path, str] = {}
    for checked in documents:
        for block in checked.subject.used if checked.subject else ():
            copy, text = _copy_of(folder, block), block.document.text
            if copy != block.path:
                # The copy lies two folders deeper, as the editor's path to the schema must.
                text = without_mark(text).replace("$schema=../../", "$schema=../../../../", 1)
            found[copy] = text
    return found


def _images(workspace: Workspace, campaign: str, documents: Iterable[Checked]) -> dict[Path, bytes]:
    """The pictures that the documents print."""
    library = Library(workspace, campaign)
    trees = (checked.tree for checked in documents if checked.tree)
    names = {node.file for tree in trees for node in lt.walk(tree) if isinstance(node, lt.Image)}
    files = {name: image_file(library, name) for name in sorted(names)}
    folder = workspace.campaign_folder(campaign)
    read = ((name, file) for name, file in files.items() if file is not None)
    return {folder / name: _read(workspace, file, workspace.root) for name, file in read}


def _copy_of(folder: Path, block: Block[BlockModel]) -> Path:
    return folder / "blocks" / block.kind.folder / f"{block.name}.yaml"


def _templates(workspace: Workspace, campaign: str, documents: Iterable[Checked]) -> dict[Path, bytes]:
    """The templates, and all that lies beside a template of the workspace's: it may name any of it."""
    from letterkit.writers.html import template_name
    from letterkit.writers.templates import files_of

    assets = assets_of(workspace, campaign)
    trees = [checked.tree for checked in documents if checked.tree]
    names = [template_name(tree, fragment=fragment) for tree in trees for fragment in (False, True)]
    contents = files_of(names, assets)
    *own, _ = assets.templates
    for folder in reversed(own):
        contents |= _beside(workspace, folder)
    return {own[0] / name: content for name, content in sorted(contents.items())}


def _beside(workspace: Workspace, folder: Path) -> dict[str, bytes]:
    """All files in a folder of templates, by their paths there, but those that are hidden."""
    found: dict[str, bytes] = {}
    for file in files_below(folder, workspace.root):
        name = file.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts) and not file.is_dir():
            found[name.as_posix()] = _read(workspace, file, workspace.root)
    return found
