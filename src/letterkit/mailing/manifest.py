"""The list of a mailing's deliveries, in the form of `letterkit deliver`'s own: see docs/delivery.md."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from letterkit.delivery.manifest import to_csv, to_json
from letterkit.delivery.model import Channel, Key, PreparedDelivery, digest_of, post_destination
from letterkit.delivery.numbers import FaxLine, doubts
from letterkit.delivery.settings import e164
from letterkit.diagnostics import Diagnostic
from letterkit.mailing.copies import MailedCopy
from letterkit.mailing.keeping import CopyFolder
from letterkit.mailing.order import MailOrder


def manifests(order: MailOrder, folder: CopyFolder, copies: Sequence[MailedCopy]) -> dict[str, bytes]:
    """`manifest.json` and `manifest.csv`: a row for each way that each copy can go.

    A number that `deliver` would not call, and every copy of a letter that is not final, says so there.
    """
    rows = list(_rows(order, folder, copies))
    return {
        "manifest.json": to_json(order.campaign, rows).encode(),
        "manifest.csv": to_csv(rows).encode(),
    }


def _rows(
    order: MailOrder, folder: CopyFolder, copies: Sequence[MailedCopy]
) -> Iterator[PreparedDelivery]:
    draft = () if order.workspace.is_final(order.campaign) else (_draft(order),)
    lines = [line for copy in copies for line in _fax_lines(copy)]
    doubtful = doubts(lines, order.settings.own_number, order.on, ())
    for copy in copies:
        pdf = folder.read(copy)
        pages = _pages(pdf)
        for channel, destination in _ways(order, copy):
            content = folder.read(copy, ".eml") if channel is Channel.EMAIL else pdf
            against = (*draft, *doubtful.get((copy.addressee.block, destination), ()))
            yield _row(order, copy, (channel, destination), content, pages, against)


def _ways(order: MailOrder, copy: MailedCopy) -> Iterator[tuple[Channel, str]]:
    """By which channels a copy can go, and where to: those that the campaign's `deliver:` allows."""
    deliver, who = order.letter.model.deliver, copy.addressee
    ways = set(deliver.ways) - set(deliver.skip.get(copy.name, ()))
    if "fax" in ways:
        yield from ((Channel.FAX, fax.e164) for fax in who.fax)
    if "post" in ways and who.address.lines:
        yield Channel.POST, post_destination(who.address)
    if "email" in ways and who.email and order.messages:
        yield Channel.EMAIL, who.email.lower()


def _draft(order: MailOrder) -> Diagnostic:
    return Diagnostic("LK664", "the letter is not final", order.letter.location())


def _row(
    order: MailOrder,
    copy: MailedCopy,
    way: tuple[Channel, str],
    content: bytes,
    pages: int,
    against: Sequence[Diagnostic],
) -> PreparedDelivery:
    who, (channel, destination) = copy.addressee, way
    is_mail = channel is Channel.EMAIL
    file = f"{copy.name}{'.eml' if is_mail else '.pdf'}"
    return PreparedDelivery(
        Key(f"{order.campaign}/letter", who.block, channel, destination),
        _plain(who.full_name),
        _plain(who.office),
        _plain(who.organisation),
        file,
        digest_of(content),
        pages,
        file if is_mail else None,
        tuple(against),
    )


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _fax_lines(copy: MailedCopy) -> Iterator[FaxLine]:
    """The numbers of a copy's addressee, with what their office's row or file says of them."""
    who, block = copy.addressee, copy.recipient.block
    entries = {e164(entry.number): (i, entry) for i, entry in enumerate(block.model.fax)}
    for number in who.fax:
        index, entry = entries.get(number.e164, (0, None))
        yield FaxLine(
            number.e164,
            who.block,
            who.address.country,
            who.address.region,
            who.address.locality,
            (entry.verified if entry else None) or block.model.verified,
            block.location("fax", index, "number"),
        )


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
