"""What letterkit says when something is wrong, and how it is printed.

A problem in a file is a value, a `Diagnostic`: every stage returns what it could make and the
diagnostics it met, and goes on past the first. `LetterkitError` is the one exception, for what stops
the work altogether. This room knows no files and no YAML; it only holds and prints.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from letterkit.diagnostics.visible import visible_line
from letterkit.values import Comparable


class Severity(StrEnum):
    """How bad it is, the worst first: an error stops the output, a warning only speaks."""

    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True):
    """A place in a file: the path as shown to people, line and column counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{visible_line(self.file)}:{self.line}:{self.column}"


class Diagnostic(Comparable, frozen=True):
    """One problem: its code (see `CODES`), what is wrong, where, and what to do.

    `title` is what people call the block or document that the file holds, where that is known; the same
    problem is the same with it and without.
    """

    aside: ClassVar = ("title",)

    code: str
    message: str
    location: Location
    hint: str | None = None
    severity: Severity = Severity.ERROR
    title: str | None = None

    @property
    def message_with_title(self) -> str:
        """'no issue is named 'x' (in “Thanks”)'."""
        return f"{self.message} (in “{self.title}”)" if self.title else self.message

    def __str__(self) -> str:
        message = visible_line(self.message_with_title)
        line = f"{self.location}: {self.severity} {self.code}: {message}"
        return f"{line}\n  {self.hint}" if self.hint else line


class LetterkitError(Exception):
    """What stops the work: one line saying what is wrong, one saying what to do next.

    `status` is the exit status: 1 the request can't be met, 2 usage, 3 the environment.
    """

    def __init__(self, message: str, hint: str | None = None, *, status: int = 3) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


def did_you_mean(word: str, possibilities: Iterable[str]) -> str | None:
    """A hint with the possibility closest to `word`, or None where nothing is close."""
    matches = difflib.get_close_matches(word, list(possibilities), n=1, cutoff=0.6)
    return f"did you mean '{matches[0]}'?" if matches else None


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each once, at its worst: errors first, then by place, at one place by code and message."""
    told: dict[tuple[Location, str, str], Diagnostic] = {}
    for problem in sorted(diagnostics, key=_rank):
        told.setdefault((problem.location, problem.code, problem.message), problem)
    return list(told.values())


_SEVERITIES = tuple(Severity)


def _rank(problem: Diagnostic) -> tuple[int, Location, str, str]:
    return _SEVERITIES.index(problem.severity), problem.location, problem.code, problem.message


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
