"""The kinds of block and of document: one row each, and nothing else asks which is which."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from letterkit.authored import AskStyle
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue, DocumentFile, LetterFile, Links, ReleaseFile
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Consent,
    Framing,
    IndividualSigner,
    Issue,
    Organisation,
    Person,
    QuotationBlock,
    Signatures,
)


class Kind(Struct, frozen=True):
    """A kind of block: what people call it, the folder it lives in, its model."""

    name: str
    folder: str
    model: type[BlockModel]


KINDS: tuple[Kind, ...] = (
    Kind("dialogue", "dialogues", Dialogue),
    Kind("address", "addresses", Address),
    Kind("framing", "framing", Framing),
    Kind("issue", "issues", Issue),
    Kind("quotation", "quotations", QuotationBlock),
    Kind("person", "people", Person),
    Kind("case list", "case-lists", CaseListBlock),
    Kind("organisation", "organisations", Organisation),
    Kind("signer", "signers", IndividualSigner),
    Kind("signature block", "signatures", Signatures),
)
KIND_BY_MODEL: Mapping[type[BlockModel], Kind] = {kind.model: kind for kind in KINDS}


class DocumentKind(Struct, frozen=True):
    """A kind of document: all that differs from one to another outside of assembling and printing it.

    `file` is the name of its file in a campaign's folder, `recipe` the key of a dialogue's file that such
    a file is begun from. `audiences` are those who read it, in the words of a person's `consent`.
    `ask_style` is how its asks stand where the author says nothing. `about` names the document of the
    same campaign that it tells of. `is_sent` says that it goes to its addressees, by fax and post, to ask
    something of them before the dialogue ends; `most_pages` how long it may be. `speaks_of_today` says
    that a reader takes the word "today" for the document's own day. `links` is how its links print where
    its file does not say it.
    """

    name: str
    file: str
    model: type[DocumentFile]
    recipe: str
    audiences: tuple[Consent, ...]
    ask_style: AskStyle
    about: str | None = None
    is_sent: bool = False
    most_pages: int | None = None
    speaks_of_today: bool = False
    links: Links = "footnotes"

    @property
    def title(self) -> str:
        """The name as people say it."""
        return self.name.replace("-", " ")

    @property
    def folder(self) -> str:
        """The folder of the campaigns, each of which has a folder of its own there."""
        return "campaigns"


# In the order in which they are made and listed.
DOCUMENTS: tuple[DocumentKind, ...] = (
    DocumentKind(
        "letter",
        "campaign.yaml",
        LetterFile,
        "letter",
        ("letter", "public"),
        "numbered",
        is_sent=True,
        most_pages=4,
    ),
    DocumentKind(
        "press-release",
        "press-release.yaml",
        ReleaseFile,
        "press_release",
        ("public",),
        "short",
        about="letter",
        speaks_of_today=True,
        links="words",
    ),
)
MAIN_DOCUMENT = DOCUMENTS[0]
"""The document that every campaign is begun for."""
DOCUMENT_KINDS: Mapping[str, DocumentKind] = {kind.name: kind for kind in DOCUMENTS}


def document_kind(model: DocumentFile) -> DocumentKind:
    """The kind of a document, from its file."""
    return next(kind for kind in DOCUMENTS if isinstance(model, kind.model))
