"""A block as a letter of some date has it: the name of that time, and what reached an office then.

A letter of last year keeps the fax number that was given up since, the address that the office has moved
from, and the name that the organisation signed by.
"""

from __future__ import annotations

from typing import Any, TypeVar

from letterkit.blocks.base import BlockModel
from letterkit.blocks.offices import Address
from letterkit.blocks.provenance import InUse, name_on
from letterkit.blocks.signing import Organisation
from letterkit.blocks.translations import with_places
from letterkit.blocks.values import text_in
from letterkit.blocks.yaml import Document, Steps
from letterkit.language.dates import PartialDate

Model = TypeVar("Model", bound=BlockModel)
_Values = dict[str, Any]
_Moved = dict[Steps, Steps]


def on_date(model: Model, document: Document, date: PartialDate, language: str) -> tuple[Model, Document]:
    """The block as it was on a date, with names in that language, and its file with their places."""
    values: _Values = {}
    moved: _Moved = {}
    if isinstance(model, Organisation | Address):
        _name(model, date, language, values, moved)
    if isinstance(model, Address):
        _address(model, date, values, moved)
        for key in ("fax", "email"):
            _used(key, getattr(model, key), date, values, moved)
    if not values:
        return model, document
    return model.model_copy(update=values), with_places(document, moved)


def _name(
    model: Organisation | Address, date: PartialDate, language: str, values: _Values, moved: _Moved
) -> None:
    """What it was called; where that is not known in the language, as it is first given."""
    known = name_on(model.names, date)
    if known is None:
        return
    index = model.names.index(known)
    if isinstance(model, Organisation):  # its short name of today is another name's
        values["short_name"] = None
    for key, texts in known:
        if isinstance(texts, dict):
            values[key] = text_in(texts, language) or next(iter(texts.values()))
            moved[(key,)] = ("names", index, key)


def _address(office: Address, date: PartialDate, values: _Values, moved: _Moved) -> None:
    """Where it was: of several former addresses the one that was given up first, after that date."""
    used = [each for each in office.former_addresses if each.is_used_on(date)]
    former = min(used, key=lambda each: each.withdrawn.first_day, default=None)
    if former is None:
        return
    at = ("former_addresses", office.former_addresses.index(former))
    values |= {"address": former.address, "postal": former.postal}
    moved |= {("address",): (*at, "address"), ("postal",): (*at, "postal")}
    if former.country is not None:
        values |= {"country": former.country, "country_name": former.country_name}
        moved |= {("country",): (*at, "country"), ("country_name",): (*at, "country_name")}


def _used(
    key: str, entries: tuple[InUse, ...], date: PartialDate, values: _Values, moved: _Moved
) -> None:
    """Those of the entries of a key that were in use."""
    used = [i for i, entry in enumerate(entries) if entry.is_used_on(date)]
    if len(used) < len(entries):
        values[key] = tuple(entries[i] for i in used)
        moved |= {(key, new): (key, old) for new, old in enumerate(used)}
