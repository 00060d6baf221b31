"""Asking somebody at a terminal: one question at a time, each answer looked at at once."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
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


def ask(
    library: Library, questions: Callable[[Answers], Sequence[Question]], answers: Answers, command: str
) -> Answers:
    """The answers with those to all questions that are left; one may depend on those before it.

    `command` is said with what was answered so far, where whoever is asked gives up.
    """
    from letterkit.campaign.answers import OPTIONS

    try:
        while missing := questions(answers):
            answers = _one(library, missing[0], answers)
    except typer.Abort:
        options = ((o, getattr(answers, key)) for o, key in OPTIONS.items() if getattr(answers, key))
        said = [word for o, v in options for word in (o, v if isinstance(v, str) else ", ".join(v))]
        remark(f"\ngo on with: {command} {shlex.join(said)}".rstrip())
        raise
    return answers


def _one(library: Library, question: Question, answers: Answers) -> Answers:
    """The answers with that to one question; an answer that does not fit is asked for again."""
    from letterkit.campaign.answers import answered, wrong

    text = f"{question.text} ({question.help})"
    default = question.default or ("" if question.optional else None)
    while True:
        said = typer.prompt(text, default=default, err=True, show_default=bool(question.default))
        found = answered(answers, question.option, str(said))
        problem = wrong(library, found, question.option)
        if problem is None:
            return found
        remark(f"  {problem}")


def ask_for_each(passages: Sequence[LeftOut]) -> set[str]:
    """Which of these passages somebody wants in the new letter in spite of what is said of them."""
    if passages:
        remark("Of the earlier letter these passages are not taken over unasked:")
    asked = ((each.reference, f"{each.reference}: {each.reason}; take it?") for each in passages)
    return {reference for reference, text in asked if typer.confirm(text, default=False, err=True)}
