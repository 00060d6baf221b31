"""Asking at a terminal for what is to be entered: one question at a time, each answer checked at once."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from letterkit.cli.asking import going_on_with, until_it_fits
from letterkit.cli.terminal import remark
from letterkit.diagnostics import LetterkitError

if TYPE_CHECKING:
    from letterkit.library.adding import Adding
    from letterkit.library.cells import UnfitError
    from letterkit.library.entries import EntryKind, Fact


def ask(adding: Adding, said: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What was said, with the answers to the kind's questions.

    Whoever gives up is told the command that says again what was said until then.
    """
    answers = dict(said)
    remark("Enter takes what stands in brackets, or leaves the answer open.")
    with going_on_with(lambda: command(adding.entry, answers)):
        for fact in adding.entry.facts:
            is_open = fact.asked and fact.name not in answers
            if is_open and not _is_passed(adding.entry, fact, answers):
                answers[fact.name] = (_answer(adding, fact, answers),)
    return {name: texts for name, texts in answers.items() if any(texts)}


def _is_passed(kind: EntryKind, fact: Fact, answers: Mapping[str, Sequence[str]]) -> bool:
    """Whether nothing is asked of a group whose first question was left open."""
    return (
        bool(fact.group)
        and fact != (first := kind.group(fact.group)[0])
        and not any(answers.get(first.name, ()))
    )


def _answer(adding: Adding, fact: Fact, answers: Mapping[str, Sequence[str]]) -> str:
    """The answer to one question."""
    from letterkit.library.cells import UnfitError

    must = fact.needed and not _is_first_of_group(adding.entry, fact)

    def problem(said: str) -> str | None:
        try:
            is_said = bool(adding.answer(fact.name, said, answers))
        except UnfitError as error:
            return error.why + (f": {error.hint}" if error.hint else "")
        return "this must be said" if must and not is_said else None

    text = f"{fact.asked} ({', '.join(fact.choices)})" if fact.choices else fact.asked
    return until_it_fits(text, fact.default, problem)


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

    def problem(said: str) -> str | None:
        try:
            require_fact(kind, _column_is(said))
        except LetterkitError as error:
            return str(error)
        return None

    for column, near in unknown.items():
        found[column] = _column_is(until_it_fits(f"What is '{column}'?", near or "-", problem))
    return found


def _column_is(said: str) -> str:
    """What was said of a column; empty where it is left out."""
    return "" if said.strip() == "-" else said.strip()


def refusal(kind: EntryKind, error: UnfitError) -> LetterkitError:
    """What stops the work, in the words of the command line."""
    is_option = any(fact.name == error.fact for fact in kind.facts[1:])
    where = f"--{error.fact.replace('_', '-')}: " if is_option else ""
    return LetterkitError(f"{where}{error.why}", error.hint or None, status=2)
