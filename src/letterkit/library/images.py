"""The pictures of a workspace: `images/`, and a campaign's own `images/`, which come before it."""

from __future__ import annotations

from pathlib import Path

from letterkit.diagnostics import Diagnostic, Location, did_you_mean
from letterkit.files.listing import files_below
from letterkit.files.reading import IMAGE, problem_of
from letterkit.library.index import Library
from letterkit.library.workspace import IMAGES
from letterkit.pictures import Picture, UnfitPictureError, read_picture


def image_file(library: Library, name: str) -> Path | None:
    """The file of a picture that a block names, such as `images/logo.svg`; None where there is none."""
    folders = filter(None, (library.campaign_folder, library.workspace.root))
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def read_image(
    library: Library, name: str, asked_from: Location
) -> tuple[Picture | None, list[Diagnostic]]:
    """The picture of that name, and what is wrong with it: LK221, at the picture's own line or where it
    is named.
    """
    path, workspace = image_file(library, name), library.workspace
    if path is None:
        files = files_below(workspace.root / IMAGES, workspace.root)
        there = [file.relative_to(workspace.root).as_posix() for file in files]
        hint = did_you_mean(name, sorted(there)) or f"put the file into {IMAGES}/"
        return None, [Diagnostic("LK221", f"there is no picture {name}", asked_from, hint)]
    try:
        return read_picture(name, workspace.read(path, IMAGE)), []
    except UnfitPictureError as error:
        place = Location(workspace.shown(path), error.line, 1)
        return None, [Diagnostic("LK221", f"no picture for a letter: {error}", place, error.hint)]
    except OSError as error:
        return None, [problem_of(error, workspace.shown(path))]
