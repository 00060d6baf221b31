"""A mailing: the recipients read, their copies made and checked, and the files written and kept.

Each file is written whole, with what it was made from, so that a run that was stopped has lost nothing
but what was being made, and the next one makes what is missing or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.blocks.values import short
from letterkit.delivery.copies import no_sender
from letterkit.diagnostics import Diagnostic, LetterkitError, Severity, has_errors
from letterkit.language.scripts import words_in_other_scripts
from letterkit.library.index import MailRecipient
from letterkit.library.where import KEYS, Where, where
from letterkit.mailing.copies import LetterCopies, MailedCopy, begin_copies
from letterkit.mailing.keeping import OF_ALL, CopyFolder
from letterkit.mailing.making import MadeCopy, make_copies
from letterkit.mailing.manifest import manifests
from letterkit.mailing.merged import merged
from letterkit.mailing.order import MailOrder
from letterkit.mailing.recipients import MailedTo, Recipients, read_recipients
from letterkit.mailing.record import RECORD, to_record
from letterkit.values import replace

_SOME = 8  # values that a hint names
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many are done, and of how many."""


class Mailing(Struct):
    """What came of it: the files written and those that held it already, why some copies could not be
    made, by their names, and what was found.

    `made` are the copies made anew, `whole` those of them that share no page with others, `same` those
    that were there. `problems` are what kept some, or all, of it from being made.
    """

    made: int = 0
    same: int = 0
    whole: int = 0
    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    failed: dict[str, list[Diagnostic]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Diagnostic]:
        """Everything that kept a copy from being made."""
        return [*self.problems, *(each for told in self.failed.values() for each in told)]


def mail(order: MailOrder, progress: Progress = lambda what, done, of: None) -> Mailing:
    """Make the copies of a mailing. Raises LetterkitError where there is no letter, or nobody is meant.

    Where the letter itself is wrong nothing is made; a copy that fails stops no other.
    """
    named = MailedTo(order.to, order.addressed_on, order.where, order.reading)
    recipients = read_recipients(order.library, named)
    found = Mailing(remarks=list(recipients.remarks))
    found.findings += [each for each in recipients.problems if not has_errors([each])]
    found.problems += [each for each in recipients.problems if has_errors([each])]
    if order.messages and (lacking := list(no_sender(order.settings))):
        return replace(found, problems=lacking)
    chosen = sampled(recipients.found, order.sample) if order.sample else list(recipients.found)
    waiting = iter(chosen)
    begun, checked = begin_copies(order, waiting)
    found.findings += [*checked.findings, *_draft(order), *_for_nobody(order, recipients)]
    found.failed |= checked.failed
    if has_errors(checked.stopped):
        return replace(found, problems=[*found.problems, *checked.stopped])
    _make(begun, [*(each.recipient for each in checked.copies), *waiting], found, progress)
    return found


def _draft(order: MailOrder) -> Iterator[Diagnostic]:
    """LK664 for a letter that is not final: nobody has agreed to these words."""
    if not order.sample and not order.workspace.is_final(order.campaign):
        message = "the letter is not final: what these copies say may still change"
        hint = f"freeze it first: letterkit finalize {order.campaign}"
        yield Diagnostic("LK664", message, order.letter.location(), hint, Severity.WARNING)


def _for_nobody(order: MailOrder, recipients: Recipients) -> Iterator[Diagnostic]:
    """LK667 for a passage that is in no copy, though nobody was left out: its filter may be mistaken."""
    keys = (*KEYS, *recipients.own)
    for i, entry in enumerate(order.letter.model.body if not order.where else ()):
        if entry.only is None:
            continue
        with suppress(LetterkitError):  # each copy tells it, LK320
            wanted = where(entry.only, keys, "only")
            if not any(wanted.holds(each.asked) for each in recipients.found):
                message = f"no copy has this passage: '{entry.only}' means none of the recipients"
                place = order.letter.location("body", i, "only")
                hint = _what_there_is(wanted, recipients)
                yield Diagnostic("LK667", message, place, hint, Severity.WARNING)


def _what_there_is(wanted: Where, recipients: Recipients) -> str:
    """What the recipients have of what a filter asks for, where none is meant."""
    for condition in wanted.conditions:
        if not any(condition.holds(each.asked) for each in recipients.found):
            values = dict.fromkeys(filter(None, (each.asked[condition.key] for each in recipients.found)))
            some = ", ".join(map(short, list(values)[:_SOME]))
            more = " …" if len(values) > _SOME else ""
            return (
                f"of '{condition.key}' there are {some}{more}" if some else f"'{condition.key}' is empty"
            )
    return "there are recipients for each of its conditions, but for all of them together none"


def sampled(recipients: Sequence[MailRecipient], count: int) -> list[MailRecipient]:
    """So many recipients whose copies look as different as they come, in their own order.

    They are taken at even distances from all, ordered by how their addresses break.
    """
    if count >= len(recipients):
        return list(recipients)
    numbers = sorted(range(len(recipients)), key=lambda i: _shape(recipients[i]))
    steps = max(1, count - 1)
    chosen = {numbers[round(i * (len(numbers) - 1) / steps)] for i in range(count)}
    return [recipients[i] for i in sorted(chosen)]


def _shape(recipient: MailRecipient) -> tuple[int, int, int]:
    office = recipient.block.model
    words = " ".join((*recipient.asked.values(), *office.address))
    return len(office.address), len(words_in_other_scripts("en").findall(words)), len(words)


def _make(
    begun: LetterCopies, recipients: Sequence[MailRecipient], found: Mailing, progress: Progress
) -> None:
    """Check all copies, and make what is missing or changed; then what is made of all of them."""
    folder = CopyFolder(begun.order)
    with folder.writing(found.written):
        left = _made(folder, begun, recipients, found, progress)
    if others := folder.others(recipients):
        found.remarks.append(
            f"{others} files of earlier runs lie there too, and are on no list of this one"
        )
    anew = {path.name for path in found.written}
    paths = (path for each in left for path in folder.paths(each.recipient))
    found.unchanged += [path for path in paths if path.name not in anew]
    _make_of_all(begun.order, folder, left, found)


def _made(
    folder: CopyFolder,
    begun: LetterCopies,
    recipients: Sequence[MailRecipient],
    found: Mailing,
    progress: Progress,
) -> list[MailedCopy]:
    """The copies that are there in the end, in the order of the recipients."""
    wanted, foreign = folder.to_be_made(recipients)
    addressees: dict[str, lt.Addressee] = {}
    progress("made", 0, len(recipients))
    for done, made in enumerate(make_copies(begun, recipients, wanted), 1):
        progress("made", done, len(recipients))
        if made.addressee is None:
            found.failed[made.name] = list(made.found)
            continue
        found.findings += made.found
        if problems := foreign.get(made.name):
            found.failed[made.name] = problems
            continue
        addressees[made.name] = made.addressee
        _keep(folder, made, found)
    by_name = {each.block.name: each for each in recipients}
    return [MailedCopy(by_name[name], addressees[name]) for name in by_name if name in addressees]


def _keep(folder: CopyFolder, made: MadeCopy, found: Mailing) -> None:
    """A copy's files, which are written now and then; those of an earlier run stay as they are."""
    if made.files is None:
        found.same += 1
        return
    found.made, found.whole = found.made + 1, found.whole + made.files.is_whole
    found.findings += made.files.problems
    folder.add(made.name, made.files)


def _make_of_all(order: MailOrder, folder: CopyFolder, copies: list[MailedCopy], found: Mailing) -> None:
    """The list of all copies, and the one file with all of them; nothing where there is no copy."""
    if not copies:
        return
    of_all = {}
    if order.merged:
        pages = (folder.read(each) for each in copies)
        of_all[OF_ALL] = merged(pages, order.letter.model.language, two_sided=order.two_sided)
    if not order.sample:
        of_all |= {**manifests(order, folder, copies), RECORD: to_record(order)}
    written, unchanged, problems = folder.keep(of_all)
    found.written += [path for path in written if path.name != RECORD]
    found.unchanged += [path for path in unchanged if path.name != RECORD]
    found.problems += problems
