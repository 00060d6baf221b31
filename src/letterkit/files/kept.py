"""What is kept between runs, in the user's cache folder. It may go at any time, and is made again.

Every file is named by a digest of what it was made from. Those that nobody has used for an hour are taken
away when another of their kind is written, so that they do not pile up; what is used is touched.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

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
    found = kept(kind, digest, "json")
    if found is None or _seal(found[_SEAL:]) != found[:_SEAL]:
        content = json.encode(make())
        found = _seal(content) + content
        with suppress(OSError):  # a full disk, say: then they are made again the next time
            keep(kind, digest, "json", found)
    return json.decode(found[_SEAL:], type=type_)


_SEAL = 65


def _seal(content: bytes) -> bytes:
    """The line before the content that tells whether it is whole: what is damaged could crash."""
    return hashlib.sha256(content).hexdigest().encode() + b"\n"


def _clear(paths: Iterable[Path]) -> None:
    """Take away those of the files that nobody has used for long."""
    for path in paths:
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > UNUSED:
                path.unlink()
