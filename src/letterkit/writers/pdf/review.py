"""What makes a PDF a review draft. How its pages look is in `draft`, which is loaded for drafts alone."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from letterkit.diagnostics import Diagnostic


class Review(Struct, frozen=True):
    """What a draft says besides the letter.

    `findings` are what the checks found in the document and in its pages. `revision` names the version of
    the workspace, None outside git; `date` is that version's, as printed, or else the document's own.
    Without `has_sheet` there is no review sheet, for a page that has all of it beside the letter. One
    that goes round, with the number of its `round`, names no block either: its readers have no files.
    """

    findings: Sequence[Diagnostic] = ()
    revision: str | None = None
    date: str | None = None
    has_sheet: bool = True
    round: int | None = None
