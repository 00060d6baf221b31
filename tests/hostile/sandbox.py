"""The place where a hostile row is played: the workspace, the secrets beside it, a home.

Nothing here judges: it makes what a row describes, runs its commands, and says what is there afterwards.
"""

from __future__ import annotations

import base64
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from conftest import REPOSITORY, SMALL
from hostile import inputs
from hostile.limits import Outcome, limited

FILE_CANARY = "a word of a file that is nobody's business, 7d1e0c"
ENVIRON_CANARY = "a word of the environment that is nobody's business, 52aa9f"
GIT = {
    f"GIT_{who}_{key}": value
    for who in ("AUTHOR", "COMMITTER")
    for key, value in (
        ("NAME", "Ada Author"),
        ("EMAIL", "ada@example.org"),
        ("DATE", "2020-03-01T12:00:00Z"),
    )
}


@dataclass(frozen=True)
class Sandbox:
    """A folder that holds the workspace, what lies beside it, and a home."""

    root: Path

    @property
    def workspace(self) -> Path:
        """The workspace."""
        return self.root / "workspace"

    def prepare(self, row: Mapping[str, Any]) -> None:
        """Make all that the row describes before its commands run."""
        outside = self.root / "outside"
        outside.mkdir(parents=True)
        (outside / "secret.txt").write_text(f"{FILE_CANARY}\n", encoding="utf-8")
        (self.root / "home").mkdir()
        self.begin(row.get("start", "small"))
        for path, what in row.get("make", {}).items():
            self.put(path, what)
        for path, words in row.get("change", {}).items():
            self.change(path, words)
        for path in row.get("remove", ()):
            _remove(self.workspace / path)
        if row.get("git"):
            self.script("git init -q -b main . && git add -A && git commit -q -m Begin")
        if "before" in row:
            self.script(row["before"])

    def begin(self, start: str) -> None:
        """Make the workspace that a row starts from."""
        self.workspace.mkdir()
        if start == "small":
            for path, text in SMALL.items():
                self.put(path, text)
        elif start == "seeds":
            shutil.copytree(REPOSITORY / "seeds", self.workspace / "seeds")
            (self.workspace / "campaigns").mkdir()
            done = self.run("new --dialogue 2016", {"seconds": 60})
            assert done.status == 0, done
        else:
            assert start == "nothing", start

    def put(self, path: str, what: str | Mapping[str, Any]) -> None:
        """Put one thing into the workspace."""
        place = Path(os.fsdecode(os.fsencode(self.workspace) + b"/" + unquote_to_bytes(path)))
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            place.write_bytes(what.encode("utf-8", "surrogatepass"))
        elif "link" in what:
            _remove(place)
            place.symlink_to(what["link"])
        elif "fifo" in what:
            _remove(place)
            os.mkfifo(place)
        elif "folder" in what:
            place.mkdir(exist_ok=True)
        elif "size" in what:
            with place.open("wb") as file:
                file.truncate(what["size"])
        else:
            place.write_bytes(_content(dict(what)))

    def change(self, path: str, words: Mapping[str, str]) -> None:
        """Replace words of a file, all of which must be there."""
        file = self.workspace / path
        text = file.read_text(encoding="utf-8")
        for old, new in words.items():
            assert old in text, (path, old)
            text = text.replace(old, new)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))

    def script(self, text: str) -> None:
        """Run a shell script of a row in the workspace; it must succeed."""
        environment = self.environment({}) | GIT
        subprocess.run(["sh", "-euc", text], cwd=self.workspace, env=environment, check=True, timeout=60)

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """The environment of a command."""
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY / "src"),
            "HOME": str(self.root / "home"),
            "XDG_CACHE_HOME": str(self.root / "home" / "cache"),
            "TMPDIR": str(self.root / "home"),
            "LANG": "C.UTF-8",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "GIT_CONFIG_NOSYSTEM": "1",
            "LETTERKIT_CANARY": ENVIRON_CANARY,
            **more,
        }

    def run(self, line: str, row: Mapping[str, Any]) -> Outcome:
        """Run one command line of letterkit under the limits of its row."""
        environment = self.environment(row.get("env", {}))
        return limited(shlex.split(line), self.workspace, environment, row)

    def files(self) -> dict[str, bytes | str | None]:
        """Everything in the sandbox but the home: path → content, or where a link leads, or None."""
        return {
            os.fsencode(path.relative_to(self.root)).decode("utf-8", "backslashreplace"): _held(path)
            for path in _below(self.root)
            if path.relative_to(self.root).parts[0] != "home"
        }


def _content(what: dict[str, Any]) -> bytes:
    if "base64" in what:
        return base64.b64decode(what["base64"])
    if "hex" in what:
        return bytes.fromhex(what["hex"])
    if "repeat" in what:
        middle = what["repeat"] * what["times"]
        return f"{what.get('first', '')}{middle}{what.get('last', '')}".encode()
    made: bytes = getattr(inputs, what.pop("made_by"))(**what)
    return made


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _held(path: Path) -> bytes | str | None:
    if path.is_symlink():
        return str(path.readlink())
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(50_000_000)
