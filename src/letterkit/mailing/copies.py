"""Recipients → their copies of the letter, each made, checked and released; and those that cannot be.

All are made and checked before a page of the first is laid out: a field that one row lacks is told
before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from letterkit import letter as lt
from letterkit.checks import Checked
from letterkit.checks.consent import withdrawn
from letterkit.checks.copies import CopyChecks
from letterkit.consent import Released, named_beside
from letterkit.diagnostics import Diagnostic, Severity, has_errors
from letterkit.library.finals import changes_since_final
from letterkit.library.index import MailRecipient
from letterkit.mailing.order import MailOrder
from letterkit.values import replace

_NOTHING_REACHES = "LK427"


@dataclass(frozen=True, slots=True)
class MailedCopy:
    """A recipient's copy of the letter, which may be written."""

    recipient: MailRecipient
    released: Released[lt.Letter]

    @property
    def name(self) -> str:
        """What its files are called."""
        return self.recipient.block.name

    @property
    def addressee(self) -> lt.Addressee:
        """Whom it is for, as it prints."""
        return self.released.tree.addressees[0]


@dataclass(slots=True)
class CheckedCopies:
    """The copies that can be made; why others cannot, by their names; what was found of all, and of each.

    `stopped` is what is wrong with the letter itself: then there is no copy.
    """

    copies: list[MailedCopy] = field(default_factory=list)
    failed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    stopped: list[Diagnostic] = field(default_factory=list)


def check_copies(
    order: MailOrder, recipients: Sequence[MailRecipient], progress: Callable[[int], None]
) -> CheckedCopies:
    """Make and check the copy of each recipient; `progress` is told how many there are so far."""
    found = CheckedCopies()
    workspace, campaign = order.workspace, order.campaign
    found.stopped += [*changes_since_final(workspace, campaign), *withdrawn(workspace, campaign)]
    checks = CopyChecks(campaign)
    for number, recipient in enumerate(recipients, 1):
        if has_errors(found.stopped):
            break
        is_first = not checks.is_begun
        checked = checks.check(order.library.for_recipient(recipient, order.letter), recipient)
        _take(order, found, recipient, checked, is_first=is_first)
        progress(number)
    if has_errors(found.stopped):
        found.copies.clear()
        found.failed.clear()  # it is the letter that is wrong
    return found


def _take(
    order: MailOrder, found: CheckedCopies, recipient: MailRecipient, checked: Checked, *, is_first: bool
) -> None:
    """A copy among those that can be made, or among those that failed."""
    released, problems = checked.release()
    if released is not None:
        problems = [*problems, *named_beside(order.settings.carried, released.register)]
    own = [_as_mailed(each) for each in (*checked.problems, *checked.findings, *problems)]
    if is_first:
        of_letter = [each for each in own if not _is_of(each, recipient)]
        own = [each for each in own if _is_of(each, recipient)]
        _take_of_letter(order, found, of_letter, is_made=checked.tree is not None)
    if released is None or has_errors(own):
        found.failed[recipient.block.name] = _errors(own)
        return
    found.findings += own
    found.copies.append(MailedCopy(recipient, cast("Released[lt.Letter]", released)))


def _take_of_letter(
    order: MailOrder, found: CheckedCopies, problems: Sequence[Diagnostic], *, is_made: bool
) -> None:
    """What the first copy shows of all: an error stops them, but a sample is for looking at it."""
    found.findings += problems
    if not (order.sample and is_made):
        found.stopped += _errors(problems)


def _errors(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in problems if each.severity is Severity.ERROR]


def _is_of(problem: Diagnostic, recipient: MailRecipient) -> bool:
    return problem.location.file == recipient.block.document.file


def _as_mailed(problem: Diagnostic) -> Diagnostic:
    """A finding of a copy's: a letter that nothing brings to its recipient is not made."""
    return replace(problem, severity=Severity.ERROR) if problem.code == _NOTHING_REACHES else problem
