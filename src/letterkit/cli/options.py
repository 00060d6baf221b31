"""The options and arguments that several commands have, and what is meant by them."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from letterkit.cli.terminal import remark
from letterkit.diagnostics import LetterkitError

if TYPE_CHECKING:
    from letterkit.blocks.base import BlockModel
    from letterkit.language.dates import PartialDate
    from letterkit.library.index import Block, Library
    from letterkit.library.workspace import Workspace


class Session(Struct, frozen=True):
    """The options that every command shares."""

    given: Path | None
    quiet: bool

    def workspace(self) -> Workspace:
        """The workspace that was named, or the nearest one. Raises LetterkitError where there is none."""
        from letterkit.library.workspace import Workspace

        start = (self.given or Path.cwd()).resolve()
        try:
            found = Workspace.find(start)
        except LetterkitError:  # a workspace that was being made is none yet
            self.settle(start)
            raise
        return Workspace.find(start) if self.settle(found.root) else found

    def settle(self, folder: Path) -> bool:
        """Take back what a run that was killed there has begun; whether there was one.

        Raises LetterkitError where it cannot be taken back.
        """
        from letterkit.files.transaction import settle

        is_settled = settle(folder)
        if is_settled:
            self.say("an earlier run did not come to its end; what it had begun was taken back")
        return is_settled

    def campaign(self, workspace: Workspace, name: str | None) -> str:
        """The campaign that was named, the one whose folder this is, or the only one.

        Raises LetterkitError where there is none such, or several.
        """
        names = workspace.campaign_names()
        if name is not None:
            return _known_campaign(workspace, name, names)
        here = [n for n in names if Path.cwd().is_relative_to(workspace.campaign_folder(n))]
        if len(here or names) == 1:
            return (here or names)[0]
        message = "which campaign?" if names else "there is no campaign yet"
        raise _no_campaign(workspace, message, names)

    def campaigns(self, workspace: Workspace, name: str | None) -> list[str]:
        """The campaign that was named, or all of them. Raises LetterkitError where there is none such."""
        return workspace.campaign_names() if name is None else [self.campaign(workspace, name)]

    @property
    def is_watched(self) -> bool:
        """Whether somebody reads along who wants to be told more than the results."""
        return sys.stdout.isatty() and not self.quiet

    def say(self, text: str) -> None:
        """A remark, on stderr; not with --quiet."""
        if not self.quiet:
            remark(text)

    def progress(self, text: str) -> None:
        """What is being done, on stderr."""
        if not self.quiet:
            remark(f"  {text} …", dim=True)


def _known_campaign(workspace: Workspace, name: str, names: list[str]) -> str:
    from letterkit.blocks.values import is_name

    if not is_name(name):
        hint = "give the name alone, such as 2016-sed; see letterkit list campaigns"
        raise LetterkitError(f"'{name}' is not a campaign's name", hint, status=2)
    if name not in (*names, *workspace.imported_names()):
        if workspace.campaign_folder(name).is_dir():
            message = f"campaigns/{name}/ holds no campaign.yaml"
            raise LetterkitError(message, "see what it is named: letterkit check", status=2)
        raise _no_campaign(workspace, f"no campaign is named '{name}'", names)
    return name


def _no_campaign(workspace: Workspace, message: str, names: list[str]) -> LetterkitError:
    hint = f"there are: {', '.join(names)}" if names else f"make one: {how_to_begin(workspace)}"
    return LetterkitError(message, hint, status=2)


def how_to_begin(workspace: Workspace) -> str:
    """The command that makes a first campaign: for the newest dialogue there is, or a new one."""
    from letterkit.campaign.begin import DIALOGUES
    from letterkit.library.index import Library

    names = Library(workspace).names(DIALOGUES)
    return f"letterkit new --dialogue {names[-1] if names else 'NAME'}"


# Options and arguments, and the functions that read what was given


def names_in(folder: str, holding: str | None = None) -> list[str]:
    """The names of the blocks in a workspace's folder, or of the folders there that hold such a file.

    For the shell's completion: empty outside of a workspace.
    """
    from letterkit.files.listing import entries

    for here in (Path.cwd(), *Path.cwd().parents):
        if (here / "seeds").is_dir() and (here / "campaigns").is_dir():
            with suppress(OSError):
                found = entries(here / folder, here)
                if holding is not None:
                    return [path.name for path in found if (path / holding).is_file()]
                return [path.stem for path in found if path.suffix == ".yaml"]
    return []


Campaign = Annotated[
    str | None,
    typer.Argument(
        metavar="CAMPAIGN",
        help="The campaign; not needed inside its folder or where there is only one.",
        autocompletion=lambda: names_in("campaigns", holding="campaign.yaml"),
    ),
]
Documents = Annotated[
    str, typer.Option("--document", metavar="KIND", help="letter, press-release or all.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be made; write nothing.")]
FileFormats = Annotated[
    str, typer.Option("--format", metavar="LIST", help="Any of pdf, html, txt, docx, json.")
]
Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where the files go; else out/.")
]
Overwrite = Annotated[bool, typer.Option("--force", help="Overwrite any file there.")]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="Judge facts by this day; else by the document's own date."
    ),
]
ResultFormat = Annotated[
    str, typer.Option("--format", metavar="text|json", help="How the result is printed.")
]


def absolute(folder: Path | None) -> Path | None:
    """The folder that was named, from the root on. Links in its path stay; whoever writes minds them."""
    return Path(os.path.abspath(folder)) if folder else None  # noqa: PTH100  # which keeps `..`


def documents_named(text: str) -> tuple[str, ...]:
    """The documents asked for; none for all that there are. Raises typer.BadParameter."""
    return () if text == "all" else (document_named(text, "all"),)


def document_named(text: str, *others: str) -> str:
    """The kind of document asked for. Raises typer.BadParameter, which names the `others` too."""
    from letterkit.blocks.kinds import DOCUMENT_KINDS

    if text not in DOCUMENT_KINDS:
        known = ", ".join((*DOCUMENT_KINDS, *others))
        raise typer.BadParameter(f"'{text}' is none of {known}", param_hint="--document")
    return text


def formats_given(text: str) -> tuple[str, ...]:
    """The formats of files asked for, separated by commas. Raises typer.BadParameter."""
    from letterkit.writers import FORMATS

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise typer.BadParameter(f"'{name}' is none of {known}", param_hint="--format")
    return names


def day_given(text: str | None) -> dt.date | None:
    """The day given with --on. Raises typer.BadParameter."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no day such as 2016-06-06", param_hint="--on") from None


def today() -> dt.date:
    """This day, by the machine's own clock and zone."""
    return now().date()


def now() -> dt.datetime:
    """This moment, by the machine's own clock and zone: the one place where it is asked for."""
    return dt.datetime.now().astimezone()


def date_given(text: str) -> PartialDate:
    """A day, month or year given with an option. Raises typer.BadParameter."""
    from letterkit.language.dates import PartialDate

    try:
        return PartialDate.parse(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no date such as 2016-06-06", param_hint="--on") from None


def one_block(workspace: Workspace, name: str) -> Block[BlockModel]:
    """The one block of the library of that name, with or without its kind.

    Raises LetterkitError where there is none, where it cannot be read, or where several kinds have one.
    """
    from letterkit.library.index import Library

    library = Library(workspace)
    blocks, problems = library.find(name)
    if len(blocks) == 1:
        return blocks[0]
    if blocks:
        names = ", ".join(block.reference for block in blocks)
        raise LetterkitError(f"there are several blocks of that name: {names}", "name one", status=2)
    broken = [str(p) for p in problems if p.location.file.endswith(f"/{name.rpartition('/')[2]}.yaml")]
    if broken:
        raise LetterkitError("\n".join(broken), status=1)
    raise no_block(name, library)


def no_block(name: str, library: Library) -> LetterkitError:
    """What is said where no block has that name, with the nearest that there is."""
    from letterkit.blocks.kinds import KINDS
    from letterkit.diagnostics import did_you_mean

    names = [f"{kind.folder}/{n}" for kind in KINDS for n in library.names(kind)]
    bare = (n.rpartition("/")[2] for n in names)
    hint = did_you_mean(name, [*names, *dict.fromkeys(bare)]) or "letterkit list blocks shows them all"
    return LetterkitError(f"no block is named '{name}'", hint, status=1)


def is_json(form: str) -> bool:
    """Whether the result is wanted as JSON, and not as text. Raises typer.BadParameter."""
    if form not in ("text", "json"):
        raise typer.BadParameter("choose text or json", param_hint="--format")
    return form == "json"
