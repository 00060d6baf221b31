"""Document → JSON: the tree as it is, in a stable format with a schema."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from msgspec import Struct

from letterkit.consent import Released
from letterkit.diagnostics.json import DRAFT, described_form, json_text
from letterkit.letter import Document
from letterkit.writers import Assets, Written

_FIRST = {"origin": 0, "change": 1}
# What stands in few nodes, and is told of those alone.
_ABSENT = frozenset(
    {
        *("change", "comparison", "foreign", "foreign_words", "looks", "logo", "contact", "image"),
        *("affiliation", "note", "groups"),
    }
)
# Whose a file is, where a line of it stands and which names a line may not break stays here, and so does
# what a text says where it tells who signs.
_HERE = frozenset({"owner", "names", "people_named", "places", "agreed"})


def write(document: Released[Document], assets: Assets) -> Written:
    """The tree as JSON, UTF-8."""
    return to_json(document.tree).encode(), []


def to_json(document: Document) -> str:
    """The tree as JSON; the same document gives the same text."""
    return json_text(_told(document), indent=1)


def _told(value: object) -> object:
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    return _members(value) if isinstance(value, Struct) else value


def _members(part: Struct) -> dict[str, object]:
    """An object's members; only a redline speaks of changes, only words in another language of theirs,
    only what looks otherwise than by itself of that, and only individuals of their affiliations.
    """
    told = ((name, getattr(part, name)) for name in _names_of(type(part)))
    return {
        name: _told(value)
        for name, value in told
        if (value not in (None, ()) or name not in _ABSENT) and (name, value) != ("recast", False)
    }


@cache
def _names_of(kind: type[Struct]) -> tuple[str, ...]:
    """The members of such an object in order: what changed of a node stands after where it is from."""
    names = (name for name in kind.__struct_fields__ if name not in _HERE)
    return tuple(sorted(names, key=lambda name: _FIRST.get(name, len(_FIRST))))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the trees of every kind of document."""
    from pydantic import Field, TypeAdapter

    form: Any = Annotated[described_form(Document), Field(discriminator="type")]
    return {"$schema": DRAFT, "title": "letterkit document", **TypeAdapter(form).json_schema()}
