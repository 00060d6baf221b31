"""What stops the reading of a file of office-holders."""

from __future__ import annotations

from letterkit.diagnostics import Diagnostic, Location, Severity

_HINT = "docs/officials.md says which files are read, and where they are to be had"


class UnreadError(Exception):
    """A file that is not read at all: why, and where."""

    def __init__(self, why: str, place: Location, hint: str | None = _HINT) -> None:
        super().__init__(why)
        self.problem = Diagnostic("LK731", why, place, hint)


def left_out(why: str, place: Location, hint: str | None = None) -> Diagnostic:
    """LK732: an entry of a file that nothing is made of."""
    return Diagnostic("LK732", f"left out: {why}", place, hint, Severity.WARNING)
