"""Which key of which model names a block of which kind, and every such name in a block."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import (
    BodyEntry,
    Composition,
    Dialogue,
    DocumentFile,
    IssueEntry,
    ReleaseComposition,
)
from letterkit.blocks.models import (
    Address,
    CaseEntry,
    CaseListBlock,
    Framing,
    IndividualSigner,
    Issue,
    Organisation,
    Person,
    Prose,
    QuotationBlock,
    SignatureEntry,
    Signatures,
    SigningPerson,
)
from letterkit.blocks.validation import part_in
from letterkit.blocks.yaml import Steps


class Reference(Struct, frozen=True):
    """A name that one block gives another: the model it should have, and where the name stands."""

    model: type[BlockModel]
    name: str
    path: Steps


# Which key of which model names a block of which kind.
_NAMES: dict[tuple[type[BlockModel], str], type[BlockModel]] = {
    (DocumentFile, "dialogue"): Dialogue,
    (Dialogue, "lead"): Organisation,
    (ReleaseComposition, "issuer"): Organisation,
    (Composition, "to"): Address,
    (Composition, "holders"): Address,
    (Composition, "signers"): Organisation,
    (Composition, "signatures"): Signatures,
    (BodyEntry, "framing"): Framing,
    (BodyEntry, "cases"): CaseListBlock,
    (BodyEntry, "quotation"): QuotationBlock,
    (QuotationBlock, "organisation"): Organisation,
    (IssueEntry, "issue"): Issue,
    (IssueEntry, "cases"): CaseListBlock,
    (Prose, "people"): Person,
    (Issue, "cases"): CaseListBlock,
    (CaseListBlock, "people"): Person,
    (CaseEntry, "person"): Person,
    (CaseEntry, "people"): Person,
    (CaseEntry, "list"): CaseListBlock,
    (SignatureEntry, "organisation"): Organisation,
    (SignatureEntry, "list"): Signatures,
    (SigningPerson, "signer"): IndividualSigner,
}


def references_in(value: object, path: Steps = ()) -> Iterator[Reference]:
    """Every name that a model gives another block; `path` is where the model stands in its file."""
    if isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from references_in(item, (*path, i))
    elif isinstance(value, BlockModel):
        for name, key, kind in _leading_on(type(value)):
            inner, step = getattr(value, name), (*path, key)
            yield from references_in(inner, step) if kind is None else _names_in(kind, inner, step)


def _names_in(kind: type[BlockModel], value: object, path: Steps) -> Iterator[Reference]:
    """The names that a field holds: one, several, or those that are the keys of a mapping."""
    match value:
        case str():
            yield Reference(kind, value, path)
        case dict():
            yield from (Reference(kind, key, (*path, key)) for key in value)
        case tuple():
            yield from (Reference(kind, name, (*path, i)) for i, name in enumerate(value))


@cache
def _leading_on(model: type[BlockModel]) -> tuple[tuple[str, str, type[BlockModel] | None], ...]:
    """The fields of a model that name blocks, or hold parts that may: name, key, kind of block."""
    return tuple(
        (name, field.alias or name, kind)
        for name, field in model.model_fields.items()
        if (kind := _named_by(model, name))
        or ((part := part_in(field.annotation)) is not None and _leading_on(part))
    )


def _named_by(model: type[BlockModel], name: str) -> type[BlockModel] | None:
    kinds = (kind for (owner, key), kind in _NAMES.items() if key == name and issubclass(model, owner))
    return next(kinds, None)
