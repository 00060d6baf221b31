"""Diagnostics as text, as JSON and as GitHub's workflow commands; a code's explanation as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from letterkit.diagnostics import Diagnostic, Severity, ordered
from letterkit.diagnostics.json import json_schema, json_text

if TYPE_CHECKING:
    from letterkit.diagnostics.codes import Code


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """'2 errors, 1 warning', or 'no problems found'."""
    counts = [(sum(d.severity is severity for d in diagnostics), severity.value) for severity in Severity]
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n]
    return ", ".join(parts) or "no problems found"


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One workflow command a diagnostic, which GitHub shows beside the line it is about.

    Source: GitHub's documentation, "Workflow commands for GitHub Actions".
    """
    return "".join(f"{_workflow_command(d)}\n" for d in ordered(diagnostics))


def _workflow_command(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    file, title = _property(place.file), _property(diagnostic.code)
    message = f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message
    where = f"file={file},line={place.line},col={place.column},title={title}"
    return f"::{diagnostic.severity} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A problem in a file; line and column are counted from 1."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    hint: str | None


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, one object a diagnostic, for other programs."""
    return json_text(
        [
            FindingRow(d.code, d.severity, d.message, **asdict(d.location), hint=d.hint)
            for d in ordered(diagnostics)
        ]
    )


def findings_schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(list[FindingRow], "letterkit findings")


@dataclass(frozen=True, slots=True)
class CodeRow:
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
