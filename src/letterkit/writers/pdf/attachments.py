"""What a PDF carries inside: the document as data, the delivery data, a vCard for each addressee."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterkit import letter as lt
from letterkit.writers.json import to_json
from letterkit.writers.pdf import contacts
from letterkit.writers.pdf.metadata import moment

if TYPE_CHECKING:
    from weasyprint import Attachment


def attachments(tree: lt.Document) -> Iterator[Attachment]:
    """The files embedded in a document's PDF (associated files: ISO 19005-3, 6.8)."""
    yield _attachment(tree, f"{tree.type}.json", to_json(tree), "The document as data", "Source")
    if isinstance(tree, lt.Letter):
        name, meaning = "delivery.json", "Addresses and fax numbers as data"
        yield _attachment(tree, name, contacts.delivery_json(tree), meaning, "Data")
        for addressee in tree.addressees:
            name = f"{addressee.block.rpartition('/')[2]}.vcf"
            yield _attachment(tree, name, contacts.vcard(addressee), addressee.full_name, "Data")


def _attachment(
    tree: lt.Document, name: str, content: str, meaning: str, relationship: str
) -> Attachment:
    from weasyprint import Attachment

    return Attachment(
        string=content,
        name=name,
        description=meaning,
        created=moment(tree),
        modified=moment(tree),
        relationship=relationship,
    )
