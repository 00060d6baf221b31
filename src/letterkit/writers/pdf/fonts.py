"""The fonts a letter is set in, kept apart from those that happen to be installed.

The serif comes from a Python package, so that the same letter breaks its lines alike on every machine.
For scripts that it lacks, fonts are taken from the workspace's `fonts/` folder and from the few system
packages named in `SCRIPTS`, and from nowhere else. Only static TrueType is used: OpenType fonts with CFF
outlines and variable fonts fail PDF/UA and PDF/A-3a as WeasyPrint 70 embeds them.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from letterkit.diagnostics import LetterkitError
from letterkit.files.writing import write_file

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

SERIF = "Source Serif Pro"
_SERIF_PACKAGE = "font_source_serif_pro"


@dataclass(frozen=True, slots=True)
class Script:
    """A script that the serif lacks, the font used for it, its file, and Debian's package of it."""

    name: str
    family: str
    file: str
    package: str


SCRIPTS = (
    Script("Arabic and Uyghur", "Noto Naskh Arabic", "NotoNaskhArabic-*.ttf", "fonts-noto-core"),
    Script("Tibetan", "Noto Serif Tibetan", "NotoSerifTibetan-*.ttf", "fonts-noto-core"),
    Script("Chinese", "AR PL UMing CN", "uming.ttc", "fonts-arphic-uming"),
)
_SYSTEM_FOLDERS = (
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/arphic",
    "/Library/Fonts",
    "/opt/homebrew/share/fonts",
)

PANGO_HINT = (
    "Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: see docs/install.md"
)


def serif_folder() -> Path:
    """The folder of the serif's files. Raises LetterkitError where the package is missing."""
    spec = importlib.util.find_spec(_SERIF_PACKAGE)
    if spec is None or spec.origin is None:
        raise LetterkitError(
            "the letter's typeface is not installed",
            "python -m pip install font-source-serif-pro",
        )
    return Path(spec.origin).parent / "files"


def script_file(script: Script, folders: tuple[Path, ...] = ()) -> Path | None:
    """The file that would be used for a script, or None where it is not installed."""
    for folder in (*folders, *map(Path, _SYSTEM_FOLDERS)):
        found = sorted(folder.glob(script.file)) if folder.is_dir() else []
        if found:
            return found[0]
    return None


def import_weasyprint() -> None:
    """Import WeasyPrint. Raises LetterkitError where Pango is missing.

    Before cffi loads a library by its name it asks `ctypes.util.find_library`, which on Linux starts
    dozens of compiler and linker processes; the names that WeasyPrint tries next find it at once.
    """
    if "weasyprint" in sys.modules:
        return
    try:
        with _no_library_search():
            import weasyprint  # noqa: F401
    except OSError as error:
        reason = str(error).splitlines()[0]
        raise LetterkitError(
            f"Pango, which lays out the text, is missing ({reason})", PANGO_HINT
        ) from None


@contextmanager
def _no_library_search() -> Iterator[None]:
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def configuration(workspace_fonts: Path) -> FontConfiguration:
    """The fonts for WeasyPrint: the serif, the workspace's, and those of `SCRIPTS`."""
    return _configuration(_write_config(_config(workspace_fonts)))


@lru_cache
def _configuration(file: Path) -> FontConfiguration:
    os.environ["FONTCONFIG_FILE"] = str(file)
    import_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _config(workspace_fonts: Path) -> str:
    """fontconfig's own format: see its manual, fonts-conf(5)."""
    system = [folder for folder in _SYSTEM_FOLDERS if Path(folder).is_dir()]
    folders = [str(serif_folder()), str(workspace_fonts), *system]
    rejected = ["*.otf", "*.otc", "*.woff", "*.woff2", *(f"{folder}/*" for folder in system)]
    lines = ['<?xml version="1.0"?>', "<fontconfig>"]
    lines += [f"<dir>{escape(folder)}</dir>" for folder in folders]
    # fontconfig reads a folder once; naming the files makes a new configuration when they change.
    lines += [f"<!-- {escape(entry)} -->" for entry in _listing(workspace_fonts)]
    lines += [f"<cachedir>{escape(str(_cache() / 'fontconfig'))}</cachedir>", "<selectfont>"]
    lines += [f"<acceptfont><glob>*/{script.file}</glob></acceptfont>" for script in SCRIPTS]
    lines += [f"<rejectfont><glob>{escape(glob)}</glob></rejectfont>" for glob in rejected]
    lines += [
        '<rejectfont><pattern><patelt name="variable"><bool>true</bool></patelt></pattern></rejectfont>',
        "</selectfont>",
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"


def _listing(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [f"{file.name.replace('--', '- -')} {file.stat().st_mtime_ns}" for file in files]


def _write_config(text: str) -> Path:
    """The configuration as a file whose name is its digest, so that processes may share it."""
    file = _cache() / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not file.exists():
        write_file(file, text.encode())
    return file


@lru_cache
def _cache() -> Path:
    """The user's cache folder (XDG Base Directory Specification 0.8); else a temporary one."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or str(Path.home() / ".cache")
    try:
        folder = Path(base) / "letterkit"
        folder.mkdir(parents=True, exist_ok=True)
        if base and os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="letterkit-"))
