"""What letterkit needs from the machine, whether it is there, and the command that installs it."""

from __future__ import annotations

import ctypes
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.diagnostics.json import json_schema, json_text
from letterkit.files.listing import entries
from letterkit.past import git
from letterkit.writers.pdf import fonts, loading

_HARFBUZZ_SUBSET = {
    "linux": ("libharfbuzz-subset.so.0",),
    "darwin": (
        "libharfbuzz-subset.0.dylib",
        "/opt/homebrew/lib/libharfbuzz-subset.0.dylib",
        "/usr/local/lib/libharfbuzz-subset.0.dylib",
    ),
    "win32": ("libharfbuzz-subset-0.dll", "harfbuzz-subset"),
}


class Component(Struct, frozen=True):
    """One thing that was looked for on the machine.

    Without what is `needed`, letters cannot be made. `remedy` says how to install it.
    """

    name: str
    present: bool
    detail: str
    needed: bool = True
    remedy: str | None = None


def examine(workspace_fonts: Path | None = None) -> list[Component]:
    """Look at this machine. `workspace_fonts` is the workspace's `fonts/` folder."""
    folders = (workspace_fonts,) if workspace_fonts else ()
    return [_python(), _yaml(), *_pango(), _subsetter(), _serif(), *_scripts(folders), _git()]


def to_json(components: list[Component]) -> str:
    """The components as a JSON list, one object each, for other programs."""
    return json_text(components)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[Component], "letterkit doctor")


def _python() -> Component:
    version = platform.python_version()
    remedy = "install Python 3.11 or newer"
    return Component("Python", sys.version_info >= (3, 11), version, remedy=remedy)


def _yaml() -> Component:
    import yaml

    present = hasattr(yaml, "CSafeLoader")
    detail = "libyaml" if present else "the slow reader, without libyaml"
    remedy = "python -m pip install --force-reinstall pyyaml"
    return Component("YAML reader", present, detail, needed=False, remedy=remedy)


def _pango() -> Iterator[Component]:
    try:
        loading.import_weasyprint()
    except LetterkitError as error:
        yield Component("Pango", False, error.message, remedy=error.hint)
        return
    from weasyprint import __version__
    from weasyprint.text.ffi import pango

    version = pango.pango_version()
    numbers = f"{version // 10000}.{version // 100 % 100}.{version % 100}"
    yield Component("Pango", True, f"{numbers}, with WeasyPrint {__version__}")


def _subsetter() -> Component:
    remedy = "Debian, Ubuntu: sudo apt-get install libharfbuzz-subset0; macOS: brew install harfbuzz"
    for name in _HARFBUZZ_SUBSET.get(sys.platform, ()):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return Component("HarfBuzz subsetter", True, name)
    detail = "fonts are embedded with fontTools, which is slower"
    return Component("HarfBuzz subsetter", False, detail, needed=False, remedy=remedy)


def _serif() -> Component:
    try:
        folder = fonts.serif_folder()
    except LetterkitError as error:
        return Component(fonts.SERIF, False, error.message, remedy=error.hint)
    number = sum(file.suffix == ".ttf" for file in entries(folder, folder))
    return Component(fonts.SERIF, True, f"{number} fonts")


def _scripts(folders: tuple[Path, ...]) -> Iterator[Component]:
    for script, file in zip(fonts.SCRIPTS, fonts.script_files(folders), strict=True):
        remedy = (
            f"Debian, Ubuntu: sudo apt-get install {script.package}; else put a TrueType font into fonts/"
        )
        detail = file.name if file else f"no {script.family}: such names stop the PDF"
        yield Component(f"{script.name} names", bool(file), detail, needed=False, remedy=remedy)


def _git() -> Component:
    found = git.version()
    if found is None:
        detail = "letters can be made, but not their history kept"
        remedy = "Debian, Ubuntu: sudo apt-get install git; macOS: xcode-select --install"
        return Component("git", False, detail, needed=False, remedy=remedy)
    return Component("git", True, found, needed=False)
