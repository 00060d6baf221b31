"""Which revision the workspace is at, and which of its files are not as the last commit has them.

`git status` would tell, and would pass files through the filters that a repository's attributes name. So
the files are hashed here as git hashes them, and compared with those of the commit; git says only which
others there are and which of them it ignores. Line ends count for nothing, as `core.autocrlf` has it. A
file that a filter changes on its way into the repository, such as one of Git LFS, counts as changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity
from letterkit.files.reading import FONT, read_file
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.past.folders import UnfitRepositoryError
from letterkit.past.git import Inquiry, Repository, not_understood, refused, zero_ended
from letterkit.past.revisions import (
    FOLDERS,
    LINK,
    REGULAR,
    File,
    Files,
    Revision,
    files_listed,
    revision_of,
    start_naming,
)
from letterkit.values import replace

# The letters of `git ls-files -t`.
_OTHER, _LEFT_OUT, _UNMERGED = "?", "S", "M"


def describe(workspace: Workspace) -> Revision | None:
    """The revision that the workspace is at; None where there is none to speak of. See `described`."""
    return described(workspace)[0]


def described(workspace: Workspace) -> tuple[Revision | None, list[Diagnostic]]:
    """The revision that the workspace is at.

    None where there is none to speak of: no git, no repository, no commit yet, or a repository that
    ignores the library; and with LK512, a warning, where there is a repository that is not asked.
    """
    try:
        revision, _ = standing(Repository.of(workspace.root))
    except UnfitRepositoryError as error:
        place = Location(".git", 1, 1)
        return None, [Diagnostic("LK512", error.message, place, error.hint, Severity.WARNING)]
    except LetterkitError:
        return None, []
    return revision, []


def standing(repository: Repository) -> tuple[Revision | None, list[str]]:
    """The revision that a workspace is at, and its files that are not as committed: see `changed_files`.

    No revision where nothing is committed yet, or git ignores the library. Raises LetterkitError where
    git does not answer.
    """
    name = start_naming(repository)
    changed = changed_files(repository, FOLDERS)
    if changed is None:
        return None, []
    try:
        revision = revision_of(repository, name)
    except UnfitRepositoryError:
        raise
    except LetterkitError:
        return None, changed
    return replace(revision, name=f"{revision.name}+") if changed else revision, changed


def changed_files(
    repository: Repository, folders: Iterable[str], committed: Files | None = None
) -> list[str] | None:
    """The paths from the workspace's folder, sorted: of files changed, removed, added and not ignored.

    `committed` are the files that the last commit has there, where they are known. None where git
    ignores the library. Raises LetterkitError where git does not answer.
    """
    folders = tuple(folders)
    listing = ("-z", "-t", "--cached", "--others", "--exclude-standard", "--", *folders)
    here = repository.start("ls-files", *listing)
    if committed is None:
        there = repository.start("ls-tree", "-r", "-z", "HEAD", "--", *folders)
        seen = dict(_listed(repository.heard(here)))
        before = _committed(repository, there)
    else:
        seen, before = dict(_listed(repository.heard(here))), committed
    if not any(path.startswith(f"{SEEDS}/") for path in (*seen, *before)):
        return None
    changed = {
        path for path, letter in seen.items() if letter in (_OTHER, _UNMERGED) or path not in before
    }
    for path, file in before.items():
        if seen.get(path) != _LEFT_OUT and not _is_same(repository.folder, path, file):
            changed.add(path)
    return sorted(changed)


def _listed(answer: bytes) -> Iterator[tuple[str, str]]:
    """The paths that `git ls-files -t` lists, each with its letter."""
    for entry in zero_ended(answer):
        letter, _, path = entry.partition(" ")
        if not path:
            raise not_understood(os.fsencode(entry))
        yield path, letter


def _committed(repository: Repository, question: Inquiry) -> Files:
    """The files of the last commit; none where there is no commit yet."""
    answer, said = question.answer()
    if answer is None and "Not a valid object name HEAD" in said:
        return {}
    if answer is None:
        raise refused(repository.folder, said)
    return files_listed(answer)


def _is_same(root: Path, path: str, file: File) -> bool:
    """Whether a file is as it was committed. Of a submodule nothing is asked: nothing of it is read."""
    if file.mode not in (LINK, *REGULAR):
        return True
    try:
        content = _content(root, root / path, file)
    except OSError:
        return False
    return file.name in (
        _hash(content, file.name),
        _hash(content.replace(b"\r\n", b"\n"), file.name),
    )


def _content(root: Path, path: Path, file: File) -> bytes:
    if file.mode == LINK and path.is_symlink():
        return os.fsencode(path.readlink())
    return read_file(path, root, FONT)


def _hash(content: bytes, like: str) -> str:
    """The name of an object that is a file (gitformat-pack(5)), by the algorithm of another's name."""
    sha = hashlib.sha256 if len(like) == 64 else hashlib.sha1  # git's own choice
    return sha(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
