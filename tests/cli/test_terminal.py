"""terminal: diagnostics folded to what they are read on, and coloured there alone."""

from __future__ import annotations

import sys

import pytest

from letterkit.cli import terminal
from letterkit.diagnostics import Diagnostic, Location

LONG = Diagnostic("LK204", "a message of some words " * 6, Location("seeds/issues/a.yaml", 3, 7))


def test_columns_say_how_wide_a_line_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    terminal.show([LONG], as_result=True)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60


def test_in_a_file_a_finding_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    terminal.show([LONG], as_result=True)
    assert capsys.readouterr().out == f"{LONG}\n"


def test_the_label_is_coloured_where_a_line_is_folded_before_it_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for columns in ("80", "30"):
        monkeypatch.setenv("COLUMNS", columns)
        terminal.show([LONG], as_result=True)
        assert "\x1b[31m\x1b[1merror LK204\x1b[0m:" in capsys.readouterr().out


def test_a_fax_number_stays_in_one_piece(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a file's long name, which may be folded anywhere."""
    monkeypatch.setenv("COLUMNS", "52")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    number = ["x" * 25, "+12026220073", "fax/" + "y" * 40]
    address = ["x" * 25, "1500 Pennsylvania Ave, NW, Washington, DC 20220, US", "post/" + "y" * 40]
    terminal.print_table(["who", "to", "file"], [number, address])
    assert "+12026220073" in capsys.readouterr().out


def test_how_long_it_takes_is_told_when_enough_is_done_to_tell_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter((100.0, 107.0, 108.0))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("letterkit.cli.terminal.time.monotonic", lambda: next(times))
    line = terminal.StatusLine(quiet=False)
    for done in (0, 1, 80):
        line.tell("made", done, 160)
    shown = capsys.readouterr().err.split("\r\x1b[K")
    assert shown[1:] == ["  0 of 160 made", "  1 of 160 made", "  80 of 160 made, 10 a second, 8 s left"]
