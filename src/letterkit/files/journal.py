"""What a run does to a folder, written down before it is done: so that it can be taken back.

Each step says what to look for and how to undo it; none undoes what it did not do. A file is taken away
only while it holds what was written, so that what an author saved since stays. Undoing twice is undoing
once, and a step that was written down and not done is none: so it does not matter where a run stopped.
The paths are looked at as if a stranger had written them, because a folder can be cloned.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct, structs

from letterkit.diagnostics import LetterkitError
from letterkit.files.lock import AREA
from letterkit.files.reading import PDF, RECORD, UnfitFileError, read_file
from letterkit.files.refusal import hint, reason
from letterkit.files.writing import write_file

JOURNAL = "journal"
_BY_GIT = ".git"


class Step(Struct, frozen=True):
    """One step, with paths from the folder that is worked in.

    `kind` is `folder` (made), `file` (put there, from `new`, with that SHA-256; `kept` is what stood
    there before), `away` (moved to `kept`) or `beside` (written on the way to another).
    """

    kind: str
    path: str
    new: str = ""
    kept: str = ""
    digest: str = ""


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Journal:
    """The steps of a run in a folder, as they are on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / AREA / JOURNAL
        self.steps: list[Step] = []

    def read(self) -> bool:
        """Take up the steps of an earlier run. Whether there was one that did not end."""
        try:
            text = read_file(self.file, self.root, RECORD).decode("utf-8", "replace")
        except FileNotFoundError:
            return False
        for line in text.splitlines():
            if (step := _step(line)) is None:
                break  # cut off before it was done
            self.steps.append(step)
        return True

    def add(self, steps: Iterable[Step]) -> None:
        """Write down steps that are to be done. Raises OSError; then they must not be."""
        new = list(steps)
        lines = "".join(f"{json.dumps(structs.asdict(step))}\n" for step in new)
        with self.file.open("ab") as stream:
            stream.write(lines.encode())
            stream.flush()
            os.fsync(stream.fileno())
        self.steps += new

    def undo(self, to: int = 0) -> None:
        """Undo the steps from that one on, the last one first.

        Raises LetterkitError, naming what could not be put back; all else is.
        """
        stuck: list[tuple[Step, OSError]] = []
        while len(self.steps) > to:
            step = self.steps.pop()
            try:
                self._undo(step)
            except OSError as error:
                stuck.append((step, error))
        if stuck:
            self.steps += [step for step, _ in reversed(stuck)]
            names = "\n  ".join(f"{self.root / step.path}: {reason(error)}" for step, error in stuck)
            message = f"what a run that did not end had begun could not all be put back:\n  {names}"
            raise LetterkitError(message, f"{hint(stuck[0][1])}; the next run goes on with it")

    def end(self) -> None:
        """All is done, or all undone. From here on it holds. Raises OSError."""
        self.file.unlink(missing_ok=True)

    def _undo(self, step: Step) -> None:
        path = self._inside(step.path)
        kept = self._inside(step.kept) if step.kept and _is_ours(step.kept) else None
        if path is None or (step.kept and kept is None):
            return
        if step.kind == "away" and kept is not None:
            _give_back(kept, path)
        elif step.kind == "file" and self._was_put(step, path):
            self._undo_file(path, kept)
        else:
            self._undo_way(step, path)

    def _undo_way(self, step: Step, path: Path) -> None:
        """What was made on the way to the files."""
        if step.kind == "folder":
            with suppress(OSError):  # something else was put into it
                path.rmdir()
        elif step.kind == "beside" and _is_ours(step.path):
            path.unlink(missing_ok=True)

    def _undo_file(self, path: Path, kept: Path | None) -> None:
        if kept is None:
            path.unlink()
        elif os.path.lexists(kept):
            move(kept, path)

    def _was_put(self, step: Step, path: Path) -> bool:
        """Whether the step was done, and nobody has changed the file since.

        A new file is a second name of what was written, as long as that is there; of one that took
        another's place there is only one name.
        """
        new = self._inside(step.new)
        if new is not None and os.path.lexists(new) and not _is_same(new, path):
            return False
        return _holds(path, self.root, step.digest)

    def _inside(self, name: str) -> Path | None:
        """The path, where it lies in the folder, through no link, and not in what is git's own."""
        parts = PurePosixPath(name).parts
        if not parts or any(part in ("..", "/") or part.casefold() == _BY_GIT for part in parts):
            return None
        path = self.root.joinpath(*parts)
        is_inside = Path(os.path.realpath(path.parent)).is_relative_to(self.root)
        return path if is_inside and path.is_relative_to(self.root) else None


def beside(path: Path) -> Path:
    """The name of unfinished work beside a path: for what lies on another disk than the folder."""
    return path.with_name(f".{path.name}{AREA}")


def _is_ours(name: str) -> bool:
    """Whether only letterkit names a file so."""
    path = PurePosixPath(name)
    return path.parts[0] == AREA or (path.name.startswith(".") and path.suffix == AREA)


def _step(line: str) -> Step | None:
    try:
        told = json.loads(line)
        return Step(**{name: str(value) for name, value in told.items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _is_same(one: Path, other: Path) -> bool:
    return os.path.lexists(other) and os.path.samestat(one.lstat(), other.lstat())


def _holds(path: Path, root: Path, expected: str) -> bool:
    """Whether it is an ordinary file with that content."""
    if path.is_symlink():
        return False
    try:
        return digest(read_file(path, root, PDF)) == expected
    except (FileNotFoundError, UnfitFileError):
        return False


def _give_back(kept: Path, path: Path) -> None:
    """Move something back to its place, or beside it where somebody has made another since."""
    if not os.path.lexists(kept):
        return
    free = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 10_000))
    places: Iterator[Path] = (p for p in (path, *free) if not os.path.lexists(p))
    path.parent.mkdir(parents=True, exist_ok=True)
    move(kept, next(places))


def move(source: Path, target: Path) -> None:
    """Move something to a place, in one step where both are on one disk. Raises OSError."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV or source.is_dir():
            raise
        write_file(target, source.read_bytes(), target.parent)
        source.unlink()
