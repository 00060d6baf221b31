"""Asking at a terminal for what is to be entered: one question at a time, each answer checked at once."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from letterkit.cli.terminal import remark
from letterkit.diagnostics import LetterkitError

if TYPE_CHECKING:
    from letterkit.library.adding import Adding
    from letterkit.library.cells import UnfitError
    from letterkit.library.entries import EntryKind, Fact


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def ask(adding: Adding, said: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What was said, with the answers to the kind's questions.

    Whoever gives up is told the command that says again what was said until then.
    """
    answers = dict(said)
    remark("Enter takes what stands in brackets, or leaves the answer open.")
    try:
        for fact in adding.entry.facts:
            is_open = fact.asked and fact.name not in answers
            if is_open and not _is_passed(adding.entry, fact, answers):
                answers[fact.name] = (_answer(adding, fact, answers),)
    except (typer.Abort, KeyboardInterrupt, EOFError):
        remark(f"\nnothing was written; go on with: {command(adding.entry, answers)}")
        raise typer.Abort from None
    return {name: texts for name, texts in answers.items() if any(texts)}


def _is_passed(kind: EntryKind, fact: Fact, answers: Mapping[str, Sequence[str]]) -> bool:
    """Whether nothing is asked of a group whose first question was left open."""
    return (
        bool(fact.group)
        and fact != (first := kind.group(fact.group)[0])
        and not any(answers.get(first.name, ()))
    )


def _answer(adding: Adding, fact: Fact, answers: Mapping[str, Sequence[str]]) -> str:
    """The answer to one question; one that does not fit is asked for again."""
    from letterkit.library.cells import UnfitError

    must = fact.needed and not _is_first_of_group(adding.entry, fact)
    text = f"{fact.asked} ({', '.join(fact.choices)})" if fact.choices else fact.asked
    while True:
        said = str(typer.prompt(text, default=fact.default, err=True, show_default=bool(fact.default)))
        try:
            if adding.answer(fact.name, said, answers) or not must:
                return said
            remark("  this must be said")
        except UnfitError as error:
            remark(f"  {error.why}" + (f": {error.hint}" if error.hint else ""))


def _is_first_of_group(kind: EntryKind, fact: Fact) -> bool:
    return bool(fact.group) and fact == kind.group(fact.group)[0] and fact.group != kind.title.group


def command(kind: EntryKind, said: Mapping[str, Sequence[str]]) -> str:
    """The command line that says the same."""
    words = ["letterkit", "add", kind.name]
    for name, texts in said.items():
        for text in filter(None, texts):
            if name == kind.title.name:
                words.append(text)
            else:
                words += [f"--{name.replace('_', '-')}", text]
    return shlex.join(words)


def ask_columns(kind: EntryKind, unknown: Mapping[str, str]) -> dict[str, str]:
    """What each of these columns is, `unknown` having what it may be; empty for one that is left out."""
    from letterkit.library.member_tables import require_fact

    found: dict[str, str] = {}
    keys = ", ".join(fact.name for fact in kind.facts)
    remark(f"A column may be: {keys}; '-' leaves it out.")
    for column, near in unknown.items():
        while column not in found:
            said = str(typer.prompt(f"What is '{column}'?", default=near or "-", err=True)).strip()
            try:
                found[column] = require_fact(kind, "" if said == "-" else said)
            except LetterkitError as error:
                remark(f"  {error}")
    return found


def refusal(kind: EntryKind, error: UnfitError) -> LetterkitError:
    """What stops the work, in the words of the command line."""
    is_option = any(fact.name == error.fact for fact in kind.facts[1:])
    where = f"--{error.fact.replace('_', '-')}: " if is_option else ""
    return LetterkitError(f"{where}{error.why}", error.hint or None, status=2)
