"""Finds the workspace, its blocks and campaigns, and looks blocks up by name.

A workspace is the nearest folder upwards that holds `seeds/` and `campaigns/`. Blocks lie in
`seeds/<folder of the kind>/<name>.yaml`; a campaign's own `blocks/` shadows them. Nothing is read
before it is asked for, so that a colleague's half-written block stops nobody else's letter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, cast

from letterkit.blocks.documents import (
    Dialogue,
    DocumentFile,
)
from letterkit.blocks.kinds import KIND_BY_MODEL, KINDS, DocumentKind, Kind
from letterkit.blocks.models import (
    BlockModel,
)
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Document, parse, read
from letterkit.diagnostics import Diagnostic, Location, Severity, did_you_mean
from letterkit.library.references import Reference, _references
from letterkit.library.workspace import SEEDS, Workspace

Model = TypeVar("Model", bound=BlockModel)
Model_co = TypeVar("Model_co", bound=BlockModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Block(Generic[Model_co]):
    """A block as it was read: its kind and name, its model, and the document with the places."""

    kind: Kind | DocumentKind
    name: str
    path: Path
    model: Model_co
    document: Document

    @property
    def reference(self) -> str:
        """The block's full name, such as `issues/religious-freedom`."""
        return f"{self.kind.folder}/{self.name}"

    def location(self, *path: str | int) -> Location:
        """Where the value at `path` stands."""
        return self.document.location(path)

    def references(self) -> Iterator[Reference]:
        """Every name that stands in the block, with the model that a block of that name has."""
        return _references(self.model, ())


class Library:
    """The blocks of a workspace as one campaign sees them (or none)."""

    def __init__(
        self,
        workspace: Workspace,
        campaign: str | None = None,
        like: Library | None = None,
        drafts: Mapping[Path, str] | None = None,
    ) -> None:
        """A library that is made `like` another of the workspace reads no file that one has read.

        `drafts` are files of the campaign that nobody has written yet.
        """
        self.workspace = workspace
        self._loaded: dict[Path, tuple[Block[BlockModel] | None, tuple[Diagnostic, ...]]] = (
            like._loaded if like else {}  # noqa: SLF001  # its own class
        )
        self._folders = [workspace.root / SEEDS]
        if campaign is not None:
            self._folders.insert(0, workspace.campaign_folder(campaign) / "blocks")
        self._drafts = drafts or {}
        self._files: dict[Kind, dict[str, Path]] = {}
        # Each block with the problems it has that were not said yet.
        self._read: dict[
            tuple[Kind | DocumentKind, str], tuple[Block[BlockModel] | None, list[Diagnostic]]
        ] = {}
        self.diagnostics: list[Diagnostic] = []
        # Every file that was read for this library, right or wrong.
        self.files: set[Path] = set()

    def forget(self, files: Iterable[Path]) -> None:
        """Drop what was read from these files, for the libraries that are made like this one."""
        for path in files:
            self._loaded.pop(path, None)

    def names(self, kind: Kind) -> list[str]:
        """The names of the blocks of that kind, sorted."""
        return sorted(self._index(kind))

    def get(self, model: type[Model], name: str, asked_from: Location) -> Block[Model] | None:
        """The block of that kind and name, or None with a diagnostic at `asked_from`."""
        kind = KIND_BY_MODEL[model]
        if name not in self._index(kind):
            self.diagnostics.append(self._unknown(kind, name, asked_from))
            return None
        return cast(Block[Model] | None, self.load(kind, name))

    def load(self, kind: Kind, name: str) -> Block[BlockModel] | None:
        """Read the block of that name, once. None where it has problems, which are kept."""
        return self._tell(*self._read_once(kind, name, self._index(kind)[name]))

    def load_all(self) -> Iterator[Block[BlockModel]]:
        """Every block that can be read; the problems of the others are kept."""
        for kind in KINDS:
            for name in self.names(kind):
                if block := self.load(kind, name):
                    yield block

    def document(self, kind: DocumentKind, campaign: str) -> Block[DocumentFile] | None:
        """A campaign's document; None where it has none, or one with problems, which are kept."""
        path = self.workspace.campaign_folder(campaign) / kind.file
        there_is = path in self._drafts or path.is_file()
        found = self._tell(*self._read_once(kind, campaign, path)) if there_is else None
        return cast("Block[DocumentFile] | None", found)

    def readable(self, model: type[Model]) -> list[Block[Model]]:
        """The blocks of that kind that can be read, for comparison: the problems of the others are
        none of the letter's, and are not kept.
        """
        kind = KIND_BY_MODEL[model]
        read = (self._read_once(kind, name, path)[0] for name, path in sorted(self._index(kind).items()))
        return [cast("Block[Model]", block) for block in read if block is not None]

    def own(self) -> list[Block[BlockModel]]:
        """The campaign's own blocks that can be read; the problems of the others are not kept."""
        files = ((kind, *item) for kind in KINDS for item in sorted(self._index(kind).items()))
        read = (self._read_once(*file)[0] for file in files if self._is_own(file[2]))
        return [block for block in read if block is not None]

    def _is_own(self, path: Path) -> bool:
        return path.is_relative_to(self._folders[0])

    def used_by(self, document: Block[DocumentFile]) -> list[Block[BlockModel]]:
        """Every block that a document is made of, directly or through others, in order of first use.

        The dialogue counts, but not what its own recipes name.
        """
        found: dict[str, Block[BlockModel]] = {}
        waiting: list[Block[BlockModel]] = [cast("Block[BlockModel]", document)]
        while waiting:
            block = waiting.pop(0)
            for reference in () if isinstance(block.model, Dialogue) else block.references():
                place = block.location(*reference.path)
                used = self.get(reference.model, reference.name, place)
                if used is not None and used.reference not in found:
                    found[used.reference] = used
                    waiting.append(used)
        return list(found.values())

    def find(self, name: str) -> list[Block[BlockModel]]:
        """The blocks of that name, in whichever kind; `issues/name` for one kind only."""
        folder, _, bare = name.rpartition("/")
        kinds = [kind for kind in KINDS if not folder or kind.folder == folder]
        blocks = [self.load(kind, bare) for kind in kinds if bare in self._index(kind)]
        return [block for block in blocks if block is not None]

    def _tell(
        self, block: Block[BlockModel] | None, problems: list[Diagnostic]
    ) -> Block[BlockModel] | None:
        """The block; its problems are kept the first time."""
        self.diagnostics.extend(problems)
        problems.clear()
        return block

    def _read_once(
        self, kind: Kind | DocumentKind, name: str, path: Path
    ) -> tuple[Block[BlockModel] | None, list[Diagnostic]]:
        if (kind, name) not in self._read:
            self.files.add(path)
            if path in self._drafts:  # another library's draft of that name is another text
                self._read[kind, name] = self._load(kind, name, path)
                return self._read[kind, name]
            if path not in self._loaded:
                block, problems = self._load(kind, name, path)
                self._loaded[path] = block, tuple(problems)
            block, told = self._loaded[path]
            self._read[kind, name] = block, list(told)
        return self._read[kind, name]

    def _load(
        self, kind: Kind | DocumentKind, name: str, path: Path
    ) -> tuple[Block[BlockModel] | None, list[Diagnostic]]:
        shown = self.workspace.shown(path)
        if path in self._drafts:
            document, problems = parse(self._drafts[path], shown)
        elif not self.workspace.holds(path):
            problem = Diagnostic("LK208", "a link out of the workspace", Location(shown, 1, 1))
            return None, [problem]
        else:
            document, problems = read(path, shown)
        if document is None:
            return None, problems
        model, problems = validate(kind.model, document)
        if model is None:
            return None, problems
        return Block(kind, name, path, model, document), []

    def _index(self, kind: Kind) -> dict[str, Path]:
        """Name → file for the blocks of a kind. The campaign's own shadow the library's."""
        if kind not in self._files:
            files: dict[str, Path] = {}
            for folder in reversed(self._folders):
                files.update(self._scan(folder / kind.folder))
                drafts = (path for path in self._drafts if path.parent == folder / kind.folder)
                files.update({path.stem: path for path in drafts})
            self._files[kind] = files
        return self._files[kind]

    def _scan(self, folder: Path) -> Iterator[tuple[str, Path]]:
        if not folder.is_dir():
            return
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            path = Path(entry.path)
            if entry.name.startswith(".") or entry.name == "README.md":
                continue
            if path.suffix == ".yaml" and is_name(path.stem):
                yield path.stem, path
            else:
                location = Location(self.workspace.shown(path), 1, 1)
                self.diagnostics.append(_not_a_block(path, location))

    def _unknown(self, kind: Kind, name: str, asked_from: Location) -> Diagnostic:
        others = [other for other in KINDS if other is not kind and name in self._index(other)]
        if others:
            message = f"'{name}' is no {kind.name}; there is a block of that name in "
            message += " and ".join(f"{other.folder}/" for other in others)
            return Diagnostic("LK205", message, asked_from)
        hint = did_you_mean(name, self._index(kind))
        hint = hint or f"letterkit list blocks shows what there is; it would be {kind.folder}/"
        return Diagnostic("LK204", f"no {kind.name} is named '{name}'", asked_from, hint)


def _not_a_block(path: Path, location: Location) -> Diagnostic:
    hint = f"rename it to {path.stem}.yaml" if path.suffix == ".yml" else None
    message = "not read: the name of a block's file is small letters, digits and hyphens, .yaml"
    return Diagnostic("LK209", message, location, hint, Severity.WARNING)
