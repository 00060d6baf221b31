"""What a PDF carries inside: the document as data, the delivery data, vCards of each addressee.

Whoever gets the letter gets these files. They say what its pages say and where it goes, and nothing of
the workspace: their names are no block's either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit import letter as lt
from letterkit.writers import as_printed
from letterkit.writers.pdf import contacts, vcards
from letterkit.writers.pdf.assets import held_only
from letterkit.writers.pdf.metadata import moment

if TYPE_CHECKING:
    from weasyprint import Attachment


class CarriedFile(Struct, frozen=True):
    """A file that a PDF carries: its name, its text, what it is, and what it is to the document."""

    name: str
    content: str
    meaning: str
    relationship: str


def carried_files(tree: lt.Document) -> Iterator[CarriedFile]:
    """The files embedded in a document's PDF (associated files: ISO 19005-3, 6.8)."""
    name, meaning = f"{tree.type}.json", "The document as data"
    yield CarriedFile(name, as_printed.to_json(tree), meaning, "Source")
    if isinstance(tree, lt.Letter):
        name, meaning = "delivery.json", "Addresses and fax numbers as data"
        yield CarriedFile(name, contacts.delivery_json(tree), meaning, "Data")
        for number, addressee in enumerate(tree.addressees, 1):
            for name, card, version in (
                (f"addressee-{number}.vcf", vcards.vcard(addressee), "4.0"),
                (f"addressee-{number}-version-3.vcf", vcards.vcard_3(addressee), "3.0"),
            ):
                meaning = f"{addressee.full_name}: vCard {version}"
                yield CarriedFile(name, card, meaning, "Data")


def attachments(tree: lt.Document) -> Iterator[Attachment]:
    """The same as WeasyPrint embeds them."""
    from weasyprint import Attachment

    for file in carried_files(tree):
        yield Attachment(
            string=file.content,
            url_fetcher=held_only(),
            name=file.name,
            description=file.meaning,
            created=moment(tree),
            modified=moment(tree),
            relationship=file.relationship,
        )
