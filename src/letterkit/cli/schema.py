"""The command that prints JSON Schemas: schema."""

from __future__ import annotations

from typing import Annotated

import typer

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_json, print_line, print_text
from letterkit.diagnostics import LetterkitError, did_you_mean


def schema(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A kind of block, or a command's result; without it all are listed."
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write those of a workspace's schemas/ anew.")
    ] = False,
) -> None:
    """Print the JSON Schema of a block, or of a command's result."""
    from letterkit.cli.schemas import SCHEMAS
    from letterkit.diagnostics.json import json_text

    if write:
        _write(context.obj)
    elif name is None:
        print_text("\n".join(SCHEMAS))
    elif name in SCHEMAS:
        print_json(json_text(SCHEMAS[name]()))
    else:
        hint = did_you_mean(name, SCHEMAS) or "letterkit schema lists them all"
        raise LetterkitError(f"there is no schema '{name}'", hint, status=2)


def _write(session: Session) -> None:
    from letterkit.blocks.schemas import FOLDER
    from letterkit.campaign.schemas import write

    for path in write(session.workspace()):
        print_line(f"{FOLDER}/{path.name}")
