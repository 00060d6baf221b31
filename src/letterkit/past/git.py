"""Asks the `git` program about a repository; reads only.

What git is told does not depend on the variables that a hook sets, and little on the user's own
settings: no pager, no hook, no file-system monitor, no external diff, no lock on the index, no network.
The one setting that must hold is `safe.directory`: whom the user trusts is the user's business. No word
of a user's ever stands where git expects an option.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from letterkit.diagnostics import LetterkitError

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
    "status.relativePaths": "true",
}
_FIRST = ("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs")
# C0 and C1 controls, and the marks that turn the direction of writing or are not seen at all.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def printable(text: str) -> str:
    """One line of somebody else's text, with a mark in place of what could disturb a terminal."""
    return _CONTROLS.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start git in a folder. Raises LetterkitError where there is no git on the machine."""
    settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    try:
        return subprocess.Popen(  # noqa: S603  # the arguments are letterkit's own words, names, hashes
            ["git", *_FIRST, *settings, "-C", str(folder), *arguments],  # noqa: S607
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError:
        hint = "install it: https://git-scm.com/downloads"
        raise LetterkitError("there is no git on this machine", hint) from None


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or _KEPT.fullmatch(k)}
    return kept | {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
        # A partial clone would fetch what it lacks; older gits know only the second of these.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
    }


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in, seen from that folder.

    `prefix` is the folder's path inside the repository, with a slash at its end, or nothing.
    """

    folder: Path
    prefix: str
    is_shallow: bool

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """Raises LetterkitError: no git, no repository, a stranger's repository."""
        answer, said = _communicate(
            start(folder, "rev-parse", "--is-shallow-repository", "--show-prefix"), b""
        )
        if answer is None:
            raise _refused(folder, said)
        shallow, prefix = answer.split(b"\n", 1)
        return cls(folder, os.fsdecode(prefix.removesuffix(b"\n")), shallow == b"true")

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers. Raises LetterkitError with git's own words where it fails."""
        return self.ask_aloud(*arguments, given=given)[0]

    def ask_aloud(self, *arguments: str, given: bytes = b"") -> tuple[bytes, str]:
        """What git answers, and what it says about that."""
        answer, said = _communicate(start(self.folder, *arguments), given)
        if answer is None:
            raise _refused(self.folder, said)
        return answer, said


def _communicate(process: subprocess.Popen[bytes], given: bytes) -> tuple[bytes | None, str]:
    answer, said = process.communicate(given)
    return (None if process.returncode else answer), said.decode("utf-8", "replace")


def _refused(folder: Path, said: str) -> LetterkitError:
    """Git's refusal in our words, where it is one of the usual ones."""
    if "dubious ownership" in said or "unsafe repository" in said:
        where = re.search(r"repository.*? at '(.+)'|\('(.+)' is owned", said)
        path = printable(next(filter(None, where.groups()), "")) if where else str(folder)
        hint = f"if you trust it: git config --global --add safe.directory '{path}'"
        return LetterkitError(f"the repository {path} belongs to another user of this machine", hint)
    if "not a git repository" in said or "must be run in a work tree" in said:
        hint = "begin one: git init && git add seeds campaigns && git commit -m 'Begin'"
        return LetterkitError(f"{folder} is not in a git repository", hint)
    if "does not have any commits yet" in said:
        hint = "commit first: git add seeds campaigns && git commit -m 'Begin'"
        return LetterkitError("nothing is committed in this repository yet", hint, status=1)
    last = said.strip().rpartition("\n")[2].removeprefix("fatal: ")
    return LetterkitError(f"git could not answer: {printable(last)}", "see: git status; git fsck")


class Blobs:
    """Contents of files by their object names, from one git that stays open meanwhile."""

    def __init__(self, repository: Repository) -> None:
        self._process = start(repository.folder, "cat-file", "--batch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def __getitem__(self, name: str) -> bytes:
        """The content of the object of that name, a full hash.

        Raises LetterkitError where this clone does not have it.
        """
        source, answer = self._process.stdin, self._process.stdout
        assert source is not None and answer is not None  # noqa: S101, PT018  # both are pipes
        source.write(f"{name}\n".encode())
        source.flush()
        header = answer.readline().split()
        if len(header) != 3:
            hint = "fetch it: git fetch --refetch; or ask for a full clone"
            raise LetterkitError(f"this clone lacks a file of the history ({name[:7]})", hint)
        content = answer.read(int(header[2]))
        answer.read(1)
        return content


def zero_ended(answer: bytes) -> Sequence[str]:
    """The fields of an answer to a command with `-z`, as paths are decoded."""
    return [os.fsdecode(field) for field in answer.split(b"\0")[:-1]]
