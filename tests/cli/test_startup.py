"""The command line answers at once: it loads nothing heavy before a command needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import Small
from letterkit.cli import COMMANDS

HEAVY = (
    *("weasyprint", "pydantic", "jinja2", "babel", "rich", "yaml"),
    *("watchfiles", "pypdfium2", "pikepdf", "PIL", "http.server"),
    *("lxml", "phonenumbers"),
)
_LOADED = f"print([name for name in {HEAVY} if name in sys.modules])"
_CALLED = f"""
import atexit, sys
atexit.register(lambda: {_LOADED})
sys.argv = ["letterkit", *sys.argv[1:]]
from letterkit.cli import main
main()
"""


def loaded(code: str, *words: str) -> str:
    """The last line that a process prints which runs the code."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()[-1]


def test_the_command_line_loads_nothing_heavy() -> None:
    assert loaded(f"import sys, letterkit.cli; {_LOADED}") == "[]"


def test_a_command_loads_its_own_module_alone() -> None:
    code = _CALLED.replace(
        _LOADED, "print(sorted(m for m in sys.modules if m.startswith('letterkit.cli.')))"
    )
    loaded_ones = ["letterkit.cli.explain", "letterkit.cli.options", "letterkit.cli.terminal"]
    assert loaded(code, "explain", "--help") == str(loaded_ones)


def test_help_loads_nothing_heavy() -> None:
    assert loaded(_CALLED, "--help") == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    """But for pydantic, which typer itself loads once it reads a command's options."""
    assert loaded(_CALLED, command, "--help") in ("[]", "['pydantic']")


def test_what_looks_at_a_campaign_lays_nothing_out(small: Small) -> None:
    """No page, no picture, no redline, and no reader of files: `check` is waited for after each save."""
    heavy = (
        *("weasyprint", "PIL", "lxml", "pikepdf", "pypdfium2", "openpyxl", "rich", "watchfiles"),
        *("letterkit.redline", "letterkit.writers.pdf", "letterkit.importer", "letterkit.delivery"),
    )
    code = _CALLED.replace(str(HEAVY), str(heavy))
    assert loaded(code, "--quiet", "--workspace", str(small.root), "check", "talks") == "[]"
