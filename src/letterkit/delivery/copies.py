"""One addressee's copy of a letter → its deliveries: each fax number, the post, the e-mail address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.sender import GatewaySetting, Sender
from letterkit.consent import Released
from letterkit.delivery import gateways
from letterkit.delivery.addresses import envelope_lines, plain
from letterkit.delivery.fax import cover
from letterkit.delivery.fax.machine import FaxMachine
from letterkit.delivery.fax.tiff import EncodedPage, preview, to_tiff
from letterkit.delivery.mail import message
from letterkit.delivery.model import (
    Channel,
    Key,
    Prepared,
    PreparedDelivery,
    digest_of,
    post_destination,
)
from letterkit.delivery.objections import Objections
from letterkit.delivery.post import WindowPaper, window_copy
from letterkit.delivery.settings import Settings
from letterkit.delivery.windows import window_for
from letterkit.diagnostics import Diagnostic, Location
from letterkit.mail import Attachment, Words
from letterkit.values import replace
from letterkit.writers import Assets, html, pdf, text
from letterkit.writers.pdf.kept_pages import KeptPages
from letterkit.writers.pdf.screen import paint

if TYPE_CHECKING:
    from letterkit.writers.pdf import Laid

PDF_KIND = "application/pdf"


class AddresseeCopy(Struct, frozen=True):
    """A released copy of a letter, whose addressee it is for, and all that its deliveries are made of.

    `document` is the campaign's and the letter's name.
    """

    released: Released[lt.Letter]
    index: int
    document: str
    ways: frozenset[str]
    settings: Settings
    on: dt.date
    assets: Assets
    place: Location
    objections: Objections

    @property
    def addressee(self) -> lt.Addressee:
        """Whom it is for."""
        return self.released.tree.addressees[self.index]

    @property
    def sender(self) -> Sender:
        """Who sends it."""
        return self.settings.sender

    @property
    def from_(self) -> tuple[str, str]:
        """The name and address that messages come from."""
        return self.sender.name or self.released.tree.author, self.sender.email or ""

    @property
    def subject(self) -> str:
        """What messages are about."""
        return self.released.tree.reference.text or self.released.tree.title

    @property
    def carries_its_pdf(self) -> bool:
        """Whether a message carries its PDF: whoever gets that may have it read aloud, or look inside."""
        gateway = self.sender.gateway
        by_mail = "email" in self.ways and self.addressee.email
        by_gateway = "fax" in self.ways and gateway is not None and gateways.takes_pdf(gateway)
        return bool(by_mail) or bool(by_gateway and self.addressee.fax)

    def key(self, channel: Channel, destination: str) -> Key:
        """The key of a delivery of it."""
        return Key(self.document, self.addressee.block, channel, destination)

    def delivery(
        self, key: Key, file: str, content: bytes, pages: int, *found: Diagnostic, mail: str | None = None
    ) -> PreparedDelivery:
        """A delivery of it."""
        sha256 = digest_of(content) if file else ""
        return delivery_to(self.addressee, key, MadeFile(file, sha256, pages, mail), found)


class MadeFile(Struct, frozen=True):
    """A file that was made for somebody: its place, its SHA-256, its pages, the message sent."""

    file: str
    sha256: str
    pages: int
    mail: str | None = None


def delivery_to(
    who: lt.Addressee, key: Key, made: MadeFile, found: Iterable[Diagnostic]
) -> PreparedDelivery:
    """A delivery to somebody, with what is in its way."""
    name, office, organisation = map(plain, (who.full_name, who.office, who.organisation))
    file = made.file, made.sha256, made.pages, made.mail
    return PreparedDelivery(key, name, office, organisation, *file, tuple(found))


def for_addressee(copy: AddresseeCopy, machine: FaxMachine, kept: KeptPages) -> Prepared:
    """The deliveries of a copy with their files. The machine makes the faxes of all copies, and pages
    that they have alike are kept.

    Paper and a fax have nothing but what is seen, which takes a third of the time of a whole PDF.
    """
    laid = pdf.lay_out(copy.released, copy.assets, kept)
    painted, problems = paint(laid, kept=kept)
    letter = _carried(copy, laid)
    made = Prepared(problems=[copy.released.at_home(found) for found in problems])
    if painted is None or letter is None:
        return made
    if "fax" in copy.ways and copy.addressee.fax:
        made = _with(made, _faxes(copy, letter, machine.letter(painted.pdf, laid.lines), machine))
    if "post" in copy.ways and copy.addressee.address.lines:
        made = _with(made, _post(copy, painted.pdf, laid.pages))
    if "email" in copy.ways and copy.addressee.email:
        made = _with(made, _email(copy, letter, laid.pages, copy.addressee.email))
    return made


def _carried(copy: AddresseeCopy, laid: Laid) -> bytes | None:
    """The whole PDF, if a message carries it; it has the same problems as the painted pages."""
    return pdf.finish(laid)[0] if copy.carries_its_pdf else b""


def _with(made: Prepared, more: Prepared) -> Prepared:
    deliveries = (*made.deliveries, *more.deliveries)
    return Prepared(deliveries, {**made.files, **more.files}, [*made.problems, *more.problems])


def _faxes(
    copy: AddresseeCopy,
    letter: bytes,
    drawn: tuple[Sequence[EncodedPage], Sequence[Diagnostic]],
    machine: FaxMachine,
) -> Prepared:
    """One to each number, of pages drawn once."""
    pages, found = drawn
    made = Prepared(problems=[copy.released.at_home(each) for each in found])
    for number in copy.addressee.fax:
        made = _with(made, faxed(copy, number, letter, pages, machine))
    return made


def faxed(
    copy: AddresseeCopy,
    number: lt.FaxNumber,
    letter: bytes,
    pages: Sequence[EncodedPage],
    machine: FaxMachine,
) -> Prepared:
    """The fax of a copy to one number: cover sheet and `pages`, which are those of its PDF, `letter`."""
    sender, key = copy.sender, copy.key(Channel.FAX, number.e164)
    sheet = cover.cover_of(copy.released, copy.addressee, number, sender, len(pages))
    content, problems = cover.write(sheet, copy.assets, copy.released.register)
    if content is None:
        return Prepared(problems=problems)
    first = machine.cover(content)
    # Its words are long where a template says so: two pages are counted as two.
    if len(first) > 1:
        sheet = replace(sheet, pages=len(first) + len(pages))
        content, problems = cover.write(sheet, copy.assets, copy.released.register)
        first = machine.cover(content) if content is not None else first
    coded = [*first, *pages]
    tiff = to_tiff(coded, sender.resolution)
    files = {f"fax/{key.id}.tif": tiff, f"fax/{key.id}-preview.pdf": preview(coded, sender.resolution)}
    in_the_way = list(copy.objections.get(key.destination, ()))
    mail = None
    if sender.gateway is not None:
        place = copy.settings.place("gateway")
        in_the_way += gateways.problems_of(sender.gateway, place)
        if sender.gateway.profile in gateways.profiles():
            mail = f"fax/{key.id}.eml"
            files[mail] = _to_gateway(copy, sender.gateway, key, letter, tiff)
    made = copy.delivery(key, f"fax/{key.id}.tif", tiff, len(coded), *in_the_way, mail=mail)
    return Prepared((made,), files, problems)


def _to_gateway(
    copy: AddresseeCopy, setting: GatewaySetting, key: Key, letter: bytes, tiff: bytes
) -> bytes:
    """The message that a provider makes a fax of; where that takes a PDF, it adds a cover of its own."""
    profile = gateways.profiles()[setting.profile]
    to, subject = profile.filled(setting, key.destination, copy.subject)
    file = (
        Attachment("fax.tif", "image/tiff", tiff)
        if profile.attach == "tiff"
        else Attachment("letter.pdf", PDF_KIND, letter)
    )
    return message(key, copy.from_, ("", to), copy.on, Words(subject, ""), file)


def _post(copy: AddresseeCopy, letter: bytes, pages: int) -> Prepared:
    sender, addressee = copy.sender, copy.addressee
    key = copy.key(Channel.POST, post_destination(addressee.address))
    window = window_for(sender.window, copy.released.tree.paper)
    lines = envelope_lines(addressee, sender.country or "")
    content, problems = window_copy(
        letter,
        lines,
        WindowPaper(window, sender.fold_marks, copy.place),
        copy.assets,
        copy.released.register,
    )
    if content is None:
        return Prepared((copy.delivery(key, "", b"", 0, *problems),))
    file = f"post/{key.id}.pdf"
    in_the_way = copy.objections.get(key.destination, ())
    made = copy.delivery(key, file, content, pages + 1, *in_the_way)
    return Prepared((made,), {file: content}, problems)


def _email(copy: AddresseeCopy, letter: bytes, pages: int, address: str) -> Prepared:
    key = copy.key(Channel.EMAIL, address.lower())
    if problems := list(no_sender(copy.settings)):
        return Prepared((copy.delivery(key, "", b"", 0, *problems),))
    page, problems = html.write(copy.released, copy.assets)
    words, _ = text.write(copy.released, copy.assets)
    if page is None or words is None:
        return Prepared(problems=problems)
    said = Words(copy.subject, words.decode(), page.decode())
    to = (copy.addressee.full_name, address)
    content = message(key, copy.from_, to, copy.on, said, Attachment("letter.pdf", PDF_KIND, letter))
    file = f"email/{key.id}.eml"
    in_the_way = copy.objections.get(key.destination, ())
    made = copy.delivery(key, file, content, pages, *in_the_way, mail=file)
    return Prepared((made,), {file: content}, problems)


def no_sender(settings: Settings) -> Iterator[Diagnostic]:
    """LK631 where nobody is known that an e-mail could come from."""
    if not settings.sender.email:
        hint = "enter 'email' in delivery.yaml, at the top of the workspace"
        message = "no e-mail can be made: nobody is known that it comes from"
        yield Diagnostic("LK631", message, settings.place(), hint)
