"""The files of what was prepared, below the campaign's `out/`: all of them or none."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath

from letterkit.campaign.files import OutputFolder
from letterkit.delivery.model import Prepared
from letterkit.delivery.order import DeliveryOrder
from letterkit.diagnostics import Diagnostic
from letterkit.files.transaction import transaction


def folder_of(order: DeliveryOrder) -> Path:
    """Where the files go."""
    return order.workspace.campaign_folder(order.campaign) / "out" / order.folder


def write(
    order: DeliveryOrder, prepared: Prepared, *, force: bool = False
) -> tuple[list[Path], list[Diagnostic]]:
    """Write the files that differ; the paths written, and LK503 where one is somebody else's: then none.

    Raises LetterkitError where they cannot be written.
    """
    folders = _by_folder(folder_of(order), prepared)
    with transaction(order.workspace.root):
        outputs = {folder: OutputFolder(folder, order.workspace) for folder in folders}
        if not force and (foreign := _foreign(outputs, folders)):
            return [], foreign
        written = [output.write(folders[f], force=force) for f, output in outputs.items()]
    problems = [problem for each in written for problem in each.problems]
    return [path for each in written for path in each.written], problems


def _foreign(
    outputs: dict[Path, OutputFolder], folders: dict[Path, dict[Path, bytes]]
) -> list[Diagnostic]:
    return [each for f, output in outputs.items() for each in output.foreign(folders[f])]


def _by_folder(top: Path, prepared: Prepared) -> dict[Path, dict[Path, bytes]]:
    folders: dict[Path, dict[Path, bytes]] = defaultdict(dict)
    for name, content in prepared.files.items():
        if name in prepared.kept:
            continue
        path = top / PurePosixPath(name)
        folders[path.parent][path] = content
    return folders
