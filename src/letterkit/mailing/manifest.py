"""The list of a mailing's deliveries, in the form of `letterkit deliver`'s own: see docs/delivery.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from letterkit.delivery.copies import MadeFile, delivery_to
from letterkit.delivery.manifest import to_csv, to_json
from letterkit.delivery.model import Channel, Key, PreparedDelivery, digest_of, post_destination
from letterkit.delivery.objections import Objections, Reached, block_of, objections
from letterkit.delivery.order import DeliveryOrder
from letterkit.diagnostics import Diagnostic
from letterkit.mailing.copies import MailedCopy
from letterkit.mailing.keeping import CopyFolder
from letterkit.mailing.order import FOLDER, MailOrder

MANIFEST = "manifest.json"


def manifests(order: MailOrder, folder: CopyFolder, copies: Sequence[MailedCopy]) -> dict[str, bytes]:
    """`manifest.json` and `manifest.csv`: a row for each way that each copy can go.

    A number that `deliver` would not call, and every copy of a letter that is not final, says so there.
    """
    rows = list(_rows(order, folder, copies))
    return {
        MANIFEST: to_json(order.campaign, rows).encode(),
        "manifest.csv": to_csv(rows).encode(),
    }


def _rows(
    order: MailOrder, folder: CopyFolder, copies: Sequence[MailedCopy]
) -> Iterator[PreparedDelivery]:
    delivery = DeliveryOrder(order.workspace, order.campaign, order.on, folder=FOLDER)
    against = objections_to(order, delivery, copies)
    draft = draft_of(order)
    for copy in copies:
        pdf = folder.read(copy)
        pages = folder.pages(copy, pdf)
        for key in keys_of(order, copy):
            content = folder.read(copy, ".eml") if key.channel is Channel.EMAIL else pdf
            found = (*draft, *against[key.recipient].get(key.destination, ()))
            yield delivery_of(copy, key, digest_of(content), pages, found)


def keys_of(order: MailOrder, copy: MailedCopy) -> Iterator[Key]:
    """A copy's deliveries: by which channels it can go, and where to, as `deliver:` allows."""
    deliver, who = order.letter.model.deliver, copy.addressee
    ways = set(deliver.ways) - set(deliver.skip.get(copy.name, ()))
    places: list[tuple[Channel, str]] = []
    if "fax" in ways:
        places += [(Channel.FAX, fax.e164) for fax in who.fax]
    if "post" in ways and who.address.lines:
        places.append((Channel.POST, post_destination(who.address)))
    if "email" in ways and who.email and order.messages:
        places.append((Channel.EMAIL, who.email.lower()))
    for channel, destination in places:
        yield Key(f"{order.campaign}/letter", who.block, channel, destination)


def objections_to(
    order: MailOrder, delivery: DeliveryOrder, copies: Sequence[MailedCopy]
) -> Mapping[str, Objections]:
    """What speaks against each destination, by addressee's block, as for a letter: LK611 to LK618.

    Of a table's recipients the table is what is known on the day of sending.
    """
    offices = [
        Reached(
            copy.addressee,
            copy.recipient.block,
            block_of(delivery.today, copy.addressee)
            if copy.recipient.is_of_library
            else copy.recipient.block,
        )
        for copy in copies
    ]
    return objections(delivery, offices, order.settings)


def draft_of(order: MailOrder) -> tuple[Diagnostic, ...]:
    """LK664, which stops every copy of a letter that is not final."""
    if order.workspace.is_final(order.campaign):
        return ()
    hint = f"freeze it first: letterkit finalize {order.campaign}; then make its copies again"
    return (Diagnostic("LK664", "the letter is not final", order.letter.location(), hint),)


def file_of(copy: MailedCopy, key: Key) -> str:
    """The file of a delivery, from the folder of the copies."""
    return f"{copy.name}{'.eml' if key.channel is Channel.EMAIL else '.pdf'}"


def delivery_of(
    copy: MailedCopy, key: Key, sha256: str, pages: int, found: Sequence[Diagnostic]
) -> PreparedDelivery:
    """A delivery of a copy, whose file has that digest."""
    file = file_of(copy, key)
    mail = file if key.channel is Channel.EMAIL else None
    return delivery_to(copy.addressee, key, MadeFile(file, sha256, pages, mail), found)
