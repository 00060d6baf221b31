"""Facts: blocks past their review date, and fax numbers nobody has checked for long.

People are left to `cases`, and an office whose holder is in doubt to `offices`.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.kinds import document_kind
from letterkit.blocks.models import Address, Person, Provenance
from letterkit.checks import offices
from letterkit.checks.review import is_past
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.library.index import Block

FAX_PERIOD = "12 months"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK431 for every block used, LK432 for every fax number of whom the document is sent to."""
    doubtful = {finding.location for finding in offices.check(subject) if finding.code == "LK423"}
    for block in subject.blocks(Provenance):
        if not isinstance(block.model, Person) and block.location("verified") not in doubtful:
            yield from _aged(subject, block)
    if document_kind(subject.block.model).is_sent:
        for address in subject.blocks(Address):
            yield from _numbers(subject, address)


def _aged(subject: Subject, block: Block[Provenance]) -> Iterator[Diagnostic]:
    verified, period = block.model.verified, block.model.review_after
    if verified and period and is_past(verified, period, subject.on):
        message = f"verified {verified}, and to be reviewed after {period}"
        yield _warning("LK431", message, block.location("verified"))


def _numbers(subject: Subject, block: Block[Address]) -> Iterator[Diagnostic]:
    for i, fax in enumerate(block.model.fax):
        place = block.location("fax", i, "number")
        if fax.verified is None:
            yield _warning("LK432", f"nobody has verified the fax number {fax.number}", place)
        elif is_past(fax.verified, FAX_PERIOD, subject.on):
            message = f"the fax number {fax.number} was last verified {fax.verified}"
            yield _warning("LK432", message, place)


def _warning(code: str, message: str, place: Location) -> Diagnostic:
    return Diagnostic(code, message, place, None, Severity.WARNING)
