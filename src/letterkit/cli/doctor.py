"""The command that looks at the machine: doctor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from letterkit.cli.options import ResultFormat, Session, is_json
from letterkit.cli.terminal import folded, print_json, print_line, print_text

if TYPE_CHECKING:
    from letterkit.doctor import Component


def doctor(context: typer.Context, form: ResultFormat = "text") -> None:
    """Say what this machine lacks, and how to install it."""
    from letterkit.doctor import examine, to_json

    as_json = is_json(form)
    components = examine(_fonts(context.obj))
    if as_json:
        print_json(to_json(components))
    else:
        _print(components)
    if any(component.needed and not component.present for component in components):
        raise typer.Exit(3)


def _fonts(session: Session) -> Path | None:
    """The workspace's own fonts; None outside of a workspace, where there is enough to be said too."""
    from letterkit.diagnostics import LetterkitError

    try:
        return session.workspace().root / "fonts"
    except LetterkitError:
        return None


def _print(components: Sequence[Component]) -> None:
    width = max(len(component.name) for component in components)
    for component in components:
        mark = "ok" if component.present else "missing" if component.needed else "-"
        print_line(f"{mark:<8} {component.name:<{width}}  {component.detail}")
        if not component.present and component.remedy:
            print_text(folded(f"{'':<9}→ {component.remedy}", 11))
