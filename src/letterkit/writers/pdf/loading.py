"""WeasyPrint imported without what no letter needs, which takes longer than laying out a letter.

- fontTools, 147 modules, is loaded where a font asks for it: WeasyPrint takes it for variable, bitmap and
  emoji fonts, for WOFF2, and where HarfBuzz's subsetter is missing. Pillow is loaded for pictures; what
  it says of the profile of colours that each PDF/A has is kept as data too.
- WeasyPrint declares Pango's functions to cffi as text, which a parser of C written in Python reads. What
  comes of it is kept in the user's cache folder: made there by cffi's own means, named by a digest of the
  declarations' file and cffi's version, and read as data.
- WeasyPrint's own style sheets are parsed when they are first used (see `stylesheets`).
- WeasyPrint asks Python for the types of files, which reads the machine's lists of them; those that a PDF
  carries, JSON and vCards, Python knows itself.
- Before cffi loads a library by its name it asks `ctypes.util.find_library`, which on Linux starts dozens
  of compiler and linker processes; the names that WeasyPrint tries next find it at once.

The declarations and the search on Linux alone: elsewhere cffi has to make the search, which is what finds
the libraries.
What WeasyPrint could do itself is written up in the upstream page of docs.
"""

from __future__ import annotations

import ast
import atexit
import ctypes.util
import hashlib
import importlib
import mimetypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib.util import find_spec
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, BinaryIO, Protocol, TypeVar

from letterkit.diagnostics import LetterkitError
from letterkit.files.kept import kept_values
from letterkit.files.scratch import temporary_folder
from letterkit.writers.pdf.stylesheets import late_styles

PANGO_HINT = (
    "Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: see docs/install.md"
)
_LATE = (
    ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer"),
    ("PIL",),
)
# WeasyPrint's modules that import from those.
_IMPORTING = ("draw.text", "images", "pdf.fonts", "text.fonts")
_KIND = "declarations"
_COLOURS = "colours"


def import_weasyprint() -> None:
    """Import WeasyPrint. Raises LetterkitError where Pango is missing."""
    if "weasyprint" in sys.modules:
        return
    try:
        with _standing_in(_late_modules()), late_styles(), _without_search(), _own_types():
            import weasyprint  # noqa: F401
    except OSError as error:
        reason = str(error).splitlines()[0]
        raise LetterkitError(
            f"Pango, which lays out the text, is missing ({reason})", PANGO_HINT
        ) from None


class _Emptied(Protocol):
    def cache_clear(self) -> None: ...


Kept = TypeVar("Kept", bound=_Emptied)


def let_go_at_exit(function: Kept) -> Kept:
    """A function whose cache holds what Pango made. It is emptied before Python ends.

    Later the library may have been unloaded, whose function frees it: Python would crash.
    """
    atexit.register(function.cache_clear)
    return function


@contextmanager
def _standing_in(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    """These modules are what is imported by their names, but only meanwhile."""
    real = {name: sys.modules.pop(name) for name in modules if name in sys.modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        sys.modules.update(real)


@contextmanager
def _without_search() -> Iterator[None]:
    """On Linux: with compiled declarations, and without a search for libraries."""
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        with _standing_in(_compiled_cffi()):
            yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _own_types() -> Iterator[None]:
    """With the types of files that Python knows, whatever the machine's own lists say of them."""
    listed = mimetypes.knownfiles
    mimetypes.knownfiles = []
    try:
        yield
    finally:
        mimetypes.knownfiles = listed


def _weasyprint_folder() -> Path | None:
    spec = find_spec("weasyprint")
    return Path(spec.origin).parent if spec and spec.origin else None


# fontTools and Pillow


class _LateModule(ModuleType):
    """Stands for a module of a library, of which any name is had."""

    __path__: list[str] = []  # noqa: RUF012  # what tells Python that it is a package

    def __getattr__(self, name: str) -> _Late:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(self.__name__, name)


class _Late:
    """Stands for a name of a library in WeasyPrint's modules, until one of that library's is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._used()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._used(), name)

    def _used(self) -> Any:
        """What it stands for. From now on the library's real names stand in WeasyPrint's modules, all of
        them: an `except` cannot wait.
        """
        for name in _IMPORTING:
            names = vars(sys.modules[f"weasyprint.{name}"])
            late = {name: value for name, value in names.items() if isinstance(value, _Late)}
            names.update({name: value.real() for name, value in late.items() if self._is_beside(value)})
        return self.real()

    def _is_beside(self, other: _Late) -> bool:
        """Whether the other is a name of the same library."""
        return self._module.partition(".")[0] == other._module.partition(".")[0]

    def real(self) -> Any:
        """The name of the library, with what WeasyPrint has set of it."""
        module = importlib.import_module(self._module)
        if hasattr(module, self._name):
            found = getattr(module, self._name)
        else:
            found = importlib.import_module(f"{self._module}.{self._name}")
        for name, value in vars(self).items():
            if name not in ("_module", "_name"):
                setattr(found, name, value)
        return found


def _late_modules() -> dict[str, ModuleType]:
    libraries = (modules for modules in _LATE if modules[0] not in sys.modules)
    late: dict[str, ModuleType] = {name: _LateModule(name) for modules in libraries for name in modules}
    if "PIL" in late:
        late["PIL.ImageCms"] = ModuleType("PIL.ImageCms")
        late["PIL.ImageCms"].ImageCmsProfile = _Profile  # type: ignore[attr-defined]
    return late


class _Profile:
    """Stands for Pillow's class of that sort: what WeasyPrint asks of a profile of colours (ICC.1)."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises what Pillow does where it is no profile."""
        content = file.read()
        digest = hashlib.sha256(content).hexdigest()[:32]
        model, description, written = kept_values(_COLOURS, digest, lambda: _asked_of(content))
        self.profile = SimpleNamespace(model=model, profile_description=description)
        self._written: bytes = written.encode("latin-1")

    def tobytes(self) -> bytes:
        """The profile as a file."""
        return self._written


def _asked_of(profile: bytes) -> list[str | None]:
    from PIL.ImageCms import ImageCmsProfile

    found = ImageCmsProfile(BytesIO(profile))
    # First the bytes, as WeasyPrint does: Little CMS writes a text otherwise once it was read.
    written = found.tobytes().decode("latin-1")
    return [found.profile.model, found.profile.profile_description, written]


# The declarations


def _compiled_cffi() -> dict[str, ModuleType]:
    """What stands for cffi: nothing where WeasyPrint has no such declarations."""
    folder = _weasyprint_folder()
    file = folder / "text" / "ffi.py" if folder else None
    return {"cffi": _Compiled(_declarations(file))} if file and file.is_file() else {}


class _Compiled(ModuleType):
    """Stands for cffi, and has read the declarations already."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        import _cffi_backend

        class FFI(_cffi_backend.FFI):  # type: ignore[misc]  # a class in C, without types
            def __init__(self) -> None:
                super().__init__("pango", **declared)

            def cdef(self, source: str) -> None:
                """Nothing to read: `declared` was made of the same text."""

        super().__init__("cffi")
        self.FFI = FFI


def _declarations(file: Path) -> dict[str, Any]:
    """The declarations of that module, compiled: as they are kept, or made and kept."""
    digest = _digest(file)
    found = kept_values(_KIND, digest, lambda: _compiled(file))
    return {str(name, "ascii"): value for name, value in _from_json(found)}


def _digest(file: Path) -> str:
    """A digest of all that the compiled declarations depend on."""
    import _cffi_backend

    on = f"{_cffi_backend.__version__} {sys.implementation.cache_tag} {sys.maxsize}"
    return hashlib.sha256(file.read_bytes() + on.encode()).hexdigest()[:32]


def _compiled(file: Path) -> list[Any]:
    """WeasyPrint's declarations as cffi writes them, each argument with its name, in JSON's values.

    See cffi's documentation, "Preparing and distributing modules", on `emit_python_code`.
    """
    import cffi

    maker = cffi.FFI()
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", None) == "cdef":
            maker.cdef(ast.literal_eval(call.args[0]))
    maker.set_source("pango", None)
    with temporary_folder() as folder, redirect_stdout(StringIO()):  # it says what it does
        maker.emit_python_code(str(folder / "pango.py"))
        written = ast.parse((folder / "pango.py").read_text(encoding="utf-8"))
    (made,) = (node for node in ast.walk(written) if isinstance(node, ast.Call))
    return [(name.arg, _to_json(ast.literal_eval(name.value))) for name in made.keywords]


def _to_json(value: Any) -> Any:
    """Bytes as text, of which each character is one of them; rows as lists."""
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from_json(item) for item in value)
    return value.encode("latin-1") if isinstance(value, str) else value
