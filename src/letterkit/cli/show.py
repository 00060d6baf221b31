"""The command that shows a block: show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli import terminal
from letterkit.cli.options import ResultFormat, Session, is_json, no_block

if TYPE_CHECKING:
    from letterkit.library.catalogue import BlockPage


def show(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="BLOCK", help="A block, such as issues/religious-freedom.")
    ],
    form: ResultFormat = "text",
) -> None:
    """Show a block: what it says of itself, its file, and who uses it."""
    from letterkit.library import catalogue
    from letterkit.library.index import Library
    from letterkit.library.results import pages_to_json

    as_json = is_json(form)
    session: Session = context.obj
    workspace = session.workspace()
    library = Library(workspace)
    blocks, problems = library.find(name)
    terminal.show(problems)
    if not blocks:
        raise no_block(name, library)
    pages = [catalogue.page(workspace, block, library) for block in blocks]
    if as_json:
        terminal.print_json(pages_to_json(pages))
        return
    for page in pages:
        _print(page)


def _print(page: BlockPage) -> None:
    terminal.print_line(f"{page.reference}  ({page.file})")
    for fact in page.facts:
        terminal.print_line(f"  {fact.name + ':':<10} {fact.value}")
    for use in page.used_by or ("nothing yet",):
        terminal.print_line(f"  {'used by:':<10} {use}")
    for letter in page.letters:
        terminal.print_line(f"  {'letter:':<10} {letter}")
    terminal.print_text(f"\n{page.content}")
