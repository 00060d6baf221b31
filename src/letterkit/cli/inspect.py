"""The command that reads a PDF back: inspect."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import ResultFormat, is_json
from letterkit.cli.terminal import folded, print_json, report

if TYPE_CHECKING:
    from letterkit.writers.pdf.inspection import Inspection


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF made by letterkit.")],
    form: ResultFormat = "text",
) -> None:
    """Read back what a PDF of letterkit carries.

    That is its metadata, the addresses and fax numbers, and the attachments.
    """
    from letterkit.writers.pdf import inspection

    as_json = is_json(form)
    found, problems = inspection.inspect(file)
    report(problems)
    if found is not None and as_json:
        print_json(inspection.to_json(found))
    elif found is not None:
        _print(found)


def _print(found: Inspection) -> None:
    created = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", found.created)  # ISO 32000-1, 7.9.4
    for key, value in (
        ("title", found.title),
        ("author", found.author),
        ("subject", found.subject),
        ("keywords", found.keywords),
        ("created", created),
        ("language", found.language),
    ):
        typer.echo(folded(f"{key:<12} {value or '-'}", 13))
    conformance = ", ".join(found.conformance) or "none"
    tagged = "tagged" if found.tagged else "not tagged"
    typer.echo(f"{'pages':<12} {found.pages}\n{'conformance':<12} {conformance}; {tagged}")
    for addressee in (found.delivery or {}).get("addressees", []):
        typer.echo(f"\n{addressee['name']}, {addressee['office']}, {addressee['organisation']}")
        typer.echo(f"  address    {', '.join(addressee['address']['lines'])}")
        for number in addressee["fax"]:
            typer.echo(f"  fax        {number['printed']}  ({number['e164']})")
        typer.echo(f"  channel    {addressee['channel']}")
    if found.attachments:
        typer.echo("\nattachments")
    for name, size in found.attachments.items():
        typer.echo(f"  {name}  {size} bytes")
