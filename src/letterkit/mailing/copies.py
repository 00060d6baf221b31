"""Recipients → their copies of the letter, each made, checked and released; and those that cannot be.

The first copy shows what all have alike: what is wrong with that stops them all before a page is laid
out. Of the others only what is their own is made and looked at, in whichever process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.checks import Checked
from letterkit.checks.consent import withdrawn
from letterkit.checks.copies import CopyChecks
from letterkit.consent import Released, named_beside
from letterkit.diagnostics import Diagnostic, Severity, has_errors
from letterkit.library.finals import changes_since_final
from letterkit.library.index import MailRecipient
from letterkit.limits import watched_together
from letterkit.mailing.order import MailOrder
from letterkit.values import replace

_NOTHING_REACHES = "LK427"


class MailedCopy(Struct, frozen=True):
    """A recipient's copy of the letter, which may be written: whom it is for, as it prints."""

    recipient: MailRecipient
    addressee: lt.Addressee

    @property
    def name(self) -> str:
        """What its files are called."""
        return self.recipient.block.name


class ReleasedCopy(MailedCopy, frozen=True):
    """A copy with its words."""

    released: Released[lt.Letter]


class CheckedCopies(Struct):
    """The copies that can be made; why others cannot, by their names; what was found of all, and of each.

    `stopped` is what is wrong with the letter itself: then there is no copy.
    """

    copies: list[ReleasedCopy] = field(default_factory=list)
    failed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    stopped: list[Diagnostic] = field(default_factory=list)


class LetterCopies:
    """The copies of an order's letter. What the first one shows of all is told with it."""

    def __init__(self, order: MailOrder) -> None:
        self.order = order
        self._checks = CopyChecks(order.campaign)
        self._first: tuple[MailRecipient, CheckedCopies] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """A process that is started anew begins with the same copy; it reads the library for itself."""
        return _begun, (replace(self.order), self._first[0] if self._first else None)

    @property
    def is_begun(self) -> bool:
        """Whether a first copy could be made, which the others are like."""
        return self._first is not None

    @property
    def first(self) -> ReleasedCopy | None:
        """The copy that was made first, if there is one that may be written."""
        return next(iter(self._first[1].copies), None) if self._first is not None else None

    def checked(self, recipient: MailRecipient) -> CheckedCopies:
        """The copy of one of them, made and checked."""
        if self._first is not None and self._first[0].block.name == recipient.block.name:
            return CheckedCopies(self._first[1].copies, self._first[1].failed)
        is_first = not self._checks.is_begun
        library = self.order.library.for_recipient(recipient, self.order.letter)
        checked = self._checks.check(library, recipient)
        found = CheckedCopies()
        _take(self.order, found, recipient, checked, is_first=is_first)
        if is_first and self._checks.is_begun:
            self._first = recipient, found
        return found


def _begun(order: MailOrder, first: MailRecipient | None) -> LetterCopies:
    made = LetterCopies(order)
    if first is not None:
        made.checked(first)
    return made


def begin_copies(
    order: MailOrder, recipients: Iterator[MailRecipient]
) -> tuple[LetterCopies, CheckedCopies]:
    """Make the copies of the first of the recipients, until one can be made; and what was found of them,
    and of the letter.
    """
    begun = LetterCopies(order)
    found = CheckedCopies()
    workspace, campaign = order.workspace, order.campaign
    found.stopped += [*changes_since_final(workspace, campaign), *withdrawn(workspace, campaign)]
    while not (has_errors(found.stopped) or begun.is_begun):
        recipient = next(recipients, None)
        if recipient is None:
            break
        add(found, begun.checked(recipient))
    if has_errors(found.stopped):
        found.copies.clear()
        found.failed.clear()  # it is the letter that is wrong
    return begun, found


def add(found: CheckedCopies, more: CheckedCopies) -> None:
    """Put what was found of one copy, or several, to the rest."""
    found.copies += more.copies
    found.failed |= more.failed
    found.findings += more.findings
    found.stopped += more.stopped


def check_copies(order: MailOrder, recipients: Sequence[MailRecipient]) -> CheckedCopies:
    """Make and check the copy of each recipient."""
    waiting = iter(recipients)
    begun, found = begin_copies(order, waiting)
    if not has_errors(found.stopped):
        with watched_together():
            for recipient in waiting:
                add(found, begun.checked(recipient))
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
    letter = cast("Released[lt.Letter]", released)
    found.copies.append(ReleasedCopy(recipient, letter.tree.addressees[0], letter))


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
