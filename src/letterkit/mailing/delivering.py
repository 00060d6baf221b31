"""A mailing's copies → their deliveries, which `letterkit deliver` sends as it sends a letter.

The list of a mailing is a file that anybody may have changed, and so are its copies. So the recipients
are read and their copies checked once more, without laying out a page: what is delivered follows from
the final letter and the table as they are now, and the list and the files are held to that. What does
not agree stops its own row. A fax is made of the copy's PDF, with a cover sheet, as that of a letter is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from letterkit.delivery.copies import AddresseeCopy, faxed
from letterkit.delivery.fax.machine import FaxMachine
from letterkit.delivery.manifest import Manifest, ManifestRow, read_manifest
from letterkit.delivery.model import Channel, Key, Prepared, PreparedDelivery, digest_of
from letterkit.delivery.objections import Objections
from letterkit.delivery.order import DeliveryOrder
from letterkit.diagnostics import (
    Diagnostic,
    LetterkitError,
    Location,
    Severity,
    did_you_mean,
    has_errors,
    ordered,
)
from letterkit.files.reading import DELIVERIES, problem_of
from letterkit.mailing.copies import CheckedCopies, MailedCopy, ReleasedCopy, check_copies
from letterkit.mailing.keeping import CopyFolder
from letterkit.mailing.manifest import (
    MANIFEST,
    delivery_of,
    draft_of,
    file_of,
    keys_of,
    objections_to,
)
from letterkit.mailing.order import MailOrder
from letterkit.mailing.recipients import MailedTo, read_recipients
from letterkit.mailing.record import MailingRecord, read_record
from letterkit.values import replace

Progress = Callable[[str], None]
_OVER = " --force"
"""What `letterkit mail` needs where somebody changed a file: it writes over nobody else's."""


def prepare_mailing(order: DeliveryOrder, progress: Progress = lambda message: None) -> Prepared:
    """Every delivery of a campaign's last mailing. Nothing where the letter itself is wrong.

    Raises LetterkitError where there is no mailing, its list cannot be read, or `only` names nobody.
    """
    record = read_record(order.workspace, order.campaign)
    mailing = record.order(order.workspace, order.on)
    listed = _listed(order, mailing, record)
    named = MailedTo(mailing.to, mailing.addressed_on, mailing.where, mailing.reading)
    recipients = read_recipients(mailing.library, named)
    progress("checking the copies")
    checked = check_copies(mailing, recipients.found)
    if has_errors(checked.stopped):
        return Prepared(problems=ordered(checked.stopped))
    against = objections_to(mailing, order, checked.copies)
    desk = _Desk(order, mailing, record, CopyFolder(mailing), listed, against)
    told = Prepared(problems=[*checked.stopped, *_without_copy(recipients.problems, checked, desk)])
    prepared = _together([told, *_prepared(desk, checked, progress)])
    if order.only and not prepared.deliveries:
        raise _nobody(order, checked.copies)
    return prepared


def _together(parts: Sequence[Prepared]) -> Prepared:
    """What was prepared in parts; what was found of many is told once."""
    return Prepared(
        tuple(each for part in parts for each in part.deliveries),
        {name: content for part in parts for name, content in part.files.items()},
        ordered(dict.fromkeys(each for part in parts for each in part.problems)),
        frozenset(name for part in parts for name in part.kept),
    )


def _listed(order: DeliveryOrder, mailing: MailOrder, record: MailingRecord) -> Manifest:
    """The mailing's list. Raises LetterkitError where it cannot be read, or is another campaign's."""
    path = mailing.output / MANIFEST
    shown = order.workspace.shown(path)
    hint = f"make it again: {record.command(order.on)}{_OVER}"
    try:
        listed = read_manifest(order.workspace.read(path, DELIVERIES))
    except OSError as error:
        raise LetterkitError(problem_of(error, shown).message, hint, status=1) from None
    except ValueError:
        message = f"{shown} is not as letterkit wrote it; nothing was prepared"
        raise LetterkitError(message, hint, status=1) from None
    if listed.campaign != order.campaign:
        raise LetterkitError(f"{shown} is the list of another campaign", hint, status=1)
    return listed


def _nobody(order: DeliveryOrder, copies: Sequence[MailedCopy]) -> LetterkitError:
    names = [each.name for each in copies]
    hint = did_you_mean(min(order.only), names) or f"see them: {MANIFEST} lists all"
    return LetterkitError("no recipient of the mailing has such a name", hint, status=2)


def _without_copy(
    problems: Iterable[Diagnostic], checked: CheckedCopies, desk: _Desk
) -> list[Diagnostic]:
    """Why some of the recipients have no copy, as warnings: nothing goes to them, and the others' may."""
    listed = {row.recipient.rpartition("/")[2] for row in desk.listed.deliveries}
    failed = [each for name, found in checked.failed.items() if name not in listed for each in found]
    return [replace(each, severity=Severity.WARNING) for each in (*problems, *failed)]


class _Desk(Struct, frozen=True):
    """What copies are looked at with: their folder, list and record, and what speaks against a number."""

    order: DeliveryOrder
    mailing: MailOrder
    record: MailingRecord
    folder: CopyFolder
    listed: Manifest
    against: Mapping[str, Objections]

    @property
    def again(self) -> str:
        """What to do where a copy is not as it must be."""
        return f"make what changed again: {self.record.command(self.order.on)}"

    def problem(self, code: str, file: str, message: str, besides: str = "") -> Diagnostic:
        """LK665 or LK666, of a file of the mailing's; the command that mends it has options `besides`."""
        place = Location(self.order.workspace.shown(self.mailing.output / file), 1, 1)
        return Diagnostic(code, message, place, self.again + besides)

    def is_wanted(self, recipient: str) -> bool:
        """Whether `--only` leaves that one."""
        only = self.order.only
        return not only or bool(only & {recipient, recipient.rpartition("/")[2]})


def _prepared(desk: _Desk, checked: CheckedCopies, progress: Progress) -> Iterator[Prepared]:
    """A row for each delivery that follows from letter and table; then what the list has besides."""
    rows = {row.id: row for row in desk.listed.deliveries}
    sender = desk.mailing.settings.sender
    machine = FaxMachine(sender.resolution, sender.coding)
    for copy in checked.copies:
        keys = list(keys_of(desk.mailing, copy))
        found = [rows.pop(key.id, None) for key in keys]
        if desk.is_wanted(copy.addressee.block):
            for key, row in zip(keys, found, strict=True):
                yield _one(desk, copy, key, row, machine, progress)
    left = (_left(desk, row, checked) for row in rows.values() if desk.is_wanted(row.recipient))
    yield Prepared(tuple(left))


def _left(desk: _Desk, row: ManifestRow, checked: CheckedCopies) -> PreparedDelivery:
    """A row of the list that nothing stands for any more: it is told why, and stopped."""
    failed = checked.failed.get(row.recipient.rpartition("/")[2], ())
    message = f"the mailing's list has a delivery that is in the table no more: {row.key.destination}"
    found = failed or (desk.problem("LK666", MANIFEST, message),)
    mail = row.file if row.key.channel is Channel.EMAIL else None
    return PreparedDelivery(
        row.key, row.name, row.office, row.organisation, row.file, "", 0, mail, tuple(found)
    )


# One delivery


def _one(
    desk: _Desk,
    copy: ReleasedCopy,
    key: Key,
    row: ManifestRow | None,
    machine: FaxMachine,
    progress: Progress,
) -> Prepared:
    """A delivery with its file, where that is as it must be."""
    file = file_of(copy, key)
    content = _content(desk, copy, key)
    wrong = [*draft_of(desk.mailing), *_wrong(desk, copy, key, row, content)]
    against = desk.against[key.recipient].get(key.destination, ())
    if content is None or wrong:
        made = delivery_of(copy, key, "", 0, (*wrong, *against))
        return Prepared((_as_it_would_go(desk, made),))
    if key.channel is Channel.FAX:
        progress(f"preparing the fax to {copy.name}")
        return _fax(desk, copy, key, content, machine)
    pages = desk.folder.pages(copy, desk.folder.read(copy))
    made = delivery_of(copy, key, digest_of(content), pages, against)
    return Prepared((made,), {file: content}, kept=frozenset((file,)))


def _content(desk: _Desk, copy: MailedCopy, key: Key) -> bytes | None:
    try:
        return desk.folder.read(copy, ".eml" if key.channel is Channel.EMAIL else ".pdf")
    except OSError:
        return None


def _wrong(
    desk: _Desk, copy: MailedCopy, key: Key, row: ManifestRow | None, content: bytes | None
) -> Iterator[Diagnostic]:
    """LK665 or LK666, whichever holds first: list and file, held to each other and to their sources."""
    file = file_of(copy, key)
    if row is None:
        message = f"{copy.name} has no such copy yet: the mailing's list does not have this delivery"
        yield desk.problem("LK666", MANIFEST, message)
    elif content is None:
        yield desk.problem("LK665", file, "the file is missing, or cannot be read")
    elif row.file != file:
        message = f"the list names another file for {copy.name} than its own"
        yield desk.problem("LK665", MANIFEST, message, _OVER)
    elif row.sha256 != digest_of(content):
        message = "the file is not the one that the mailing's list has: one of them was changed since"
        yield desk.problem("LK665", file, message, _OVER)
    else:
        yield from _older(desk, copy, key, file)


def _older(desk: _Desk, copy: MailedCopy, key: Key, file: str) -> Iterator[Diagnostic]:
    """LK666 for a copy that would be another one if it were made now."""
    if not desk.folder.is_as_made(copy, ".pdf"):
        message = "the copy is older than the letter or the recipient's row, or was changed since"
        yield desk.problem("LK666", file, message)
    elif key.channel is Channel.EMAIL and not desk.folder.is_as_made(copy, ".eml"):
        on, made = desk.order.on.isoformat(), desk.record.on
        message = (
            f"the message is dated {made}, and would go out on {on}"
            if made != on
            else "the message is older than what delivery.yaml says of the sender, or was changed since"
        )
        yield desk.problem("LK666", file, message)


# Faxes


def _fax(desk: _Desk, copy: ReleasedCopy, key: Key, pdf: bytes, machine: FaxMachine) -> Prepared:
    """The fax of a copy: its cover sheet, and the pages of its PDF."""
    block = copy.recipient.block
    sent = AddresseeCopy(
        copy.released,
        0,
        key.document,
        frozenset(("fax",)),
        desk.mailing.settings,
        desk.order.on,
        desk.mailing.assets,
        block.location("address"),
        desk.against[key.recipient],
    )
    (number,) = (each for each in copy.addressee.fax if each.e164 == key.destination)
    # Which line is on which page only its layout knows: what is lost is told by its place (LK622).
    pages, lost = machine.letter(pdf, ())
    made = faxed(sent, number, pdf, pages, machine)
    return replace(made, problems=[*made.problems, *lost])


def _as_it_would_go(desk: _Desk, made: PreparedDelivery) -> PreparedDelivery:
    """A delivery that is stopped, with the names that its files would have: so that it is told of."""
    if made.key.channel is not Channel.FAX:
        return made
    name = f"fax/{made.id}"
    is_mailed = desk.mailing.settings.sender.gateway is not None
    return replace(made, file=f"{name}.tif", mail=f"{name}.eml" if is_mailed else None)
