"""loading: WeasyPrint without fontTools, Pillow and a parser of C, until one of them is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from letterkit.files.kept import cache_folder
from letterkit.writers.pdf import loading

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere cffi is left alone")
LOADED = """
import sys
from letterkit.writers.pdf.loading import import_weasyprint
import_weasyprint()
loaded = [name for name in ("fontTools", "PIL", "pycparser", "cffi") if name in sys.modules]
import weasyprint.pdf.fonts, weasyprint.text.fonts
from weasyprint.text.ffi import ffi, pango
from io import BytesIO
try:
    weasyprint.pdf.fonts.TTFont(BytesIO(b"no font"))
except weasyprint.pdf.fonts.TTLibError as error:
    refused = str(error)
real = [weasyprint.pdf.fonts.subset.Options.__module__, weasyprint.text.fonts.woff2.__name__]
sheets = [weasyprint.html.UA_STYLESHEET, weasyprint.html.PH_STYLESHEET]
has_rules = [bool(sheet.matcher.lower_local_name_selectors) for sheet in sheets]
layout = weasyprint.HTML(string="<p style='font-family: serif'>Words").render()
from PIL import EpsImagePlugin, ImageFile
before = EpsImagePlugin.gs_binary
try:
    weasyprint.images.Image.open(BytesIO(b"no picture"))
except OSError as error:
    pictures = [type(error).__name__, before, EpsImagePlugin.gs_binary, ImageFile.LOAD_TRUNCATED_IMAGES]
print(pictures)
print([loaded, pango.pango_version() > 0, refused, real, has_rules, len(layout.pages)])
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache folder of a user of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache_folder.cache_clear()
    yield tmp_path / "letterkit"
    cache_folder.cache_clear()


def source() -> Path:
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "text" / "ffi.py"


@ONLY_LINUX
def test_fonts_load_font_tools_and_pictures_pillow_and_nothing_else_loads_them(cache: Path) -> None:
    loading._declarations(source())
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache.parent)},
    )
    refused = "Not a TrueType or OpenType font (not enough data)"
    real = ["fontTools.subset", "fontTools.ttLib.woff2"]
    # Pillow is told what WeasyPrint had set, for safety among it: no Ghostscript for EPS.
    pictures = ["UnidentifiedImageError", None, False, True]
    assert done.stdout == f"{pictures}\n{[[], True, refused, real, [True, True], 1]}\n"


def test_declarations_are_kept_as_data_and_made_again_where_they_were_damaged(cache: Path) -> None:
    made = loading._declarations(source())
    (file,) = cache.glob("declarations-*.json")
    content = file.read_bytes()
    assert dict(json.loads(content[65:])).keys() == made.keys()
    assert loading._declarations(source()) == made
    file.write_bytes(content[:-9] + b"z" + content[-8:])
    assert loading._declarations(source()) == made
    assert file.read_bytes() == content


def test_other_declarations_are_compiled_anew(cache: Path, tmp_path: Path) -> None:
    """As a newer WeasyPrint may have them."""
    other = tmp_path / "ffi.py"
    other.write_text("ffi = cffi.FFI()\nffi.cdef('''int puts(const char *s);''')\n")
    made = loading._declarations(other)
    assert b"puts" in b"".join(part for part in made["_globals"] if isinstance(part, bytes))
    assert len(list(cache.glob("declarations-*.json"))) == 1


def test_what_stands_in_goes_again_also_where_the_import_fails() -> None:
    real, other = sys.modules["json"], ModuleType("json")

    def fails() -> None:
        with loading._standing_in({"json": other}):
            assert sys.modules["json"] is other
            raise OSError("no Pango")

    with pytest.raises(OSError, match="no Pango"):
        fails()
    assert sys.modules["json"] is real
