"""The commands around the letters: init, doctor, inspect."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer

from letterkit.cli.terminal import Session, report


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(init)
    app.command()(doctor)
    app.command()(inspect)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Start a workspace with the starter library."""
    from letterkit.campaign import begin as scaffold

    session: Session = context.obj
    plan = scaffold.new_workspace(folder.resolve())
    plan.write()
    typer.echo(str(folder))
    session.say(
        f"{len(plan.files)} files: blocks in seeds/, letters go to campaigns/\n\n"
        f"Next:\n  cd {folder}\n  git init && git add . && git commit -m 'Start from letterkit'\n"
        "  letterkit new --dialogue 2016"
    )


def doctor(context: typer.Context) -> None:
    """Say what this machine lacks, and how to install it."""
    from letterkit.diagnostics import LetterkitError
    from letterkit.doctor import examine

    session: Session = context.obj
    try:
        fonts = session.workspace().root / "fonts"
    except LetterkitError:
        fonts = None
    findings = examine(fonts)
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        mark = "ok" if finding.present else "missing" if finding.needed else "-"
        typer.echo(f"{mark:<8} {finding.name:<{width}}  {finding.detail}")
        if not finding.present and finding.remedy:
            typer.echo(_folded(f"{'':<9}→ {finding.remedy}", 11))
    if any(finding.needed and not finding.present for finding in findings):
        raise typer.Exit(3)


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF made by letterkit.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read back what a PDF of letterkit carries.

    That is its metadata, the addresses and fax numbers, and the attachments.
    """
    from letterkit.writers.pdf.inspection import inspect as read

    found, problems = read(file)
    report(problems)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif found:
        _print_inspection(found)


def _print_inspection(found: dict[str, Any]) -> None:
    day = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", found["created"])  # ISO 32000-1, 7.9.4
    found = {**found, "created": day}
    for key in ("title", "author", "subject", "keywords", "created", "language"):
        typer.echo(_folded(f"{key:<12} {found[key] or '-'}", 13))
    conformance = ", ".join(found["conformance"]) or "none"
    tagged = "tagged" if found["tagged"] else "not tagged"
    typer.echo(f"{'pages':<12} {found['pages']}\n{'conformance':<12} {conformance}; {tagged}")
    for addressee in (found["delivery"] or {}).get("addressees", []):
        typer.echo(f"\n{addressee['name']}, {addressee['office']}, {addressee['organisation']}")
        typer.echo(f"  address    {', '.join(addressee['address']['lines'])}")
        for number in addressee["fax"]:
            typer.echo(f"  fax        {number['printed']}  ({number['e164']})")
        typer.echo(f"  channel    {addressee['channel']}")
    if found["attachments"]:
        typer.echo("\nattachments")
    for name, size in found["attachments"].items():
        typer.echo(f"  {name}  {size} bytes")


def _folded(line: str, indent: int) -> str:
    """A line for a terminal of 80 columns; a command in it stays in one piece where it can."""
    return textwrap.fill(line, 80, subsequent_indent=" " * indent, break_on_hyphens=False)
