"""A library of hundreds of blocks is checked whole; how long that takes, bench/check_speed.py says."""

from __future__ import annotations

import runpy
from pathlib import Path

from letterkit import checks
from letterkit.library.workspace import Workspace

BENCH = Path(__file__).parent.parent.parent / "bench" / "check_speed.py"


def test_nothing_is_wrong_with_the_library_that_is_timed(tmp_path: Path) -> None:
    runpy.run_path(str(BENCH))["write_library"](tmp_path, 400)
    assert checks.check(Workspace(tmp_path), "talks") == []
