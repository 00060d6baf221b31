"""How the command line speaks: where things are printed, in which colour, and when."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from letterkit.diagnostics import Diagnostic, LetterkitError, Severity, has_errors

if TYPE_CHECKING:
    from letterkit.library.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Session:
    """The options that every command shares."""

    given: Path | None
    quiet: bool

    def workspace(self) -> Workspace:
        """The workspace that was named, or the nearest one."""
        from letterkit.library.workspace import Workspace

        return Workspace.find((self.given or Path.cwd()).resolve())

    def campaign(self, workspace: Workspace, name: str | None) -> str:
        """The campaign that was named, the one whose folder this is, or the only one."""
        from letterkit.blocks.values import is_name

        names = workspace.campaign_names()
        if name is not None:
            if not is_name(name):
                hint = "give the name alone, such as 2016-sed; see letterkit list campaigns"
                raise LetterkitError(f"'{name}' is not a campaign's name", hint, status=2)
            if name not in (*names, *workspace.imported_names()):
                raise _no_campaign(f"no campaign is named '{name}'", names)
            return name
        here = [n for n in names if Path.cwd().is_relative_to(workspace.campaign_folder(n))]
        if len(here or names) == 1:
            return (here or names)[0]
        raise _no_campaign("which campaign?" if names else "there is no campaign yet", names)

    def say(self, text: str) -> None:
        """A remark, on stderr; not with --quiet."""
        if not self.quiet:
            typer.echo(text, err=True)

    def progress(self, text: str) -> None:
        """What is being done, on stderr."""
        self.say(typer.style(f"  {text} …", dim=_colours(sys.stderr)))


def day_given(text: str | None) -> dt.date | None:
    """The day given with --on."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no day such as 2016-06-06", param_hint="--on") from None


def _no_campaign(message: str, names: list[str]) -> LetterkitError:
    hint = f"there are: {', '.join(names)}" if names else "make one: letterkit new --dialogue 2016"
    return LetterkitError(message, hint, status=2)


def report(problems: Sequence[Diagnostic]) -> None:
    """Diagnostics on stderr; then exit 1 where one of them is an error."""
    show(problems)
    if has_errors(problems):
        raise typer.Exit(1)


def show(problems: Iterable[Diagnostic]) -> None:
    """Diagnostics on stderr."""
    for problem in problems:
        typer.echo(_coloured(problem), err=True)


def complain(error: LetterkitError) -> None:
    """What stopped the work, on stderr."""
    word = typer.style("error", fg="red", bold=True) if _colours(sys.stderr) else "error"
    typer.echo(f"letterkit: {word}: {error}", err=True)


def _coloured(problem: Diagnostic) -> str:
    text = str(problem)
    if not _colours(sys.stderr):
        return text
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    label = f"{problem.severity} {problem.code}"
    return text.replace(label, typer.style(label, fg=colour, bold=True), 1)


def _colours(stream: TextIO) -> bool:
    """Whether to use colour: no-color.org, and never in a pipe."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


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
        folded = (c.replace(", ", ",\n") if name == "fax" else c for name, c in cells)
        table.add_row(*(Text(cell.replace("\n", " ") if width else cell) for cell in folded))
    console = Console(width=width, highlight=False, no_color=not _colours(sys.stdout))
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())
