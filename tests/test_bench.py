"""bench: the ratios that are kept are read again, and a command that got slower is named."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of bench/bench.py."""
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    monkeypatch.syspath_prepend(str(FOLDER))
    return runpy.run_path(str(FOLDER / "bench.py"))


def test_a_command_that_got_slower_is_warned_of(bench: dict[str, Any]) -> None:
    taken = {
        "bare script": [(1.0, 2.0), (1.25, 1.5)],
        "bare, system fonts": [(1.25, 2.0)],
        "check": [(0.5, 1.0), (0.75, 1.0)],
        "list blocks": [(0.25, 0.5)],
    }
    table = bench["_table"](taken, 2, 0.5)
    kept = bench["kept_ratios"](table)
    assert (
        "| check              |  0.50 |   1.00 |                     0.50 |              0.40 |" in table
    )
    assert kept == {"bare script": 1.0, "bare, system fonts": 1.25, "check": 0.5, "list blocks": 0.25}
    now = {"bare script": 1.0, "check": 0.6, "list blocks": 0.26, "new": 3.0}
    line, warning = bench["beside"](now, kept)
    assert (
        line
        == "processor time to the bare script's, now (kept): check 0.60 (0.50); list blocks 0.26 (0.25)"
    )
    assert warning.startswith("warning: 'check' is slower")


def test_the_kept_table_has_what_ci_compares(bench: dict[str, Any]) -> None:
    kept = bench["kept_ratios"](bench["RESULTS"].read_text(encoding="utf-8"))
    assert set(bench["FEW"]) <= set(kept)
