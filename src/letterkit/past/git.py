"""Asks the `git` program about a repository; reads only, but for `committing`, and lets git run nothing.

A repository may come from a stranger, and its settings, attributes and hooks may name programs. So git is
asked by commands that read its store and its index, and never by one that would pass a file of the
working tree through a filter; every setting of the repository's own that names a program is emptied by
name besides; and a repository that leads out of itself is not asked at all: see `folders`. What git is
told does not depend on the variables that a hook sets. The user's own settings stay: whom the user trusts
(`safe.directory`) is the user's business. No word of a user's ever stands where git expects an option.
Each question has a limit of time and one of size.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.diagnostics.visible import visible_line
from letterkit.past.folders import UnfitRepositoryError, require_whole

# In seconds: what git may take for one answer; and for one that goes through all of a long history.
PATIENCE = 6.0
LONG_PATIENCE = 60.0
# In seconds: when the system ends git, should nobody be there any more to lose patience with it; and the
# one that is asked for many files, in turn with our own work.
_LIFE = 90
_LONG_LIFE = 600
# In bytes: an answer; a file of the history; all of them together.
_LARGEST_ANSWER = 200_000_000
_LARGEST_FILE = 100_000_000
_ALL_FILES = 2_000_000_000

# Variables of git's own that still count: where the user's settings are, and how far to look upwards.
_KEPT = re.compile(r"GIT_CONFIG_\w+|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM")
_SETTINGS = {
    "color.ui": "false",
    "core.abbrev": "auto",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.warnAmbiguousRefs": "true",
    "i18n.logOutputEncoding": "UTF-8",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    # What a clone brings along in its working tree is no repository to be asked.
    "safe.bareRepository": "explicit",
}
_FIRST = ("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs")


def version() -> str | None:
    """Which git is on this machine; None where there is none."""
    try:
        answer, _ = Inquiry(Path.cwd(), "version").answer()
    except LetterkitError:
        return None
    return (answer or b"").decode("utf-8", "replace").strip().removeprefix("git version ")


class Inquiry:
    """A question to git, which is at work on it from now on. Raises LetterkitError without git.

    It ends after `life` seconds: a git that waits at a pipe of a stranger's would hang for ever if
    letterkit were killed meanwhile. An alarm holds over exec(2), and git sets none but to show progress.
    """

    def __init__(
        self, folder: Path, *arguments: str, settings: Sequence[str] = (), life: int = _LIFE
    ) -> None:
        ours = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
        try:
            self.process = subprocess.Popen(  # noqa: S603  # letterkit's own words, names, hashes
                [_program(), *_FIRST, *settings, *ours, "-C", str(folder), *arguments],
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # so that it has no terminal to ask on, and ends as a whole
                # Safe beside threads: it is one call into C, and takes no lock.
                preexec_fn=partial(signal.alarm, life) if hasattr(signal, "alarm") else None,  # noqa: PLW1509
            )
        except OSError as error:
            raise LetterkitError(f"git could not be run: {error.strerror or error}") from None
        # A question that nobody hears any more, because another one failed, ends with its last name.
        weakref.finalize(self, _close, self.process)

    def answer(self, given: bytes = b"", patience: float = PATIENCE) -> tuple[bytes | None, str]:
        """What git answers, None where it fails, and what it says about that.

        Raises UnfitRepositoryError where that takes more seconds than `patience`, or is too large.
        """
        said: list[bytes] = []
        hears = threading.Thread(target=lambda: said.append(_some(self._stderr, 1 << 16)), daemon=True)
        late = threading.Timer(patience, self.stop)
        late.daemon = True
        try:
            hears.start()
            late.start()
            self._tell(given)
            answer = _some(self._stdout, _LARGEST_ANSWER)
            if len(answer) > _LARGEST_ANSWER:
                raise UnfitRepositoryError("git's answer is larger than any letter's history", _LOOK)
            self.process.wait()
            if not late.is_alive():
                raise _too_late(patience)
            hears.join(PATIENCE)
        finally:
            late.cancel()
            self.close()
        words = b"".join(said).decode("utf-8", "replace")
        return (None if self.process.returncode else answer), words

    def _tell(self, given: bytes) -> None:
        """Say it: one name, or some; no more than a pipe takes at once (4096 bytes, POSIX)."""
        with suppress(OSError, ValueError):  # git has ended
            self._stdin.write(given)
            self._stdin.close()

    def stop(self) -> None:
        """End it, with whatever it may have started."""
        _stop(self.process)

    def close(self) -> None:
        """End it, if it has not ended, and give back what the system lent for it."""
        _close(self.process)

    @property
    def _stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None  # noqa: S101  # all three are pipes
        return self.process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self.process.stdout is not None  # noqa: S101
        return self.process.stdout

    @property
    def _stderr(self) -> IO[bytes]:
        assert self.process.stderr is not None  # noqa: S101
        return self.process.stderr


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        _stop(process)
    for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
        with suppress(OSError):
            stream.close()
    process.wait()


_LOOK = "see what git says itself: git status; git fsck"


def _too_late(patience: float) -> UnfitRepositoryError:
    message = f"git did not answer within {patience:.0f} seconds, and was stopped"
    return UnfitRepositoryError(message, "is there a pipe or a device in the folder? " + _LOOK)


def _some(stream: IO[bytes], most: int) -> bytes:
    """What a stream gives, as far as its end, or a little more than `most`."""
    pieces: list[bytes] = []
    length = 0
    with suppress(OSError, ValueError):
        while length <= most and (piece := os.read(stream.fileno(), 1 << 20)):
            pieces.append(piece)
            length += len(piece)
    return b"".join(pieces)


def _program() -> str:
    """The path of git. Raises LetterkitError where there is none.

    Folders of the PATH that are relative do not count: there the program could be the repository's own,
    and Windows would look for it in the current folder before all others.
    """
    if found := _found(os.environ.get("PATH", os.defpath)):
        return found
    raise LetterkitError("there is no git on this machine", "install it: https://git-scm.com/downloads")


@cache
def _found(places: str) -> str | None:
    folders = filter(os.path.isabs, places.split(os.pathsep))
    return next(filter(None, (shutil.which(str(Path(folder, "git"))) for folder in folders)), None)


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or _KEPT.fullmatch(k)}
    return kept | {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
        # A partial clone would fetch what it lacks; older gits know only the second of these.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ATTR_NOSYSTEM": "1",
    }


class Repository(Struct, frozen=True):
    """The repository that a folder lies in, seen from that folder.

    `prefix` is the folder's path inside the repository, with a slash at its end, or nothing. `settings`
    are the words that empty each setting of the repository's own that names a program.
    """

    folder: Path
    prefix: str
    is_shallow: bool
    settings: tuple[str, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """Raises LetterkitError: no git, no repository, a stranger's repository, or one that leads out
        of itself.
        """
        _program()
        require_whole(folder)
        settings = _emptied(folder)  # before git is asked anything for which it would follow an include
        answer, said = Inquiry(folder, "rev-parse", *_PLACE, settings=settings).answer()
        if answer is None:
            raise refused(folder, said)
        shallow, top, prefix = _fields(answer.removesuffix(b"\n"), b"\n", 3)
        if not folder.resolve().is_relative_to(Path(os.fsdecode(top)).resolve()):
            elsewhere = visible_line(os.fsdecode(top))
            message = f"the repository's settings say that its files lie elsewhere: {elsewhere}"
            raise UnfitRepositoryError(message, "see: git config --local core.worktree")
        return cls(folder, os.fsdecode(prefix), shallow == b"true", settings)

    def start(self, *arguments: str, life: int = _LIFE) -> Inquiry:
        """Ask git something, and hear the answer later, but within `life` seconds."""
        return Inquiry(self.folder, *arguments, settings=self.settings, life=life)

    def heard(self, question: Inquiry, given: bytes = b"", patience: float = PATIENCE) -> bytes:
        """The answer. Raises LetterkitError with git's own words where it fails."""
        answer, said = question.answer(given, patience)
        if answer is None:
            raise refused(self.folder, said)
        return answer

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers. Raises LetterkitError with git's own words where it fails."""
        return self.heard(self.start(*arguments), given)

    def ask_aloud(self, *arguments: str, given: bytes = b"") -> tuple[bytes, str]:
        """What git answers, and what it says about that."""
        answer, said = self.start(*arguments).answer(given)
        if answer is None:
            raise refused(self.folder, said)
        return answer, said


# The repository's own settings

_PLACE = ("--is-shallow-repository", "--show-toplevel", "--show-prefix")
_OWN = ("local", "worktree")
_INCLUDE = re.compile(r"include(if\..+)?\.path", re.DOTALL)
# A setting whose value is a program, a command line or the folder of such. Those that git may come to
# know are likely to be called alike.
_PROGRAM = re.compile(
    r"(alias|pager|guitool|sendemail)\..+"
    r"|.+\.(clean|smudge|process|textconv|external|driver|vcs|update|proxy|path|cmd)"
    r"|.+\.\w*(command|program|helper|editor|pager|hook|hookspath|askpass|filter|browser|proxy|pack"
    r"|fsmonitor|templatedir)",
    re.DOTALL,
)
_FALSE = re.compile(r"filter\..+\.required|remote\..+\.promisor", re.DOTALL)
_MOST_WORDS = 16_000  # characters: Windows takes no more than 32,767 for a whole command line


def _emptied(folder: Path) -> tuple[str, ...]:
    """The words that empty the settings of the repository's own that name programs.

    Raises LetterkitError where settings lie outside the repository, or cannot be emptied.
    """
    own = _own_settings(folder, "--no-includes")
    if includes := [value for key, value in own if _INCLUDE.fullmatch(key)]:
        require_whole(folder, includes)
        own = _own_settings(folder, "--includes")
    words: list[str] = []
    for key in dict.fromkeys(key for key, _ in own):
        emptied = _without_program(key)
        if emptied is None:
            continue
        words += ["-c", emptied]
        if "=" in key or sum(map(len, words)) > _MOST_WORDS:
            message = "the repository's settings name programs that git cannot be kept from running"
            hint = "see: git config --local --list"
            raise UnfitRepositoryError(f"{message}: {visible_line(key)[:80]}", hint)
    return tuple(words)


def _without_program(key: str) -> str | None:
    """A setting as it is when it names no program; None of one that never does."""
    if _INCLUDE.fullmatch(key):
        return None
    if _FALSE.fullmatch(key):
        return f"{key}=false"
    return f"{key}=" if _PROGRAM.fullmatch(key) else None


def _own_settings(folder: Path, *options: str) -> list[tuple[str, str]]:
    """The settings of the repository itself, key and value."""
    listed, said = Inquiry(folder, "config", "--list", "-z", "--show-scope", *options).answer()
    if listed is None:
        raise refused(folder, said)
    fields = zero_ended(listed)
    pairs = zip(fields[::2], fields[1::2], strict=False)
    return [(e.partition("\n")[0], e.partition("\n")[2]) for scope, e in pairs if scope in _OWN]


def _fields(answer: bytes, between: bytes, number: int) -> list[bytes]:
    """The parts of an answer. Raises LetterkitError where there are not so many."""
    fields = answer.split(between)
    if len(fields) != number:
        raise not_understood(answer)
    return fields


def not_understood(answer: bytes) -> LetterkitError:
    """What to raise where git answers something else than it was asked."""
    shown = visible_line(answer[:60].decode("utf-8", "replace"))
    return LetterkitError(f"git's answer could not be understood: {shown!r}", _LOOK)


def refused(folder: Path, said: str) -> LetterkitError:
    """Git's refusal in our words, where it is one of the usual ones."""
    if "dubious ownership" in said or "unsafe repository" in said:
        where = re.search(r"repository.*? at '(.+)'|\('(.+)' is owned", said)
        path = visible_line(next(filter(None, where.groups()), "")) if where else str(folder)
        hint = f"if you trust it: git config --global --add safe.directory '{path}'"
        return LetterkitError(f"the repository {path} belongs to another user of this machine", hint)
    if "cannot use bare repository" in said:
        return UnfitRepositoryError(f"{folder} lies in a bare repository, which is not asked", _CLONE)
    if "show-scope" in said:
        return LetterkitError("this git is too old", "install git 2.26 or newer")
    if "not a git repository" in said or "must be run in a work tree" in said:
        hint = "begin one: git init && git add seeds campaigns && git commit -m 'Begin'"
        return LetterkitError(f"{folder} is not in a git repository", hint)
    if "does not have any commits yet" in said:
        hint = "commit first: git add seeds campaigns && git commit -m 'Begin'"
        return LetterkitError("nothing is committed in this repository yet", hint, status=1)
    last = said.strip().rpartition("\n")[2].removeprefix("fatal: ")
    return LetterkitError(f"git could not answer: {visible_line(last)}", _LOOK)


_CLONE = "make a clone with its files, and work there: git clone"


class Blobs:
    """Contents of files by their object names, from one git that stays open meanwhile."""

    def __init__(self, repository: Repository) -> None:
        self._question = repository.start("cat-file", "--batch", life=_LONG_LIFE)
        self._read = 0
        self._asked: float | None = None
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._question.close()

    def _watch(self) -> None:
        """End a git that waits for something else than the next question."""
        while not self._ended.wait(1):
            asked = self._asked
            if asked is not None and time.monotonic() - asked > PATIENCE:
                self._question.stop()

    def __getitem__(self, name: str) -> bytes:
        """The content of the object of that name, a full hash.

        Raises LetterkitError where this clone does not have it, or where it is too large.
        """
        self._asked = time.monotonic()
        try:
            return self._answered(name)
        except (OSError, ValueError):  # of a git that has ended
            raise self._lacks(name) from None
        finally:
            self._asked = None

    def _answered(self, name: str) -> bytes:
        process = self._question.process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  # both are pipes
        process.stdin.write(f"{name}\n".encode())
        process.stdin.flush()
        header = process.stdout.readline(200).split()
        if len(header) != 3:
            raise self._lacks(name)
        size = int(header[2])
        self._read += size
        if size > _LARGEST_FILE or self._read > _ALL_FILES:
            message = f"a file of the history is larger than letterkit reads ({name[:7]})"
            raise LetterkitError(message, f"see which: git log --find-object={name[:12]}")
        content = process.stdout.read(size + 1)[:-1]
        if len(content) != size:
            raise self._lacks(name)
        return content

    def _lacks(self, name: str) -> LetterkitError:
        hint = "fetch it: git fetch --refetch; or ask for a full clone"
        return LetterkitError(f"this clone lacks a file of the history ({name[:7]})", hint)


def zero_ended(answer: bytes) -> Sequence[str]:
    """The fields of an answer to a command with `-z`, as paths are decoded."""
    return [os.fsdecode(field) for field in answer.split(b"\0")[:-1]]
