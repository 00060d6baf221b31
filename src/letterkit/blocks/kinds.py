"""The kinds of block and of document: one row each, and nothing else asks which is which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from letterkit.blocks.documents import Dialogue, LetterFile, ReleaseFile
from letterkit.blocks.models import (
    Address,
    BlockModel,
    CaseListBlock,
    Framing,
    Issue,
    Organisation,
    Person,
    QuotationBlock,
    Signatures,
)


@dataclass(frozen=True, slots=True)
class Kind:
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
    Kind("signature block", "signatures", Signatures),
)
CAMPAIGN = Kind("campaign", "campaigns", LetterFile)
RELEASE = Kind("press release", "campaigns", ReleaseFile)
KIND_BY_MODEL: Mapping[type[BlockModel], Kind] = {
    kind.model: kind for kind in (*KINDS, CAMPAIGN, RELEASE)
}
