"""What a campaign's documents are made from, watched: whoever makes them is told to look again.

Blocks, people, templates, fonts and the campaign's own files count, those added and removed too, and
with them where git stands. What is rendered, and what editors leave beside a file, does not. A folder
that cannot be watched, or comes to be later, is seen all the same: one looks again every two seconds.
"""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from letterkit.campaign.render import Order, Rendered, render
from letterkit.campaign.sources import source_folders
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import folders_below
from letterkit.library.workspace import TEMPLATES, packaged
from letterkit.past.changed import describe
from letterkit.past.revisions import Revision

# In milliseconds: how long the saves of one moment are gathered, and when one looks without being told.
GATHER = 50
QUIET = 5
LOOK_AGAIN = 2000
# Swap, backup and lock files of vi, Emacs, LibreOffice and others; hidden files of any kind.
_NOISE = re.compile(r"\.|.*~$|.*\.sw[a-z]$|#.*#$|4913$|.*\.(tmp|bak|lock)$")


class Again(Struct, frozen=True):
    """One more time that files were rendered: what came of it, and when it began (time.perf_counter)."""

    result: Rendered | LetterkitError
    began: float


def renders(order: Order) -> Iterator[Again]:
    """Render at once, and again whenever something changed that the files are made from.

    What would stop the work, such as a campaign that is gone, is a result too: one goes on.
    """
    for change in changes(order):
        try:
            yield Again(render(order), change.began)
        except LetterkitError as error:
            yield Again(error, change.began)


@contextmanager
def until_interrupted() -> Iterator[None]:
    """What goes on until Ctrl-C, or until the system asks the program to end."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


class Change(Struct, frozen=True):
    """When one looked (time.perf_counter), and the revision that the workspace was known to be at."""

    began: float
    revision: Revision | None


def changes(
    order: Order, stop: threading.Event | None = None, *, at_once: bool = False
) -> Iterator[Change]:
    """What there is now, and each moment in which something has become known to be another than before.

    With `at_once` a change of files is told before git is asked, and told again where the revision turns
    out to be another. It ends when `stop` is set.
    """
    files, revision = "", None
    for is_known in _moments(order, stop):
        began, before, told = time.perf_counter(), (files, revision), (files, revision)
        files = order.sources(None)
        if at_once and before[0] and files != before[0]:
            told = (files, revision)
            yield Change(began, revision)
        if is_known or files != before[0]:
            revision = describe(order.workspace)
        if (files, revision) != told:
            yield Change(began, revision)


def _moments(order: Order, stop: threading.Event | None) -> Iterator[bool]:
    """The moments to look again, now being the first: whether a file is known to have changed."""
    import watchfiles

    yield True
    while stop is None or not stop.is_set():
        folders = _folders(order)
        found = watchfiles.watch(
            *folders,
            recursive=False,  # it would follow links; new folders are seen in the next round
            watch_filter=lambda _, path: _is_source(order, Path(path)),
            debounce=GATHER,
            step=QUIET,
            rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=stop,
            ignore_permission_denied=True,
        )
        for changed in found:
            yield bool(changed)
            if _folders(order) != folders:
                break


def _folders(order: Order) -> list[Path]:
    """The folders there are now, with those below them."""
    root, packages = order.workspace.root, packaged(TEMPLATES)
    found = [
        (folder, packages if folder == packages else root)
        for folder in source_folders(order.workspace, order.campaign)
    ]
    return [
        below
        for folder, inside in (*found, *_git_folders(root))
        for below in folders_below(folder, inside)
    ]


def _git_folders(root: Path) -> tuple[tuple[Path, Path], ...]:
    """Where git keeps what its revisions are called: it writes there with every commit and checkout."""
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            return ((git / "refs", git), (git / "logs", git))
    return ()


def _is_source(order: Order, path: Path) -> bool:
    """Whether a change of that file may be one of the documents."""
    return not (path.is_relative_to(order.output) or _NOISE.match(path.name))
