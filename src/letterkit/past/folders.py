"""Where git keeps a repository, looked at before git is asked: all of it must lie in one place.

Git itself follows whatever it finds: a `.git` file or link, `commondir`, links among its own files, a
list of alternate stores, settings that include others. In a folder that came from a stranger each may
lead to another repository of the user's, or to a pipe at which git waits for ever. The forms that git
itself makes are known by pointing back: a worktree's folder names the worktree, a submodule's lies in the
repository around it, one made with --separate-git-dir names its files in `core.worktree`.
The layout is that of gitrepository-layout(5).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from letterkit.diagnostics import LetterkitError
from letterkit.files.inside import lies_inside
from letterkit.files.reading import FileKind, read_file, read_named

_POINTER = FileKind("a pointer of git's", 100_000)
# What git opens by itself, whatever it is asked.
_PARTS = (
    *("HEAD", "config", "config.worktree", "index", "packed-refs", "shallow", "refs", "refs/heads"),
    *("refs/tags", "reftable", "objects", "objects/info", "objects/info/alternates", "objects/pack"),
    *("info", "info/attributes", "info/exclude", "info/grafts", "info/sparse-checkout", "worktrees"),
)


def require_whole(folder: Path, includes: Iterable[str] = ()) -> None:
    """Raises LetterkitError where the repository that a folder lies in is bare, or leads out of itself.

    `includes` are the files that its settings include. Without a repository nothing is said.
    """
    for place in (folder, *folder.parents):
        pointer = place / ".git"
        if os.path.lexists(pointer):
            git, common = _led_to(pointer)
            _require_parts(git, common)
            _require_includes(includes, common, place)
            return
        if _is_bare(place):
            message = f"{place} is laid out like a bare repository, and is not asked"
            hint = "a clone from a stranger may hold one; move HEAD, objects/ and refs/ out of the folder"
            raise UnfitRepositoryError(message, hint)


class UnfitRepositoryError(LetterkitError):
    """A repository that there is, and that is not asked: what is wrong with it, and what to do."""


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").exists() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _led_to(pointer: Path) -> tuple[Path, Path]:
    """The folder that `.git` is or leads to, and the one that it shares with other worktrees."""
    mode = pointer.lstat().st_mode
    if stat.S_ISLNK(mode) or stat.S_ISDIR(mode):
        git = Path(os.path.realpath(pointer))
    else:
        git = _pointed_to(pointer, pointer.parent, "gitdir: ")
    shared = git / "commondir"
    common = _pointed_to(shared, git) if os.path.lexists(shared) else git
    if common != git:
        if not (common / "worktrees" == git.parent and _points_back(git, pointer)):
            raise _leads_out(pointer if git != pointer else shared, common)
    elif not (_is_near(git, pointer.parent) or _names_work_tree(git, pointer.parent)):
        hint = f"if it is your own, let it say so: git config core.worktree '{pointer.parent}'"
        raise _leads_out(pointer, git, hint)
    return git, common


def _pointed_to(file: Path, start: Path, before: str = "") -> Path:
    """The folder that a file of git's names, links followed. Raises LetterkitError for any other file."""
    try:
        text = os.fsdecode(read_file(file, file.parent, _POINTER))
    except OSError as error:
        raise UnfitRepositoryError(f"{file} cannot be read: {error.strerror or error}", _HINT) from None
    if not text.startswith(before):
        raise UnfitRepositoryError(f"{file} is no file of git's", _HINT)
    return Path(os.path.realpath(start / text.removeprefix(before).strip("\r\n")))


def _points_back(git: Path, pointer: Path) -> bool:
    with suppress(UnfitRepositoryError):
        return _pointed_to(git / "gitdir", git) == Path(os.path.realpath(pointer))
    return False


def _is_near(git: Path, place: Path) -> bool:
    """Whether it lies below the folder whose `.git` it is, or, as a submodule's, in that of one above."""
    bases = (place, *(folder / ".git" for folder in place.parents))
    return any(base.is_dir() and not base.is_symlink() and lies_inside(git, base) for base in bases)


def _names_work_tree(git: Path, place: Path) -> bool:
    with suppress(OSError):
        text = os.fsdecode(read_named(git / "config", _POINTER))
        named = re.findall(r"^\s*worktree\s*=\s*(.+?)\s*$", text, re.MULTILINE | re.IGNORECASE)
        return [Path(os.path.realpath(git / name.strip('"'))) for name in named] == [place.resolve()]
    return False


def _require_parts(git: Path, common: Path) -> None:
    for folder in dict.fromkeys((git, common)):
        for name in _PARTS:
            part = folder / name
            with suppress(FileNotFoundError, NotADirectoryError):
                mode = part.lstat().st_mode
                if stat.S_ISLNK(mode):
                    if not (lies_inside(part, git) or lies_inside(part, common)):
                        raise _leads_out(part, Path(os.path.realpath(part)))
                    mode = part.stat().st_mode
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    raise UnfitRepositoryError(f"{part} is neither a file nor a folder", _HINT)
    _require_stores(common)


def _require_stores(common: Path) -> None:
    """Raises LetterkitError where a store of objects that is named, or that those name, lies outside."""
    waiting, seen = [common / "objects"], set[Path]()
    while waiting:
        objects = waiting.pop()
        for store in _alternates(objects):
            if not lies_inside(store, common):
                hint = "make this clone whole: git repack -a -d, and delete that file"
                raise _leads_out(objects / "info/alternates", store, hint)
            real = Path(os.path.realpath(store))
            if real not in seen:
                seen.add(real)
                waiting.append(real)


def _alternates(objects: Path) -> Iterator[Path]:
    """The other stores of objects that a store names, one a line."""
    file = objects / "info" / "alternates"
    try:
        lines = read_file(file, objects, _POINTER).split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnfitRepositoryError(f"{file} cannot be read: {error.strerror or error}", _HINT) from None
    for line in lines:
        if line and not line.startswith(b"#"):
            yield objects / os.fsdecode(line.strip(b'"'))


def _require_includes(includes: Iterable[str], common: Path, place: Path) -> None:
    for name in includes:
        path = common / name
        is_inside = lies_inside(path, place) or lies_inside(path, common)
        if name.startswith(("~", "%(")) or not is_inside:
            hint = f"copy what is in it into {common / 'config'}, and take the line out there"
            raise _leads_out(common / "config", path, hint)
        if path.exists() and not path.is_file():
            raise UnfitRepositoryError(f"{path} is no file, and {common / 'config'} includes it", _HINT)


_HINT = "look at it; letterkit asks git nothing before it is mended"


def _leads_out(part: Path, to: Path, hint: str = _HINT) -> UnfitRepositoryError:
    return UnfitRepositoryError(f"{part} leads out of the repository, to {to}", hint)
