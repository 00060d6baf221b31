"""Diagnostics for people, as JSON and as GitHub's workflow commands; a code's explanation as JSON."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from letterkit.diagnostics import Diagnostic, Severity, ordered
from letterkit.diagnostics.json import json_schema, json_text

if TYPE_CHECKING:
    from letterkit.diagnostics.codes import Code


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """'2 errors, 1 warning', or 'no problems found'."""
    counts = [(sum(d.severity is severity for d in diagnostics), severity.value) for severity in Severity]
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n]
    return ", ".join(parts) or "no problems found"


ALIKE = 10
"""So many findings of one code are told in one line of the text form."""
_FILES_NAMED = 4


def to_text(diagnostics: Iterable[Diagnostic], width: int | None = None) -> str:
    """The diagnostics for people to read, errors first. A line begins with the place, to be followed.

    Ten or more of one code are told by the first of them, with their number and files. Lines are folded
    between words where a `width` is given, in columns.
    """
    alike: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for problem in ordered(diagnostics):
        alike.setdefault((problem.severity, problem.code), []).append(problem)
    told: list[tuple[Diagnostic, str]] = []
    for problems in alike.values():
        if len(problems) < ALIKE:
            told += [(problem, "") for problem in problems]
        else:
            told.append(
                (
                    problems[0],
                    f"and {len(problems) - 1} more of {problems[0].code}: {_files(problems[1:])}",
                )
            )
    lines = (line for problem, more in _in_order(told) for line in _lines(problem, more, width))
    return "".join(f"{line}\n" for line in lines)


def _in_order(told: list[tuple[Diagnostic, str]]) -> list[tuple[Diagnostic, str]]:
    more = dict(told)
    return [(problem, more[problem]) for problem in ordered(more)]


def _files(problems: Sequence[Diagnostic]) -> str:
    """'a.yaml, b.yaml (2), …': the files in which they are, each with its number."""
    counts = Counter(problem.location.file for problem in problems)
    named = [f"{file} ({n})" if n > 1 else file for file, n in counts.most_common(_FILES_NAMED)]
    rest = len(counts) - len(named)
    return ", ".join(named) + (f" and {rest} more file{'s' if rest > 1 else ''}" if rest else "")


def _lines(problem: Diagnostic, more: str, width: int | None) -> Iterator[str]:
    for line in (*str(problem).split("\n"), *([f"  {more}"] if more else [])):
        yield from _folded(line, width) if width else [line]


# Where a line is not folded, though a space stands there: in 'error LK204' and in ' #'.
_UNBROKEN = re.compile(r"(?<=error) (?=LK\d)|(?<=warning) (?=LK\d)|(?<=') (?=#')")


def _folded(line: str, width: int) -> list[str]:
    wrapper = textwrap.TextWrapper(
        width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return [folded.replace("\0", " ") for folded in wrapper.wrap(_UNBROKEN.sub("\0", line))]


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One workflow command a diagnostic, which GitHub shows beside the line it is about.

    Source: GitHub's documentation, "Workflow commands for GitHub Actions".
    """
    return "".join(f"{_workflow_command(d)}\n" for d in ordered(diagnostics))


def _workflow_command(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    file, title = _property(place.file), _property(diagnostic.code)
    message = diagnostic.message_with_title
    message = f"{message} ({diagnostic.hint})" if diagnostic.hint else message
    where = f"file={file},line={place.line},col={place.column},title={title}"
    return f"::{diagnostic.severity} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class FindingRow(Struct, frozen=True):
    """A problem in a file: line and column are counted from 1, `title` is the block's in that file."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    title: str | None
    hint: str | None


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, one object a diagnostic, for other programs."""
    return json_text(
        [
            FindingRow(
                d.code, d.severity, d.message, **structs.asdict(d.location), title=d.title, hint=d.hint
            )
            for d in ordered(diagnostics)
        ]
    )


def findings_schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[FindingRow], "letterkit findings")


class CodeRow(Struct, frozen=True):
    """What a code means and how to mend what it speaks of."""

    code: str
    title: str
    meaning: str
    mend: str


def code_to_json(code: str, explained: Code) -> str:
    """The explanation of a code as a JSON object."""
    return json_text(CodeRow(code, explained.title, explained.meaning, explained.mend))


def code_schema() -> dict[str, Any]:
    """The JSON Schema of what `code_to_json` writes."""
    return json_schema(CodeRow, "letterkit code")
