"""How the command line speaks: the one way to the terminal, in which colour, how wide; and the editor.

Whatever is printed, by whichever room or library, goes through a `_Guard`, which shows the characters
that would act on a terminal instead of sending them. Only what stands here may send one: a colour.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOBase
from itertools import zip_longest
from pathlib import Path
from typing import Self, TextIO, cast

import typer

from letterkit.diagnostics import Diagnostic, LetterkitError, has_errors
from letterkit.diagnostics.visible import visible, visible_json, visible_line

WIDTH = 80
"""The columns that a text of letterkit's own is folded to."""


_EVERY = 0.1  # seconds between two states of a line that tells how far a work is
_FEW = 0.05  # of all that is to be done


class OutputError(Exception):
    """Nobody takes what is printed: the reader of the pipe went away, or the disk behind it is full."""

    def __init__(self, error: Exception) -> None:
        super().__init__(getattr(error, "strerror", None) or str(error))
        self.is_closed = isinstance(error, BrokenPipeError)


class _Guard(TextIOBase):
    """A stream on which every active character is shown, and none sent (see `visible`).

    Raises OutputError where it cannot be written to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text of whatever origin, at once."""
        self.send(visible(text))
        return len(text)

    def send(self, text: str) -> None:
        """Write a text that holds nothing active but colours of ours, at once."""
        encoding = self.encoding
        try:
            self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self._stream.flush()
        except (OSError, ValueError) as error:
            raise OutputError(error) from error

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What the stream writes characters as."""
        return self._stream.encoding or "utf-8"

    def writable(self) -> bool:
        """Always."""
        return True

    def isatty(self) -> bool:
        """Whether a person reads along."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the open file."""
        return self._stream.fileno()


@contextmanager
def guarded() -> Iterator[None]:
    """Meanwhile nothing reaches stdout or stderr but through a `_Guard`; a closed one is nowhere.

    Raises OutputError where stdout takes no more.
    """
    before = sys.stdout, sys.stderr
    _open_what_is_closed()
    sys.excepthook = _show_traceback
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout, sys.stderr = (cast("TextIO", _Guard(stream or nowhere)) for stream in before)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def _open_what_is_closed() -> None:
    """Give every standard stream a file, or the next file opened would become one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _show_traceback(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """A fault of letterkit's own, as Python tells it: what it quotes may be somebody else's."""
    import traceback

    sys.stderr.write(visible("".join(traceback.format_exception(error))))


def give_up_output() -> None:
    """Let Python not try again, while it ends, what could not be written."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def flush_output() -> None:
    """Write what is held back, before the process ends without Python's own end. Raises OSError."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()


def _send(stream: TextIO, text: str) -> None:
    """Write a text that is visible already, with colours where the stream has them."""
    if isinstance(stream, _Guard):
        stream.send(text)
    else:
        stream.write(text)


def print_line(line: str = "") -> None:
    """A line of the result, on stdout. A line feed in it is shown."""
    sys.stdout.write(f"{visible_line(line)}\n")


def print_text(text: str) -> None:
    """Lines of the result, on stdout."""
    sys.stdout.write(f"{text}\n")


def remark(text: str, *, dim: bool = False) -> None:
    """Lines beside the result, on stderr; `dim` asks for less attention than the others."""
    shown = visible(text)
    _send(sys.stderr, f"{typer.style(shown, dim=True) if dim and _colours(sys.stderr) else shown}\n")


class StatusLine:
    """A line on stderr that says how far a long work is, while somebody at a terminal waits for it."""

    def __init__(self, *, quiet: bool) -> None:
        self._is_shown = sys.stderr.isatty() and not quiet
        self._what = ""
        self._since = self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            _send(sys.stderr, "\r\x1b[K")

    def tell(self, what: str, done: int, of: int) -> None:
        """So many of so many are done: with how many a second, and the seconds that are left."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._since = what, now
        if not self._is_shown or (now - self._told < _EVERY and done < of):
            return
        self._told = now
        # Of the first few nobody can tell how long the others take.
        is_known = done >= of * _FEW and now > self._since
        rate = done / (now - self._since) if is_known else 0.0
        left = f", {rate:.0f} a second, {(of - done) / rate:.0f} s left" if rate else ""
        _send(sys.stderr, f"\r\x1b[K  {done} of {of} {what}{left}")


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
    text = visible(to_text(problems, _width(stream)))
    _send(stream, _coloured(text) if _colours(stream) else text)


def _width(stream: TextIO) -> int | None:
    """The columns of the terminal that is written to; None for a file or another program."""
    if stream.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((WIDTH, 0)).columns
    return None


def complain(error: LetterkitError) -> None:
    """What stopped the work, on stderr."""
    word = typer.style("error", fg="red", bold=True) if _colours(sys.stderr) else "error"
    _send(sys.stderr, f"letterkit: {word}: {visible(str(error))}\n")


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
    sys.stdout.write(visible_json(text, sys.stdout.encoding or "utf-8"))


def print_csv(text: str) -> None:
    """A table as CSV, on stdout; in a file with the mark by which spreadsheets know UTF-8."""
    mark = "" if sys.stdout.isatty() else "\ufeff"
    _send(sys.stdout, f"{mark}{visible(text)}")


def print_paths(paths: Iterable[Path]) -> None:
    """The files, one a line, on stdout."""
    for path in paths:
        print_line(shown(path))


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
    columns: Sequence[str], rows: Iterable[Sequence[str]], whole: Collection[str] = ("fax", "named by")
) -> None:
    """A table on stdout, folded to the terminal's width; in a pipe its lines are as long as need be.

    The first column and those of `whole` are folded only where a cell has a line feed, or these a comma.
    """
    is_folded = sys.stdout.isatty()
    cells = [[*map(visible, columns)], *(_cells(columns, row, whole) for row in rows)]
    if is_folded and not _fits(cells):
        # Names and numbers are there to be copied, and stay in one piece.
        _print_folded(cells, [name in (columns[0], *whole) for name in columns])
        return
    widths = _widths(cells)
    for number, row in enumerate(cells):
        for line in _lines(row, widths):
            _send(sys.stdout, f"{typer.style(line, bold=True) if is_folded and not number else line}\n")


def _cells(columns: Sequence[str], row: Sequence[str], whole: Collection[str]) -> list[str]:
    """The cells of a row; for a terminal those of `whole` have a line for each item."""
    pairs = zip(columns, row, strict=True)
    if not sys.stdout.isatty():
        return [visible(cell.replace("\n", " ")) for _, cell in pairs]
    return [visible(cell.replace(", ", ",\n") if name in whole else cell) for name, cell in pairs]


_WORD = 12  # columns of a word, such as a fax number, that stays in one piece
_BETWEEN = 2  # columns of the terminal, from one of the table's to the next


def _fits(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table fits the terminal as it stands."""
    has_tabs = any("\t" in cell for row in rows for cell in row)
    width = sum(_widths(rows)) + _BETWEEN * (len(rows[0]) - 1)
    return not has_tabs and width <= shutil.get_terminal_size((WIDTH, 0)).columns


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """How wide each column is, in columns of a terminal."""
    longest = zip(*(map(_width_of, row) for row in rows), strict=True)
    return [max(widths) for widths in longest]


def _width_of(cell: str) -> int:
    if "\n" in cell:
        return max(map(_width_of, cell.split("\n")))
    if cell.isascii():
        return len(cell)
    from rich.cells import cell_len  # a Chinese character takes two columns

    return cell_len(cell)


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row, each cell filled up to its column's width."""
    for pieces in zip_longest(*(cell.split("\n") for cell in row), fillvalue=""):
        filled = (
            piece + " " * (width - _width_of(piece)) for piece, width in zip(pieces, widths, strict=True)
        )
        yield (" " * _BETWEEN).join(filled).rstrip()


def _print_folded(rows: Sequence[Sequence[str]], whole: Iterable[bool]) -> None:
    """A table too wide for the terminal, by rich; but for a long one `whole` columns stay as they are."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, is_whole in zip(zip(*rows, strict=True), whole, strict=True):
        longest = max(len(word) for cell in column for word in (*cell.split(), ""))
        table.add_column(column[0], overflow="fold", no_wrap=is_whole, min_width=min(longest, _WORD))
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    console = Console(highlight=False, no_color=not _colours(sys.stdout))
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        _send(sys.stdout, f"{line.rstrip()}\n")


def print_diff(file: str, before: bytes, after: bytes | str) -> None:
    """What changes in a file, on stderr, line by line as `git diff` has it."""
    import difflib

    new = after if isinstance(after, str) else after.decode()
    old = before.decode().splitlines()
    for line in difflib.unified_diff(old, new.splitlines(), file, file, n=2, lineterm=""):
        remark(line)


def confirmed(question: str, otherwise: str) -> bool:
    """Whether the person at the terminal says yes.

    Raises LetterkitError, with `otherwise` for a hint, where nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise LetterkitError("nothing was written: nobody is here to be asked", otherwise, status=2)
    return typer.confirm(visible(question), err=True)


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
