"""A run's work on a folder: under its lock, written down before it is done, all of it or none.

What is written lies in `.letterkit/` until all of it is there, and is then put into its places. Where
that fails, what was done is taken back; where the run is killed, the next one takes it back, and clears
what is left. A run that reads only takes it back too, if nobody is at work.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from letterkit.diagnostics import LetterkitError
from letterkit.files.journal import JOURNAL, Journal, Step, beside, digest
from letterkit.files.lock import AREA, LOCK, BusyError, locked
from letterkit.files.reading import PDF, outside
from letterkit.files.refusal import refusal
from letterkit.files.writing import sync, take_over_permissions, write_through

_FEW = 64  # files that are written to the disk one after the other
_here = threading.local()


class Changes(Struct, frozen=True):
    """Files with what they are to hold, and what is to be taken away.

    `replaced` has what the files that exist hold now, `removed` the `digest_of` what is taken away before
    the files come to their places.
    `check` is asked when all is written and nothing is in its place yet, and once more when all is; it
    raises LetterkitError to stop the work.
    """

    files: Mapping[Path, bytes]
    replaced: Mapping[Path, bytes] = field(default_factory=dict)
    removed: Mapping[Path, str] = field(default_factory=dict)
    check: Callable[[], None] = lambda: None


@contextmanager
def transaction(root: Path) -> Iterator[Transaction]:
    """Work on a folder, until the end of the `with`; then it holds, or with an exception nothing does.

    Within another one of the same folder it is a part of that. Raises LetterkitError where another run is
    at work (BusyError), or where the folder cannot be written to.
    """
    root = Path(os.path.realpath(root))
    running: dict[Path, Transaction] = _here.__dict__.setdefault("running", {})
    if (outer := running.get(root)) is not None:
        with outer.part():
            yield outer
        return
    with locked(root) as area:
        work = Transaction(root, area)
        work.begin()
        running[root] = work
        try:
            with work.part():
                yield work
            work.end()
        finally:
            del running[root]
            work.clear()


def settle(root: Path) -> bool:
    """Take back what a run that was killed has begun in a folder; whether there was anything begun.

    Nothing where somebody is at work there. Raises LetterkitError where it cannot be taken back.
    """
    root = Path(os.path.realpath(root))
    if not os.path.lexists(root / AREA):
        return False
    is_begun = os.path.lexists(root / AREA / JOURNAL)
    try:
        with locked(root, patience=0) as area:
            Transaction(root, area).begin()
    except LetterkitError as error:
        if is_begun and not isinstance(error, BusyError):
            raise
        return False
    return is_begun


class Transaction:
    """The work on a folder, whose lock is held."""

    def __init__(self, root: Path, area: Path) -> None:
        self.root = root
        self._area = area
        self._journal = Journal(root)
        self._count = 0

    def begin(self) -> None:
        """Take back what an earlier run left. Raises LetterkitError where that cannot be done."""
        try:
            if self._journal.read():
                self._journal.undo()
                self._journal.end()
        except OSError as error:
            raise refusal(error, "what an earlier run had begun cannot be taken back") from None
        self.clear()

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the work: with an exception what it did is taken back, and that alone."""
        before = len(self._journal.steps)
        try:
            yield
        except BaseException:
            self.take_back(before)
            raise

    def take_back(self, to: int = 0) -> None:
        """Take back all steps from that one on. Raises LetterkitError, naming those that could not be."""
        self._journal.undo(to)
        if not self._journal.steps:
            with suppress(OSError):  # the next run finds nothing to undo
                self._journal.end()

    def end(self) -> None:
        """From here on all that was done holds. Raises LetterkitError where it does not; nothing does."""
        try:
            self._journal.end()
        except OSError as error:
            self.take_back()
            raise refusal(error, f"{self.root} could not be changed") from None
        for step in self._journal.steps:
            if step.kind == "away":
                _delete(self.root / step.kept)

    def clear(self) -> None:
        """Delete what was written on the way, of this run and of dead ones."""
        if os.path.lexists(self._area / JOURNAL):
            return  # the next run needs what it names
        with suppress(OSError):
            for path in sorted(self._area.iterdir()):
                if path.name != LOCK:
                    _delete(path)

    def carry_out(self, changes: Changes) -> None:
        """Make all these changes. Raises LetterkitError; then the part of the work is taken back."""
        try:
            self._carry_out(changes, {path: self._name(path) for path in changes.files})
        except OSError as error:
            raise refusal(error, f"{self.root} could not be changed") from None

    def _carry_out(self, changes: Changes, names: Mapping[Path, str]) -> None:
        steps = [self._written(path, name, changes) for path, name in names.items()]
        if len(steps) > _FEW:
            sync([self.root / step.new for step in steps])
        away = [Step("away", self._name(path), kept=self._free("away", path)) for path in changes.removed]
        changes.check()
        folders = [Step("folder", name) for name in self._missing(names.values())]
        self._journal.add([*folders, *away, *steps])
        for step in folders:
            (self.root / step.path).mkdir(exist_ok=True)
        for path, step in zip(changes.removed, away, strict=True):
            (self.root / step.path).rename(self.root / step.kept)
            if digest_of(self.root / step.kept) != changes.removed[path]:
                raise changed_meanwhile(path)
        for path, step in zip(names, steps, strict=True):
            self._put(step, changes.replaced.get(path, b""))
        changes.check()

    def _written(self, path: Path, name: str, changes: Changes) -> Step:
        """Write what a file is to hold, and keep what it holds; nothing is in its place yet."""
        new, kept, content = self._free("new"), "", changes.files[path]
        write_through(self.root / new, content, later=len(changes.files) > _FEW)
        if path in changes.replaced:
            kept = self._free("old")
            with suppress(OSError):
                take_over_permissions(path, self.root / new)
            self._keep(path, self.root / kept, changes.replaced[path])
        return Step("file", name, new, kept, digest(content))

    def _keep(self, path: Path, kept: Path, content: bytes) -> None:
        """Give a file that is to be replaced a second name, or copy it where the disk has no links."""
        try:
            os.link(path, kept)
        except OSError:
            write_through(kept, content)

    def _put(self, step: Step, before: bytes) -> None:
        """Put what was written into its place: a new file never into another's, one that replaces another
        only while that is as it was. What is saved into it at that moment is found in what was kept.
        """
        path, new = self.root / step.path, self.root / step.new
        if step.kept:
            if path.read_bytes() != before:
                raise changed_meanwhile(path)
            self._replace(path, new)
            if (self.root / step.kept).read_bytes() != before:
                raise changed_meanwhile(path)
            return
        try:
            os.link(new, path)
        except FileExistsError:
            raise stands_there(path) from None
        except OSError:
            if os.path.lexists(path):
                raise stands_there(path) from None
            self._replace(path, new)

    def _replace(self, path: Path, new: Path) -> None:
        try:
            new.replace(path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            near = beside(path)
            self._journal.add([Step("beside", self._name(near))])
            write_through(near, new.read_bytes())
            near.replace(path)
            new.unlink()

    def _missing(self, names: Iterable[str]) -> list[str]:
        """The folders that must be made, each after the one that it lies in."""
        above = {f.as_posix(): None for name in names for f in reversed(PurePosixPath(name).parents)}
        return [folder for folder in above if not (self.root / folder).exists()]

    def _free(self, kind: str, path: Path | None = None) -> str:
        """A name for unfinished work; for what lies on another disk than the folder, one beside it."""
        self._count += 1
        if path is not None and path.lstat().st_dev != self._area.stat().st_dev:
            return self._name(beside(path))
        return f"{AREA}/{self._count}.{kind}"

    def _name(self, path: Path) -> str:
        """The path from the folder. Raises UnfitFileError where a link leads out of it."""
        real = Path(os.path.realpath(path.parent), path.name)
        if not real.is_relative_to(self.root):
            raise outside(path.parent)
        return real.relative_to(self.root).as_posix()


def digest_of(path: Path) -> str:
    """A digest of a file that can be read, or of what every save changes of anything else.

    No link is followed, and what is larger than all that letterkit reads is not read.
    """
    found = path.lstat()
    if stat.S_ISREG(found.st_mode) and found.st_size <= PDF.largest:
        return digest(path.read_bytes())
    return digest(repr(_signature(path, found)).encode())


def _signature(path: Path, found: os.stat_result) -> object:
    if stat.S_ISDIR(found.st_mode):
        return [(child.name, _signature(child, child.lstat())) for child in sorted(path.iterdir())]
    return (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns)


def stands_there(path: Path) -> LetterkitError:
    """Somebody has made a file that was to be made."""
    return LetterkitError(f"{path} exists; nothing was changed", "look at it, and try again", status=1)


def changed_meanwhile(path: Path) -> LetterkitError:
    """Somebody has changed a file that was read, and was to be replaced or taken away."""
    message = f"{path} was changed meanwhile; nothing was changed"
    return LetterkitError(message, "look at it, and try again", status=1)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
