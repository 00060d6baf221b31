"""What letterkit needs from the machine, whether it is there, and the command that installs it."""

from __future__ import annotations

import ctypes
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from letterkit.diagnostics import LetterkitError
from letterkit.writers.pdf import fonts

_HARFBUZZ_SUBSET = {
    "linux": ("libharfbuzz-subset.so.0",),
    "darwin": (
        "libharfbuzz-subset.0.dylib",
        "/opt/homebrew/lib/libharfbuzz-subset.0.dylib",
        "/usr/local/lib/libharfbuzz-subset.0.dylib",
    ),
    "win32": ("libharfbuzz-subset-0.dll", "harfbuzz-subset"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for. Without what is `needed`, letters cannot be made."""

    name: str
    present: bool
    detail: str
    needed: bool = True
    remedy: str | None = None


def examine(workspace_fonts: Path | None = None) -> list[Finding]:
    """Look at this machine. `workspace_fonts` is the workspace's `fonts/` folder."""
    folders = (workspace_fonts,) if workspace_fonts else ()
    return [_python(), _yaml(), *_pango(), _subsetter(), _serif(), *_scripts(folders), _git()]


def _python() -> Finding:
    version = platform.python_version()
    remedy = "install Python 3.11 or newer"
    return Finding("Python", sys.version_info >= (3, 11), version, remedy=remedy)


def _yaml() -> Finding:
    import yaml

    present = hasattr(yaml, "CSafeLoader")
    detail = "libyaml" if present else "the slow reader, without libyaml"
    remedy = "python -m pip install --force-reinstall pyyaml"
    return Finding("YAML reader", present, detail, needed=False, remedy=remedy)


def _pango() -> Iterator[Finding]:
    try:
        fonts.import_weasyprint()
    except LetterkitError as error:
        yield Finding("Pango", False, error.message, remedy=error.hint)
        return
    from weasyprint import __version__
    from weasyprint.text.ffi import pango

    version = pango.pango_version()
    numbers = f"{version // 10000}.{version // 100 % 100}.{version % 100}"
    yield Finding("Pango", True, f"{numbers}, with WeasyPrint {__version__}")


def _subsetter() -> Finding:
    remedy = "Debian, Ubuntu: sudo apt-get install libharfbuzz-subset0; macOS: brew install harfbuzz"
    for name in _HARFBUZZ_SUBSET.get(sys.platform, ()):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return Finding("HarfBuzz subsetter", True, name)
    detail = "fonts are embedded with fontTools, which is slower"
    return Finding("HarfBuzz subsetter", False, detail, needed=False, remedy=remedy)


def _serif() -> Finding:
    try:
        folder = fonts.serif_folder()
    except LetterkitError as error:
        return Finding(fonts.SERIF, False, error.message, remedy=error.hint)
    return Finding(fonts.SERIF, True, f"{len(list(folder.glob('*.ttf')))} fonts")


def _scripts(folders: tuple[Path, ...]) -> Iterator[Finding]:
    for script in fonts.SCRIPTS:
        file = fonts.script_file(script, folders)
        remedy = (
            f"Debian, Ubuntu: sudo apt-get install {script.package}; else put a TrueType font into fonts/"
        )
        detail = file.name if file else f"no {script.family}: such names stop the PDF"
        yield Finding(f"{script.name} names", bool(file), detail, needed=False, remedy=remedy)


def _git() -> Finding:
    program = shutil.which("git")
    if program is None:
        detail = "letters can be made, but not their history kept"
        remedy = "Debian, Ubuntu: sudo apt-get install git; macOS: xcode-select --install"
        return Finding("git", False, detail, needed=False, remedy=remedy)
    # The program is git as found on the PATH, with a fixed argument.
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return Finding("git", True, answer.stdout.strip().removeprefix("git version "), needed=False)
