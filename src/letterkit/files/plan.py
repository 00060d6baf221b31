"""Several files made, replaced and taken away: all of it, or nothing.

It is the one way in which letterkit changes more than one file, and the only one into a workspace: under
the lock of the folder, and undone by the next run where this one does not come to its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from letterkit.files.reading import PDF, read_file
from letterkit.files.refusal import refusal
from letterkit.files.transaction import Changes, changed_meanwhile, stands_there, transaction


class Plan(Struct, frozen=True):
    """Files with what they are to hold, and the folder whose lock they are written under: a workspace.

    `replaced` has, for the files that exist already, the bytes that they must hold still; no other file
    may exist. `removed` are files and folders to take away before the others are put into their places,
    each with the `digest_of` it when it was read; a file may take the place of one. `check` raises
    LetterkitError where what the files were made from is not any more as it was read.
    """

    root: Path
    files: Mapping[Path, str | bytes]
    replaced: Mapping[Path, bytes] = field(default_factory=dict)
    removed: Mapping[Path, str] = field(default_factory=dict)
    check: Callable[[], None] = lambda: None

    def write(self) -> None:
        """Carry it out. Raises LetterkitError, with everything as before, where that fails."""
        contents = {path: c.encode() if isinstance(c, str) else c for path, c in self.files.items()}
        with transaction(self.root) as work:
            self._require_as_planned()
            work.carry_out(Changes(contents, self.replaced, self.removed, self.check))

    def _require_as_planned(self) -> None:
        for path in self.files:
            expected = self.replaced.get(path)
            try:
                found = read_file(path, self.root, PDF) if expected is not None else None
            except FileNotFoundError:
                found = None
            except OSError as error:
                raise refusal(error, f"{path} could not be read") from None
            if expected is None and path not in self.removed and os.path.lexists(path):
                raise stands_there(path)
            if found != expected:
                raise changed_meanwhile(path)
