"""The command that says what a code means: explain."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from letterkit.cli.options import ResultFormat, is_json
from letterkit.cli.terminal import print_json, print_text
from letterkit.diagnostics import LetterkitError, did_you_mean


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code, such as LK204.")],
    form: ResultFormat = "text",
) -> None:
    """Explain a code: what it means and how to mend it."""
    from letterkit.diagnostics.codes import CODES
    from letterkit.diagnostics.printing import code_to_json

    as_json = is_json(form)
    name = code.upper()
    found = CODES.get(name)
    if found is None:
        hint = did_you_mean(name, CODES) or f"codes run from {min(CODES)} to {max(CODES)}"
        raise LetterkitError(f"there is no code '{code}'", hint, status=2)
    if as_json:
        print_json(code_to_json(name, found))
        return
    print_text(f"{name}: {found.title}\n")
    print_text(textwrap.fill(found.meaning, 78) + "\n")
    print_text(textwrap.fill(f"To mend it: {found.mend}", 78))
