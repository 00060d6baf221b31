"""Diagnostics as text, as JSON and as GitHub's workflow commands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from letterkit.diagnostics import Diagnostic, Severity, ordered


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


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, one object a diagnostic, for other programs."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "message": d.message,
            "file": d.location.file,
            "line": d.location.line,
            "column": d.location.column,
            "hint": d.hint,
        }
        for d in ordered(diagnostics)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
