"""The workspace: the nearest folder upwards that holds `seeds/` and `campaigns/`."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from msgspec import Struct

from letterkit.authored import Owner
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS, DocumentKind
from letterkit.diagnostics import LetterkitError
from letterkit.files.inside import is_utf8, shown_bytes
from letterkit.files.listing import entries
from letterkit.files.reading import FileKind, read_file, read_text

SEEDS = "seeds"
CAMPAIGNS = "campaigns"
TEMPLATES = "templates"
FONTS = "fonts"
IMAGES = "images"
IMPORTED = "imported"
FINAL_FILE = "final.json"
FINAL_FOLDER = "final"
"""The folder of a campaign that keeps the PDFs that were sent, and git with it."""
# Two spellings of one word are nearer than this; `scripts` and `seeds` are not.
_SAME_WORD = 0.75


def packaged(folder: str) -> Path:
    """A folder that letterkit brings with it: `seeds`, `templates` or `docs`.

    In an installed wheel they lie in the package; in a checkout at its top.
    """
    here = Path(__file__).parent.parent
    installed = here / "share" / folder
    return installed if installed.is_dir() else here.parent.parent / folder


class Workspace(Struct, frozen=True):
    """A folder with `seeds/` and `campaigns/`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The nearest workspace from `start` upwards. Raises LetterkitError where there is none."""
        for folder in (start, *start.parents):
            if _is_workspace(folder):
                return cls(folder)
        hint = "go into a workspace, name one with --workspace DIR, or make one: letterkit init DIR"
        raise LetterkitError(
            f"no workspace here: neither {start} nor a folder above it holds seeds/ and campaigns/",
            _misspelt(start) or hint,
        )

    def shown(self, path: Path) -> str:
        """The path as people see it: from the workspace's root, with forward slashes."""
        whole, root = os.fspath(path), os.fspath(self.root) + os.sep
        inside = whole.removeprefix(root).replace(os.sep, "/")
        return inside if is_utf8(path) else shown_bytes(inside)

    def read(self, path: Path, kind: FileKind) -> bytes:
        """What a file of the workspace holds. Raises OSError: see `read_file`."""
        return read_file(path, self.root, kind)

    def text(self, path: Path, kind: FileKind) -> str:
        """The same as text. Raises OSError: see `read_text`."""
        return read_text(path, self.root, kind)

    def campaign_folder(self, name: str) -> Path:
        """The folder of the campaign of that name, whether or not it exists.

        A letter that was imported and not yet adopted is a campaign in `seeds/imported/`.
        """
        folder, imported = self.root / CAMPAIGNS / name, self.imported_folder(name)
        return imported if imported.is_dir() and not folder.is_dir() else folder

    def imported_folder(self, name: str) -> Path:
        """The folder of the proposal of that name, whether or not it exists."""
        return self.root / SEEDS / IMPORTED / name

    def campaign_names(self) -> list[str]:
        """The campaigns there are, sorted."""
        folders = self.entries(self.root / CAMPAIGNS)
        return [path.name for path in folders if is_utf8(path) and self.documents(path.name)]

    def imported_names(self) -> list[str]:
        """The letters that were imported and not yet adopted, sorted."""
        found = self.entries(self.root / SEEDS / IMPORTED)
        return [p.name for p in found if is_utf8(p) and p.is_dir() and not p.name.startswith(".")]

    def documents(self, campaign: str) -> list[str]:
        """The names of the kinds of document that a campaign has, in the order of `DOCUMENTS`."""
        return [kind.name for kind in self.document_kinds(campaign)]

    def document_kinds(self, campaign: str) -> list[DocumentKind]:
        """The kinds of document that a campaign has, in the order of `DOCUMENTS`."""
        folder = self.campaign_folder(campaign)
        return [kind for kind in DOCUMENTS if (folder / kind.file).is_file()]

    def documents_asked(self, campaign: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """These documents of a campaign, all that it has where there are no names.

        Raises LetterkitError where it lacks one of them.
        """
        there_are = self.documents(campaign)
        for name in names:
            if name not in there_are:
                message = f"{campaign} has no {DOCUMENT_KINDS[name].title}"
                hint = f"make it: letterkit new --dialogue NAME --document {name}"
                raise LetterkitError(message, hint, status=1)
        return names or tuple(there_are)

    def is_final(self, campaign: str) -> bool:
        """Whether the campaign was finalized."""
        return (self.campaign_folder(campaign) / FINAL_FILE).is_file()

    def owner(self, path: Path) -> Owner:
        """Whose file it is: the library's, a campaign's, or an imported letter's that is not adopted."""
        # As text: it is asked for every block of a library.
        whole, root = os.fspath(path), os.fspath(self.root) + os.sep
        if whole.startswith(f"{root}{SEEDS}{os.sep}{IMPORTED}{os.sep}"):
            return Owner.IMPORTED
        return Owner.CAMPAIGN if whole.startswith(f"{root}{CAMPAIGNS}{os.sep}") else Owner.LIBRARY

    def locked_for(self, folder: Path) -> Path:
        """Whose lock one holds to write into a folder: the workspace's that it lies in, else its own."""
        if folder.is_relative_to(self.root):
            return self.root
        return next(filter(_is_workspace, (folder, *folder.parents)), folder)

    def entries(self, folder: Path) -> list[Path]:
        """What is in a folder, sorted; nothing where there is none.

        Raises LetterkitError where it lies outside, or may not be read.
        """
        try:
            return entries(folder, self.root)
        except OSError as error:
            message = f"{self.shown(folder)}/ cannot be read: {error.strerror or error}"
            raise LetterkitError(message, getattr(error, "hint", None), status=1) from None


def _is_workspace(folder: Path) -> bool:
    return (folder / SEEDS).is_dir() and (folder / CAMPAIGNS).is_dir()


def _misspelt(folder: Path) -> str | None:
    """What to do where the folder has one of the two, and the other under nearly that name."""
    known = (SEEDS, CAMPAIGNS)
    missing = [name for name in known if not (folder / name).is_dir()]
    if len(missing) != 1 or not folder.is_dir():
        return None
    near = (p.name for p in entries(folder, folder) if p.is_dir() and p.name not in known)
    return next((f"rename {name}/ to {missing[0]}/" for name in near if is_near(name, missing[0])), None)


def is_near(name: str, known: str) -> bool:
    """Whether a name of a file or folder seems to be another spelling of one that is known."""
    word = re.sub(r"[\s_]+", "-", name.lower())
    return bool(difflib.get_close_matches(word, [known], n=1, cutoff=_SAME_WORD))
