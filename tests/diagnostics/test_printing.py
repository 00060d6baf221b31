"""Diagnostics for people in a line, and for other programs as JSON and as workflow commands."""

from __future__ import annotations

import json

import jsonschema
import pytest

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.diagnostics.codes import CODES
from letterkit.diagnostics.printing import (
    code_schema,
    code_to_json,
    findings_schema,
    summary,
    to_github,
    to_json,
)

HERE = Location("seeds/issues/release.yaml", 3, 7)
ERROR = Diagnostic("LK204", "no issue is named 'x'", HERE)
WARNING = Diagnostic("LK209", "not read", HERE, severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems found"),
        ([ERROR], "1 error"),
        ([WARNING], "1 warning"),
        ([ERROR, WARNING, ERROR], "2 errors, 1 warning"),
        ([WARNING, WARNING], "2 warnings"),
    ],
)
def test_the_summary_counts(problems: list[Diagnostic], words: str) -> None:
    assert summary(problems) == words


def test_json_holds_everything_in_order() -> None:
    later = Diagnostic("LK101", "é", Location("z.yaml", 1, 2), "mend it")
    text = to_json([WARNING, later])
    assert "é" in text
    assert json.loads(text) == [
        {
            "code": "LK101",
            "severity": "error",
            "message": "é",
            "file": "z.yaml",
            "line": 1,
            "column": 2,
            "hint": "mend it",
        },
        {
            "code": "LK209",
            "severity": "warning",
            "message": "not read",
            "file": "seeds/issues/release.yaml",
            "line": 3,
            "column": 7,
            "hint": None,
        },
    ]


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(to_json([])) == []


def test_a_workflow_command_escapes_what_would_end_it() -> None:
    problem = Diagnostic("LK204", "50 %\nof it", Location("a,b:c.yaml", 3, 7), "mend it")
    assert to_github([WARNING, problem]) == (
        "::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=LK204::50 %25%0Aof it (mend it)\n"
        "::warning file=seeds/issues/release.yaml,line=3,col=7,title=LK209::not read\n"
    )


def test_findings_follow_their_schema_and_nothing_else_does() -> None:
    rows = json.loads(to_json([ERROR, WARNING]))
    jsonschema.validate(rows, findings_schema())
    for wrong in ({"severity": "note"}, {"line": "3"}, {"more": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{**rows[0], **wrong}], findings_schema())
    del rows[0]["hint"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(rows, findings_schema())


def test_an_explanation_follows_its_schema() -> None:
    explained = json.loads(code_to_json("LK204", CODES["LK204"]))
    jsonschema.validate(explained, code_schema())
    assert explained["code"] == "LK204"
    assert explained["title"] == CODES["LK204"].title
