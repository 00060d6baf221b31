"""Asking somebody at a terminal: one question at a time, each answer looked at at once."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from letterkit.cli.terminal import remark

if TYPE_CHECKING:
    from letterkit.campaign.answers import Answers, Question
    from letterkit.campaign.sketch import LeftOut
    from letterkit.library.index import Library


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def until_it_fits(text: str, default: str | None, problem: Callable[[str], str | None]) -> str:
    """The answer to a question; one that has a problem is asked for again, with what it is.

    `default` is what Enter means: None where something must be typed.
    """
    while True:
        said = str(typer.prompt(text, default=default, err=True, show_default=bool(default)))
        if (found := problem(said)) is None:
            return said
        remark(f"  {found}")


@contextmanager
def going_on_with(command: Callable[[], str]) -> Iterator[None]:
    """While somebody is asked: whoever gives up is told the command that says what was said so far."""
    try:
        yield
    except (typer.Abort, KeyboardInterrupt, EOFError):
        remark(f"\nnothing was written; go on with: {command()}")
        raise typer.Abort from None


def ask(
    library: Library, questions: Callable[[Answers], Sequence[Question]], answers: Answers, command: str
) -> Answers:
    """The answers with those to all questions that are left; one may depend on those before it.

    `command` is said with what was answered so far, where whoever is asked gives up.
    """
    from letterkit.campaign.answers import OPTIONS

    def so_far() -> str:
        options = ((o, getattr(answers, key)) for o, key in OPTIONS.items() if getattr(answers, key))
        said = [word for o, v in options for word in (o, v if isinstance(v, str) else ", ".join(v))]
        return f"{command} {shlex.join(said)}".rstrip()

    with going_on_with(so_far):
        while missing := questions(answers):
            answers = _one(library, missing[0], answers)
    return answers


def _one(library: Library, question: Question, answers: Answers) -> Answers:
    """The answers with that to one question."""
    from letterkit.campaign.answers import answered, wrong

    def problem(said: str) -> str | None:
        return wrong(library, answered(answers, question.option, said), question.option)

    default = question.default or ("" if question.optional else None)
    said = until_it_fits(f"{question.text} ({question.help})", default, problem)
    return answered(answers, question.option, said)


def ask_for_each(passages: Sequence[LeftOut]) -> set[str]:
    """Which of these passages somebody wants in the new letter in spite of what is said of them."""
    if passages:
        remark("Of the earlier letter these passages are not taken over unasked:")
    asked = ((each.reference, f"{each.reference}: {each.reason}; take it?") for each in passages)
    return {reference for reference, text in asked if typer.confirm(text, default=False, err=True)}
