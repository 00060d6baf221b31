"""Nothing is printed but through the guard of `cli/terminal.py`, which shows what acts on a terminal."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY
from letterkit.cli import terminal
from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.visible import visible, visible_json, visible_line

PACKAGE = REPOSITORY / "src" / "letterkit"
# The ways of Python, typer and rich to a terminal.
_CALLS = {"print", "echo", "secho", "echo_via_pager", "Console", "breakpoint", "input"}
_STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
# Of the streams these may be asked for elsewhere: they print nothing.
_ASKED = {"isatty", "encoding", "fileno"}


def ways_out(file: Path) -> Iterator[str]:
    """Each place of a module that reaches for a terminal, as 'cli/check.py:12: print'."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    asked = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in _ASKED
    }
    for node in ast.walk(tree):
        name = ""
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) or (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and called.value.id in ("typer", "rich", "builtins", "click")
            ):
                name = called.id if isinstance(called, ast.Name) else called.attr
        is_stream = (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "sys"
            and node.attr in _STREAMS
            and id(node) not in asked
        )
        if name in _CALLS or is_stream:
            yield f"{file.relative_to(PACKAGE).as_posix()}:{getattr(node, 'lineno', 0)}"


def test_no_other_module_reaches_for_the_terminal() -> None:
    # The other answers its parent by its own stdout, which is a pipe.
    ours = (PACKAGE / "cli" / "terminal.py", PACKAGE / "writers" / "pdf" / "page_texts.py")
    files = [file for file in PACKAGE.rglob("*.py") if file not in ours]
    assert [way for file in files for way in ways_out(file)] == []


def test_the_search_sees_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    file = tmp_path / "x.py"
    file.write_text(
        "import sys, typer\nprint(1)\ntyper.echo(2)\nsys.stderr.write('3')\nsys.stdout.isatty()\n"
    )
    assert list(ways_out(file)) == ["x.py:2", "x.py:3", "x.py:4"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("\x9b2J", "\\x9b2J"),
        ("one\u2028two", "one<U+2028>two"),
        ("name\udcff.yaml", "name\\xff.yaml"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("back\rover\x08", "back\\rover\\x08"),
        ("a\tb\nc", "a\tb\nc"),
        ("Müller 刘晓波 نور \u200cمی", "Müller 刘晓波 نور \u200cمی"),
    ],
)
def test_what_acts_on_a_terminal_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_on_one_line_a_line_feed_is_shown() -> None:
    assert visible_line("a\nb\tc\x1b") == "a\\nb\\tc\\x1b"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_json_means_the_same_with_everything_shown(encoding: str) -> None:
    value = {"a\u202e": "é \U0001f600 刘 \x1b\x9b\u2028 \udcff \n"}
    shown = visible_json(json.dumps(value, ensure_ascii=False, indent=2), encoding)
    assert json.loads(shown) == value
    assert visible(shown) == shown
    shown.encode(encoding)


def test_a_finding_stays_on_its_line() -> None:
    problem = Diagnostic(
        "LK204", "no issue is named 'x\nseeds/a.yaml:1:1: error'", Location("a\n.yaml", 1, 1)
    )
    assert str(problem).count("\n") == 0
    assert str(problem).startswith("a\\n.yaml:1:1: error LK204: no issue is named 'x\\nseeds")


@pytest.mark.parametrize("stream", ["out", "err"])
def test_whatever_a_library_writes_is_shown(stream: str, capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.guarded():
        print("\x1b]0;title\x07 é", file=getattr(sys, f"std{stream}"))
    assert getattr(capsys.readouterr(), stream) == "\\x1b]0;title\\x07 é\n"


def test_colours_are_ours_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with terminal.guarded():
        terminal.show([Diagnostic("LK204", "\x1b[8mhidden", Location("a", 1, 1))], as_result=True)
        terminal.print_table(["a\x1b[8m"], [["\x1b]8;;http://example.org\x07x"]])
    said = capsys.readouterr().out
    assert "\x1b[31m\x1b[1merror LK204\x1b[0m: \\x1b[8mhidden" in said
    assert "\x1b[8m" not in said
    assert "\x1b]8" not in said


def test_a_table_that_fits_stands_as_rich_sets_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed() -> list[str]:
        rows = [["a", "+1 202, +1 203", "刘晓波"], ["long name", "", "x\ny"]]
        terminal.print_table(["name", "fax", "who"], rows)
        text = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out)
        return [line.rstrip() for line in text.splitlines()]

    in_pipe = printed()
    assert in_pipe[1:] == ["a          +1 202, +1 203  刘晓波", "long name                  x y"]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    on_terminal = printed()
    assert on_terminal[1:3] == ["a          +1 202,  刘晓波", "           +1 203"]
    monkeypatch.setattr(terminal, "_fits", lambda _: False)
    assert on_terminal == printed()
