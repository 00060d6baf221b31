"""The commits that changed the words of a campaign's documents, in its own files or through the library.

The commits are walked from HEAD back along the first parent, so that what a merge brought in counts as
the merge's. A document is made again only where a commit touched a file that it was made from, in one
temporary folder that goes back with the walk. A commit that changes no word is not told; one after
which a document cannot be made is, with the count of its errors. A campaign that was renamed is
followed to its earlier name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing

from msgspec import Struct, field

from letterkit.assemble import assemble_document
from letterkit.blocks.yaml import parse
from letterkit.changes.sequences import matches
from letterkit.diagnostics import LetterkitError, Severity, ordered
from letterkit.diagnostics.visible import visible_line
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace
from letterkit.past.changed import changed_files
from letterkit.past.git import LONG_PATIENCE, Blobs, Repository, not_understood, zero_ended
from letterkit.past.revisions import (
    LINK,
    File,
    Files,
    day_of,
    document_paths,
    files_of,
    renamed_from,
    resolve,
    write_files,
    written_out,
)
from letterkit.writers.text import to_text


class Commit(Struct, frozen=True):
    """A commit: its full hash, the day it was made, its author's name, its message's first line.

    The day is None where the commit has none that is a day of this world: see `day_of`.
    """

    name: str
    day: dt.date | None
    author: str
    subject: str


class Edit(Struct, frozen=True):
    """What a commit did to a document: its text's digest since then, and the words that changed.

    Without a digest the document cannot be made, for so many errors, or is no more.
    """

    digest: str | None
    added: int = 0
    removed: int = 0
    errors: int = 0


class LogEntry(Struct, frozen=True):
    """A commit and what it did to each document; no commit where the changes are not committed."""

    commit: Commit | None
    edits: Mapping[str, Edit]


class History(Struct, frozen=True):
    """The entries, newest first; `is_cut_off` where the clone lacks the older commits."""

    entries: tuple[LogEntry, ...]
    is_cut_off: bool


def history(
    workspace: Workspace, campaign: str, documents: Iterable[str], limit: int | None = None
) -> History:
    """What changed these documents of a campaign: at most `limit` commits, before them what is not
    committed yet. Raises LetterkitError: no git, no repository, no commit.
    """
    repository = Repository.of(workspace.root)
    head = resolve(repository, "HEAD")
    end = _cut_off(repository, head)
    entries: list[LogEntry] = []
    with closing(_steps(repository, workspace, campaign, tuple(documents), head, end)) as steps:
        for entry in _entries(steps, is_whole=end is None):
            entries.append(entry)
            if limit is not None and sum(e.commit is not None for e in entries) == limit:
                return History(tuple(entries), False)
    return History(tuple(entries), end is not None)


def _cut_off(repository: Repository, head: str) -> str | None:
    """The commit whose parent this clone lacks, on the way back from HEAD; None where it is whole."""
    if not repository.is_shallow:
        return None
    walk = repository.start("rev-list", "--first-parent", "--max-parents=0", head)
    first = repository.heard(walk, patience=LONG_PATIENCE).decode("ascii", "replace").strip()
    header, _, _ = repository.ask("cat-file", "commit", first).partition(b"\n\n")
    return first if b"\nparent " in header else None


# A document's text, or what keeps it from being made


class _Text(Struct, frozen=True):
    digest: str
    text: str


class _Broken(Struct, frozen=True):
    """The errors, and the files as they were: two of the same kind are one state."""

    errors: int
    files: frozenset[tuple[str, File]]


_States = Mapping[str, _Text | _Broken]


class _Step(Struct, frozen=True):
    """The documents after a commit and before it."""

    commit: Commit | None
    after: _States
    before: _States


def _state(library: Library, campaign: str, document: str, files: Files) -> _Text | _Broken:
    tree, problems = assemble_document(library, campaign, document)
    if tree is None:
        errors = sum(problem.severity is Severity.ERROR for problem in ordered(problems))
        read = {library.workspace.shown(path) for path in library.files}
        return _Broken(errors, frozenset((path, files[path]) for path in read & files.keys()))
    return _Text(agreed(tree).digest, to_text(tree))


# The walk

# What the words of a document are made from.
_FOLDERS = (SEEDS, CAMPAIGNS)


def _steps(
    repository: Repository,
    workspace: Workspace,
    campaign: str,
    documents: tuple[str, ...],
    head: str,
    end: str | None,
) -> Generator[_Step, None, None]:
    """The commits that may have changed a document, from HEAD to before `end`; before them the
    working tree.
    """
    files = files_of(repository, head, _FOLDERS)
    with Blobs(repository) as blobs, written_out(files, blobs) as earlier:
        walk = _CheckedOut(earlier, campaign, documents, files, blobs)
        after = walk.states()
        if _has_changed(repository, files):
            yield _Step(None, _present(workspace, campaign, documents, after), after)
        for commit, changed in _commits(repository, head):
            if commit.name == end:
                return
            concerns = walk.concerns(changed)
            walk.undo(changed)
            if not concerns:
                continue
            if walk.has_begun() and _may_be_renamed(changed):
                walk.campaign = renamed_from(repository, commit.name, walk.campaign) or walk.campaign
            before = walk.states()
            yield _Step(commit, after, before)
            after = before


def _has_changed(repository: Repository, committed: Files) -> bool:
    """Whether anything is not as it was committed, as far as git tells."""
    try:
        changed = changed_files(repository, _FOLDERS, committed)
    except LetterkitError:
        return True
    return changed is None or bool(changed)


def _present(
    workspace: Workspace, campaign: str, documents: tuple[str, ...], committed: _States
) -> _States:
    """The documents as they are in the working tree. One that is as broken as before is the same."""
    states: dict[str, _Text | _Broken] = {}
    library = Library(workspace, campaign)
    for name in workspace.documents(campaign):
        if name in documents:
            seen = Library(workspace, campaign, like=library)
            now, before = _state(seen, campaign, name, {}), committed.get(name)
            if isinstance(now, _Broken) and isinstance(before, _Broken) and now.errors == before.errors:
                now = before
            states[name] = now
    return states


_Changed = Mapping[str, File]
_NONE = "000000"


def _may_be_renamed(changed: _Changed) -> bool:
    """Whether a commit with which a campaign began may have renamed another: touched what one had."""
    campaigns = f"{CAMPAIGNS}/"
    return any(path.startswith(campaigns) and file.mode != _NONE for path, file in changed.items())


def _commits(repository: Repository, head: str) -> Iterator[tuple[Commit, _Changed]]:
    """The commits that touched the library or a campaign, and each file as it was before."""
    form = "--format=%H%x00%cs%x00%aN%x00%s"
    options = ("--first-parent", "-m", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative")
    log = repository.start("log", *options, "--no-show-signature", form, head, "--", *_FOLDERS)
    words = zero_ended(repository.heard(log, patience=LONG_PATIENCE))
    i = 0
    while i < len(words):
        if len(words) < i + 4:
            raise not_understood(" ".join(words[i:]).encode("utf-8", "replace"))
        name, day, author, subject = words[i : i + 4]
        commit = Commit(name, day_of(day), visible_line(author), visible_line(subject))
        i += 4
        changed: dict[str, File] = {}
        while i + 1 < len(words) and (entry := _RAW.fullmatch(words[i])):
            changed[words[i + 1]] = File(entry["mode"], entry["blob"])
            i += 2
        yield commit, changed


# A file as `git log --raw` has it: how it was before the commit.
_RAW = re.compile(r"\s*:(?P<mode>\d{6}) \d{6} (?P<blob>[0-9a-f]{40,64}) [0-9a-f]{40,64} [A-Z]\d*")


class _CheckedOut(Struct):
    """The workspace at one commit of the walk, in its temporary folder."""

    workspace: Workspace
    campaign: str
    documents: tuple[str, ...]
    files: Files
    blobs: Blobs
    library: Library | None = None
    stale: set[str] = field(default_factory=set)
    made_from: set[str] = field(default_factory=set)
    is_broken: bool = False
    had_documents: bool = False

    def concerns(self, changed: _Changed) -> bool:
        """Whether the values changed in a file of the documents, or in any that could be missing."""
        if self.is_broken or any(file.mode == LINK for file in self.files.values()):
            return True
        own = f"{CAMPAIGNS}/{self.campaign}/"
        near = (path for path in changed if path.startswith(own) or path in self.made_from)
        return any(not self._is_same(path, changed[path]) for path in near if path.endswith(".yaml"))

    def _is_same(self, path: str, old: File) -> bool:
        """Whether a file holds the same values as before, so that only its comments changed."""
        new = self.files.get(path)
        return new is not None and old.mode != _NONE and self._values(old) == self._values(new)

    def _values(self, file: File) -> str:
        document, _ = parse(self.blobs[file.name].decode("utf-8-sig", "replace"), file.name)
        return file.name if document is None else str(document.value)

    def undo(self, changed: _Changed) -> None:
        """Go back to before a commit; the folder follows when it is looked at."""
        for path, file in changed.items():
            if file.mode == _NONE:
                self.files.pop(path, None)
            else:
                self.files[path] = file
        self.stale.update(changed)

    def has_begun(self) -> bool:
        """Whether the campaign has lost its documents in the last step back."""
        return self.had_documents and not any(
            path in self.files for path in document_paths(self.campaign)
        )

    def states(self) -> _States:
        """The documents as they are here."""
        self._catch_up()
        states: dict[str, _Text | _Broken] = {}
        self.made_from = set()
        there_are = self.workspace.documents(self.campaign)
        for name in there_are:
            if name in self.documents:
                library = Library(self.workspace, self.campaign, like=self.library)
                states[name] = _state(library, self.campaign, name, self.files)
                self.made_from |= {self.workspace.shown(path) for path in library.files}
                self.library = library
        self.is_broken = any(isinstance(state, _Broken) for state in states.values())
        self.had_documents = bool(there_are)
        return states

    def _catch_up(self) -> None:
        links = {path for path, file in self.files.items() if file.mode == LINK}
        paths = self.stale | links
        write_files(self.workspace.root, paths, self.files, self.blobs)
        if self.library is not None:
            self.library.forget(self.workspace.root / path for path in paths)
        self.stale = set()


# What each commit did


class _Open(Struct):
    """An entry in the making: the documents whose earlier text is still looked for."""

    commit: Commit | None
    edits: dict[str, Edit]
    waiting: dict[str, _Text]

    def settle(self, before: _States) -> None:
        """Compare with the text that a document had before, where there was one or no document."""
        for name, new in list(self.waiting.items()):
            old = before.get(name)
            if not isinstance(old, _Broken):
                added, removed = changed_words(old.text if old else "", new.text)
                self.edits[name] = Edit(new.digest, added, removed)
                del self.waiting[name]


def _entries(steps: Iterable[_Step], is_whole: bool) -> Iterator[LogEntry]:
    """The entries, newest first. A text that follows a broken one is compared with the last one that
    could be made, which comes later in the walk: until then the entries wait. At the end of a whole
    history there was no text before; of another nobody knows.
    """
    waiting: list[_Open] = []
    for step in steps:
        if opened := _opened(step):
            waiting.append(opened)
        for entry in waiting:
            entry.settle(step.before)
        while waiting and not waiting[0].waiting:
            entry = waiting.pop(0)
            yield LogEntry(entry.commit, entry.edits)
    for entry in waiting:
        if is_whole:
            entry.settle({})
        if entry.edits:
            yield LogEntry(entry.commit, entry.edits)


def _opened(step: _Step) -> _Open | None:
    """What a commit did, as far as it shows from the two states; None for nothing."""
    opened = _Open(step.commit, {}, {})
    for name in dict.fromkeys((*step.after, *step.before)):
        new, old = step.after.get(name), step.before.get(name)
        if isinstance(new, _Broken) and new != old:
            opened.edits[name] = Edit(None, errors=new.errors)
        elif new is None and isinstance(old, _Text):
            opened.edits[name] = Edit(None, removed=len(old.text.split()))
        elif isinstance(new, _Text) and _differs(new, old):
            opened.waiting[name] = new
    return opened if opened.edits or opened.waiting else None


def _differs(new: _Text, old: _Text | _Broken | None) -> bool:
    return not isinstance(old, _Text) or new.text.split() != old.text.split()


def changed_words(old: str, new: str) -> tuple[int, int]:
    """How many words were added and removed between two texts."""
    before, after = old.split(), new.split()
    same = len(matches(before, after))
    return len(after) - same, len(before) - same
