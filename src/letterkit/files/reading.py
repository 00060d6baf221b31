"""The one way to read a file: an ordinary file, inside a folder, no larger than its kind may be.

Whoever wrote a workspace decides what lies in it, and it may have come from a stranger. So a file is
found by walking down from the folder that it must lie in, one name after the other, and no link is
followed on the way. Where there is one, the place that it leads to is walked to in the same manner, if
that is inside. Nothing is waited for: a pipe that nobody writes to is refused like any other thing that
is no file. Windows has no such walk; there the place is looked up first, and compared with what was
opened.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, Severity


class FileKind(Struct, frozen=True):
    """What a file is to be read as, in a few words, and how many bytes it may have."""

    name: str
    largest: int


BLOCK = FileKind("a block", 1_000_000)
TEMPLATE = FileKind("a template", 1_000_000)
ASSET = FileKind("what stands beside a template", 8_000_000)
IMAGE = FileKind("a picture in a letter", 1_000_000)
RECORD = FileKind("a record of letterkit's", 8_000_000)
# Three ways for each of ten thousand recipients, half a kilobyte each, are 16 MB.
DELIVERIES = FileKind("a list of deliveries", 50_000_000)
PDF = FileKind("a PDF", 100_000_000)
# The largest that SCRIPTS names, AR PL UMing, has 22 MB; Noto's collections for East Asia have 20 to 60.
FONT = FileKind("a font", 100_000_000)
OLD_LETTER = FileKind("an old letter", 50_000_000)
TABLE = FileKind("a table", 20_000_000)


class UnfitFileError(OSError):
    """A file that letterkit does not read or write: what it is, the code that stands for that, a hint."""

    def __init__(self, path: Path | str, message: str, code: str, hint: str) -> None:
        super().__init__(errno.EPERM, message, os.fspath(path))
        self.code = code
        self.hint = hint


def read_file(path: Path, inside: Path, kind: FileKind) -> bytes:
    """What a file holds that lies in the folder `inside`, once links are followed.

    Raises UnfitFileError where it lies elsewhere, is no ordinary file or is larger than its kind may be;
    any other OSError where there is none or it may not be read.
    """
    return _content(_opened(path, inside), path, kind)


def read_text(path: Path, inside: Path, kind: FileKind) -> str:
    """The same as text, with every line ended by a line feed. A file that is not UTF-8 is unfit too."""
    return as_text(read_file(path, inside, kind), path)


def as_text(content: bytes, path: Path) -> str:
    """What a file holds, as text. Raises UnfitFileError where it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        raise UnfitFileError(path, "not UTF-8 text", "LK106", hint) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_named(path: Path, kind: FileKind) -> bytes:
    """What a file holds that a user named, wherever it lies. Raises as `read_file` does."""
    return _content(os.open(path, _READING), path, kind)


def require_fit(path: Path, inside: Path, kind: FileKind) -> os.stat_result:
    """What the system says of a file that could be read. Raises as `read_file` does."""
    descriptor = _opened(path, inside)
    try:
        return _fit(descriptor, path, kind)
    finally:
        os.close(descriptor)


def problem_of(error: OSError, file: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    """What to say of a file that could not be read, `file` being its path as people see it."""
    where = Location(file, 1, 1)
    if isinstance(error, UnfitFileError):
        return Diagnostic(error.code, str(error.strerror), where, error.hint, severity)
    return Diagnostic("LK110", error.strerror or str(error), where, None, severity)


# Opening

# None of these exists on Windows, and O_BINARY only there.
_SAFELY = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_READING = os.O_RDONLY | _SAFELY
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_CAN_WALK = bool(_NO_LINK) and os.open in os.supports_dir_fd
# What systems say of a link that is not followed: Linux of a file, and of a folder; FreeBSD of either.
_IS_LINK = (errno.ELOOP, errno.ENOTDIR, getattr(errno, "EMLINK", errno.ELOOP))


def _opened(path: Path, inside: Path) -> int:
    """A descriptor of the file. Raises UnfitFileError where it lies elsewhere."""
    names = _names(os.fspath(path), os.fspath(inside))
    if _CAN_WALK and names:
        try:
            return _walked(os.fspath(inside), names)
        except OSError as error:
            if error.errno not in _IS_LINK:
                raise _told(error, path) from None
    real, root = _real(path), os.path.realpath(inside)
    names = _names(real, root)
    if not names:
        raise outside(path)
    try:
        return _walked(root, names) if _CAN_WALK else _compared(real)
    except OSError as error:
        raise _told(error, path) from None


def _real(path: Path) -> str:
    """Where a path leads to, links followed. Raises UnfitFileError for a loop of them."""
    try:
        return os.path.realpath(path, strict=True)
    except OSError as error:
        raise _told(error, path) from None


def _names(path: str, folder: str) -> list[str]:
    """The names that lead from a folder down to a file; none where they do not."""
    prefix = folder if folder.endswith(os.sep) else folder + os.sep
    if not path.startswith(prefix):
        return []
    names = path[len(prefix) :].split(os.sep)  # noqa: PTH206  # as the system takes them, `..` too
    return [] if any(name in ("", ".", "..") for name in names) else names


def _walked(folder: str, names: list[str]) -> int:
    """A descriptor of the file that the names lead to, no link followed."""
    place = os.open(folder, _FOLDER)
    try:
        for name in names[:-1]:
            below = os.open(name, _FOLDER | _NO_LINK, dir_fd=place)
            os.close(place)
            place = below
        return os.open(names[-1], _READING | _NO_LINK, dir_fd=place)
    finally:
        os.close(place)


def _compared(real: str) -> int:
    """A descriptor of a file that has no link in its path, and is still the one that was there."""
    before = os.lstat(real)
    if not stat.S_ISREG(before.st_mode):
        raise _no_file(real, before.st_mode)
    descriptor = os.open(real, _READING)
    after = os.fstat(descriptor)
    if (before.st_dev, before.st_ino) != (after.st_dev, after.st_ino):
        os.close(descriptor)
        raise outside(real)
    return descriptor


def _told(error: OSError, path: Path) -> OSError:
    """The system's refusal, in our words where they say more."""
    if isinstance(error, UnfitFileError):
        return error
    if error.errno == errno.ELOOP:
        hint = "delete the link, or put the file in its place"
        return UnfitFileError(path, "a link that leads back to itself", "LK117", hint)
    if error.errno == errno.ENXIO:  # what opening a socket says
        return _no_file(path, stat.S_IFSOCK)
    return OSError(error.errno, error.strerror, os.fspath(path))


# What was opened


def _content(descriptor: int, path: Path, kind: FileKind) -> bytes:
    try:
        room = _fit(descriptor, path, kind).st_size + 1
        pieces: list[bytes] = []
        length = 0
        while piece := os.read(descriptor, max(room - length, 1 << 16)):
            pieces.append(piece)
            length += len(piece)
            if length > kind.largest:  # it grew meanwhile
                raise _too_large(path, kind)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)
    finally:
        os.close(descriptor)


def _fit(descriptor: int, path: Path, kind: FileKind) -> os.stat_result:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise _no_file(path, found.st_mode)
    if found.st_size > kind.largest:
        raise _too_large(path, kind)
    return found


def outside(path: Path | str) -> UnfitFileError:
    """What to raise for a path that leads out of the folder it must lie in."""
    hint = "put the file itself in the place of the link"
    return UnfitFileError(path, "a link out of the workspace", "LK208", hint)


_CALLED = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _no_file(path: Path | str, mode: int) -> UnfitFileError:
    called = _CALLED.get(stat.S_IFMT(mode), "something else")
    hint = "delete it, or move it out of the workspace"
    return UnfitFileError(path, f"{called}, and no file", "LK117", hint)


def _too_large(path: Path | str, kind: FileKind) -> UnfitFileError:
    message = f"more than {kind.largest // 1_000_000} MB, which is the most for {kind.name}"
    return UnfitFileError(path, message, "LK107", "make it smaller, or move it out of the workspace")
