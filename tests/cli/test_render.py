"""render: in what order it says what was met in making a letter, and what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer

from letterkit.campaign.render import Order
from letterkit.cli.options import Session
from letterkit.cli.render import say_findings
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.values import replace

if TYPE_CHECKING:
    from conftest import Small

MET = Diagnostic("LK209", "not read", Location("a.yaml", 1, 1), severity=Severity.WARNING)
FOUND = Diagnostic("LK441", "died", Location("z.yaml", 9, 1))


def test_errors_are_said_before_warnings_wherever_they_come_from(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    say_findings(Session(None, quiet=True), [MET], [FOUND], Order(small.workspace, "talks"))
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["z.yaml", "a.yaml"]


def test_where_nothing_could_be_made_that_is_all_that_is_said(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    order = Order(small.workspace, "talks", final=True)
    with pytest.raises(typer.Exit):
        say_findings(Session(None, quiet=False), [replace(FOUND, code="LK204"), MET], [FOUND], order)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["error LK204", "warning LK209"]
