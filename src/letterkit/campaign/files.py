"""What an output folder holds: the files that letterkit wrote there, and what they were made from.

The files of one rendering come to be together or not at all. A file that letterkit did not write, or
that somebody changed since, is not touched. Beside the files stands `.letterkit.json`, which says what
they were made from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import json_text, parsed_json
from letterkit.files.inside import lies_inside
from letterkit.files.plan import Plan
from letterkit.files.reading import PDF, RECORD, outside, problem_of, read_file, read_text
from letterkit.files.refusal import refusal
from letterkit.files.transaction import digest_of, transaction
from letterkit.library.workspace import Workspace

STATE = ".letterkit.json"


class FileState(Struct, frozen=True):
    """One file: what it was made from, as a digest, and the digests of what it may hold."""

    made_from: str
    digests: tuple[str, ...]


class WrittenFiles(Struct, frozen=True):
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
            and _digest(self._content(path)) in state.digests
            for path in paths
        )

    def foreign(self, paths: Iterable[Path]) -> list[Diagnostic]:
        """A problem for each of the files that letterkit did not write, or that was changed since."""
        if not lies_inside(self.folder, self._inside):
            return [problem_of(outside(self.folder), self.workspace.shown(self.folder))]
        message = "letterkit did not write this file, or it was changed since"
        hint = "move it away, choose another folder with --output, or overwrite it with --force"
        return [
            Diagnostic("LK503", message, Location(self.workspace.shown(path), 1, 1), hint)
            for path in paths
            if os.path.lexists(path) and _digest(self._content(path)) not in self._digests(path)
        ]

    def write(
        self,
        contents: Mapping[Path, bytes],
        made_from: str | Mapping[Path, str] = "",
        *,
        force: bool = False,
    ) -> WrittenFiles:
        """Write the files that differ, and what they, or each of them, were made from; with "" nothing is
        made from that.

        All or none; none where one is somebody else's, unless by `force`. A link, a pipe or a file too
        large to be read gives way; what a link leads to stays. What another run has written since the
        folder was looked at counts. Raises LetterkitError where the files cannot be written.
        """
        if not lies_inside(self.folder, self._inside):
            return WrittenFiles((), (), self.foreign(contents))
        with transaction(self.workspace.locked_for(self.folder)) as work:
            self._states = self._read_states()
            if not force and (foreign := self.foreign(contents)):
                return WrittenFiles((), (), foreign)
            plan = self._plan(work.root, contents, made_from)
            plan.write()
        written = tuple(path for path in contents if path in plan.files)
        return WrittenFiles(written, tuple(path for path in contents if path not in plan.files), [])

    def _plan(
        self, root: Path, contents: Mapping[Path, bytes], made_from: str | Mapping[Path, str]
    ) -> Plan:
        """What of the files and of the folder's state is to be made, replaced or taken away first."""
        new = {
            path: FileState(
                made_from if isinstance(made_from, str) else made_from[path], (_digest(c) or "",)
            )
            for path, c in contents.items()
        }
        wanted = {**contents, self.folder / STATE: self._with(new)}
        found = {path: self._content(path) for path in wanted}
        differing = {path: content for path, content in wanted.items() if found[path] != content}
        replaced = {path: c for path, c in found.items() if c is not None and path in differing}
        odd = [path for path in differing if found[path] is None and _is_odd(path)]
        return Plan(root, differing, replaced, {path: _identity(path) for path in odd})

    def _digests(self, path: Path) -> tuple[str, ...]:
        """What letterkit may have written there; nothing where it wrote no such file."""
        state = self._states.get(path.name)
        return state.digests if state is not None else ()

    def _with(self, states: Mapping[Path, FileState]) -> bytes:
        """The state of the folder, with that of these files, as it is written."""
        whole = {**self._states, **{path.name: state for path, state in states.items()}}
        entries = {
            name: {"key": state.made_from, "digests": list(state.digests)}
            for name, state in sorted(whole.items())
        }
        return json_text(entries, indent=1).encode()

    def _read_states(self) -> dict[str, FileState]:
        """The state of each file by its name; none where the file cannot be made sense of."""
        try:
            entries = parsed_json(read_text(self.folder / STATE, self._inside, RECORD))
            return {
                str(name): FileState(str(entry["key"]), tuple(map(str, entry["digests"])))
                for name, entry in entries.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _content(self, path: Path) -> bytes | None:
        """What a file holds; None where there is none, or none that can be read."""
        try:
            return read_file(path, self._inside, PDF)
        except OSError:
            return None


def _is_odd(path: Path) -> bool:
    """Whether something is there that is no folder: what lies in a folder is somebody's."""
    return os.path.lexists(path) and (path.is_symlink() or not path.is_dir())


def _identity(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError as error:
        raise refusal(error, f"{path} could not be read") from None


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
