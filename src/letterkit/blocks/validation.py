"""A document with its places → a model; every value that does not fit becomes a diagnostic at its place.

It looks at one file at a time: whether a name stands for a block is for the library to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import PATTERNS, described, short
from letterkit.blocks.yaml import Document, Steps
from letterkit.diagnostics import Diagnostic, Location, did_you_mean

Model = TypeVar("Model", bound=BlockModel)


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Diagnostic]]:
    """Read a document as a block. Every misfit is a diagnostic at the value or key it is about."""
    try:
        return model.model_validate(_without_empty(document.value)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_diagnostic(model, document, detail) for detail in details if not _is_echo(detail)]


def _is_echo(error: ErrorDetails) -> bool:
    """pydantic also calls a list too short when it has only thrown out its faulty items."""
    given = error["input"]
    return (
        error["type"] == "too_short"
        and isinstance(given, list)
        and len(given) >= error["ctx"]["min_length"]
    )


def _without_empty(value: object) -> object:
    """A key without a value counts as not given."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def _diagnostic(model: type[BlockModel], document: Document, error: ErrorDetails) -> Diagnostic:
    """One validation error of pydantic's, in our words and at its place."""
    kind, found = error["type"], error["input"]
    path = _steps(document, error["loc"])
    about_key = error["loc"][-1:] == ("[key]",)  # pydantic's step for a mapping's key
    here = document.key_location(path) if about_key else document.location(path)
    context = error.get("ctx", {})
    if kind.startswith("LK"):
        return Diagnostic(kind, error["msg"], here, context.get("hint") or _spaced(found))
    if kind == "missing":
        word = "is empty" if path in document.keys else "is missing"
        return Diagnostic("LK202", f"'{path[-1]}' {word}", document.key_location(path))
    if kind == "extra_forbidden":
        return _unknown_key(model, document, path)
    if kind == "literal_error":
        return _none_of(context["expected"], found, here)
    expected = _EXPECTED.get(kind)
    said = f"expected {expected(context)}, found" if expected else f"{error['msg']}; found"
    return Diagnostic("LK203", f"{said} {described(found)}", here, _hint(document, path, error))


def _unknown_key(model: type[BlockModel], document: Document, path: Steps) -> Diagnostic:
    keys = _keys_at(model, path[:-1])
    hint = _spaced(path[-1]) or did_you_mean(str(path[-1]), keys) or f"known keys: {', '.join(keys)}"
    return Diagnostic("LK201", f"unknown key '{short(path[-1])}'", document.key_location(path), hint)


def _none_of(expected: str, found: object, here: Location) -> Diagnostic:
    """`expected` is pydantic's wording: 'a', 'b' or 'c'."""
    choices = re.split(r", | or ", expected.replace("'", ""))
    message = f"expected one of {', '.join(choices)}; found {described(found)}"
    return Diagnostic("LK203", message, here, did_you_mean(str(found), choices))


def _hint(document: Document, path: Steps, error: ErrorDetails) -> str | None:
    """What to do about a value that YAML took for something else than it was typed for."""
    beginning = document.beginning(path)
    if error["type"] == "string_type" and beginning in ("[", "{"):
        return f"put a text that begins with {beginning} into quotation marks"
    if error["type"] in ("tuple_type", "list_type"):
        if beginning == "-":
            return "a space is missing after the -"
        return (
            _spaced(error["input"])
            or "put each item into a line of its own that begins with - and a space"
        )
    return _spaced(error["input"])


def _spaced(found: object) -> str | None:
    """`framing:opening`, where a key and its value were meant."""
    match = _NO_SPACE.fullmatch(found) if isinstance(found, str) else None
    return f"a space is missing after the colon: {match[1]}: {short(match[2])}" if match else None


_NO_SPACE = re.compile(r"([a-z_]+):(?!//)(\S.*)")


_EXPECTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "string_type": lambda _: "text",
    "tuple_type": lambda _: "a list",
    "list_type": lambda _: "a list",
    "dict_type": lambda _: "keys with values",
    "model_type": lambda _: "keys with values",
    "model_attributes_type": lambda _: "keys with values",
    "bool_parsing": lambda _: "yes or no",
    "bool_type": lambda _: "yes or no",
    "int_parsing": lambda _: "a whole number",
    "int_type": lambda _: "a whole number",
    "string_pattern_mismatch": lambda context: PATTERNS[context["pattern"]],
    "greater_than_equal": lambda context: f"at least {context['ge']}",
    "less_than_equal": lambda context: f"at most {context['le']}",
    "too_short": lambda context: f"at least {context['min_length']} of them",
    "too_long": lambda context: f"at most {context['max_length']} of them",
}


def _steps(document: Document, location: Iterable[str | int]) -> Steps:
    """pydantic's location without the steps that are names of its types, not of our keys.

    The last step stays even when it stands nowhere: it may be the key that is missing.
    """
    steps: Steps = ()
    value: object = document.value
    for step in location:
        if isinstance(value, dict) and isinstance(step, str):
            steps, value = (*steps, step), value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            steps, value = (*steps, step), value[step]
    return steps


def _keys_at(model: type[BlockModel], path: Steps) -> list[str]:
    """The keys that the model at `path` knows, as authors write them."""
    here = model
    for step in path:
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        if isinstance(step, str) and step in fields:
            here = part_in(fields[step].annotation) or here
    return [field.alias or name for name, field in here.model_fields.items()]


def part_in(annotation: object) -> type[BlockModel] | None:
    """The model inside `tuple[Model, ...]`, `Model | None` or `Annotated[Model, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BlockModel):
        return annotation
    found = (part_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model), None)
