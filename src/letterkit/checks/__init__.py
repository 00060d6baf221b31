"""What can be said of a workspace before a letter goes out: one file for each family of checks.

A check takes the library as one campaign sees it and gives diagnostics. `check` runs them all, then
makes the campaign's letter, because whatever stops the letter is a finding too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from letterkit.assemble import assemble
from letterkit.checks import merge_fields, references
from letterkit.diagnostics import Diagnostic, ordered
from letterkit.library import Library, Workspace

CHECKS: tuple[Callable[[Library], Iterable[Diagnostic]], ...] = (
    references.check,
    merge_fields.check,
)


def check(workspace: Workspace, campaign: str | None) -> list[Diagnostic]:
    """Everything wrong with the library and, where one is named, with that campaign."""
    library = Library(workspace, campaign)
    found = [problem for rule in CHECKS for problem in rule(library)]
    block = library.campaign(campaign) if campaign else None
    if block is not None:
        found += assemble(library, block)[1]
    return ordered([*library.diagnostics, *found])
