"""JSON for other programs: how every result is written, and how its JSON Schema is made.

It stands in the lowest room because every room above prints results, problems being the first of them.
"""

from __future__ import annotations

import json
from types import UnionType
from typing import Any, ForwardRef, Literal, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct, structs, to_builtins
from msgspec.json import decode, encode
from msgspec.json import format as pretty

Form = TypeVar("Form")

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The edition of JSON Schema that every schema of letterkit is written in."""


def json_text(value: object, indent: int = 2) -> str:
    """A result as JSON, in indented lines; a struct becomes an object of its fields.

    As `json.dumps` writes it, which takes twenty times as long where lines are indented.
    """
    try:
        return f"{pretty(encode(value, enc_hook=_plain), indent=indent).decode()}\n"
    except UnicodeEncodeError:  # in a file's name that is no UTF-8: see os.fsdecode
        return json.dumps(value, ensure_ascii=False, indent=indent, default=to_builtins) + "\n"


def _plain(value: object) -> object:
    """A value of a type that some library made of a plain one, as that. Raises TypeError."""
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def parsed_json(content: str | bytes) -> Any:
    """What a record or an attachment holds that somebody may have changed.

    Raises ValueError where it is no JSON, or has more brackets within one another than Python follows.
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("brackets nested too deep") from None


def read_json(content: bytes, form: type[Form]) -> Form:
    """A record that somebody may have changed, held to its form. Raises ValueError for any other."""
    try:
        return decode(content, type=form)
    except RecursionError:
        raise ValueError("brackets nested too deep") from None


def json_schema(form: Any, title: str) -> dict[str, Any]:
    """The JSON Schema of what `json_text` makes of a `form`: a struct, or a list of them.

    Every field is required and no other member allowed; a struct's docstring is its description.
    """
    from pydantic import TypeAdapter

    described = TypeAdapter(described_form(form)).json_schema(mode="serialization")
    for part in (described, *described.get("$defs", {}).values()):
        if "properties" in part:
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
    described.pop("title", None)
    return {"$schema": DRAFT, "title": title, **described}


def described_form(form: Any) -> Any:
    """A type with a pydantic model in the place of each struct.

    pydantic describes a union of types that are told apart by a field of theirs, which msgspec does not.
    """
    from pydantic import BaseModel, Field, create_model

    models: dict[str, type[BaseModel] | None] = {}

    def model_of(kind: type[Struct]) -> Any:
        name = kind.__name__
        if name not in models:
            models[name] = None
            fields: dict[str, Any] = {
                field.name: (told(field.type), default_of(field)) for field in structs.fields(kind)
            }
            models[name] = create_model(name, __doc__=kind.__doc__, **fields)
        return models[name] or ForwardRef(name)  # a type that holds its own kind

    def default_of(field: structs.FieldInfo) -> Any:
        if field.default_factory is not NODEFAULT:
            return Field(default_factory=field.default_factory)
        return ... if field.required else field.default

    def told(hint: Any) -> Any:
        if isinstance(hint, type) and issubclass(hint, Struct):
            return model_of(hint)
        origin, inside = get_origin(hint), get_args(hint)
        if not inside or origin is Literal:
            return hint
        parts = tuple(map(told, inside))
        # The words of a type that is being made are no type yet, so that `|` does not join it.
        return Union.__getitem__(parts) if origin in (Union, UnionType) else origin[parts]

    made = told(form)
    for model in models.values():
        if model is not None:
            model.model_rebuild(_types_namespace=models)
    return made
