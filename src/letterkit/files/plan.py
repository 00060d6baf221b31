"""Several files made, replaced and taken away: all of it, or nothing.

Everything is written beside its place first and read back; only then is anything renamed. Where a step
fails, those before it are taken back, the last one first. It does not survive a machine that stops
between two renames: then each file is still whole, and git tells which are new.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from letterkit.diagnostics import LetterkitError
from letterkit.files.inside import require_inside
from letterkit.files.reading import PDF, UnfitFileError, read_file
from letterkit.files.writing import write_beside, write_file

_HINT = "check the folder's permissions and the space on the disk"


@dataclass(frozen=True, slots=True)
class Plan:
    """Files with what they are to hold, and the folder that they make up.

    `replaced` has, for the files that exist already, the bytes that they must hold still; no other file
    may exist. `removed` are files and folders to take away once the others are written. All of it must
    lie in `inside` once links are followed: the workspace, or else `folder`.
    """

    folder: Path
    files: Mapping[Path, str | bytes]
    replaced: Mapping[Path, bytes] = field(default_factory=dict)
    removed: tuple[Path, ...] = ()
    inside: Path | None = None
    _way_back: list[Callable[[], object]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def write(self) -> None:
        """Carry it out. Raises LetterkitError, with everything as before, where that fails."""
        self._require_inside()
        self._require_as_planned()
        try:
            self._write_all()
            away = [self._move_away(path) for path in self.removed]
        except BaseException:
            self.undo()
            raise
        if away:  # what is deleted cannot come back, so the rest may not go back either
            self._way_back.clear()
        for path in away:
            _delete(path)

    def undo(self) -> None:
        """Take back what `write` did: the files, and the folders that were made for them and are empty.

        A plan that took something away stays. Raises LetterkitError, naming the files that could not be
        put back; all others are.
        """
        stuck: list[str] = []
        while self._way_back:
            try:
                self._way_back.pop()()
            except OSError as error:
                stuck.append(f"{error.filename}: {_reason(error)}")
        if stuck:
            names = "\n  ".join(stuck)
            raise LetterkitError(f"not all could be put back:\n  {names}", _HINT)

    @property
    def _root(self) -> Path:
        return self.inside or self.folder

    def _require_inside(self) -> None:
        for folder in dict.fromkeys(path.parent for path in (*self.files, *self.removed)):
            try:
                require_inside(folder, self._root)
            except UnfitFileError as error:
                message = f"{folder} is {error.strerror}; nothing was changed"
                raise LetterkitError(message, error.hint, status=1) from None

    def _require_as_planned(self) -> None:
        for path in self.files:
            expected = self.replaced.get(path)
            try:
                is_as_planned = (
                    not os.path.lexists(path)
                    if expected is None
                    else read_file(path, self._root, PDF) == expected
                )
            except OSError as error:
                raise LetterkitError(f"{path} could not be read: {_reason(error)}", _HINT) from None
            if not is_as_planned:
                message = f"{path} {'exists' if expected is None else 'was changed meanwhile'}"
                raise LetterkitError(
                    f"{message}; nothing was changed", "look at it, and try again", status=1
                )

    def _write_all(self) -> None:
        ready: dict[Path, Path] = {}
        try:
            for path, content in self.files.items():
                self._make_folder(path.parent)
                ready[path] = write_beside(
                    path, content.encode() if isinstance(content, str) else content, self._root
                )
            for path, beside in ready.items():
                self._way_back.append(partial(_put_back, path, self.replaced.get(path), self._root))
                beside.replace(path)
        except OSError as error:
            message = f"{self.folder} could not be made: {_reason(error)}"
            raise LetterkitError(message, _HINT) from None
        finally:  # before anything is put back, so that a full disk has the room for it
            for beside in ready.values():
                with suppress(OSError):
                    beside.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        for new in reversed(missing):
            self._way_back.append(partial(_remove_if_empty, new))
            new.mkdir(exist_ok=True)

    def _move_away(self, path: Path) -> Path:
        away = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.rename(away)
        except OSError as error:
            raise LetterkitError(f"{path} could not be moved: {_reason(error)}", status=3) from None
        self._way_back.append(partial(away.rename, path))
        return away


def _put_back(path: Path, before: bytes | None, inside: Path) -> None:
    """Give a file what it held, or remove one that was not there."""
    if before is None:
        path.unlink(missing_ok=True)
    else:
        write_file(path, before, inside)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
