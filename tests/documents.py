"""Reads a document's JSON back, to show that nothing is lost on the way."""

from __future__ import annotations

import json
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from letterkit import letter as lt


def from_json(text: str) -> lt.Document:
    """The tree that `writers.json.to_json` wrote."""
    document: lt.Document = _read(json.loads(text), lt.Document)
    return document


def _read(value: Any, hint: Any) -> Any:
    if isinstance(value, dict):
        kind = _kind_of(value, hint)
        return kind(**{name: _read(inside, _hints(kind)[name]) for name, inside in value.items()})
    if isinstance(value, list):
        (items,) = (each for each in _choices(hint) if get_origin(each) is tuple)
        return tuple(_read(each, get_args(items)[0]) for each in value)
    return value


def _kind_of(value: dict[str, Any], hint: Any) -> Any:
    kinds = [kind for kind in _choices(hint) if isinstance(kind, type) and issubclass(kind, Struct)]
    if len(kinds) == 1:
        return kinds[0]
    return next(kind for kind in kinds if value["type"] in get_args(_hints(kind)["type"]))


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
