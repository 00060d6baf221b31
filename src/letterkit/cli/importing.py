"""The command that reads old letters: import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.terminal import Session, print_table, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from letterkit.importer.parts import Imported


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("import")(import_letters)


def import_letters(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Old letters: txt, md, html, pdf, docx, eml; - reads stdin."
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is found; write nothing.")] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How it is printed.")
    ] = "text",
) -> None:
    """Take old letters apart into the parts they are made of."""
    from letterkit.diagnostics import has_errors
    from letterkit.importer.reading import read_documents
    from letterkit.importer.results import to_json

    if form not in ("text", "json"):
        raise typer.BadParameter("choose text or json", param_hint="--format")
    session: Session = context.obj
    people = _people(session)
    found: list[Imported] = []
    problems = []
    for file in files:
        data = sys.stdin.buffer.read() if str(file) == "-" else file
        documents, said = read_documents(data, str(file), people)
        found += documents
        problems += said
    show(problems)
    if form == "json":
        typer.echo(to_json((document, ()) for document in found), nl=False)
    else:
        _print_found(found)
    if has_errors(problems):
        raise typer.Exit(1)


def _people(session: Session) -> dict[str, str]:
    """The names of the persons in the workspace's library; of none where there is no workspace."""
    from letterkit.diagnostics import LetterkitError
    from letterkit.library import Library
    from letterkit.model import Person

    try:
        library = Library(session.workspace())
    except LetterkitError:
        return {}
    return {
        name.lower(): block.name
        for block in library.readable(Person)
        for name in (block.model.name, block.model.native_name, *block.model.also_known_as)
        if name
    }


def _print_found(found: Sequence[Imported]) -> None:
    """What each document is made of, in numbers."""
    columns = ("file", "kind", "date", "to", "asks", "cases", "signed", "words", "unplaced")
    print_table(columns, [_row(document) for document in found])


def _row(document: Imported) -> tuple[str, ...]:
    counts = (
        len(document.addressees),
        len(document.asks),
        len(document.cases),
        len(document.signatories),
    )
    words = sum(len(part.words) for part in document.parts)
    unplaced = sum(len(part.words) for part in document.unplaced)
    return (
        document.source,
        document.kind,
        document.date or "",
        *(str(count) for count in counts),
        str(words),
        str(unplaced),
    )
