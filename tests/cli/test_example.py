"""How little has to be typed for a first letter: tests/commands/example.md, counted."""

from __future__ import annotations

import re
import shlex

from conftest import REPOSITORY

PAGE = (REPOSITORY / "tests" / "commands" / "example.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^\$ (letterkit .*)$", PAGE, re.MULTILINE)]
UNTIL_IT_IS_RIGHT = next(number for number, words in enumerate(COMMANDS, 1) if "check" in words)


def values(words: list[str]) -> list[str]:
    """What somebody thinks up and types: all but the names of commands and options."""
    inner = [word for word in words[1:] if not word.startswith("-")]
    named = {"init": 1, "add": 2, "new": 1, "check": 1}
    return inner[named[inner[0]] :]


def test_eight_commands_and_forty_values_make_a_letter_without_errors() -> None:
    typed = COMMANDS[:UNTIL_IT_IS_RIGHT]
    assert len(typed) <= 8
    assert sum(len(values(words)) for words in typed) <= 40
    shown = PAGE[PAGE.index("$ letterkit check") :]
    assert "error" not in shown.split("\n$ ")[0]
    assert not re.search(r"^\[exit", PAGE, re.MULTILINE)
    assert "letter-clean.pdf" in shown
