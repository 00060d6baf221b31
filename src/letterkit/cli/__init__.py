"""The command line: one file a command, each of which parses, calls, prints and exits.

Results go to stdout, everything said about them to stderr. Where a result is data, `--format json` prints
it for other programs, in a form that `letterkit schema` describes. The exit status is 0 when all is well,
1 for problems in the files, 2 for a call that cannot be understood, 3 for what the machine lacks. Every
command loads what it needs itself, so that `--help` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from letterkit import __version__
from letterkit.cli.options import Session
from letterkit.cli.terminal import OutputError, complain, give_up_output, guarded, print_line, print_text
from letterkit.diagnostics import LetterkitError

# In the order in which help lists them: each with its module in this room, and its function there.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "new": ("new", "new"),
    "render": ("render", "render"),
    "check": ("check", "check"),
    "finalize": ("finalize", "finalize"),
    "mail": ("mail", "mail"),
    "deliver": ("deliver", "deliver"),
    "deliveries": ("deliveries", "deliveries"),
    "review": ("review", "review"),
    "redline": ("redline", "redline"),
    "circulate": ("circulate", "circulate"),
    "record": ("approving", "record"),
    "approve": ("approving", "approve"),
    "decline": ("approving", "decline"),
    "approvals": ("approvals", "approvals"),
    "remind": ("approvals", "remind"),
    "log": ("log", "log"),
    "status": ("status", "status"),
    "import": ("importing", "import_"),
    "adopt": ("adopt", "adopt"),
    "receive": ("receive", "receive"),
    "proposals": ("proposals", "proposals"),
    "add": ("add", "app"),
    "list": ("listing", "list_"),
    "show": ("show", "show"),
    "due": ("due", "due"),
    "verified": ("verified", "verified"),
    "rename": ("rename", "rename"),
    "retire": ("retire", "retire"),
    "update": ("update", "update"),
    "explain": ("explain", "explain"),
    "schema": ("schema", "schema"),
    "init": ("init", "init"),
    "doctor": ("doctor", "doctor"),
    "inspect": ("inspect", "inspect"),
    "verify": ("verify", "verify"),
}
"""The commands. A command's module is loaded, and its options are read, when it is asked for."""


class _Loaded(Mapping[str, Any]):
    """The commands as typer has them, by their names."""

    def __getitem__(self, name: str) -> Any:
        return _command(name, *COMMANDS[name])

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def _command(name: str, module: str, function: str) -> Any:
    found = getattr(import_module(f"letterkit.cli.{module}"), function)
    if isinstance(found, typer.Typer):  # a command with commands of its own
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name)(found)
    return typer.main.get_command(alone)


class _Commands(TyperGroup):
    """The commands, with the options that all share allowed before or after the command's name."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": _Loaded()})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first: list[str] = []
        rest: list[str] = []
        given = iter(args)
        for word in given:
            if word == "--":
                rest += [word, *given]
            elif word in ("-q", "--quiet") or word.startswith("--workspace="):
                first.append(word)
            elif word in ("-w", "--workspace"):
                first += [word, *islice(given, 1)]
            else:
                rest.append(word)
        return super().parse_args(ctx, [*first, *rest])


app = typer.Typer(
    name="letterkit",
    cls=_Commands,
    help="Draft joint letters from blocks kept in git.",
    epilog="Begin with: letterkit init DIR; cd DIR; letterkit new --dialogue 2016",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        print_line(f"letterkit {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _global(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", metavar="DIR", help="The workspace; else the nearest upwards."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only results and problems.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    context.obj = Session(workspace, quiet)
    if context.invoked_subcommand is None:
        print_text(context.get_help())
        return
    from letterkit.files.lock import announce

    announce(f"letterkit {context.invoked_subcommand}")


def main() -> None:
    """Run the command line. The one place where LetterkitError becomes words and an exit status."""
    # A command lives for a second, and laying out a letter makes a million objects that are all
    # needed: the cycle collector would only walk them again and again.
    gc.set_threshold(1_000_000, 20, 100)
    # pydantic looks for plugins in the metadata of every installed package; letterkit uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # And what is there when it ends needs no last look.
    atexit.register(gc.freeze)
    try:
        with guarded():
            _run()
    except OutputError:
        # Python would complain again, while it ends, of what it could not write.
        give_up_output()
        sys.exit(1)


def _run() -> None:
    try:
        app(prog_name="letterkit")
    except LetterkitError as error:
        complain(error)
        sys.exit(error.status)
    except OutputError as error:
        if not error.is_closed:
            complain(LetterkitError(f"what was to be printed could not be written: {error}"))
        raise
    except OSError as error:  # whatever the machine refuses where nobody reckoned with it
        from letterkit.files.refusal import refusal

        complain(refusal(error, "the machine refused"))
        sys.exit(3)
