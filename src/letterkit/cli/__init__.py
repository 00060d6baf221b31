"""The command line: one file a command, each of which parses, calls, prints and exits.

Results go to stdout, everything said about them to stderr. Where a result is data, `--format json` prints
it for other programs, in a form that `letterkit schema` describes. The exit status is 0 when all is well,
1 for problems in the files, 2 for a call that cannot be understood, 3 for what the machine lacks. Every
command loads what it needs itself, so that `--help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from letterkit import __version__
from letterkit.cli.options import Session
from letterkit.cli.terminal import OutputError, complain, give_up_output, guarded, print_line, print_text
from letterkit.diagnostics import LetterkitError

# In the order in which help lists them: each with its module in this room and its function there, and
# with the sentence that its own help begins with.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "new": (
        "new:new",
        "Make a letter for a dialogue, or for an occasion of its own, and render its first draft.",
    ),
    "render": ("render:render", "Render a campaign's documents."),
    "check": ("check:check", "Say what is wrong with the blocks and the letters."),
    "finalize": ("finalize:finalize", "Freeze a campaign, and make the PDFs that are sent and kept."),
    "mail": ("mail:mail", "Make a letter's copies for hundreds of recipients."),
    "deliver": (
        "deliver:deliver",
        "Prepare a final letter for fax, post, e-mail, press and web; send it.",
    ),
    "deliveries": (
        "deliveries:deliveries",
        "Say what was sent, failed, is unknown or pending; record receipts.",
    ),
    "review": (
        "review:review",
        "Make the page on which a draft is looked at, or a partner reads and answers.",
    ),
    "redline": (
        "redline:redline",
        "Show what changed in a letter since a revision, or from one letter to another.",
    ),
    "circulate": (
        "circulate:circulate",
        "Begin a round: keep what goes out, draft the mails; send none.",
    ),
    "record": (
        "approving:record",
        "Record that signatories were invited, have seen the text, or commented.",
    ),
    "approve": ("approving:approve", "Record that a signatory approves the text."),
    "decline": ("approving:decline", "Record that a signatory does not sign, or takes an approval back."),
    "approvals": ("approvals:approvals", "Say who has agreed to the text as it is, and who has not."),
    "remind": ("approvals:remind", "Draft a mail to each who has not agreed yet; send none."),
    "log": ("log:log", "List the commits that changed a campaign's words."),
    "status": ("status:status", "Say how the campaigns stand, and what is not committed."),
    "import": ("importing:import_", "Take old letters apart into the blocks that they are made of."),
    "adopt": ("adopt:adopt", "Move an imported letter into the library, once it has been read."),
    "receive": ("receive:receive", "Take in what a partner sent back: a file, a mail or text."),
    "proposals": ("proposals:proposals", "List what partners want changed, and decide about it."),
    "add": ("add:app", "Enter an office, member, signer, case and more; or a table of them."),
    "list": ("listing:list_", "List what there is in the workspace, what is used and what alike."),
    "show": ("show:show", "Show a block: what it says of itself, its file, and who uses it."),
    "due": ("due:due", "Say which facts ended, are stale, were never verified or end soon."),
    "verified": ("verified:verified", "Record that a fact was checked, on a day and from a source."),
    "rename": ("rename:rename", "Give a block another name, in its file and wherever it is named."),
    "retire": ("retire:retire", "Give up a block, or a number of an office, from a day on."),
    "update": ("update:update", "Show from public data who came and who went, and write it."),
    "explain": ("explain:explain", "Explain a code: what it means and how to mend it."),
    "schema": ("schema:schema", "Print the JSON Schema of a block, or of a command's result."),
    "init": (
        "init:init",
        "Start a workspace: with the starter library, an example letter, or an empty library.",
    ),
    "doctor": ("doctor:doctor", "Say what this machine lacks, and how to install it."),
    "inspect": ("inspect:inspect", "Read back what a PDF of letterkit carries."),
    "verify": ("verify:verify", "Say which final letter a PDF is, and whether it is unchanged."),
}
"""The commands."""


class _Command(TyperCommand):
    """A command as help and completion list it: loaded, with its options, only where it is called."""

    def __init__(self, name: str, place: str, sentence: str) -> None:
        super().__init__(name, help=sentence)
        self._place = place

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **settings: Any) -> Any:
        """The call of the command itself."""
        return command_at(self._place).make_context(info_name, args, *rest, **settings)


@cache
def command_at(place: str) -> Any:
    """The command of a module's function, `listing:list_`, as typer has it."""
    module, _, function = place.partition(":")
    found = getattr(importlib.import_module(f"letterkit.cli.{module}"), function)
    if isinstance(found, typer.Typer):  # a command with commands of its own
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command()(found)
    return typer.main.get_command(alone)


class _Commands(TyperGroup):
    """The commands, with the options that all share allowed before or after the command's name."""

    def __init__(self, **settings: Any) -> None:
        commands = {name: _Command(name, *row) for name, row in COMMANDS.items()}
        super().__init__(**{**settings, "commands": commands})

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


_METADATA = "importlib.metadata"


def _load_metadata_late() -> None:
    if _METADATA not in sys.modules:
        importlib.metadata = sys.modules[_METADATA] = _LateMetadata(_METADATA)


class _LateMetadata(ModuleType):
    """Stands for Python's module of that name, which pydantic imports to ask for plugins, until somebody
    asks: loading it, with all that reads e-mails, takes longer than pydantic's models.
    """

    def entry_points(self, **chosen: str) -> Any:
        """The plugins of installed packages."""
        return self._real().entry_points(**chosen)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python itself asks of any module
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _real(self) -> ModuleType:
        if sys.modules.get(_METADATA) is self:
            del sys.modules[_METADATA]
        return importlib.import_module(_METADATA)


def main() -> None:
    """Run the command line. The one place where LetterkitError becomes words and an exit status."""
    # pydantic looks for plugins in the metadata of every installed package; letterkit uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _load_metadata_late()
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
