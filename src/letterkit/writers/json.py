"""Document → JSON: the tree as it is, in a stable format with a schema."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from letterkit.consent import Released
from letterkit.letter import Document
from letterkit.writers import Assets, Written

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def write(document: Released[Document], assets: Assets) -> Written:
    """The tree as JSON, UTF-8."""
    return to_json(document.tree).encode(), []


def to_json(document: Document) -> str:
    """The tree as JSON; the same document gives the same text."""
    tree = asdict(document, dict_factory=_members)
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _members(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members; only a redline speaks of changes, only words in another language of theirs,
    only what looks otherwise than by itself of that, and only individuals of their affiliations. Whose a
    file is, where a line of it stands and which names a line may not break stays here, and so does what a
    text says where it tells who signs.
    """
    absent = (
        *("change", "comparison", "foreign", "foreign_words", "looks", "logo", "contact", "image"),
        *("affiliation", "note", "groups"),
    )
    here = ("owner", "names", "people_named", "places", "agreed")
    told = ((n, v) for n, v in items if n not in here and (n, v) != ("recast", False))
    return {n: v for n, v in told if v not in (None, ()) or n not in absent}


def from_json(text: str) -> Document:
    """Read the tree back. Raises pydantic.ValidationError where it does not follow the schema."""
    return _adapter().validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the trees of every kind of document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "letterkit document",
        **_adapter().json_schema(),
    }


def _adapter() -> TypeAdapter[Document]:
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[Document, Field(discriminator="type")])
