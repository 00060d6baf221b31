"""Diagnostics for people in a line, and for other programs as JSON and as workflow commands."""

from __future__ import annotations

import json

import jsonschema
import pytest

from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.diagnostics.codes import CODES
from letterkit.diagnostics.printing import (
    ALIKE,
    code_schema,
    code_to_json,
    findings_schema,
    summary,
    to_github,
    to_json,
    to_text,
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


# Text


def many(count: int, severity: Severity = Severity.WARNING) -> list[Diagnostic]:
    """Findings of one code, two of them in each file."""
    places = [Location(f"seeds/people/p{n // 2:02}.yaml", n + 1, 1) for n in range(count)]
    return [Diagnostic("LK443", f"case {n}", p, "ask", severity) for n, p in enumerate(places)]


def test_errors_come_first_in_the_text() -> None:
    lines = to_text([WARNING, ERROR]).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["error LK204", "warning LK209"]


def test_fewer_than_ten_alike_are_told_one_by_one() -> None:
    lines = to_text(many(ALIKE - 1)).splitlines()
    assert [line for line in lines if "LK443" in line] == [line for line in lines if ": warning" in line]
    assert sum("LK443" in line for line in lines) == ALIKE - 1


def test_ten_alike_are_one_with_a_count_and_their_files() -> None:
    text = to_text([*many(ALIKE + 2), ERROR])
    files = [f"seeds/people/p{n:02}.yaml (2)" for n in (1, 2, 3, 4)]
    assert text.splitlines() == [
        "seeds/issues/release.yaml:3:7: error LK204: no issue is named 'x'",
        "seeds/people/p00.yaml:1:1: warning LK443: case 0",
        "  ask",
        f"  and 11 more of LK443: {', '.join(files)} and 2 more files",
    ]


def test_errors_are_not_counted_with_warnings_of_their_code() -> None:
    text = to_text([*many(ALIKE + 1), *many(1, Severity.ERROR)])
    assert "error LK443" in text.splitlines()[0]
    assert "9 more of LK443" in text


def test_json_and_github_tell_all_of_them() -> None:
    assert len(json.loads(to_json(many(30)))) == 30
    assert to_github(many(30)).count("\n") == 30


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_folded_between_words(width: int) -> None:
    problem = Diagnostic(
        "LK115",
        "everything from ' #' on is a comment and does not print",
        Location("campaigns/2020-talks/blocks/framing/a-long-name-of-a-passage.yaml", 12, 34),
        "put the value into quotation marks; see https://example.org/a-very-long/address/without/a/space",
        title="A passage whose title is rather long",
    )
    lines = to_text([problem], width).splitlines()
    assert [word for line in lines for word in line.split()] == str(problem).split()
    assert lines[0].startswith(f"{problem.location}:")
    assert all(len(line) <= width or " " not in line.strip() for line in lines)
    assert any("error LK115:" in line for line in lines)
    assert any("' #'" in line for line in lines)


def test_without_a_width_a_line_is_as_long_as_it_must_be() -> None:
    problem = Diagnostic("LK204", "word " * 50, HERE)
    assert to_text([problem]) == f"{problem}\n"


def test_json_holds_everything_in_order() -> None:
    later = Diagnostic("LK101", "é", Location("z.yaml", 1, 2), "mend it", title="The end")
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
            "title": "The end",
            "hint": "mend it",
        },
        {
            "code": "LK209",
            "severity": "warning",
            "message": "not read",
            "file": "seeds/issues/release.yaml",
            "line": 3,
            "column": 7,
            "title": None,
            "hint": None,
        },
    ]


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads(to_json([])) == []


def test_a_workflow_command_escapes_what_would_end_it() -> None:
    problem = Diagnostic("LK204", "50 %\nof it", Location("a,b:c.yaml", 3, 7), "mend it", title="The end")
    assert to_github([WARNING, problem]) == (
        "::error file=a%2Cb%3Ac.yaml,line=3,col=7,title=LK204::50 %25%0Aof it (in “The end”) (mend it)\n"
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
