"""Facts: blocks past their review date, fax numbers nobody has checked for long, or that stand twice.

People are left to `cases`, and an office whose holder is in doubt to `offices`.
"""

from __future__ import annotations

from collections.abc import Iterator

from letterkit.blocks.kinds import document_kind
from letterkit.blocks.models import Address, Person, Provenance
from letterkit.checks import offices
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.telephones import telephone
from letterkit.library import review
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK431 for every block used, LK432 and LK433 for every fax number the document is sent to."""
    blocks = (each for each in subject.blocks(Provenance) if not isinstance(each.model, Person))
    if aged := [finding for block in blocks for finding in _aged(subject, block)]:
        doubtful = {finding.location for finding in offices.check(subject) if finding.code == "LK423"}
        yield from (finding for finding in aged if finding.location not in doubtful)
    if document_kind(subject.block.model).is_sent:
        for address in subject.blocks(Address):
            yield from _numbers(subject, address)
        yield from _twice(subject)


def _aged(subject: Subject, block: Block[Provenance]) -> Iterator[Diagnostic]:
    verified, period = block.model.verified, block.model.review_after
    if verified and period and review.is_past(verified, period, subject.on):
        message = f"verified {verified}, and to be reviewed after {period}"
        yield _warning("LK431", message, block.location("verified"))


def _numbers(subject: Subject, block: Block[Address]) -> Iterator[Diagnostic]:
    for i, fax in enumerate(block.model.fax):
        place = block.location("fax", i, "number")
        if fax.verified is None:
            yield _warning("LK432", f"nobody has verified the fax number {fax.number}", place)
        elif review.is_past(fax.verified, review.FAX_NUMBER, subject.on):
            message = f"the fax number {fax.number} was last verified {fax.verified}"
            yield _warning("LK432", message, place)


def _twice(subject: Subject) -> Iterator[Diagnostic]:
    """LK433: two faxes would go to one machine, however the number is typed (compared as E.164)."""
    first: dict[str, tuple[Block[Address], Location]] = {}
    offices = {block.name: block for block in subject.blocks(Address)}
    # As the document names them: the first that has the number is the one that keeps it.
    for block in (offices[name] for name in dict.fromkeys(subject.block.model.to) if name in offices):
        for i, fax in enumerate(block.model.fax):
            place = block.location("fax", i, "number")
            before, there = first.setdefault(telephone(fax.number).e164, (block, place))
            if there is place:
                continue
            where = f"twice in {block.reference}"
            if before is not block:
                where = f"in {before.reference} and in {block.reference}"
            message = f"the fax number {fax.number} stands {where}; first at {there}"
            hint = "take one out, or correct it: two faxes would go to one machine"
            yield Diagnostic("LK433", message, place, hint, Severity.WARNING)


def _warning(code: str, message: str, place: Location) -> Diagnostic:
    return Diagnostic(code, message, place, None, Severity.WARNING)
