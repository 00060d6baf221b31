"""The small workspace before and after an edit, and what the redline of its letter lists."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import Small
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.redline import Causes, Source, redline

if TYPE_CHECKING:
    from letterkit.redline.compare import Tree


@dataclass(frozen=True)
class Edited:
    """The workspace as it was, to compare, and as it is, to edit."""

    before: Small
    now: Small

    def redline(self, document: str = "letter", campaign: str = "talks") -> lt.Document:
        """The redline of a document."""
        (old, old_source), (new, new_source) = (
            side(small, document, campaign) for small in (self.before, self.now)
        )
        versions = tuple(
            lt.Version(name, campaign, tree.date.iso, "0" * 64)
            for name, tree in (("v1", old), (None, new))
        )
        return redline(old, new, (versions[0], versions[1]), Causes(old_source, new_source))

    def changes(self, document: str = "letter") -> list[lt.ListedChange]:
        """What the redline lists."""
        comparison = self.redline(document).comparison
        assert comparison is not None
        return list(comparison.changes)

    def told(self) -> list[tuple[str, str, str]]:
        """What happened, why, and where, of each change."""
        return [(change.what, " ".join(change.causes), change.place) for change in self.changes()]


def side(small: Small, document: str, campaign: str) -> tuple[lt.Document, Source]:
    """A document that has no error, and what it is made from."""
    library = Library(Workspace(small.root), campaign)
    tree, problems = assemble_document(library, campaign, document)
    assert problems == []
    assert tree is not None
    block, _ = library.document(DOCUMENT_KINDS[document], campaign)
    assert block is not None
    return tree, Source(library, block)


@pytest.fixture
def edited(small: Small, tmp_path: Path) -> Edited:
    """The small workspace twice."""
    before = Small(tmp_path / "before")
    shutil.copytree(small.root, before.root)
    return Edited(before, small)


@pytest.fixture
def ready(small: Small, tmp_path: Path) -> Callable[[], Edited]:
    """The small workspace twice, once what it had before is written."""

    def take() -> Edited:
        before = Small(tmp_path / "before")
        shutil.copytree(small.root, before.root)
        return Edited(before, small)

    return take


def marked(tree: Tree) -> list[str]:
    """The marked words of a tree: `-old`, `+new`."""
    found = []
    for node in lt.walk(tree):
        if isinstance(node, lt.Text) and node.change is not None:
            sign = "-" if isinstance(node.change, lt.Deleted) else "+"
            found.append(sign + node.text.strip())
    return found
