"""The files that a document's templates are made of: those that a template names, and so on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, meta

from letterkit.writers import Assets


def files_of(names: Iterable[str], assets: Assets) -> dict[str, Path]:
    """Every file that these templates include or import, themselves among them: name → file.

    One that cannot be read is left out: whoever renders it says why.
    """
    environment = Environment(loader=FileSystemLoader(assets.templates), autoescape=True)
    found: dict[str, Path] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        file = next((folder / name for folder in assets.templates if (folder / name).is_file()), None)
        if name in found or file is None:
            continue
        found[name] = file
        try:
            named = meta.find_referenced_templates(environment.parse(file.read_text(encoding="utf-8")))
            waiting += [each for each in named if each is not None]
        except (TemplateError, OSError, ValueError):
            continue
    return found
