"""What an output folder holds: the files that letterkit wrote there, and what they were made from.

A file is written beside its place and renamed into it, so that an interrupted or failed write leaves
what stood there. A file that letterkit did not write, or that somebody changed since, is not touched.
Beside the files stands `.letterkit.json`, which says what they were made from.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.inside import lies_inside
from letterkit.files.reading import PDF, RECORD, UnfitFileError, outside, problem_of, read_file, read_text
from letterkit.files.scratch import remove_scratch
from letterkit.files.writing import make_folder, write_file
from letterkit.library.workspace import Workspace

STATE = ".letterkit.json"


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: what it was made from, as a digest, and the digests of what it may hold; two while it is
    being written.
    """

    made_from: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """What came of writing: the files written, those that held the same already, what went wrong."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    problems: list[Diagnostic]


class OutputFolder:
    """A folder of outputs, whether or not it exists, with its state as it was when first looked at."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self.folder = folder
        self.workspace = workspace
        # A folder that a user names may lie anywhere; one of the workspace's is no link out of it.
        self._inside = workspace.root if folder.is_relative_to(workspace.root) else folder
        self._states = self._read_states()

    def holds(self, paths: Iterable[Path], made_from: str) -> bool:
        """Whether all these files are there, as letterkit wrote them, and were made from just that."""
        return all(
            (state := self._states.get(path.name)) is not None
            and state.made_from == made_from
            and self._digest(path) in state.digests
            for path in paths
        )

    def foreign(self, paths: Iterable[Path]) -> list[Diagnostic]:
        """A problem for each of the files that letterkit did not write, or that was changed since."""
        if not lies_inside(self.folder, self._inside):
            return [problem_of(outside(self.folder), self.workspace.shown(self.folder))]
        message = "letterkit did not write this file, or it was changed since"
        hint = "move it away, choose another folder with --output, or overwrite it with --force"
        return [
            Diagnostic("LK503", message, self._place(path), hint)
            for path in paths
            if os.path.lexists(path) and self._digest(path) not in self._digests(path)
        ]

    def write(self, contents: Mapping[Path, bytes], made_from: str = "") -> WrittenFiles:
        """Write the files that differ, and what they were made from; with "" nothing is made from that.

        The state is written first with both digests of a file, the old and the new, then with the new
        one: whenever the work is cut off, the file is known for letterkit's own.
        """
        new = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
        written: list[Path] = []
        writing = self.folder / STATE
        try:
            with self._leaving_nothing_useless(contents):
                make_folder(self.folder, self._inside)
                self._write_states({p: FileState("", (*self._digests(p), d)) for p, d in new.items()})
                for writing, content in contents.items():
                    if self._digest(writing) != new[writing]:
                        write_file(writing, content, self._inside)
                        written.append(writing)
                writing = self.folder / STATE
                self._write_states({path: FileState(made_from, (d,)) for path, d in new.items()})
        except OSError as error:
            return WrittenFiles(tuple(written), (), [self._unwritten(error, writing)])
        return WrittenFiles(tuple(written), tuple(path for path in contents if path not in written), [])

    def _unwritten(self, error: OSError, path: Path) -> Diagnostic:
        if isinstance(error, UnfitFileError):
            return problem_of(error, self.workspace.shown(path))
        return Diagnostic("LK502", f"could not be written: {error.strerror or error}", self._place(path))

    @contextmanager
    def _leaving_nothing_useless(self, paths: Iterable[Path]) -> Iterator[None]:
        """Where it fails, remove the state of files that never came to be, and a folder made for them."""
        is_new = not self.folder.exists()
        try:
            yield
        except BaseException:
            if not self._states and not any(path.exists() for path in paths):
                with suppress(OSError):
                    remove_scratch(self.folder / STATE, [self.folder] if is_new else [])
            raise

    def _digests(self, path: Path) -> tuple[str, ...]:
        """What letterkit may have written there; nothing where it wrote no such file."""
        state = self._states.get(path.name)
        return state.digests if state is not None else ()

    def _place(self, path: Path) -> Location:
        return Location(self.workspace.shown(path), 1, 1)

    def _write_states(self, states: Mapping[Path, FileState]) -> None:
        """Write the state of the folder, with that of these files."""
        whole = {**self._states, **{path.name: state for path, state in states.items()}}
        entries = {
            name: {"key": state.made_from, "digests": list(state.digests)}
            for name, state in sorted(whole.items())
        }
        write_file(self.folder / STATE, json.dumps(entries, indent=1).encode(), self._inside)

    def _read_states(self) -> dict[str, FileState]:
        """The state of each file by its name; none where the file cannot be made sense of."""
        try:
            entries = json.loads(read_text(self.folder / STATE, self._inside, RECORD))
            return {
                str(name): FileState(str(entry["key"]), tuple(map(str, entry["digests"])))
                for name, entry in entries.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _digest(self, path: Path) -> str | None:
        """The digest of a file that is there and can be read."""
        try:
            return hashlib.sha256(read_file(path, self._inside, PDF)).hexdigest()
        except OSError:
            return None
