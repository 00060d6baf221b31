"""The cover sheet of a fax: what it says, of a released letter and of who sends it."""

from __future__ import annotations

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.sender import Sender
from letterkit.consent import Register, Released
from letterkit.diagnostics import Diagnostic
from letterkit.writers import Assets

TEMPLATE = "fax-cover.html.jinja"


class Cover(Struct, frozen=True):
    """What a cover sheet says, as it prints; `pages` counts the sheet itself."""

    language: str
    paper: str
    to: tuple[str, ...]
    number: str
    sender: str
    telephone: str
    fax: str
    email: str
    date: str
    subject: str
    pages: int


def cover_of(
    released: Released[lt.Letter], addressee: lt.Addressee, fax: lt.FaxNumber, sender: Sender, pages: int
) -> Cover:
    """The cover sheet of a letter of so many pages to one number of an addressee of it."""
    letter = released.tree
    names = (addressee.full_name, addressee.office, addressee.organisation)
    return Cover(
        language=letter.language,
        paper=letter.paper,
        to=tuple(name for name in names if name),
        number=fax.text,
        sender=sender.name or letter.author,
        telephone=sender.telephone or "",
        fax=sender.fax or "",
        email=sender.email or "",
        date=letter.date.text,
        subject=letter.reference.text,
        pages=pages + 1,
    )


def write(cover: Cover, assets: Assets, register: Register) -> tuple[bytes | None, list[Diagnostic]]:
    """The cover sheet as a PDF; None, and why, where its template gives none."""
    from letterkit.writers.pdf.pages import page_to_pdf

    return page_to_pdf(TEMPLATE, {"cover": cover}, assets, register)
