"""The fonts a letter is set in, kept apart from those that happen to be installed.

The serif comes from a Python package, so that the same letter breaks its lines alike on every machine.
For scripts that it lacks, fonts are taken from the workspace's `fonts/` folder and from the few system
packages named in `SCRIPTS`, and from nowhere else; an installed font only where a template asks for it by
its name (see `typefaces`). Whatever a style sheet names, Latin falls back to the serif. Only static
TrueType is used: OpenType fonts with CFF outlines and variable fonts fail PDF/UA and PDF/A-3a as
WeasyPrint 70 embeds them.
"""

from __future__ import annotations

import hashlib
import html
import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.files.inside import lies_inside, shown_bytes
from letterkit.files.kept import cache_folder, keep
from letterkit.files.listing import entries, files_below
from letterkit.files.reading import FONT, outside, problem_of, require_fit
from letterkit.writers.pdf.loading import import_weasyprint, let_go_at_exit

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

SERIF = "Source Serif Pro"
_SERIF_PACKAGE = "font_source_serif_pro"


class Script(Struct, frozen=True):
    """A script that the serif lacks, the font used for it, its file, and Debian's package of it."""

    name: str
    family: str
    file: str
    package: str


# For Chinese a face without thin strokes, such as a Hei: those of a Song face are lost by fax in standard
# mode (see bench/fax.py).
SCRIPTS = (
    Script("Arabic and Uyghur", "Noto Naskh Arabic", "NotoNaskhArabic-*.ttf", "fonts-noto-core"),
    Script("Tibetan", "Noto Serif Tibetan", "NotoSerifTibetan-*.ttf", "fonts-noto-core"),
    Script("Chinese", "Droid Sans Fallback", "DroidSansFallbackFull.ttf", "fonts-droid-fallback"),
)
_SYSTEM_FOLDERS = (
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/droid",
    "/Library/Fonts",
    "/opt/homebrew/share/fonts",
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


def script_files(folders: tuple[Path, ...] = ()) -> list[Path | None]:
    """The file that would be used for each of the `SCRIPTS`, None where it is not installed."""
    every = [*folders, *map(Path, _SYSTEM_FOLDERS)]
    there_are = [file for folder in every for file in entries(folder, folder)]
    found = ((file for file in there_are if fnmatch(file.name, script.file)) for script in SCRIPTS)
    return [next(files, None) for files in found]


def unfit(workspace_fonts: Path, inside: Path) -> list[Diagnostic]:
    """What keeps the workspace's fonts from being used: a file or folder there that is none, or a link.

    fontconfig reads a folder whole, follows every link in it and waits at a pipe.
    """
    found: list[Diagnostic] = []
    if workspace_fonts.exists() and not lies_inside(workspace_fonts, inside):
        found.append(problem_of(outside(workspace_fonts), _shown(workspace_fonts, inside)))
    for file in files_below(workspace_fonts, inside):
        try:
            require_fit(file, inside, FONT)
        except OSError as error:
            found.append(problem_of(error, _shown(file, inside)))
    return found


def _shown(path: Path, inside: Path) -> str:
    return shown_bytes(path.relative_to(inside).as_posix())


def configuration(workspace_fonts: Path, installed: Iterable[Path] = ()) -> FontConfiguration:
    """The fonts for WeasyPrint: the serif, the workspace's, those of `SCRIPTS`, and these `installed`."""
    return _configuration(_write_config(_config(workspace_fonts, sorted(set(installed)))))


def digest(workspace_fonts: Path, installed: Iterable[Path], loaded: Iterable[Path]) -> str:
    """A digest of what says how wide words are in that configuration: its fonts, what sets them, and
    files that a style sheet may have `loaded`.
    """
    import weasyprint
    from weasyprint.text.ffi import pango

    found = hashlib.sha256(f"{weasyprint.__version__} {pango.pango_version()}".encode())
    found.update(_config(workspace_fonts, sorted(set(installed))).encode())
    scripts = script_files((workspace_fonts,))
    serif = serif_folder()
    for file in (*installed, *entries(serif, serif), *filter(None, scripts), *loaded):
        with suppress(OSError):
            found.update(_state(file))
    return found.hexdigest()


def all_fonts(workspace_fonts: Path) -> FontConfiguration:
    """Every font of the workspace and the machine, of any kind: to look through, not to set words in."""
    folders = [folder for folder in (workspace_fonts, *_installed_folders()) if folder.is_dir()]
    lines = [*_HEAD, *_folders(folders), *_listed(workspace_fonts), *_cache_folder(), "</fontconfig>"]
    return _configuration(_write_config("\n".join(lines) + "\n"))


@let_go_at_exit
@lru_cache
def _configuration(file: Path) -> FontConfiguration:
    os.environ["FONTCONFIG_FILE"] = str(file)
    import_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _config(workspace_fonts: Path, installed: Sequence[Path]) -> str:
    """fontconfig's own format: see its manual, fonts-conf(5)."""
    system = [Path(folder) for folder in _SYSTEM_FOLDERS if Path(folder).is_dir()]
    system += sorted({file.parent for file in installed})
    rejected = ["*.otf", "*.otc", "*.woff", "*.woff2", *(f"{folder}/*" for folder in system)]
    accepted = [*(f"*/{script.file}" for script in SCRIPTS), *map(str, installed)]
    lines = [*_HEAD, *_folders([serif_folder(), workspace_fonts, *system]), *_listed(workspace_fonts)]
    lines += [*_cache_folder(), "<selectfont>"]
    lines += [f"<acceptfont><glob>{_escaped(glob)}</glob></acceptfont>" for glob in accepted]
    lines += [f"<rejectfont><glob>{_escaped(glob)}</glob></rejectfont>" for glob in rejected]
    lines += [
        '<rejectfont><pattern><patelt name="variable"><bool>true</bool></patelt></pattern></rejectfont>',
        "</selectfont>",
        *_LATIN_RULES,
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"


_HEAD = ('<?xml version="1.0"?>', "<fontconfig>")
# The serif comes last in every list of families; and a font for Chinese, Japanese or Korean sets no Latin
# letter or figure, not even one that the serif lacks: LK501 names it instead.
_LATIN_RULES = (
    (
        '<match target="pattern"><edit name="family" mode="append_last" binding="strong">'
        f"<string>{SERIF}</string></edit></match>"
    ),
    *(
        f'<match target="scan"><test name="lang" compare="contains"><string>{language}</string></test>'
        '<edit name="charset" mode="assign"><minus><name>charset</name><charset>'
        "<range><int>0x21</int><int>0x24f</int></range><range><int>0x1e00</int><int>0x1eff</int></range>"
        "</charset></minus></edit></match>"
        for language in ("zh-cn", "zh-tw", "ja", "ko")
    ),
)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _folders(folders: Iterable[Path]) -> list[str]:
    return [f"<dir>{_escaped(str(folder))}</dir>" for folder in folders]


def _listed(folder: Path) -> list[str]:
    """A digest of the folder's files: fontconfig reads a folder once, so that a change makes a new
    configuration.
    """
    listing = hashlib.sha256()
    for file in files_below(folder, folder):
        with suppress(OSError):
            listing.update(_state(file))
    return [f"<!-- {listing.hexdigest()} -->"]


def _state(file: Path) -> bytes:
    """A file's name, and what changes where another takes its place. Raises OSError."""
    return os.fsencode(file) + f"\0{file.stat().st_mtime_ns}\0".encode()


def _cache_folder() -> list[str]:
    # Named anew with `_LATIN_RULES`, which change what is kept in it.
    return [f"<cachedir>{_escaped(str(cache_folder() / 'fontconfig-2'))}</cachedir>"]


def _installed_folders() -> list[Path]:
    """Where the system keeps fonts: fontconfig's own folders, and those of macOS and Windows."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path(data, "fonts"),
        home / ".fonts",
    ]


def _write_config(text: str) -> Path:
    """The configuration as a file whose name is its digest, so that processes may share it."""
    content = text.encode()
    return keep("fonts", hashlib.sha256(content).hexdigest()[:16], "conf", content)
