"""What is kept between runs, in the user's cache folder. It may go at any time, and is made again.

Every file is named by a digest of what it was made from. Those that nobody has used for an hour are taken
away when another of their kind is written, so that they do not pile up; what is used is touched.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import json

from letterkit.files.reading import RECORD, read_file
from letterkit.files.scratch import lasting_folder
from letterkit.files.writing import make_folder, write_file

UNUSED = 3600
"""Seconds after which a file that nobody used is taken away."""


@cache
def cache_folder() -> Path:
    """The user's cache folder (XDG Base Directory Specification 0.8); else a temporary one."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or str(Path.home() / ".cache")
    try:
        folder = Path(base) / "letterkit"
        make_folder(folder, folder)
        if base and os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return lasting_folder()


def kept(kind: str, digest: str, ending: str) -> bytes | None:
    """What the file holds of that kind, made from what the digest is of; None where there is none."""
    path = cache_folder() / f"{kind}-{digest}.{ending}"
    try:
        content = read_file(path, path.parent, RECORD)
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    return content


def keep(kind: str, digest: str, ending: str, content: bytes) -> Path:
    """The file of that kind, made from what the digest is of: written where it does not hold this.

    Raises OSError where the disk refuses.
    """
    path = cache_folder() / f"{kind}-{digest}.{ending}"
    if kept(kind, digest, ending) != content:
        _clear(path.parent.glob(f"{kind}-*.{ending}"))
        write_file(path, content, path.parent)
    return path


def kept_values(kind: str, digest: str, make: Callable[[], Any], type_: Any = Any) -> Any:
    """JSON's values of that kind, or a Struct of that type: as they are kept, else made and kept. What is
    damaged is made again.
    """
    found = _unsealed(kind, digest)
    if found is None:
        found = json.encode(make())
        _keep_sealed(kind, digest, found)
    return json.decode(found, type=type_)


Answer = TypeVar("Answer")


class KeptAnswers(Generic[Answer]):
    """What a library answers that takes long to load, each to a text: a Struct of one type.

    All are in one file, which is written when the process ends, if there are new ones.
    """

    def __init__(self, kind: str, digest: str, type_: type[Answer]) -> None:
        self._kind, self._digest = kind, digest
        found = _unsealed(kind, digest)
        many: Any = dict[str, type_]  # type: ignore[valid-type]  # told to msgspec, when it runs
        self._known: dict[str, Answer] = json.decode(found, type=many) if found else {}
        self._has_new = False

    def answer(self, question: str, ask: Callable[[str], Answer]) -> Answer:
        """The answer that is known; else the library is asked."""
        if question not in self._known:
            found = ask(question)
            if len(self._known) >= MOST_ANSWERS:
                return found
            if not self._has_new:
                atexit.register(lambda: _keep_sealed(self._kind, self._digest, json.encode(self._known)))
                self._has_new = True
            self._known[question] = found
        return self._known[question]


MOST_ANSWERS = 5_000
"""So many are kept: to read more would take longer than to ask."""
_SEAL = 65


def _unsealed(kind: str, digest: str) -> bytes | None:
    """The JSON that is kept; None where there is none, or it is damaged."""
    found = kept(kind, digest, "json")
    is_whole = found is not None and _seal(found[_SEAL:]) == found[:_SEAL]
    return found[_SEAL:] if found is not None and is_whole else None


def _keep_sealed(kind: str, digest: str, content: bytes) -> None:
    with suppress(OSError):  # a full disk, say: then it is made again the next time
        keep(kind, digest, "json", _seal(content) + content)


def _seal(content: bytes) -> bytes:
    """The line before the content that tells whether it is whole: what is damaged could crash."""
    return hashlib.sha256(content).hexdigest().encode() + b"\n"


def _clear(paths: Iterable[Path]) -> None:
    """Take away those of the files that nobody has used for long."""
    for path in paths:
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > UNUSED:
                path.unlink()
