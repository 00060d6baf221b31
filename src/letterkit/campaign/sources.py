"""What a campaign's documents are made from: its folders, and one digest of all there is in them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from letterkit import __version__
from letterkit.blocks.campaign_files import CONSENT_FILE
from letterkit.blocks.kinds import DOCUMENTS
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import files_below
from letterkit.files.reading import ASSET, FONT, read_file, require_fit
from letterkit.library.workspace import FONTS, IMAGES, IMPORTED, SEEDS, TEMPLATES, Workspace, packaged
from letterkit.writers import Assets


def assets_of(workspace: Workspace, campaign: str | None = None) -> Assets:
    """The folders that a campaign's documents are written with: its own templates before the
    workspace's, those before the packaged ones, and the workspace's own fonts.
    """
    own = (workspace.campaign_folder(campaign) / TEMPLATES,) if campaign is not None else ()
    folders = (*own, workspace.root / TEMPLATES, packaged(TEMPLATES))
    return Assets(folders, workspace.root / FONTS, workspace.root)


def source_folders(workspace: Workspace, campaign: str) -> tuple[Path, ...]:
    """The folders that a campaign's documents are made from, whether or not they exist."""
    assets = assets_of(workspace, campaign)
    return (
        workspace.root / SEEDS,
        workspace.campaign_folder(campaign),
        *assets.templates,
        assets.fonts,
        workspace.root / IMAGES,
    )


def digest(workspace: Workspace, campaign: str, *options: object) -> str:
    """A digest of everything the documents are made from: blocks, templates, fonts, versions, options.

    An option counts by its repr.
    """
    found = hashlib.sha256(f"{__version__} {_weasyprint()}".encode())
    found.update(repr((campaign, *options)).encode())
    fonts = assets_of(workspace).fonts
    for file, folder, inside in _files(workspace, campaign):
        # As text, here and below: it is done for every block of a library.
        inner = os.fspath(file).removeprefix(os.fspath(folder) + os.sep)
        found.update(os.fsencode(inner.replace(os.sep, "/")) + b"\0")
        with suppress(OSError):  # whoever reads it says so
            # The fonts are large, and nobody edits them in place.
            if folder == fonts:
                content = str(require_fit(file, inside, FONT).st_size).encode()
            else:
                content = read_file(file, inside, ASSET)
            found.update(hashlib.sha256(content).digest())
    return found.hexdigest()


class Sources:
    """The files that a campaign's documents are made from, as they are when this is made."""

    def __init__(self, workspace: Workspace, campaign: str) -> None:
        self._workspace = workspace
        self._campaign = campaign
        self._states = self._now()

    def require_unchanged(self, besides: Collection[Path] = ()) -> None:
        """Raises LetterkitError where one was saved, added or taken away since, `besides` these."""
        for path in self.changed(besides)[:1]:
            message = f"{self._workspace.shown(path)} was saved meanwhile; nothing was changed"
            hint = "look at it, and try again when nobody works on the letter"
            raise LetterkitError(message, hint, status=1)

    def changed(self, besides: Collection[Path] = ()) -> list[Path]:
        """Those that were saved, added or taken away since, `besides` these."""
        now = self._now()
        paths = sorted({*self._states, *now}.difference(besides))
        return [path for path in paths if self._states.get(path) != now.get(path)]

    def has_as(self, earlier: Sources, path: Path) -> bool:
        """Whether a file is one of these, and was the same when the `earlier` ones were looked at."""
        return path in self._states and self._states[path] == earlier._states.get(path)

    def _now(self) -> dict[Path, tuple[int, ...]]:
        """What changes with every save, even with one that is taken back."""
        states: dict[Path, tuple[int, ...]] = {}
        for file, _, _ in _files(self._workspace, self._campaign):
            with suppress(OSError):
                found = file.stat()
                states[file] = (found.st_ino, found.st_size, found.st_mtime_ns)
        return states


def versions() -> dict[str, str]:
    """The programs that set the type, by their names, and their versions."""
    import weasyprint
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {
        "letterkit": __version__,
        "weasyprint": str(weasyprint.__version__),
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
    }


def _files(workspace: Workspace, campaign: str) -> Iterator[tuple[Path, Path, Path]]:
    """Each file, with the folder that it counts in, and the one that it must lie in."""
    root, packages = workspace.root, packaged(TEMPLATES)
    seeds, own, *others = source_folders(workspace, campaign)
    names = (*(kind.file for kind in DOCUMENTS), CONSENT_FILE)
    yield from ((own / name, own, root) for name in names if (own / name).is_file())
    imported = os.fspath(seeds / IMPORTED) + os.sep
    for file in files_below(seeds, root):
        if not (os.fspath(file) + os.sep).startswith(imported):  # no letter is made of what is proposed
            yield file, seeds, root
    for folder in (own / "blocks", own / IMAGES, *others):
        inside = folder if folder == packages else root
        yield from ((file, folder, inside) for file in files_below(folder, inside))


def _weasyprint() -> str:
    """Which WeasyPrint is installed, told by its file: reading its version would take longer."""
    spec = find_spec("weasyprint")
    if spec is None or spec.origin is None:
        return "none"
    file = Path(spec.origin).stat()
    return f"{file.st_size} {file.st_mtime_ns}"
