"""How the command line speaks: where things are printed, in which colour, how wide; and the editor."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TextIO

import typer

from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors

WIDTH = 80
"""The columns that a text of letterkit's own is folded to."""


def report(problems: Sequence[Diagnostic]) -> None:
    """Diagnostics on stderr; then exit 1 where one of them is an error."""
    show(problems)
    if has_errors(problems):
        raise typer.Exit(1)


def show(problems: Iterable[Diagnostic], *, as_result: bool = False) -> None:
    """Diagnostics in their order: on stderr, or on stdout where they are what the command is for.

    They are folded to the terminal, or to COLUMNS where that is set; else a line holds what it must.
    """
    from letterkit.diagnostics.printing import to_text

    stream = sys.stdout if as_result else sys.stderr
    text = to_text(problems, _width(stream))
    typer.echo(_coloured(text) if _colours(stream) else text, file=stream, nl=False)


def _width(stream: TextIO) -> int | None:
    """The columns of the terminal that is written to; None for a file or another program."""
    if stream.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((WIDTH, 0)).columns
    return None


def complain(error: LetterkitError) -> None:
    """What stopped the work, on stderr."""
    word = typer.style("error", fg="red", bold=True) if _colours(sys.stderr) else "error"
    typer.echo(f"letterkit: {word}: {error}", err=True)


def dimmed(text: str) -> str:
    """A text for stderr that asks for less attention than the others."""
    return typer.style(text, dim=_colours(sys.stderr))


def _coloured(text: str) -> str:
    """Diagnostics as text, with what each is in its colour."""
    return _LABEL.sub(lambda label: typer.style(label[0], fg=_COLOURS[label[1]], bold=True), text)


# What stands after the place, which begins a line; a long place may be followed by a line end.
_LABEL = re.compile(r"(?m)(?:(?<=\d: )|(?<=^    ))(error|warning) LK\d{3}(?=:)")
_COLOURS = {"error": "red", "warning": "yellow"}


def _colours(stream: TextIO) -> bool:
    """Whether to use colour: no-color.org, and never in a pipe."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def print_json(text: str) -> None:
    """JSON that ends with a line feed, on stdout."""
    typer.echo(text, nl=False)


def print_paths(paths: Iterable[Path]) -> None:
    """The files, one a line, on stdout."""
    for path in paths:
        typer.echo(shown(path))


def shown(path: Path) -> str:
    """The path from here, where it lies below here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def folded(line: str, indent: int) -> str:
    """A line for a terminal of `WIDTH` columns, all but the first indented by so many spaces.

    A command in it stays in one piece where it can.
    """
    return textwrap.fill(line, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], whole: Collection[str] = ("fax",)
) -> None:
    """A table on stdout, folded to the terminal's width; in a pipe its lines are as long as need be.

    The first column and those of `whole` are folded only where a cell has a line feed.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    width = None if sys.stdout.isatty() else 1000
    for column in columns:
        # Names and numbers are there to be copied, and stay in one piece.
        table.add_column(column, overflow="fold", no_wrap=column in (columns[0], *whole))
    for row in rows:
        cells = zip(columns, row, strict=True)
        split = (c.replace(", ", ",\n") if name == "fax" else c for name, c in cells)
        table.add_row(*(Text(cell.replace("\n", " ") if width else cell) for cell in split))
    console = Console(width=width, highlight=False, no_color=not _colours(sys.stdout))
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())


def editor() -> str:
    """The command of the user's editor; empty where none is set."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def open_in_editor(files: Iterable[Path]) -> None:
    """Open files in the user's editor, and wait until it is closed.

    Raises LetterkitError where it cannot be run, or says that it failed.
    """
    try:
        subprocess.run([*shlex.split(editor()), *map(str, files)], check=True)  # noqa: S603  # the user's own
    except (OSError, subprocess.CalledProcessError) as error:
        raise LetterkitError(f"the editor could not be run: {error}", "see VISUAL and EDITOR") from None
