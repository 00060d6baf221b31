"""The workspace in git: which revision it is at, and what it was in an earlier one.

An earlier workspace is written out into a temporary folder from git's own store: the working tree, the
index and every ref stay as they are. Only ordinary files are written. A link is followed where it leads
to a file of the same workspace; one that leads out, a link to a folder and a submodule are left out.
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from letterkit.blocks.kinds import DOCUMENTS
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.diagnostics.visible import visible_line
from letterkit.files.scratch import remove_scratch, temporary_folder, write_scratch
from letterkit.files.writing import make_folder
from letterkit.library.workspace import CAMPAIGNS, IMAGES, SEEDS, Workspace
from letterkit.past.git import (
    LONG_PATIENCE,
    Blobs,
    Inquiry,
    Repository,
    not_understood,
    zero_ended,
)

# What a letter is made from, below the workspace's folder.
FOLDERS = (SEEDS, CAMPAIGNS, "templates", "fonts", IMAGES)

LINK, REGULAR = "120000", ("100644", "100755", "100664")
# What Windows allows in a name too; a backslash or a colon there would lead somewhere else.
_SAFE = re.compile(r'[^\x00-\x1f<>:"\\|?*]+')


class File(Struct, frozen=True):
    """A file in a commit: its mode, as git writes it, and the object with its content."""

    mode: str
    name: str


# The files of a commit by their path from the workspace's folder.
Files = dict[str, File]


class Revision(Struct, frozen=True):
    """A revision as people name it, and the day it was committed.

    The name is that of `git describe --tags --always`, with `+` where the workspace differs from it. The
    date is None where the commit has none that is a day of this world: see `day_of`.
    """

    name: str
    date: dt.date | None

    @property
    def day(self) -> str:
        """The date as people read it."""
        return NO_DAY if self.date is None else self.date.isoformat()


NO_DAY = "no date"


def day_of(text: str) -> dt.date | None:
    """The day of a commit, as git writes it: YYYY-MM-DD.

    None for anything else: a commit may say that it was made in the year 12000, before 1970, or not when.
    """
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def start_naming(repository: Repository, commit: str = "HEAD") -> Inquiry:
    """Ask git what a commit is called: see `revision_of`."""
    # `describe` inside `log` came with git 2.35; older ones leave the words as they stand.
    format_ = "--format=%cs%x00%h%x00%(describe:tags=true)"
    return repository.start("log", "-1", "--no-show-signature", format_, commit)


def revision_of(repository: Repository, naming: Inquiry, commit: str = "HEAD") -> Revision:
    """What a commit is called, and its day. Raises LetterkitError where git does not answer."""
    answer = repository.heard(naming)
    fields = answer.decode("utf-8", "replace").rstrip("\n").split("\0")
    if len(fields) != 3:
        raise not_understood(answer)
    day, short, name = fields
    if name.startswith("%("):
        name = repository.ask("describe", "--tags", "--always", commit).decode("utf-8", "replace").strip()
    return Revision(visible_line(name or short), day_of(day))


class EarlierWorkspace(Struct, frozen=True):
    """A workspace as it was in a revision: its files in a temporary folder, and the commit they are of.

    `present` is the workspace as it is, `asked` the revision in the user's words.
    """

    workspace: Workspace
    present: Workspace
    asked: str
    commit: str
    revision: Revision


@contextmanager
def at(workspace: Workspace, revision: str) -> Iterator[EarlierWorkspace]:
    """The workspace as it was in a revision, until the end of the `with`.

    Raises LetterkitError: no git, no repository, no such revision or more than one, or none that has
    this workspace.
    """
    repository = Repository.of(workspace.root)
    commit = resolve(repository, revision)
    files = files_of(repository, commit)
    if not any(path.startswith(f"{SEEDS}/") for path in files):
        raise _no_workspace(repository, revision)
    with Blobs(repository) as blobs, written_out(files, blobs) as past:
        named = revision_of(repository, start_naming(repository, commit), commit)
        yield EarlierWorkspace(past, workspace, revision, commit, named)


def _no_workspace(repository: Repository, revision: str) -> LetterkitError:
    since = _first_with(repository, [SEEDS])
    hint = f"the first commit with one is {since}" if since else "commit seeds/ and campaigns/ first"
    return LetterkitError(f"there was no workspace here in {visible_line(revision)}", hint, status=1)


@contextmanager
def written_out(files: Files, blobs: Blobs) -> Iterator[Workspace]:
    """The files of a commit as a workspace in a temporary folder, until the end of the `with`."""
    with temporary_folder() as root:
        for name in (SEEDS, CAMPAIGNS):
            make_folder(root / name, root)
        write_files(root, files, files, blobs)
        yield Workspace(root)


def resolve(repository: Repository, revision: str) -> str:
    """The full hash of the commit that a user's words mean.

    Raises LetterkitError where they mean none or several, with what they may have meant.
    """
    # One line on stdin can be no option, and is not taken for a file either.
    if not revision.strip() or _BREAKS.search(revision):
        raise LetterkitError(f"'{visible_line(revision)}' is no revision", _recent(repository), status=2)
    asked = os.fsencode(revision) + b"^{commit}\n"
    answer, said = repository.ask_aloud("cat-file", "--batch-check", given=asked)
    if "is ambiguous" in said or answer.endswith(b" ambiguous\n"):
        raise _ambiguous(repository, revision)
    name, *kind = answer.decode("utf-8", "replace").split(" ")
    if len(kind) == 2 and kind[0] == "commit":
        return name
    raise _unknown(repository, revision)


_BREAKS = re.compile(r"[\x00\r\n]")


def _ambiguous(repository: Repository, revision: str) -> LetterkitError:
    refs = [ref for ref in _refs(repository) if ref.split("/", 2)[-1] == revision]
    hint = "give more characters of it" if not refs else f"say which: {' or '.join(refs)}"
    return LetterkitError(f"'{visible_line(revision)}' can mean more than one revision", hint, status=2)


def _unknown(repository: Repository, revision: str) -> LetterkitError:
    shown, recent = visible_line(revision), _recent(repository)
    if repository.is_shallow:
        hint = "fetch the rest: git fetch --unshallow"
        message = f"'{shown}' is not in this clone, which has only the newest part of the history"
        return LetterkitError(message, hint)
    names = [ref.split("/", 2)[-1] for ref in _refs(repository)]
    hint = did_you_mean(revision, names) or recent
    return LetterkitError(f"there is no revision '{shown}'", hint, status=2)


def _refs(repository: Repository) -> list[str]:
    """The branches and tags, as refs/heads/main."""
    answer = repository.ask("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags")
    return [visible_line(ref) for ref in answer.decode("utf-8", "replace").splitlines()]


def _recent(repository: Repository) -> str:
    """A hint that names the last commits."""
    log = repository.ask("log", "-3", "--no-show-signature", "--format=%h %cs %s")
    lines = [visible_line(line)[:72] for line in log.decode("utf-8", "replace").splitlines()]
    return "\n  ".join(["a hash, a tag, a branch or HEAD~1 is one; the last commits are", *lines])


def files_of(repository: Repository, commit: str, folders: Iterable[str] = FOLDERS) -> Files:
    """The files of a commit below these folders of the workspace."""
    return files_listed(repository.ask("ls-tree", "-r", "-z", commit, "--", *folders))


def files_listed(answer: bytes) -> Files:
    """The files that `git ls-tree -r -z` lists. Raises LetterkitError for another answer."""
    files: Files = {}
    for entry in zero_ended(answer):
        found = re.fullmatch(r"(\d{6}) \w+ ([0-9a-f]{40,64})\t(.+)", entry, re.DOTALL)
        if found is None:
            raise not_understood(entry.encode("utf-8", "replace"))
        files[found[3]] = File(found[1], found[2])
    return files


def write_files(root: Path, paths: Iterable[str], files: Files, blobs: Blobs) -> None:
    """Make these paths of a folder what they are among the files of a commit, or remove them there.

    Raises LetterkitError where the disk does not take them.
    """
    found = {path: _followed(path, files, blobs) for path in paths if _is_safe(path)}
    try:
        for path in [path for path, file in found.items() if file is None]:
            _remove(root, path)
        for path, file in found.items():
            if file is not None:
                write_scratch(root / path, blobs[file.name], root)
    except OSError as error:
        message = f"the earlier files could not be written: {error.strerror or error}"
        raise LetterkitError(message, f"check the space in {root.parent}") from None


def _is_safe(path: str) -> bool:
    return all(_SAFE.fullmatch(part) and part not in (".", "..") for part in path.split("/"))


def _remove(root: Path, path: str) -> None:
    """Remove a file where there is one, and the folders that are then empty."""
    remove_scratch(root / path, [root / folder for folder in (*Path(path).parents,)[:-2]])


def _followed(path: str, files: Files, blobs: Blobs) -> File | None:
    """The ordinary file at a path, through links; None where there is none in the workspace."""
    seen: set[str] = set()
    while path in files and path not in seen:
        seen.add(path)
        file = files[path]
        if file.mode != LINK:
            return file if file.mode in REGULAR else None
        target = blobs[file.name].decode("utf-8", "replace")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return None


def require_campaign(past: EarlierWorkspace, campaign: str) -> None:
    """Raises LetterkitError where the campaign did not exist then, or had another name."""
    if past.workspace.documents(campaign):
        return
    repository = Repository.of(past.present.root)
    first = _first_with(repository, document_paths(campaign))
    shown = visible_line(past.asked)
    if first is None:
        hint = f"commit it: git add {CAMPAIGNS}/{campaign} && git commit -m 'Begin {campaign}'"
        raise LetterkitError(f"the campaign {campaign} was never committed", hint, status=1)
    hint = f"compare with that commit or a later one: --since {first.partition(' ')[0]}"
    if old := _name_then(repository, past, campaign):
        message = f"in {shown} the campaign {campaign} was named {old}; it has its name since {first}"
        raise LetterkitError(message, hint, status=1)
    message = f"the campaign {campaign} did not exist in {shown}; the first commit with it is {first}"
    raise LetterkitError(message, hint, status=1)


def document_paths(campaign: str) -> list[str]:
    """The files that make a campaign, from the workspace's folder."""
    return [f"{CAMPAIGNS}/{campaign}/{kind.file}" for kind in DOCUMENTS]


def _first_with(repository: Repository, paths: list[str]) -> str | None:
    """The first commit on the way to HEAD that brought one of the paths: `1a2b3c4 (2016-05-20)`."""
    commits = _log(repository, "%h (%cs)", *_ADDED, "--", *paths)
    return commits[-1] if commits else None


_ADDED = ("--diff-filter=A", "--first-parent", "-m", "--no-renames")


def _log(repository: Repository, form: str, *arguments: str) -> list[str]:
    log = repository.start("log", "--no-show-signature", f"--format={form}", *arguments)
    answer = repository.heard(log, patience=LONG_PATIENCE)
    return answer.decode("utf-8", "replace").splitlines()


def _name_then(repository: Repository, past: EarlierWorkspace, campaign: str) -> str | None:
    """What the campaign was called in the past, where its folder was renamed since."""
    names, name = {campaign}, campaign
    while commits := _log(repository, "%H", *_ADDED, "--", *document_paths(name)):
        earlier = renamed_from(repository, commits[-1], name)
        if earlier is None or earlier in names:
            return None
        if past.workspace.documents(earlier):
            return earlier
        names.add(earlier)
        name = earlier
    return None


def renamed_from(repository: Repository, commit: str, campaign: str) -> str | None:
    """The campaign that a commit renamed to this one, as git tells a rename; None where it did not."""
    options = ("-r", "-z", "-M", "--relative", "--name-status", "--diff-filter=R")
    parents = repository.ask("log", "-1", "--no-show-signature", "--format=%P", commit).split()
    if not parents:
        return None
    listed = zero_ended(repository.ask("diff-tree", *options, parents[0].decode(), commit))
    for old, new in zip(listed[1::3], listed[2::3], strict=False):
        if new in document_paths(campaign) and posixpath.basename(old) == posixpath.basename(new):
            top, _, name = posixpath.dirname(old).partition("/")
            if top == CAMPAIGNS and name != campaign:
                return name
    return None
