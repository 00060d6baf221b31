"""The typefaces that a template asks for by name, and those that are there.

The packaged style sheet names the serif and the fonts of `fonts.SCRIPTS`. Any other name comes from the
workspace's own template: it is looked for in the workspace's `fonts/` and among the installed fonts. What
is not there is told with the nearest that is.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.files.listing import files_below
from letterkit.files.reading import TEMPLATE, read_file
from letterkit.writers import Assets
from letterkit.writers.pdf import fonts

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.text.fonts import FontConfiguration

# CSS Fonts Module Level 4, 2.1.1: names that mean no one family.
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "math", "emoji", "fangsong"}
_GENERIC |= {"system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"}
_PACKAGED = {fonts.SERIF, *(script.family for script in fonts.SCRIPTS)}
# How near two names must be, from 0 to 1: as a slip of the keyboard leaves them. Any further, and the
# nearest may be a face for another script.
_LIKE = 0.75


class _Font(Struct, frozen=True):
    """One font that is there: its family's names, its file, and its format as fontconfig calls it."""

    families: tuple[str, ...]
    file: Path
    format: str


def unknown_families(document: Document, configuration: FontConfiguration) -> list[str]:
    """The families that the document's style names and the configuration lacks, in alphabetical order."""
    known = {_plain(name) for font in _fonts(configuration) for name in font.families}
    known |= _GENERIC | {_plain(name) for name in _PACKAGED}
    asked: set[str] = set()
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001  # see `lines`
            asked.update(box.style["font_family"])
    return sorted(name for name in asked if _plain(name) not in known)


def installed_files(families: Iterable[str], workspace_fonts: Path) -> list[Path]:
    """The files of these families that an archivable PDF may carry: static TrueType."""
    wanted = {_plain(name) for name in families}
    found = _fonts(fonts.all_fonts(workspace_fonts))
    files = {font.file for font in found if wanted & {_plain(name) for name in font.families}}
    return sorted(file for file in files if _is_static_truetype(file))


def missing_typefaces(
    families: Collection[str], assets: Assets, place: Location, setting: str | None = None
) -> Iterator[Diagnostic]:
    """LK511 for each family, where the workspace's template names it, else at `place`: that of the
    `setting`, where it is the document's own typeface.
    """
    found = list(_fonts(fonts.all_fonts(assets.fonts)))
    there = {_plain(name) for font in found for name in font.families}
    usable = {name for font in found if font.format == "TrueType" for name in font.families}
    for family in families:
        if _plain(family) in there:
            message = f"the typeface '{family}' is there, but not as static TrueType"
            hint = "the PDF takes no other kind: put its static .ttf files into fonts/"
        else:
            message = f"there is no typeface '{family}'"
            hint = f"{_nearest(family, usable | {fonts.SERIF})}; or put its .ttf files into fonts/"
        where = place if family == setting else _named_at(family, assets) or place
        yield Diagnostic("LK511", message, where, hint, Severity.WARNING)


def _nearest(family: str, usable: Collection[str]) -> str:
    names = {_plain(name): name for name in usable}
    near = difflib.get_close_matches(_plain(family), names, n=1, cutoff=_LIKE)
    return f"the nearest is '{names[near[0]]}'" if near else f"'{fonts.SERIF}' is always there"


def _named_at(family: str, assets: Assets) -> Location | None:
    """The first place in the workspace's own templates that has the name."""
    for folder in assets.templates[:-1]:
        for file in files_below(folder, assets.root):
            try:
                text = read_file(file, assets.root, TEMPLATE).decode("utf-8", "replace")
            except OSError:  # no template
                continue
            for number, line in enumerate(text.split("\n"), 1):
                column = line.casefold().find(family.casefold())
                if column >= 0:
                    return Location(file.relative_to(folder.parent).as_posix(), number, column + 1)
    return None


def _plain(family: str) -> str:
    """The name as fontconfig compares it: without capitals and spaces."""
    return family.casefold().replace(" ", "")


def _is_static_truetype(file: Path) -> bool:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            return font.flavor is None and "glyf" in font and "fvar" not in font
    except (OSError, TTLibError):
        return False


def _fonts(configuration: FontConfiguration) -> Iterator[_Font]:
    """The fonts of a configuration, those of its @font-face rules included."""
    from weasyprint.text.ffi import ffi, fontconfig

    for kind in (fontconfig.FcSetSystem, fontconfig.FcSetApplication):
        found = fontconfig.FcConfigGetFonts(configuration._config, kind)  # noqa: SLF001  # no other way in
        for i in range(found.nfont if found != ffi.NULL else 0):
            pattern = found.fonts[i]
            families = tuple(_strings(pattern, b"family"))
            file, form = (next(_strings(pattern, name), "") for name in (b"file", b"fontformat"))
            yield _Font(families, Path(file), form)


def _strings(pattern: object, name: bytes) -> Iterator[str]:
    """The values of a property of a font, in fontconfig's order."""
    from weasyprint.text.ffi import ffi, fontconfig

    value, number = ffi.new("FcChar8 **"), 0
    while fontconfig.FcPatternGetString(pattern, name, number, value) == fontconfig.FcResultMatch:
        yield ffi.string(ffi.cast("char *", value[0])).decode("utf-8", "replace")
        number += 1
