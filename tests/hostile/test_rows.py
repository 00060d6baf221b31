"""Every hostile row of this folder, run with the real command under limits.

README.md says what a row holds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from hostile.limits import Outcome
from hostile.sandbox import ENVIRON_CANARY, FILE_CANARY, Sandbox
from hostile.unpacked import readable

Row = Mapping[str, Any]
KEYS = {
    *(
        "name",
        "start",
        "make",
        "change",
        "remove",
        "git",
        "before",
        "run",
        "stdin",
        "stdout",
        "env",
        "anew",
    ),
    *("exit", "says", "hides", "raw", "writes", "starts", "seconds", "megabytes"),
}
# C0 but line end and tab, DEL, C1, and what turns a line's direction (CVE-2021-42574).
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the rows hold links, pipes and limits of POSIX"
)


def rows() -> list[Any]:
    """Every row, with its file as the first part of the test's name."""
    names: set[str] = set()
    found = []
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")):
            unknown = row.keys() - KEYS
            assert not unknown, f"{file.name}: {row['name']}: {unknown}"
            assert row["name"] not in names, f"two rows are named: {row['name']}"
            names.add(row["name"])
            found.append(pytest.param(row, id=f"{file.stem}: {row['name']}"))
    return found


@pytest.mark.parametrize("row", rows())
def test_a_hostile_input_does_no_harm(row: Row, tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "sandbox")
    sandbox.prepare(row)
    before = sandbox.files()
    lines = [row["run"]] if isinstance(row["run"], str) else row["run"]
    outcomes = [sandbox.run(line, row) for line in lines]
    _as_told(outcomes[-1], row)
    for outcome in outcomes:
        _within_limits(outcome, row)
        _clean_output(outcome, row)
    _harmless(before, sandbox.files(), row, b"".join(done.out + done.err for done in outcomes))


def _as_told(outcome: Outcome, row: Row) -> None:
    """The last command ends and says as its row tells."""
    right = row["exit"] if isinstance(row["exit"], list) else [row["exit"]]
    assert outcome.status in right, outcome.said
    for words in row.get("says", ()):
        assert " ".join(str(words).split()) in outcome.said, outcome.said


def _within_limits(outcome: Outcome, row: Row) -> None:
    assert outcome.seconds <= row.get("seconds", 10), outcome.said
    assert outcome.megabytes <= row.get("megabytes", 500), outcome.said
    assert not outcome.left, outcome.left
    if outcome.started is not None:
        assert outcome.started <= set(row["starts"]), outcome.started


def _clean_output(outcome: Outcome, row: Row) -> None:
    for words in ("Traceback (most recent call last)", "Exception ignored"):
        assert words not in outcome.said, outcome.err.decode("utf-8", "replace")
    if not row.get("raw"):
        for stream in (outcome.out, outcome.err):
            assert UNSEEN.search(stream.decode("utf-8", "replace")) is None, stream


def _harmless(
    before: Mapping[str, bytes | str | None],
    after: Mapping[str, bytes | str | None],
    row: Row,
    said: bytes,
) -> None:
    """No secret came out, nothing smuggled in ran, and only what may be written was written."""
    changed = {path for path in before.keys() | after.keys() if before.get(path, 0) != after.get(path, 0)}
    allowed = [f"workspace/{pattern}" for pattern in row.get("writes", ["campaigns/*/out/**"])]
    allowed += [pattern.removesuffix("/**") for pattern in allowed if pattern.endswith("/**")]
    stray = {path for path in changed if not any(fnmatchcase(path, pattern) for pattern in allowed)}
    assert not stray, stray
    assert not any(Path(path).name == "STARTED" for path in after)
    written = [readable(held) for path in changed if isinstance(held := after.get(path), bytes)]
    for words in (FILE_CANARY, ENVIRON_CANARY, *row.get("hides", ())):
        assert words.encode() not in said, words
        assert not any(words.encode() in content for content in written), words
