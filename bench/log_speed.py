"""Times `letterkit log` on a repository of 300 commits, 60 of which change the letter of 2016.

The commits are made in turn: one changes a block of the letter, one a block that no letter uses, one
another campaign, one a comment in a block of the letter, one a file that is none of letterkit's. Each
time is that of the whole command in a fresh process, and the least and the median of some rounds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from letterkit.campaign.begin import new_campaign
from letterkit.library.workspace import Workspace

COMMITS = 300
ROUNDS = 5
SEEDS = Path(__file__).parent.parent / "seeds"
CHANGED = "seeds/issues/religious-freedom.yaml"


def main() -> None:
    """Print the times of the whole log and of its ten newest commits."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "letters"
        make_repository(root)
        print(f"\n{f'letterkit log, {COMMITS} commits':<36}{'least':>8}{'median':>9}   (of {ROUNDS})")
        for words in ([], ["--limit", "10"]):
            times = [_seconds(root, words) for _ in range(ROUNDS)]
            name = " ".join(["log 2016-sed", *words])
            print(f"{name:<36}{min(times):>7.2f}s{statistics.median(times):>8.2f}s")


def make_repository(root: Path) -> None:
    """The starter library and two campaigns in git, and the commits."""
    shutil.copytree(SEEDS, root / "seeds")
    (root / "campaigns").mkdir()
    for name in ("2016", "2015"):
        new_campaign(Workspace(root), name).write()
    _git(root, "init", "--quiet")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message", "Begin")
    before = _git(root, "rev-parse", "HEAD").decode().strip()
    _git(root, "fast-import", "--quiet", given=_stream(root, before))
    _git(root, "reset", "--quiet", "--hard", "made")


def _stream(root: Path, parent: str) -> bytes:
    """The commits in the language of `git fast-import`."""
    letter = (root / CHANGED).read_text(encoding="utf-8")
    other = (root / "campaigns/2015-sed/campaign.yaml").read_text(encoding="utf-8")
    commits: list[str] = []
    for number in range(1, COMMITS):
        words = letter.replace("text: |\n", f"text: |\n  Number {number // 5} of our drafts:\n")
        files = (
            (CHANGED, words),
            ("seeds/framing/unused.yaml", f"title: Unused\ntext: |\n  {number}\n"),
            ("campaigns/2015-sed/campaign.yaml", f"{other}# {number}\n"),
            (CHANGED, f"{words}# {number}\n"),
            ("notes.txt", str(number)),
        )
        path, text = files[number % 5]
        size, begun = len(text.encode()), 1_600_000_000 + number * 3600
        commits.append(
            f"commit refs/heads/made\ncommitter Ada <ada@example.org> {begun} +0000\ndata 6\nChange\n"
            + (f"from {parent}\n" if number == 1 else "")
            + f"M 100644 inline {path}\ndata {size}\n{text}\n"
        )
    return "".join(commits).encode()


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    person = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": "2020-03-01T12:00:00+0000"}
    env = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *words]
    done = subprocess.run(
        command, cwd=root, env=os.environ | env, input=given, capture_output=True, check=True
    )
    return done.stdout


def _seconds(root: Path, words: list[str]) -> float:
    command = [sys.executable, "-m", "letterkit", "log", "2016-sed", *words]
    began = time.perf_counter()
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
