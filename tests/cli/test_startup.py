"""The command line answers at once: it loads nothing heavy before a command needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import Small
from letterkit.cli import COMMANDS, command_at

HEAVY = (
    *("weasyprint", "pydantic", "jinja2", "babel", "rich", "yaml"),
    *("watchfiles", "pypdfium2", "pikepdf", "PIL", "http.server"),
    *("lxml", "phonenumbers"),
)
_HEAVY = f"[name for name in {HEAVY} if name in sys.modules]"
_LOADED = f"print({_HEAVY})"
_OWN = "sorted(m for m in sys.modules if m.startswith('letterkit.cli.'))"
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
    code = _CALLED.replace(_LOADED, f"print({_OWN})")
    loaded_ones = ["letterkit.cli.explain", "letterkit.cli.options", "letterkit.cli.terminal"]
    assert loaded(code, "explain", "--help") == str(loaded_ones)


def test_help_loads_no_command() -> None:
    code = _CALLED.replace(_LOADED, f"print({_OWN}, {_HEAVY})")
    assert loaded(code, "--help") == "['letterkit.cli.options', 'letterkit.cli.terminal'] []"


def test_the_metadata_of_packages_are_there_for_whoever_asks() -> None:
    """Though not loaded: pydantic imports the module that reads them, and asks nothing."""
    asks = "import importlib.metadata; print(importlib.metadata.version('typer') > '0')"
    code = _CALLED.replace(_LOADED, f"('email' in sys.modules) or exec({asks!r})")
    assert loaded(code, "explain", "LK204") == "True"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_a_command_by_the_sentence_of_its_own(command: str) -> None:
    place, sentence = COMMANDS[command]
    assert command_at(place).get_short_help_str(limit=1_000) == sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    """But for pydantic, which typer itself loads once it reads a command's options."""
    assert loaded(_CALLED, command, "--help") in ("[]", "['pydantic']")


def test_what_looks_at_a_campaign_lays_nothing_out(small: Small) -> None:
    """No page, no picture, no redline, and no reader of files: `check` is waited for after each save.
    What babel says of the letter's language, and phonenumbers of its numbers, the first run keeps.
    """
    heavy = (
        *("babel", "phonenumbers", "email"),
        *("weasyprint", "PIL", "lxml", "pikepdf", "pypdfium2", "openpyxl", "rich", "watchfiles"),
        *("letterkit.redline", "letterkit.writers.pdf", "letterkit.importer", "letterkit.delivery"),
    )
    code = _CALLED.replace(str(HEAVY), str(heavy))
    call = ("--quiet", "--workspace", str(small.root), "check", "talks")
    loaded(code, *call)
    assert loaded(code, *call) == "[]"


def test_a_clean_letter_needs_no_draft_and_no_git(small: Small) -> None:
    heavy = ("letterkit.past", "letterkit.writers.pdf.draft", "letterkit.writers.pdf.kept_pages")
    code = _CALLED.replace(str(HEAVY), str((*heavy, "letterkit.writers.docx", "letterkit.partners")))
    call = ("--quiet", "--workspace", str(small.root), "render", "--clean", "--force", "talks")
    assert loaded(code, *call) == "[]"


def test_what_tells_of_commits_looks_for_nothing_wrong() -> None:
    heavy = ("letterkit.checks", "letterkit.redline", "letterkit.writers.pdf", "weasyprint")
    code = f"import sys, letterkit.campaign.history; {_LOADED}"
    assert loaded(code.replace(str(HEAVY), str(heavy))) == "[]"


def test_the_process_ends_with_its_status_once_all_is_done() -> None:
    """Nothing of it is taken apart, but what is printed is whole, and what was left to the end done."""
    run = "lambda: (print('said'), atexit.register(print, 'done'), sys.exit(3))"
    code = f"import atexit, sys, letterkit.cli; letterkit.cli.main = {run}"
    call = [sys.executable, "-c", f"{code}; from letterkit.__main__ import main; main()"]
    done = subprocess.run(call, check=False, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("said\ndone\n", "", 3)
