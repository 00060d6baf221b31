"""The time that checking takes: in proportion to the library's size."""

from __future__ import annotations

import runpy
import time
from pathlib import Path

from letterkit import checks
from letterkit.library.workspace import Workspace

BENCH = Path(__file__).parent.parent.parent / "bench" / "check_speed.py"
ROUNDS = 3


def test_four_times_the_blocks_take_about_four_times_as_long(tmp_path: Path) -> None:
    write_library = runpy.run_path(str(BENCH))["write_library"]
    for size in (100, 400):
        write_library(tmp_path / str(size), size)
    few, many = (least_time(tmp_path / str(size)) for size in (100, 400))
    assert many < 6 * few, f"{few:.3f} s for 100 blocks, {many:.3f} s for 400"


def least_time(root: Path) -> float:
    """The least of some rounds, in seconds; nothing may be wrong with the library."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert checks.check(Workspace(root), "talks") == []
        times.append(time.perf_counter() - began)
    return min(times)
